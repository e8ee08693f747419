/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/memory.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

/* Larger blocks are mapped on their own, and go back to the system when they are freed. Most blocks that a search of
 * 100,000 articles needs are smaller, and stay in the heap for the next one. */
#define STRAIGHT_BYTES (4 * 1024 * 1024)

/* The most free memory that a heap keeps at its end. */
#define KEPT_BYTES (1024 * 1024)

/**
 * bs_memory_keep_little:
 *
 * Makes each thread's heap release the free memory at its end. Otherwise the C library keeps twice the size of the
 * largest block ever freed, up to 64 MB for each thread, and malloc_trim(3) does not release that either. Call it when
 * a program starts that runs for a long time.
 */
void
bs_memory_keep_little (void)
{
#ifdef HAVE_MALLOC_TRIM
  mallopt (M_MMAP_THRESHOLD, STRAIGHT_BYTES);
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES);
#endif
}

/**
 * bs_memory_give_back:
 *
 * Returns freed memory to the system. Short-lived memory of many threads is spread over all their heaps, and the C
 * library would keep it (malloc_trim(3)). It takes a few milliseconds: call it where much work has ended, and not on
 * the main thread.
 */
void
bs_memory_give_back (void)
{
#ifdef HAVE_MALLOC_TRIM
  malloc_trim (0);
#endif
}
