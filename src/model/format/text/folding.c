/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/folding.h"

#include <string.h>

/* Quotation marks, dashes and ellipses occur in all scripts. */
static gboolean
is_shared (gunichar c)
{
  return c >= 0x2014 && c <= 0x2026;
}

/* Scripts without spaces between words, and their punctuation. Hangul uses spaces. */
static gboolean
has_no_spaces (gunichar c)
{
  if (c < 0x2e80)
    return FALSE;

  return (c <= 0x312f) || (c >= 0x3190 && c <= 0xa4cf) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x1b000 && c <= 0x1b16f) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

/**
 * bs_folding_needs_space:
 * @before: the last character of a line
 * @after: the first character of the next line
 *
 * Decides whether two lines of running text need a space when they are joined. There is none between two Han
 * characters, kana or their punctuation, nor between one of them and a quotation mark, a dash or an ellipsis.
 *
 * Returns: whether to put a space between them
 */
gboolean
bs_folding_needs_space (gunichar before, gunichar after)
{
  if (has_no_spaces (before))
    return !has_no_spaces (after) && !is_shared (after);
  return !is_shared (before) || !has_no_spaces (after);
}

/**
 * bs_folding_follow:
 * @before: the result of this function for the previous character, or 0
 * @character: the next character of a text
 *
 * Tracks the last significant character of a line. A closing quotation mark belongs to the script of the text before
 * it.
 *
 * Returns: the character to pass to bs_folding_needs_space()
 */
gunichar
bs_folding_follow (gunichar before, gunichar character)
{
  return is_shared (character) && has_no_spaces (before) ? before : character;
}

/**
 * bs_folding_append_line:
 * @text: UTF-8 text to append to
 * @line: the next line, UTF-8
 * @length: its length in bytes
 *
 * Appends a line to a text, with a space if bs_folding_needs_space() requires one.
 */
void
bs_folding_append_line (GString *text, const char *line, gsize length)
{
  g_return_if_fail (text != NULL);

  if (length == 0)
    return;

  if (text->len > 0)
    {
      const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);

      if (bs_folding_needs_space (g_utf8_get_char (last), g_utf8_get_char_validated (line, length)))
        g_string_append_c (text, ' ');
    }
  g_string_append_len (text, line, length);
}

static gboolean
is_white (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Skips an escape in a double-quoted scalar (YAML 1.1, 5.6), which yields one character. */
static const char *
skip_escape (const char *p, const char *end)
{
  gsize n = 0;

  p++;
  if (p < end && *p == 'x')
    n = 2;
  else if (p < end && *p == 'u')
    n = 4;
  else if (p < end && *p == 'U')
    n = 8;
  if (p < end)
    p = g_utf8_next_char (p);

  return p + MIN (n, (gsize) MAX (end - p, 0));
}

/**
 * bs_folding_unfold:
 * @text: a scalar's text, as YAML folded it
 * @source: the scalar in the file, from its quote or first character
 * @source_length: the number of readable bytes at @source
 *
 * Joins the lines of a multi-line scalar. A space that YAML inserted for a line break is removed if
 * bs_folding_needs_space() allows it; a space in the source is kept.
 *
 * Returns: (transfer full): the text on one line
 */
char *
bs_folding_unfold (const char *text, const char *source, gsize source_length)
{
  GString *out;
  const char *p, *end, *t;
  char quote;

  g_return_val_if_fail (text != NULL && source != NULL, NULL);

  out = g_string_sized_new (strlen (text));
  p = source;
  end = source + source_length;
  quote = p < end && (*p == '\'' || *p == '"') ? *p : '\0';
  if (quote != '\0')
    {
      p++;
    }
  else if (p < end && (*p == '|' || *p == '>'))
    {
      while (p < end && *p != '\n' && *p != '\r')
        p++;
      while (p < end && is_white (*p))
        p++;
    }

  for (t = text; *t != '\0';)
    {
      const char *next = g_utf8_next_char (t);

      if (is_white (*t))
        {
          const char *words = t;
          gboolean is_break = FALSE;

          while (is_white (*words))
            {
              is_break = is_break || *words == '\n';
              words++;
            }
          for (; p < end && is_white (*p); p++)
            is_break = is_break || *p == '\n' || *p == '\r';

          if (is_break && out->len > 0 && *words != '\0')
            {
              const char *last = g_utf8_find_prev_char (out->str, out->str + out->len);

              if (bs_folding_needs_space (g_utf8_get_char (last), g_utf8_get_char (words)))
                g_string_append_c (out, ' ');
            }
          else if (!is_break)
            {
              g_string_append_len (out, t, words - t);
            }
          t = words;
          continue;
        }

      if (p < end && quote == '"' && *p == '\\')
        p = skip_escape (p, end);
      else if (p < end && quote == '\'' && *p == '\'')
        p = MIN (p + 2, end);
      else if (p < end)
        p = g_utf8_next_char (p);
      g_string_append_len (out, t, next - t);
      t = next;
    }

  return g_string_free (out, FALSE);
}
