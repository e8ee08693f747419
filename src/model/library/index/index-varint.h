/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BS_INDEX_VARINT_MAX_BYTES 9

/* SQLite's database file format, 1.6: seven bits a byte, the highest first; a ninth byte would have eight, which no
 * number of ours needs. Returns how many bytes were written. */
static inline guint
bs_index_varint_put (guint8 *bytes, guint64 value)
{
  guint n = 1;

  if (value < 0x80)
    {
      bytes[0] = (guint8) value;
      return 1;
    }
  if (value < 0x4000)
    {
      bytes[0] = (guint8) (value >> 7) | 0x80;
      bytes[1] = (guint8) value & 0x7f;
      return 2;
    }
  for (guint64 rest = value >> 7; rest > 0; rest >>= 7)
    n++;
  for (guint i = n; i > 0; i--, value >>= 7)
    bytes[i - 1] = (guint8) (value & 0x7f) | (i < n ? 0x80 : 0);
  return n;
}

/* Returns how many bytes were read. There has to be an end. */
static inline guint
bs_index_varint_get (const guint8 *bytes, guint64 *value)
{
  guint n = 0;

  *value = 0;
  do
    *value = *value << 7 | (bytes[n] & 0x7f);
  while ((bytes[n++] & 0x80) != 0);
  return n;
}

G_END_DECLS
