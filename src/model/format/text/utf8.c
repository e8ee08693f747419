/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/utf8.h"

#include <string.h>

#define ASCII_MASK G_GUINT64_CONSTANT (0x8080808080808080)

/* Bytes that are examined together. */
#ifdef __x86_64__
#define BLOCK 32
#define WITH_BLOCKS __attribute__ ((target ("avx2")))
#else
#define BLOCK 16
#define WITH_BLOCKS
#endif
typedef guint8 Block __attribute__ ((vector_size (BLOCK)));
typedef gint8 SignedBlock __attribute__ ((vector_size (BLOCK)));

#define SIGN ((gint8) -128)
#define TURN(byte) ((gint8) ((byte) -128))

/* Each stretch ends in a branch. */
#define STRETCH (4 * BLOCK)

static WITH_BLOCKS inline gboolean
is_any_set (const Block *block, guint8 mask)
{
  guint64 words[BLOCK / 8];
  guint64 all = 0;

  memcpy (words, block, sizeof words);
#pragma GCC unroll 4
  for (int i = 0; i < BLOCK / 8; i++)
    all |= words[i];
  return (all & (G_GUINT64_CONSTANT (0x0101010101010101) * mask)) != 0;
}

/* The length of the non-ASCII character at @p; 0 if it is invalid (Unicode 15, table 3-7). */
static inline gsize
measure_character (const guchar *p, gsize available)
{
  guchar lead = p[0];

  if (lead < 0xc2 || lead > 0xf4 || available < 2 || (p[1] & 0xc0) != 0x80)
    return 0;
  if (lead < 0xe0)
    return 2;

  if (available < 3 || (p[2] & 0xc0) != 0x80)
    return 0;
  if (lead < 0xf0)
    {
      if ((lead == 0xe0 && p[1] < 0xa0) || (lead == 0xed && p[1] > 0x9f))
        return 0;
      return 3;
    }

  if (available < 4 || (p[3] & 0xc0) != 0x80)
    return 0;
  if ((lead == 0xf0 && p[1] < 0x90) || (lead == 0xf4 && p[1] > 0x8f))
    return 0;

  return 4;
}

/* Whether the lowest six bytes are two characters of three bytes each, as in most Chinese text, whose lead bytes allow
 * any continuation: all but 0xe0 and 0xed. */
static inline gboolean
is_common_pair (guint64 word)
{
  const guint first = word & 0xff;
  const guint second = word >> 24 & 0xff;

  return (word & G_GUINT64_CONSTANT (0xc0c0f0c0c0f0)) == G_GUINT64_CONSTANT (0x8080e08080e0) && first != 0xe0 &&
         first != 0xed && second != 0xe0 && second != 0xed;
}

/* Validates up to @until or slightly beyond, but never beyond @end. Stops at an invalid byte. */
static const guchar *
walk_characters (const guchar *p, const guchar *until, const guchar *end)
{
  while (p < until)
    {
      guint64 word;
      gsize n;

      if (end - p >= 8)
        {
          memcpy (&word, p, 8);
          if ((word & ASCII_MASK) == 0)
            {
              p += 8;
              continue;
            }
          if (is_common_pair (GUINT64_FROM_LE (word)))
            {
              p += 6;
              continue;
            }
        }

      if (*p < 0x80)
        {
          p++;
          continue;
        }

      n = measure_character (p, end - p);
      if (n == 0)
        break;
      p += n;
    }

  return p;
}

/* Whether each byte of a stretch may follow the three before it. */
static WITH_BLOCKS gboolean
is_valid_stretch (const guchar *p)
{
  Block wrong = { 0 };

  for (int i = 0; i < STRETCH; i += (int) sizeof (Block))
    {
      Block now, one, two, three;

      memcpy (&now, p + i, sizeof now);
      memcpy (&one, p + i - 1, sizeof one);
      memcpy (&two, p + i - 2, sizeof two);
      memcpy (&three, p + i - 3, sizeof three);
      wrong |= (Block) (((one >= 0xc0) | (two >= 0xe0) | (three >= 0xf0)) ^ ((now & 0xc0) == 0x80));
      wrong |=
          (Block) ((one >= 0xf5) | ((one & 0xfe) == 0xc0) | ((one == 0xe0) & (now < 0xa0)) |
                   ((one == 0xed) & (now >= 0xa0)) | ((one == 0xf0) & (now < 0x90)) | ((one == 0xf4) & (now >= 0x90)));
    }

  return !is_any_set (&wrong, 0xff);
}

/* Validates whole stretches. Each byte is compared with the two before it; a byte must continue a character exactly if
 * one of them is a lead that reaches it. Some leads reach further, restrict their second byte or never occur. They are
 * rare, so a stretch is examined for them only if it contains or follows one. Three bytes must exist before @p.
 *
 * Returns the start of a character before which everything is valid. */
static WITH_BLOCKS const guchar *
skip_stretches (const guchar *p, const guchar *end, gboolean *is_plain)
{
  Block odd = { 0 };

  for (; end - p >= STRETCH; p += STRETCH)
    {
      Block high = { 0 }, doubtful = { 0 };

#pragma GCC unroll 4
      for (int i = 0; i < STRETCH; i += (int) sizeof (Block))
        {
          Block now;

          memcpy (&now, p + i, sizeof now);
          high |= now;
          odd |= (Block) ((now == 0) | (now == '\r'));
        }
      if (!is_any_set (&high, 0x80) && p[-1] < 0x80)
        continue;

#pragma GCC unroll 4
      for (int i = 0; i < STRETCH; i += (int) sizeof (Block))
        {
          SignedBlock now, one, two;

          memcpy (&now, p + i, sizeof now);
          memcpy (&one, p + i - 1, sizeof one);
          memcpy (&two, p + i - 2, sizeof two);
          /* Processors compare signed bytes; flipping the sign bit gives the unsigned order. */
          one ^= SIGN;
          two ^= SIGN;
          /* The two masks must be equal in every byte. */
          doubtful |= (Block) (((one >= TURN (0xc0)) | (two >= TURN (0xe0))) ^ (now < TURN (0x40)));
          /* The rare lead bytes. */
          doubtful |= (Block) (((one & (gint8) 0xfe) == TURN (0xc0)) | (one == TURN (0xe0)) | (one == TURN (0xed)) |
                               (one >= TURN (0xf0)));
        }
      if (G_UNLIKELY (is_any_set (&doubtful, 0xff) || p[-2] >= 0xf0 || p[-3] >= 0xf0) && !is_valid_stretch (p))
        break;
    }

  *is_plain = !is_any_set (&odd, 0xff);

  /* The character at the edge may continue, and its second byte may be unchecked. */
  for (int i = 0; i < 4 && p[-1] >= 0x80; i++)
    {
      p--;
      if (*p >= 0xc0)
        break;
    }

  return p;
}

/* A processor without these instructions checks byte by byte. */
static const guchar *
skip_valid (const guchar *p, const guchar *end, gboolean *is_plain)
{
#ifdef __x86_64__
  if (!__builtin_cpu_supports ("avx2"))
    return p;
#endif
  return skip_stretches (p, end, is_plain);
}

static gboolean
has_none_of (const guchar *from, const guchar *to)
{
  return memchr (from, '\0', to - from) == NULL && memchr (from, '\r', to - from) == NULL;
}

/**
 * bs_utf8_validate:
 * @bytes: (array length=length): bytes
 * @length: the number of bytes
 * @end: (out) (optional): where the valid part ends
 *
 * Checks whether bytes are UTF-8 by Unicode 15, 3.9: no surrogates, no overlong forms, nothing above U+10FFFF. A NUL is
 * allowed. It is several times as fast as g_utf8_validate_len(), because every byte of a library is validated before
 * its articles are listed.
 *
 * Returns: whether all of @bytes are valid
 */
gboolean
bs_utf8_validate (const char *bytes, gsize length, const char **end)
{
  return bs_utf8_look_over (bytes, length, end, NULL);
}

/**
 * bs_utf8_look_over:
 * @bytes: (array length=length): bytes
 * @length: how many
 * @end: (out) (optional): where the valid part ends
 * @is_plain: (out) (optional): whether there is neither a NUL nor a carriage return, if all is valid
 *
 * Like bs_utf8_validate(), and also looks for two more characters, because every byte of a library is read here before
 * the list of its articles can be shown.
 *
 * Returns: whether all of @bytes are valid
 */
gboolean
bs_utf8_look_over (const char *bytes, gsize length, const char **end, gboolean *is_plain)
{
  const guchar *start = (const guchar *) bytes;
  const guchar *p = start;
  const guchar *stop;
  gboolean is_middle_plain = TRUE;

  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  stop = p + length;
  if (length >= STRETCH + 8)
    {
      p = walk_characters (p, p + 3, stop);
      if (p >= start + 3)
        {
          start = p;
          p = skip_valid (p, stop, &is_middle_plain);
        }
    }
  if (is_plain != NULL)
    *is_plain = length == 0 || (is_middle_plain && has_none_of ((const guchar *) bytes, start));
  start = p;
  p = walk_characters (p, stop, stop);
  if (is_plain != NULL)
    *is_plain = *is_plain && (p == start || has_none_of (start, p));
  if (end != NULL)
    *end = (const char *) p;

  return p == stop;
}

/**
 * bs_utf8_fold:
 * @text: text in UTF-8
 *
 * Returns: (transfer full): a text that is equal for texts that differ only in case or in the composition of characters
 */
char *
bs_utf8_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}
