/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-table.h"

#include <string.h>

#define MAX_COLUMNS 128

/*
 * bs_markdown_table_count_cells:
 * @line: (array length=length): a line
 * @length: the length of @line in bytes
 * @code_holds_bars: whether bars in code are text; escaped ones always are
 *
 * Returns: the number of cells, if it is a row of a table (GFM, 4.10)
 */
guint
bs_markdown_table_count_cells (const char *line, gsize length, gboolean code_holds_bars)
{
  guint n = 1;
  gsize i = 0;

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  if (length > 0 && line[0] == '|')
    i++;
  if (length > 1 && line[length - 1] == '|' && line[length - 2] != '\\')
    length--;
  for (; i < length; i++)
    if (line[i] == '\\')
      {
        i++;
      }
    else if (line[i] == '|')
      {
        n++;
      }
    else if (line[i] == '`' && code_holds_bars)
      {
        const char *end = memchr (line + i + 1, '`', length - i - 1);

        if (end != NULL)
          i = end - line;
      }
  return n;
}

/*
 * bs_markdown_table_read_delimiters:
 * @line: (array length=length): a line
 * @length: the length of @line in bytes
 * @n_cells: (out): the number of its cells
 *
 * Returns: (transfer full) (nullable): a table's delimiter row in the parser's format, or %NULL if it is none
 */
GString *
bs_markdown_table_read_delimiters (const char *line, gsize length, guint *n_cells)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize i = 0;
  gboolean has_bar = FALSE;

  *n_cells = 0;
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  if (length > 0 && line[0] == '|')
    {
      has_bar = TRUE;
      i++;
    }
  while (i < length)
    {
      gboolean left = FALSE, right = FALSE;
      gsize hyphens = 0;

      while (i < length && g_ascii_isspace (line[i]))
        i++;
      if (i == length && *n_cells > 0)
        break;
      if (i < length && line[i] == ':')
        {
          left = TRUE;
          i++;
        }
      for (; i < length && line[i] == '-'; i++)
        hyphens++;
      if (i < length && line[i] == ':')
        {
          right = TRUE;
          i++;
        }
      while (i < length && g_ascii_isspace (line[i]))
        i++;
      if (hyphens == 0 || (i < length && line[i] != '|') || ++*n_cells > MAX_COLUMNS)
        return NULL;
      has_bar = has_bar || i < length;
      i++;
      g_string_append_printf (out, "|%s---%s", left ? ":" : "", right ? ":" : "");
    }
  if (*n_cells == 0 || !has_bar)
    return NULL;
  g_string_append_c (out, '|');
  return g_steal_pointer (&out);
}
