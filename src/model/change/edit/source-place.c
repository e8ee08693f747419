/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/source-place.h"

#include "model/format/text/lines.h"

#include <string.h>

/* Fewer letters than these are in too many lines, unless they are all that is shown. */
#define FEW_LETTERS 4

/* Appends only letters and digits, which the page shows whatever markup surrounds them. */
static void
append_letters (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
}

/* The letters of the longest part of a line without markup that is not an address. */
static void
find_words (const BsLine *line, GString *words)
{
  static const char marks[] = "*_`[]()<>!#|~{}\"'\\&";
  g_autoptr (GString) part = g_string_new (NULL);
  gsize i = 0;

  g_string_truncate (words, 0);
  while (i < line->length)
    {
      gsize start = i;

      while (i < line->length && strchr (marks, line->text[i]) == NULL)
        i++;
      g_string_truncate (part, 0);
      if (memmem (line->text + start, i - start, "://", 3) == NULL)
        append_letters (part, line->text + start, i - start);
      if (part->len > words->len)
        {
          g_string_truncate (words, 0);
          g_string_append_len (words, part->str, (gssize) part->len);
        }
      i++;
    }
}

/**
 * bs_source_place_find_line:
 * @text: (array length=length): the source, in UTF-8
 * @length: its length in bytes
 * @shown: (array zero-terminated=1): the texts at the top of the visible part of the page
 * @fraction: how much of the page is above, from 0 to 1
 *
 * Finds the line of the source that is at the top of the page. If no text is found, the line is estimated.
 *
 * Returns: the line, from 0
 */
guint
bs_source_place_find_line (const char *text, gsize length, const char *const *shown, double fraction)
{
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  BsLines lines;
  BsLine line;
  guint n_lines = 0;

  g_return_val_if_fail (text != NULL && shown != NULL, 0);

  for (; *shown != NULL; shown++)
    {
      g_string_truncate (wanted, 0);
      append_letters (wanted, *shown, strlen (*shown));
      if (wanted->len == 0)
        continue;
      bs_lines_init (&lines, text, length, 0);
      while (bs_lines_next (&lines, &line))
        {
          glong n;

          find_words (&line, words);
          n = g_utf8_strlen (words->str, (gssize) words->len);
          if (n > 0 && (n >= FEW_LETTERS || words->len == wanted->len) && strstr (wanted->str, words->str) != NULL)
            return line.number;
        }
    }

  bs_lines_init (&lines, text, length, 0);
  while (bs_lines_next (&lines, &line))
    n_lines++;

  return n_lines > 0 ? (guint) (CLAMP (fraction, 0, 1) * (n_lines - 1)) : 0;
}

/**
 * bs_source_place_get_words:
 * @text: (array length=length): lines of the source, in UTF-8
 * @length: their length in bytes
 *
 * Returns: (transfer full) (nullable): the letters by which the page can be searched for the last line, or for the one
 *   above it that has enough of them
 */
char *
bs_source_place_get_words (const char *text, gsize length)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL, NULL);

  bs_lines_init (&lines, text, length, 0);
  while (bs_lines_next (&lines, &line))
    {
      find_words (&line, words);
      if (g_utf8_strlen (words->str, (gssize) words->len) >= FEW_LETTERS)
        g_string_assign (found, words->str);
    }

  return found->len > 0 ? g_strdup (found->str) : NULL;
}
