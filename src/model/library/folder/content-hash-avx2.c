/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/content-hash.h"

#ifdef __x86_64__

/* Only GCC has this pragma; without it, the function equals the other one. */
#ifndef __clang__
#pragma GCC target("avx2")
#endif

#define XXH_INLINE_ALL
#include <xxhash.h>

guint64
bs_content_hash_avx2 (const char *data, gsize length)
{
  return XXH3_64bits (data, length);
}

#endif
