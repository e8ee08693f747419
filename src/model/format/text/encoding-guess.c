/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding-guess.h"
#include "model/format/text/encoding.h"

#include <errno.h>
#include <string.h>
#include <uchardet.h>

/* As much as it takes to know; uchardet reads some 100 MB a second. */
#define SAMPLE_BYTES (128 * 1024)

/* Broken bytes up to this many, or this part of a file, are damage in UTF-8 and no encoding of their own. */
#define FEW_BYTES 8
#define FEW_PART 200

#define REPLACEMENT "\357\277\275"

/* The bytes of a file taken in pairs, as the Chinese encodings write them. */
typedef struct
{
  gsize pairs;
  gsize common; /* in the rows where GB 2312 keeps the 3,755 common characters and the punctuation */
  gsize broken;
} PairCensus;

/* What a decoded text is made of, in characters above ASCII. */
typedef struct
{
  gsize all;
  gsize letters;
  gsize kana;
  gsize hangul;
  gsize han;
  gsize strange; /* controls, private use, unassigned */
} TextCensus;

void
bs_utf8_census_take (BsUtf8Census *self, const char *bytes, gsize length)
{
  const char *p = bytes;
  const char *end = bytes + length;

  memset (self, 0, sizeof *self);
  while (p < end)
    {
      const char *stop;

      bs_utf8_validate (p, end - p, &stop);
      for (; p < stop; p++)
        {
          if ((guchar) *p >= 0x80)
            self->high++;
          if ((guchar) *p >= 0xc4)
            self->others++;
          else if ((guchar) *p >= 0xc2)
            self->latin++;
        }
      if (p < end)
        {
          self->high++;
          self->broken++;
          p++;
        }
    }
}

static void
take_pair_census (PairCensus *self, const char *bytes, gsize length)
{
  const guchar *p = (const guchar *) bytes;
  const guchar *end = p + length;

  memset (self, 0, sizeof *self);
  while (p < end)
    {
      guchar lead = *p++;
      guchar trail;

      if (lead < 0x80)
        continue;
      if (lead == 0x80 || lead == 0xff || p == end)
        {
          self->broken++;
          continue;
        }

      trail = *p;
      if (end - p >= 3 && g_ascii_isdigit (trail) && p[1] >= 0x81 && p[1] <= 0xfe && g_ascii_isdigit (p[2]))
        {
          /* GB 18030's four bytes. */
          p += 3;
          self->pairs++;
          continue;
        }
      if (trail < 0x40 || trail == 0x7f || trail == 0xff)
        {
          self->broken++;
          continue;
        }

      p++;
      self->pairs++;
      if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead == 0xa1 || lead == 0xa3))
        self->common++;
    }
}

static void
take_text_census (TextCensus *self, const char *text, gsize length)
{
  const char *end = text + length;

  memset (self, 0, sizeof *self);
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        {
          if (c < 0x20 && !g_ascii_isspace (c))
            self->strange++;
          continue;
        }

      self->all++;
      if (c == 0xfffd || (c >= 0xe000 && c < 0xf900) || c < 0xa0 || !g_unichar_isdefined (c))
        self->strange++;
      else if (c >= 0x3041 && c <= 0x30fe)
        self->kana++;
      else if (c >= 0xac00 && c <= 0xd7a3)
        self->hangul++;
      else if (c >= 0x4e00 && c <= 0x9fff)
        self->han++;
      else if (g_unichar_isalpha (c))
        self->letters++;
    }
}

/**
 * bs_encoding_convert:
 * @bytes: (array length=length): bytes
 * @length: how many
 * @charset: the encoding they are in, as iconv names it
 * @unit: the number of bytes that are left out where one cannot be read: 1, 2 or 4
 * @out_length: (out): the text's length in bytes
 * @broken: (out): how many units could not be read
 * @first_broken: (out) (optional): where the first of them shows in the text, in bytes
 *
 * Decodes bytes with the C library. Each unit that cannot be read becomes U+FFFD; the rest is not lost with it.
 *
 * Returns: (transfer full) (nullable): the text, in UTF-8; %NULL if the encoding is not known here
 */
char *
bs_encoding_convert (const char *bytes, gsize length, const char *charset, gsize unit, gsize *out_length, gsize *broken,
                     gsize *first_broken)
{
  GIConv converter = g_iconv_open ("UTF-8", charset);
  g_autoptr (GString) out = NULL;
  char buffer[16 * 1024];
  char *in = (char *) bytes;
  gsize left = length;

  *broken = 0;
  *out_length = 0;
  if (converter == (GIConv) -1)
    return NULL;

  out = g_string_sized_new (length + length / 2 + 1);
  while (left > 0)
    {
      char *p = buffer;
      gsize room = sizeof buffer;
      gboolean stuck = g_iconv (converter, &in, &left, &p, &room) == (gsize) -1 && errno != E2BIG;

      g_string_append_len (out, buffer, p - buffer);
      if (stuck)
        {
          if (*broken == 0 && first_broken != NULL)
            *first_broken = out->len;
          *broken += 1;
          g_string_append (out, REPLACEMENT);
          in += MIN (unit, left);
          left -= MIN (unit, left);
        }
    }
  g_iconv_close (converter);
  *out_length = out->len;

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
decodes (const char *bytes, gsize length, const char *charset, TextCensus *census)
{
  g_autofree char *text = NULL;
  gsize text_length;
  gsize broken;

  text = bs_encoding_convert (bytes, length, charset, 1, &text_length, &broken, NULL);
  if (text == NULL || broken > 0)
    return FALSE;

  take_text_census (census, text, text_length);

  return census->strange == 0;
}

/* A short Chinese text may pass for UTF-8 here and there, but hardly ever for accented letters alone. */
static gboolean
is_chinese (const PairCensus *pairs, const BsUtf8Census *census)
{
  if (pairs->common == 0 || pairs->broken * 100 > pairs->pairs + 99)
    return FALSE;
  if (pairs->common * 10 >= pairs->pairs * 7 && census->broken * 5 >= census->high * 2)
    return TRUE;

  return pairs->common * 10 >= pairs->pairs * 9 && census->broken * 10 >= census->high &&
         census->others > census->latin;
}

static gboolean
is_korean (const char *bytes, gsize length)
{
  TextCensus census;

  return decodes (bytes, length, "CP949", &census) && census.hangul >= 8 &&
         census.hangul > 19 * (census.han + census.kana + census.letters);
}

static gboolean
is_japanese (const char *bytes, gsize length, const char *charset)
{
  TextCensus census;

  return decodes (bytes, length, charset, &census) && census.kana >= 4 && census.kana * 5 > census.all;
}

static gboolean
is_big5 (const char *bytes, gsize length)
{
  const guchar *p = (const guchar *) bytes;
  const guchar *end = p + length;
  gsize pairs = 0;
  gsize common = 0;
  TextCensus census;

  while (p < end)
    {
      guchar lead = *p++;

      if (lead < 0x80 || p == end)
        continue;
      p++;
      pairs++;
      /* The 5,401 common characters, and the punctuation. */
      if ((lead >= 0xa4 && lead <= 0xc6) || lead == 0xa1)
        common++;
    }

  return pairs >= 2 && common * 10 >= pairs * 9 && decodes (bytes, length, "BIG5-HKSCS", &census) &&
         census.kana * 10 <= census.all;
}

static char *
ask_uchardet (const char *bytes, gsize length)
{
  uchardet_t detector = uchardet_new ();
  char *name = NULL;

  if (uchardet_handle_data (detector, bytes, length) == 0)
    {
      uchardet_data_end (detector);
      name = g_strdup (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);

  return name;
}

/* Most of what is above ASCII in a language that one byte a letter is enough for is its letters. */
static gboolean
is_single_byte (const char *bytes, gsize length, const char *charset)
{
  TextCensus census;

  return decodes (bytes, length, charset, &census) && census.han == 0 && census.hangul == 0 &&
         census.letters * 2 > census.all;
}

static const char *
guess_other (const char *bytes, gsize length)
{
  g_autofree char *answer = NULL;
  const char *guess;
  TextCensus census;

  if (is_japanese (bytes, length, "CP932"))
    return "SHIFT_JIS";
  if (is_japanese (bytes, length, "EUC-JP"))
    return "EUC-JP";
  if (is_big5 (bytes, length))
    return "BIG5";

  answer = ask_uchardet (bytes, length);
  guess = answer;
  if (guess == NULL || *guess == '\0' || g_str_equal (guess, "UTF-8") || g_str_equal (guess, "ASCII"))
    guess = "WINDOWS-1252";
  if (g_str_equal (guess, "GB18030") || g_str_equal (guess, "BIG5") || g_str_has_prefix (guess, "EUC") ||
      g_str_has_prefix (guess, "ISO-2022") || g_str_equal (guess, "UHC"))
    {
      if (decodes (bytes, length, guess, &census) && census.han + census.kana + census.hangul > census.all / 2)
        return g_intern_string (guess);
    }
  else if (is_single_byte (bytes, length, guess))
    {
      return g_intern_string (guess);
    }

  if (is_single_byte (bytes, length, "WINDOWS-1252"))
    return "WINDOWS-1252";

  return NULL;
}

/* A sample that breaks off inside a character is not broken for that. */
static gsize
bound_sample (const char *bytes, gsize length)
{
  gsize n = SAMPLE_BYTES;

  if (length <= SAMPLE_BYTES)
    return length;

  while (n > SAMPLE_BYTES / 2 && bytes[n - 1] != '\n')
    n--;

  return n > SAMPLE_BYTES / 2 ? n : SAMPLE_BYTES;
}

/**
 * bs_encoding_guess:
 * @bytes: (array length=length): bytes that are not valid UTF-8
 * @length: how many
 * @census: what they look like as UTF-8
 * @few: (out): whether they are UTF-8 that has been damaged here and there
 *
 * Tells which encoding bytes are in. The Chinese ones are told by their own build: their bytes come in pairs, most of
 * which stand where the common characters are kept, while damage comes singly and an accented letter stands alone.
 * uchardet is asked for the others, and believed only where what it says reads without loss and makes letters.
 *
 * Returns: (nullable): the name of an encoding, an interned string; %NULL for UTF-8 or where nothing fits
 */
const char *
bs_encoding_guess (const char *bytes, gsize length, const BsUtf8Census *census, gboolean *few)
{
  const char *first;
  PairCensus pairs;
  gsize start = 0;
  gsize n;

  *few = FALSE;

  /* A kilobyte of ASCII tells nothing: what is looked at begins on the line of the first byte above it. */
  for (first = bytes; first < bytes + length && (guchar) *first < 0x80; first++)
    ;
  for (start = first - bytes; start > 0 && bytes[start - 1] != '\n'; start--)
    ;
  bytes += start;
  length -= start;
  n = bound_sample (bytes, length);

  take_pair_census (&pairs, bytes, length);
  if (is_chinese (&pairs, census))
    {
      if (is_korean (bytes, n))
        return "EUC-KR";
      if (is_japanese (bytes, n, "EUC-JP"))
        return "EUC-JP";
      return "GB18030";
    }

  *few =
      census->broken * 2 < census->high || census->broken <= FEW_BYTES || census->broken < (start + length) / FEW_PART;
  if (*few)
    return NULL;

  return guess_other (bytes, n);
}
