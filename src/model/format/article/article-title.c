/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-values.h"

#include "model/format/text/folding.h"
#include "model/format/text/lines.h"

#include <string.h>

/* The position of a value in the file. */
static const char *
find_source (const BsFrontMatter *front_matter, const char *text, const BsValue *value, gsize *length)
{
  const char *block = text + front_matter->block_start;
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, block, front_matter->block_length, front_matter->block_line);
  while (bs_lines_next (&lines, &line))
    {
      const char *p = line.text;

      if (line.number != value->line)
        continue;
      for (guint i = 1; i < value->column && p < line.text + line.length; i++)
        p = g_utf8_next_char (p);
      *length = block + front_matter->block_length - p;
      return p;
    }

  return NULL;
}

/* Trims Unicode white space. */
static char *
trim (char *text)
{
  char *start = text;
  char *end = text + strlen (text);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  memmove (text, start, end - start);
  text[end - start] = '\0';

  return text;
}

/**
 * bs_article_read_title:
 * @front_matter: the file's front matter
 * @text: the file
 * @value: (nullable): the title's value
 *
 * Reads a title as plain text, whatever YAML type it has: the text as written, on one line, with entities decoded.
 *
 * Returns: (transfer full) (nullable): the title, or %NULL if there is none
 */
char *
bs_article_read_title (const BsFrontMatter *front_matter, const char *text, const BsValue *value)
{
  g_autofree char *unfolded = NULL;
  g_autofree char *title = NULL;
  const char *source;
  gsize length;

  g_return_val_if_fail (front_matter != NULL, NULL);

  if (value != NULL && value->folded && value->text != NULL && front_matter->kind == BS_FRONT_MATTER_YAML &&
      (source = find_source (front_matter, text, value, &length)) != NULL)
    {
      BsValue one_line = *value;

      unfolded = bs_folding_unfold (value->text, source, length);
      one_line.text = unfolded;
      title = bs_article_text (&one_line);
    }
  else
    {
      title = bs_article_text (value);
    }

  if (title != NULL && *trim (title) == '\0')
    g_clear_pointer (&title, g_free);

  return g_steal_pointer (&title);
}
