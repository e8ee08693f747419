/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define ASCII_MASK G_GUINT64_CONSTANT (0x8080808080808080)

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

#ifdef __SSE2__

static inline __m128i
load (const guchar *p)
{
  return _mm_loadu_si128 ((const __m128i *) (gconstpointer) p);
}

static inline __m128i
splat (guint byte)
{
  return _mm_set1_epi8 ((char) byte);
}

/* Returns all ones in each byte of @a that is equal to or above @byte. */
static inline __m128i
at_least (__m128i a, guint byte)
{
  return _mm_cmpeq_epi8 (_mm_max_epu8 (a, splat (byte)), a);
}

/* Whether @before has a lead byte with a restricted second byte that @now violates, or a byte that never occurs in
 * UTF-8. */
static gboolean
has_bad_pair (__m128i before, __m128i now)
{
  __m128i bad = at_least (before, 0xf5);

  bad = _mm_or_si128 (bad, _mm_cmpeq_epi8 (_mm_and_si128 (before, splat (0xfe)), splat (0xc0)));
  bad = _mm_or_si128 (bad, _mm_andnot_si128 (at_least (now, 0xa0), _mm_cmpeq_epi8 (before, splat (0xe0))));
  bad = _mm_or_si128 (bad, _mm_and_si128 (at_least (now, 0xa0), _mm_cmpeq_epi8 (before, splat (0xed))));
  bad = _mm_or_si128 (bad, _mm_andnot_si128 (at_least (now, 0x90), _mm_cmpeq_epi8 (before, splat (0xf0))));
  bad = _mm_or_si128 (bad, _mm_and_si128 (at_least (now, 0x90), _mm_cmpeq_epi8 (before, splat (0xf4))));

  return _mm_movemask_epi8 (bad) != 0;
}

/* Validates whole blocks of sixteen bytes. Each byte is compared with the three before it, so three must exist. A byte
 * must continue a character exactly if one of the three is a lead that reaches it. Only the rare leads of
 * has_bad_pair() need a further check.
 *
 * Returns the start of a character before which everything is valid. */
static const guchar *
skip_blocks (const guchar *p, const guchar *end)
{
  while (end - p >= 16)
    {
      __m128i now = load (p);
      __m128i one;
      __m128i reached;
      __m128i continues;
      __m128i rare;

      if (_mm_movemask_epi8 (now) == 0 && p[-1] < 0x80)
        {
          p += 16;
          continue;
        }

      one = load (p - 1);
      reached = _mm_subs_epu8 (one, splat (0xbf));
      reached = _mm_or_si128 (reached, _mm_subs_epu8 (load (p - 2), splat (0xdf)));
      reached = _mm_or_si128 (reached, _mm_subs_epu8 (load (p - 3), splat (0xef)));
      continues = _mm_cmplt_epi8 (now, splat (0xc0));
      /* The two masks must be complements in every byte. */
      if (_mm_movemask_epi8 (_mm_xor_si128 (_mm_cmpeq_epi8 (reached, _mm_setzero_si128 ()), continues)) != 0xffff)
        break;

      rare = _mm_or_si128 (_mm_cmpeq_epi8 (one, splat (0xe0)), _mm_cmpeq_epi8 (one, splat (0xed)));
      rare = _mm_or_si128 (rare, _mm_cmpeq_epi8 (_mm_and_si128 (one, splat (0xfe)), splat (0xc0)));
      rare = _mm_or_si128 (rare, at_least (one, 0xf0));
      if (G_UNLIKELY (_mm_movemask_epi8 (rare) != 0) && has_bad_pair (one, now))
        break;

      p += 16;
    }

  /* A character at the edge may continue, and its second byte may be unchecked. */
  for (int i = 0; i < 4 && p[-1] >= 0x80; i++)
    {
      p--;
      if (*p >= 0xc0)
        break;
    }

  return p;
}

#endif

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
  const guchar *p = (const guchar *) bytes;
  const guchar *stop;

  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  stop = p + length;
#ifdef __SSE2__
  if (length >= 32)
    {
      p = walk_characters (p, p + 3, stop);
      if (p >= (const guchar *) bytes + 3)
        p = skip_blocks (p, stop);
    }
#endif
  p = walk_characters (p, stop, stop);
  if (end != NULL)
    *end = (const char *) p;

  return p == stop;
}
