/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/memory.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

/* What is asked for at once and is larger comes straight from the system and returns to it. Most of what a search needs
 * for all of 100,000 articles is smaller, and stays where it is. */
#define STRAIGHT_BYTES (4 * 1024 * 1024)

/* Each heap keeps no more than this at its end. */
#define KEPT_BYTES (1024 * 1024)

/**
 * bs_memory_keep_little:
 *
 * Has each thread's heap give back what is free at its end. Otherwise the C library keeps twice as much there as the
 * largest piece that was ever freed, up to 64 MB for each thread, which malloc_trim(3) leaves, too. For a program that
 * stays; call it at its start.
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
 * Gives back to the system what was freed. What many threads took for a moment is spread over the heaps of all of
 * them, and the C library would keep it (malloc_trim(3)). It takes a few milliseconds: call it where much work has
 * ended, and not on the main thread.
 */
void
bs_memory_give_back (void)
{
#ifdef HAVE_MALLOC_TRIM
  malloc_trim (0);
#endif
}
