/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-origin.h"

#include "model/format/text/lines.h"

#include <string.h>

static gsize
separator_length (const char *p, const char *end)
{
  if (end - p >= 2 && p[0] == '\xc2' && p[1] == '\x85')
    return 2;
  if (end - p >= 3 && p[0] == '\xe2' && p[1] == '\x80' && (p[2] == '\xa8' || p[2] == '\xa9'))
    return 3;

  return 0;
}

static gboolean
has_separators (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, 0xe2, end - p)) != NULL; p++)
    {
      if (separator_length (p, end) > 0)
        return TRUE;
    }
  for (const char *p = text; (p = memchr (p, 0xc2, end - p)) != NULL; p++)
    {
      if (separator_length (p, end) > 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_origins (GArray *origins, const BsLine *line, int shift)
{
  BsYamlOrigin origin = { line->number, shift };
  const char *start = line->text, *end = line->text + line->length;

  g_array_append_val (origins, origin);
  for (const char *p = start; p < end;)
    {
      gsize n = separator_length (p, end);

      if (n > 0)
        {
          origin.shift += g_utf8_strlen (start, p + n - start);
          start = p + n;
          g_array_append_val (origins, origin);
        }
      p = n > 0 ? p + n : g_utf8_next_char (p);
    }
}

/* Appends a line as Hexo reads it (escapeYAML in its front-matter package): each tab that indents it as two spaces.
 * A tab behind the dash of a list is one space. Returns how many columns that added. */
static guint
append_without_tabs (GString *out, const BsLine *line)
{
  guint added = 0;
  gboolean behind_dash = FALSE;
  gsize i;

  for (i = 0; i < line->length; i++)
    {
      char c = line->text[i];

      if (c == '\t' && !behind_dash)
        {
          g_string_append (out, "  ");
          added++;
        }
      else if (c == '\t')
        {
          g_string_append_c (out, ' ');
        }
      else if (c == ' ')
        {
          g_string_append_c (out, ' ');
        }
      else if (c == '-' && i + 1 < line->length && (line->text[i + 1] == ' ' || line->text[i + 1] == '\t'))
        {
          g_string_append_c (out, '-');
          behind_dash = TRUE;
        }
      else
        {
          break;
        }
    }
  g_string_append_len (out, line->text + i, line->length - i);

  return added;
}

static gboolean
has_tab_in_indent (const BsLine *line)
{
  for (gsize i = 0; i < line->length; i++)
    {
      if (line->text[i] == '\t')
        return TRUE;
      if (line->text[i] != ' ' && line->text[i] != '-')
        return FALSE;
    }

  return FALSE;
}

/**
 * bs_yaml_find_origins:
 * @text: UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file on which @text starts
 *
 * Finds where the lines that libyaml counts stand in the file, in case it counts otherwise than editors do.
 *
 * Returns: (transfer full) (nullable) (element-type BsYamlOrigin): one origin a line, or %NULL when they are the same
 */
GArray *
bs_yaml_find_origins (const char *text, gsize length, guint first_line)
{
  GArray *origins;
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL, NULL);

  if (!has_separators (text, length))
    return NULL;

  origins = g_array_new (FALSE, FALSE, sizeof (BsYamlOrigin));
  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &line))
    add_origins (origins, &line, 0);

  return origins;
}

/**
 * bs_yaml_origins_locate:
 * @origins: (nullable) (element-type BsYamlOrigin): where libyaml's lines stand in the file
 * @first_line: the line of the file that libyaml's first one is
 * @line: a line as libyaml counts, from 0
 * @column: a column likewise
 * @out_line: (out): the line of the file, from 1
 * @out_column: (out): the column, from 1
 *
 * Tells a place as editors do.
 */
void
bs_yaml_origins_locate (GArray *origins, guint first_line, gsize line, gsize column, guint *out_line, guint *out_column)
{
  g_return_if_fail (out_line != NULL && out_column != NULL);

  *out_line = first_line + line;
  *out_column = column + 1;

  if (origins != NULL && origins->len > 0)
    {
      const BsYamlOrigin *origin = &g_array_index (origins, BsYamlOrigin, MIN (line, origins->len - 1));

      *out_line = origin->line;
      *out_column = MAX ((int) *out_column + origin->shift, 1);
    }
}

/**
 * bs_yaml_replace_tabs:
 * @text: UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file on which @text starts
 * @out_length: (out): the length of what is returned
 * @origins: (out) (transfer full) (element-type BsYamlOrigin): where its lines stand in the file
 * @first_tab: (out): the line of the file with the first tab that was replaced
 *
 * Replaces the tabs that indent by spaces.
 *
 * Returns: (transfer full) (nullable): a copy without them, or %NULL when there are none
 */
char *
bs_yaml_replace_tabs (const char *text, gsize length, guint first_line, gsize *out_length, GArray **origins,
                      guint *first_tab)
{
  g_autoptr (GArray) found = NULL;
  GString *out;
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (out_length != NULL && origins != NULL && first_tab != NULL, NULL);

  *first_tab = 0;
  out = g_string_sized_new (length + 64);
  found = g_array_new (FALSE, FALSE, sizeof (BsYamlOrigin));
  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &line))
    {
      guint added;

      if (*first_tab == 0 && has_tab_in_indent (&line) && !bs_line_is_blank (&line))
        *first_tab = line.number;
      added = append_without_tabs (out, &line);
      g_string_append_len (out, line.text + line.length, line.next - line.start - line.length);
      add_origins (found, &line, -(int) added);
    }

  if (*first_tab == 0)
    {
      g_string_free (out, TRUE);
      return NULL;
    }
  *origins = g_steal_pointer (&found);
  *out_length = out->len;

  return g_string_free (out, FALSE);
}
