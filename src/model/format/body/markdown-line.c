/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-line.h"

#include <string.h>

/*
 * bs_markdown_line_is_blank:
 *
 * Returns: whether a line is blank
 */
gboolean
bs_markdown_line_is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/*
 * bs_markdown_line_get_indent:
 * @columns: (out): the indent in columns, with tab stops of four (CommonMark, 2.2)
 *
 * Returns: the number of bytes of leading white space
 */
gsize
bs_markdown_line_get_indent (const char *line, gsize length, gsize *columns)
{
  gsize i = 0;

  *columns = 0;
  for (; i < length && (line[i] == ' ' || line[i] == '\t'); i++)
    *columns += line[i] == '\t' ? 4 - *columns % 4 : 1;
  return i;
}

/*
 * bs_markdown_line_match_list_mark:
 *
 * Returns: the length of a list marker and the space after it, or 0 (CommonMark, 5.2)
 */
gsize
bs_markdown_line_match_list_mark (const char *line, gsize length)
{
  gsize i = 0;

  if (length > 1 && strchr ("-+*", line[0]) != NULL)
    return g_ascii_isspace (line[1]) ? 2 : 0;
  while (i < length && i < 9 && g_ascii_isdigit (line[i]))
    i++;
  if (i > 0 && i + 1 < length && (line[i] == '.' || line[i] == ')') && g_ascii_isspace (line[i + 1]))
    return i + 2;
  return 0;
}

/*
 * bs_markdown_line_match_rule:
 *
 * Returns: the number of marks of a thematic break (CommonMark, 4.1), or 0
 */
gsize
bs_markdown_line_match_rule (const char *line, gsize length)
{
  gsize count = 0;

  if (length == 0 || strchr ("*-_", line[0]) == NULL)
    return 0;
  for (gsize i = 0; i < length; i++)
    if (line[i] == line[0])
      count++;
    else if (!g_ascii_isspace (line[i]))
      return 0;
  return count >= 3 ? count : 0;
}

/*
 * bs_markdown_line_is_underline:
 *
 * Returns: whether a line below text makes that a heading (CommonMark, 4.3)
 */
gboolean
bs_markdown_line_is_underline (const char *line, gsize length)
{
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  if (length == 0 || (line[0] != '=' && line[0] != '-'))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (line[i] != line[0])
      return FALSE;
  return TRUE;
}

/*
 * bs_markdown_line_count_columns:
 * @column: where @text starts
 *
 * Returns: the columns that @text takes, with tab stops of four (CommonMark, 2.2)
 */
gsize
bs_markdown_line_count_columns (const char *text, gsize length, gsize column)
{
  gsize start = column;

  for (gsize i = 0; i < length; i++)
    column += text[i] == '\t' ? 4 - column % 4 : 1;
  return column - start;
}

/* Returns the line without the markers of its quotations and lists. */
static gsize
skip_containers (const char *line, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      gsize mark;

      if (line[i] == ' ' || line[i] == '\t' || line[i] == '>')
        i++;
      else if ((mark = bs_markdown_line_match_list_mark (line + i, length - i)) > 0)
        i += mark;
      else
        break;
    }
  return MIN (i, length);
}

static gsize
match_fence (const char *line, gsize length, char mark)
{
  gsize i = 0;

  while (i < length && line[i] == mark)
    i++;
  return i >= 3 ? i : 0;
}

static gsize
find_line_end (const char *text, gsize length, gsize position)
{
  const char *end = memchr (text + position, '\n', length - position);

  return end == NULL ? length : (gsize) (end - text) + 1;
}

/*
 * bs_markdown_find_fence_end:
 * @text: (array length=length): text from the start of a line
 * @length: the length of @text in bytes
 *
 * Finds the end of a fenced code block (CommonMark, 4.5), which may be inside quotations and lists. Without a closing
 * fence it extends to the end of the text.
 *
 * Returns: the start of the line after the block, or 0 if the first line opens no block
 */
gsize
bs_markdown_find_fence_end (const char *text, gsize length)
{
  gsize position = find_line_end (text, length, 0);
  gsize skip = skip_containers (text, position);
  char mark = skip < position ? text[skip] : '\0';
  gsize fence = mark == '`' || mark == '~' ? match_fence (text + skip, position - skip, mark) : 0;

  if (fence == 0 || (mark == '`' && memchr (text + skip + fence, '`', position - skip - fence) != NULL))
    return 0;

  while (position < length)
    {
      gsize end = find_line_end (text, length, position);
      gsize other;

      while (position < end && (text[position] == ' ' || text[position] == '\t' || text[position] == '>'))
        position++;
      other = match_fence (text + position, end - position, mark);
      if (other >= fence && bs_markdown_line_is_blank (text + position + other, end - position - other))
        return end;
      position = end;
    }
  return length;
}

/*
 * bs_markdown_find_code_end:
 * @text: (array length=length): the text after a run of backticks
 * @length: the length of @text in bytes
 * @run: the length of the run
 * @end: (out): the position after the closing run, or the end of the paragraph
 *
 * Returns: whether the run opens code (CommonMark, 6.1)
 */
gboolean
bs_markdown_find_code_end (const char *text, gsize length, gsize run, gsize *end)
{
  gsize i = 0;

  while (i < length)
    {
      gsize other = 0;

      if (text[i] == '\n' && i + 1 < length)
        {
          gsize next = find_line_end (text, length, i + 1);

          if (bs_markdown_line_is_blank (text + i, next - i))
            break;
        }
      while (i + other < length && text[i + other] == '`')
        other++;
      i += MAX (other, 1);
      if (other == run)
        {
          *end = i;
          return TRUE;
        }
    }
  *end = i;
  return FALSE;
}
