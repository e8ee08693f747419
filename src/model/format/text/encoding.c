/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding.h"
#include "model/format/text/encoding-guess.h"
#include "model/format/text/problem.h"

#include <string.h>

#define REPLACEMENT "\357\277\275"

static void
add_counted (GPtrArray *problems, BsProblemKind kind, const char *text, const char *place, gsize count)
{
  g_autofree char *detail = g_strdup_printf ("%" G_GSIZE_FORMAT, count);
  guint line;
  guint column;

  bs_text_locate (text, place, &line, &column);
  bs_problems_add (problems, kind, line, column, detail);
}

static void
take_storage (BsText *self, char *storage, gsize length)
{
  g_free (self->storage);
  self->storage = storage;
  self->data = storage;
  self->length = length;
}

static void
replace_nuls (BsText *self, GPtrArray *problems)
{
  const char *end = self->data + self->length;
  const char *first = memchr (self->data, '\0', self->length);
  const char *from = self->data;
  GString *out;
  gsize count = 0;

  if (first == NULL)
    return;

  out = g_string_sized_new (self->length + 64);
  for (const char *nul = first; nul != NULL; nul = memchr (from, '\0', end - from))
    {
      g_string_append_len (out, from, nul - from);
      g_string_append (out, REPLACEMENT);
      from = nul + 1;
      count++;
    }
  g_string_append_len (out, from, end - from);
  add_counted (problems, BS_PROBLEM_NUL_BYTES, self->data, first, count);

  take_storage (self, out->str, out->len);
  g_string_free (out, FALSE);
}

static void
note_lone_cr (const BsText *self, GPtrArray *problems)
{
  const char *p = self->data;
  const char *end = p + self->length;

  while ((p = memchr (p, '\r', end - p)) != NULL)
    {
      guint line;
      guint column;

      if (p + 1 < end && p[1] == '\n')
        {
          p += 2;
          continue;
        }

      bs_text_locate (self->data, p, &line, &column);
      bs_problems_add (problems, BS_PROBLEM_LONE_CR, line, column, NULL);
      return;
    }
}

/* UTF-8 is kept; each invalid byte becomes visible. */
static void
replace_broken (BsText *self, const char *bytes, gsize length, BsProblemKind kind, GPtrArray *problems)
{
  GString *out = g_string_sized_new (length + 64);
  const char *p = bytes;
  const char *end = bytes + length;
  gsize first = 0;
  gsize count = 0;

  for (;;)
    {
      const char *stop;
      gboolean valid = bs_utf8_validate (p, end - p, &stop);

      g_string_append_len (out, p, stop - p);
      if (valid)
        break;

      if (count++ == 0)
        first = out->len;
      g_string_append (out, REPLACEMENT);
      p = stop + 1;
    }

  take_storage (self, out->str, out->len);
  g_string_free (out, FALSE);
  add_counted (problems, kind, self->data, self->data + first, count);
}

static void
convert (BsText *self, const char *bytes, gsize length, const char *charset, gsize unit, GPtrArray *problems)
{
  gsize out_length;
  gsize broken;
  gsize first = 0;
  char *out = bs_encoding_convert (bytes, length, charset, unit, &out_length, &broken, &first);

  if (out == NULL)
    {
      /* This system lacks the converter. */
      replace_broken (self, bytes, length, BS_PROBLEM_UNKNOWN_ENCODING, problems);
      return;
    }

  take_storage (self, out, out_length);
  self->charset = g_intern_string (charset);
  bs_problems_add (problems, BS_PROBLEM_OTHER_ENCODING, 0, 0, charset);
  if (broken > 0)
    add_counted (problems, BS_PROBLEM_BROKEN_BYTES, self->data, self->data + first, broken);
}

/* UTF-16 and UTF-32 start with a byte order mark. */
static const char *
find_mark (const char *bytes, gsize length, gsize *unit, gsize *mark)
{
  static const struct
  {
    const char *charset;
    const char *bytes;
    gsize length;
    gsize unit;
  } marks[] = {
    { "UTF-32LE", "\377\376\0\0", 4, 4 },
    { "UTF-32BE", "\0\0\376\377", 4, 4 },
    { "UTF-16LE", "\377\376", 2, 2 },
    { "UTF-16BE", "\376\377", 2, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (length < marks[i].length || memcmp (bytes, marks[i].bytes, marks[i].length) != 0)
        continue;

      *mark = marks[i].length;
      *unit = marks[i].unit;
      return marks[i].charset;
    }

  return NULL;
}

/* UTF-16 without a mark is recognised by its NULs, which are all in the same half of their pairs. */
static const char *
guess_utf16 (const char *bytes, gsize length)
{
  gsize nuls[2] = { 0, 0 };
  gsize n = MIN (length, 4096);

  /* The first two characters of an article are almost always ASCII. */
  if (length < 4 || (bytes[0] == 0) == (bytes[1] == 0) || (bytes[2] == 0) == (bytes[3] == 0))
    return NULL;

  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] == 0)
        nuls[i % 2]++;
    }
  if (nuls[1] > n / 8 && nuls[0] == 0)
    return "UTF-16LE";
  if (nuls[0] > n / 8 && nuls[1] == 0)
    return "UTF-16BE";

  return NULL;
}

/**
 * bs_text_decode:
 * @self: (out caller-allocates): the text; to be cleared with bs_text_clear()
 * @bytes: (array length=length): a file's bytes, which must outlive @self
 * @length: the number of bytes
 * @problems: (nullable) (element-type BsProblem): where to add problems
 *
 * Decodes a file. This does not fail: invalid bytes become U+FFFD. UTF-8, by far the most common case, is not copied. A
 * byte order mark is not part of the text. Line ends are left as they are.
 *
 * UTF-8 with some broken bytes stays UTF-8; bs_encoding_guess() recognises other encodings.
 */
void
bs_text_decode (BsText *self, const char *bytes, gsize length, GPtrArray *problems)
{
  const char *charset;
  gsize unit = 2;
  gsize mark = 0;
  gboolean is_plain = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL || length == 0);

  memset (self, 0, sizeof *self);
  self->data = length > 0 ? bytes : "";
  if (length == 0)
    return;

  charset = find_mark (bytes, length, &unit, &mark);
  if (charset == NULL)
    charset = guess_utf16 (bytes, length);
  if (charset != NULL)
    {
      self->has_bom = mark > 0;
      convert (self, bytes + mark, length - mark, charset, unit, problems);
    }
  else
    {
      while (length >= 3 && memcmp (bytes, "\357\273\277", 3) == 0)
        {
          self->has_bom = TRUE;
          bytes += 3;
          length -= 3;
        }

      self->data = bytes;
      self->length = length;
      if (!bs_utf8_look_over (bytes, length, NULL, &is_plain))
        {
          BsUtf8Census census;
          gboolean few = TRUE;

          is_plain = FALSE;
          bs_utf8_census_take (&census, bytes, length);
          if (!self->has_bom)
            charset = bs_encoding_guess (bytes, length, &census, &few);
          if (charset != NULL)
            convert (self, bytes, length, charset, 1, problems);
          else
            replace_broken (self, bytes, length, few ? BS_PROBLEM_BROKEN_BYTES : BS_PROBLEM_UNKNOWN_ENCODING, problems);
        }
    }

  if (!is_plain)
    {
      replace_nuls (self, problems);
      note_lone_cr (self, problems);
    }
}

/**
 * bs_text_clear:
 * @self: a text
 *
 * Frees the contents of a text.
 */
void
bs_text_clear (BsText *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->storage);
  memset (self, 0, sizeof *self);
}

/**
 * bs_text_locate:
 * @text: the start of a text in UTF-8
 * @place: a position in it, or its end
 * @line: (out): the line, from 1
 * @column: (out): the column in characters, from 1
 *
 * Converts a position to line and column. A line ends in LF, CR LF, or CR alone.
 */
void
bs_text_locate (const char *text, const char *place, guint *line, guint *column)
{
  const char *start = text;

  g_return_if_fail (text != NULL);
  g_return_if_fail (place >= text);
  g_return_if_fail (line != NULL);
  g_return_if_fail (column != NULL);

  *line = 1;
  *column = 1;
  for (const char *p = text; p < place; p++)
    {
      if (*p == '\n' || (*p == '\r' && !(p + 1 < place && p[1] == '\n')))
        {
          *line += 1;
          start = p + 1;
        }
    }
  for (const char *p = start; p < place; p++)
    {
      if (((guchar) *p & 0xc0) != 0x80)
        *column += 1;
    }
}
