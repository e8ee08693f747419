/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding-guess.h"
#include "model/format/text/common-characters.h"
#include "model/format/text/utf8.h"

#include <errno.h>
#include <string.h>
#include <uchardet.h>

/* The size of the sample. */
#define SAMPLE_BYTES (8 * 1024)

/* A sample with this many valid characters cannot be valid by chance. */
#define SURE_CHARACTERS 16
#define SURE_SCORE 85

/* Up to this many broken bytes, or this share of the file, count as damaged UTF-8 rather than another encoding. */
#define FEW_BYTES 8
#define FEW_PART 200

/* The minimum score of the non-ASCII part of a text, of 100. */
#define LEAST_SCORE 45
#define LEAST_SCORE_AGAINST_UTF8 60

#define REPLACEMENT "\357\277\275"

/* A run of this many kana raises the score, and by this much. */
#define KANA_RUN 4
#define KANA_BONUS 130

/* The kinds of non-ASCII characters in a decoded text. */
typedef struct
{
  gsize all;
  gsize letters;
  gsize han;
  gsize hangul;
  gsize strange; /* controls, private use, unassigned */
} TextCensus;

typedef struct
{
  const char *charset; /* iconv's name, which is also the reported one */
  BsScript script;
  gunichar first; /* the score of characters unique to this script; 0 for none */
  gunichar last;
} Candidate;

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
 * @length: the number of bytes
 * @charset: the encoding, by iconv's name
 * @unit: the number of bytes to skip after an invalid one: 1, 2 or 4
 * @out_length: (out): the text's length in bytes
 * @broken: (out): the number of invalid units
 * @first_broken: (out) (optional): the position of the first one in the text, in bytes
 *
 * Decodes bytes with the C library. Each invalid unit becomes U+FFFD, and decoding continues after it.
 *
 * Returns: (transfer full) (nullable): the text, in UTF-8; %NULL if the encoding is not supported
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

/* How strongly a character indicates a correct decoding: 100 for the characters of most texts. */
static int
rate (const Candidate *candidate, gunichar c)
{
  if (candidate->first != 0 && c >= candidate->first && c <= candidate->last)
    return 100;
  if (bs_character_is_common (candidate->script, c))
    return 100;
  /* Punctuation, and full-width letters and digits. */
  if ((c >= 0x3000 && c <= 0x301f) || (c >= 0xff01 && c <= 0xff5e) || c == 0xffe5)
    return 90;
  if (c == 0x2026 || c == 0x2014)
    return 100;
  if (c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d || c == 0x2103 || c == 0x00b7 || c == 0x30fb)
    return 80;
  if (c >= 0x3041 && c <= 0x30fe)
    return 70;
  if (c >= 0xff61 && c <= 0xff9f)
    return candidate->script == BS_SCRIPT_JAPANESE ? 25 : 0;
  if ((c >= 0x2460 && c <= 0x249b) || (c >= 0x3300 && c <= 0x33ff))
    return 60;
  if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3))
    return 20;
  /* A four-byte character of GB 18030, which is valid in no other encoding. */
  if ((c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2ffff))
    return candidate->script == BS_SCRIPT_JAPANESE ? 0 : 90;
  if (c == 0xfffd || (c >= 0xe000 && c < 0xf900) || c < 0xa0 || !g_unichar_isdefined (c))
    return -200;
  return c >= 0x2000 && c < 0x3400 ? 30 : 0;
}

/* Whether most of the two-byte characters are inside ASCII words, like accents and apostrophes. */
static gboolean
is_within_words (const char *bytes, gsize length)
{
  gsize all = 0, within = 0;
  gboolean is_letter = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) bytes[i] < 0x80)
        {
          is_letter = g_ascii_isalpha (bytes[i]);
          continue;
        }
      all++;
      i++;
      within += is_letter && i < length && g_ascii_isalpha (bytes[i]);
      is_letter = FALSE;
    }

  return within * 2 > all;
}

/* How plausible a text is in the candidate's encoding, up to 100; negative if it is impossible. */
static int
score_candidate (const Candidate *candidate, const char *bytes, gsize length, gboolean *is_sure)
{
  g_autofree char *text = NULL;
  gsize text_length, broken, all = 0, n_kana = 0, most_kana = 0;
  gint64 sum = 0;

  text = bs_encoding_convert (bytes, length, candidate->charset, 1, &text_length, &broken, NULL);
  if (text == NULL)
    return -1;
  for (const char *p = text; p < text + text_length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        continue;
      all++;
      sum += c == 0xfffd ? -200 : rate (candidate, c);
      /* A few of them may be Big5's most frequent characters, but not a long run. */
      n_kana = c >= 0x3041 && c <= 0x30fe ? n_kana + 1 : 0;
      if (n_kana >= KANA_RUN)
        sum += KANA_BONUS;
      most_kana = MAX (most_kana, n_kana);
    }
  *is_sure = broken <= 1 && all >= SURE_CHARACTERS && most_kana == 0 && sum >= SURE_SCORE * (gint64) all;

  return all > 0 && broken * 100 <= all + 99 && (broken == 0 || all > 50) ? (int) (sum / (gint64) all) : -1;
}

static gunichar
decode_western (guchar byte)
{
  static const guint16 high[] = { 0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178 };

  return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

static gboolean
is_word (gunichar c)
{
  return c != 0x00aa && c != 0x00ba && g_unichar_isalpha (c);
}

static gboolean
is_gap (gunichar c)
{
  return c == 0 || c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == 0x00a0;
}

/* How strongly a non-ASCII character, given its neighbours, indicates Windows-1252. */
static int
rate_western (gunichar before, gunichar c, gunichar after)
{
  gboolean opens =
      is_gap (before) || (before < 0x80 && strchr ("([{'\"-/>*_:", (int) before) != NULL) || before == 0x2014;
  gboolean closes = is_gap (after) || (after < 0x80 && g_ascii_ispunct (after)) || after == 0x2014 || after == 0x2026;

  switch (c)
    {
    case 0x2019:
      return is_word (before) || (opens && is_word (after)) ? 100 : before < 0x80 && g_ascii_isalnum (before) ? 80 : 10;
    case 0x2018:
    case 0x201c:
    case 0x201e:
      return (opens || before == 0x201c) && !is_gap (after) ? 100 : 10;
    case 0x201d:
      return !is_gap (before) && (closes || after == 0x2019) ? 100 : 10;
    case 0x2013:
    case 0x2014:
      return (is_gap (before) || before < 0x80) && (is_gap (after) || after < 0x80) ? 90 : 70;
    case 0x2026:
      return is_word (before) || before == ' ' || is_gap (after) ? 90 : 30;
    case 0x00ab:
    case 0x00bb:
    case 0x00a0:
      return 70;
    case 0x00bf:
    case 0x00a1:
      return opens && is_word (after) ? 100 : -50;
    case 0x20ac:
    case 0x00a3:
    case 0x00a7:
    case 0x00a9:
    case 0x00ae:
    case 0x00b0:
    case 0x00aa:
    case 0x00ba:
    case 0x00b7:
    case 0x00bd:
    case 0x00d7:
    case 0x2022:
    case 0x2122:
      return is_word (before) && is_word (after) ? 0 : 60;
    case 0:
      return -300;
    default:
      break;
    }
  if (!is_word (c))
    return -50;
  /* Most letters of a word are ASCII. */
  if (before >= 0x80 && after >= 0x80 && is_word (before) && is_word (after))
    return -80;
  if (g_unichar_isupper (c))
    {
      if (before < 0x80 && g_ascii_islower (before))
        return -80;
      if (is_word (before) && is_word (after) && (g_unichar_islower (before) || g_unichar_islower (after)))
        return -50;
      return after >= 0x80 && is_word (after) ? (g_unichar_islower (after) ? -20 : 40) : 90;
    }
  if (before < 0x80 && g_ascii_isupper (before) && after < 0x80 && g_ascii_isupper (after))
    return -50;
  if (before < 0x80 && g_ascii_isdigit (before))
    return -30;

  if (c == 0x00ff && !is_word (before) && !is_word (after))
    return 0;

  return c == 0x00fe || c == 0x00f0 || c == 0x00fd || c == 0x00ff || c == 0x0161 || c == 0x017e ? 60 : 100;
}

static int
score_western (const char *bytes, gsize length)
{
  gsize all = 0, apostrophes = 0;
  gint64 sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = bytes[i];

      if (byte < 0x80)
        continue;
      all++;
      apostrophes += byte == 0x92;
      sum += rate_western (i > 0 ? decode_western (bytes[i - 1]) : 0, decode_western (byte),
                           i + 1 < length ? decode_western (bytes[i + 1]) : 0);
    }

  /* A lone apostrophe in UTF-8 is damage if nothing else in the file is Windows-1252. */
  return all > apostrophes ? (int) (sum / (gint64) all) : -1;
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

/* In a language with a single-byte encoding, most non-ASCII characters are letters. */
static gboolean
is_single_byte (const char *bytes, gsize length, const char *charset)
{
  TextCensus census;

  return decodes (bytes, length, charset, &census) && census.han == 0 && census.hangul == 0 &&
         census.letters * 2 > census.all;
}

/* Asks uchardet about other single-byte alphabets. */
static const char *
guess_alphabet (const char *bytes, gsize length)
{
  g_autofree char *answer = ask_uchardet (bytes, length);

  if (answer == NULL || *answer == '\0' || g_str_equal (answer, "UTF-8") || g_str_equal (answer, "ASCII") ||
      g_str_equal (answer, "GB18030") || g_str_equal (answer, "BIG5") || g_str_has_prefix (answer, "EUC") ||
      g_str_has_prefix (answer, "ISO-2022") || g_str_equal (answer, "UHC") || g_str_equal (answer, "SHIFT_JIS") ||
      !is_single_byte (bytes, length, answer))
    return NULL;

  return g_intern_string (answer);
}

/* CP932 rather than Shift JIS, which turns a backslash into a yen sign and a tilde into an overline. */
static const Candidate candidates[] = {
  { "GB18030", BS_SCRIPT_SIMPLIFIED, 0, 0 },
  { "BIG5", BS_SCRIPT_TRADITIONAL, 0, 0 },
  { "CP932", BS_SCRIPT_JAPANESE, 0x3041, 0x30fe },
  { "EUC-JP", BS_SCRIPT_JAPANESE, 0x3041, 0x30fe },
  { "EUC-KR", BS_SCRIPT_KOREAN, 0, 0 },
};

/* A sample that ends inside a character is not damaged. */
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
 * @length: the number of bytes
 * @census: their statistics as UTF-8
 * @few: (out): whether they are UTF-8 with isolated damage
 *
 * Guesses the encoding of bytes. Each likely encoding is tried and scored by how frequent its characters are or, for
 * Windows-1252, by how well each fits its neighbours. Damaged UTF-8 is recognised by its valid part. uchardet is used
 * for other alphabets; its result is accepted only if the bytes decode without loss into letters.
 *
 * Returns: (nullable): the name of an encoding, an interned string; %NULL for UTF-8 or if nothing fits
 */
const char *
bs_encoding_guess (const char *bytes, gsize length, const BsUtf8Census *census, gboolean *few)
{
  gboolean has_utf8 = census->latin + census->others > 0, is_sure = FALSE;
  const char *best = NULL;
  int best_score = -1, western;
  const char *first;
  gsize start = 0;
  gsize n;

  /* No other encoding is nine tenths valid UTF-8. */
  *few = census->latin + census->others >= 9 * census->broken;
  if (*few)
    return NULL;

  /* A kilobyte of ASCII says nothing, so the sample starts on the line of the first non-ASCII byte. */
  for (first = bytes; first < bytes + length && (guchar) *first < 0x80; first++)
    ;
  for (start = first - bytes; start > 0 && bytes[start - 1] != '\n'; start--)
    ;
  bytes += start;
  length -= start;
  n = bound_sample (bytes, length);

  for (guint i = 0; i < G_N_ELEMENTS (candidates) && !is_sure && !is_within_words (bytes, n); i++)
    {
      int score = score_candidate (&candidates[i], bytes, n, &is_sure);

      /* GB 18030 may hold traditional characters too. */
      if (i == 0 && !is_sure)
        {
          Candidate traditional = candidates[i];

          traditional.script = BS_SCRIPT_TRADITIONAL;
          score = MAX (score, score_candidate (&traditional, bytes, n, &is_sure) - 2);
          is_sure = FALSE;
        }
      if (score > best_score || is_sure)
        {
          best = candidates[i].charset;
          best_score = score;
        }
    }
  /* In Western text, valid UTF-8 sequences do not occur by chance. */
  western = (census->latin + census->others) * 10 < census->broken ? score_western (bytes, n) : -1;
  if (western > best_score && !is_sure)
    {
      best = "WINDOWS-1252";
      best_score = western;
    }

  /* At least as many valid characters as broken bytes cannot be chance. */
  if (has_utf8)
    {
      gsize right = census->latin + census->others;

      if (best_score >= LEAST_SCORE_AGAINST_UTF8 && (gsize) best_score * (right + census->broken) > 100 * right)
        return best;
    }
  else if (best_score >= LEAST_SCORE)
    {
      return best;
    }

  *few =
      census->broken * 2 < census->high || census->broken <= FEW_BYTES || census->broken < (start + length) / FEW_PART;

  return *few ? NULL : guess_alphabet (bytes, n);
}
