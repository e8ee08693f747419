/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/content-hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/**
 * bs_content_hash:
 * @data: (array length=length): the bytes of a file, or of a part of it
 * @length: their number
 *
 * Every byte of a library is hashed twice before the list of its articles is complete. With AVX2 it takes less than
 * half the time. With AVX-512, which XXH3_64bits_dispatch() would choose, everything else takes longer.
 *
 * Returns: their hash by XXH3, which is the same on all machines
 */
guint64
bs_content_hash (const char *data, gsize length)
{
#ifdef __x86_64__
  if (__builtin_cpu_supports ("avx2"))
    return bs_content_hash_avx2 (data, length);
#endif
  return XXH3_64bits (data, length);
}
