/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/memory.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

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
