/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-origin.h"

#include "model/format/text/lines.h"
#include "model/format/front-matter/recovery-line.h"

#include <string.h>

/* Whether an iterator is inside a block scalar (YAML 1.1, 9.2), where white space is literal. */
typedef struct
{
  gboolean is_open;
  gsize indent; /* of the line that opens the block */
} BlockScalar;

static gboolean
block_scalar_take (BlockScalar *self, const BsLine *line)
{
  BsRecoveryLine parts;
  gsize indent = 0;

  while (indent < line->length && line->text[indent] == ' ')
    indent++;
  if (self->is_open && (indent > self->indent || bs_line_is_blank (line)))
    return TRUE;

  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, line);
  self->is_open =
      (parts.key != NULL || parts.n_dashes > 0) && bs_recovery_value_is_block_header (parts.value, parts.value_length);
  self->indent = indent;

  return FALSE;
}

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

/* Appends a line as Hexo reads it (escapeYAML in its front-matter package): each indenting tab becomes two spaces. A
 * tab after a list's dash becomes one space. Returns the number of added columns. */
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
 * @first_line: the line of the file where @text starts
 *
 * Maps libyaml's lines to lines of the file, because libyaml also counts line breaks that editors do not.
 *
 * Returns: (transfer full) (nullable) (element-type BsYamlOrigin): one origin per line, or %NULL if the lines are the
 * same
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
 * @origins: (nullable) (element-type BsYamlOrigin): the position of libyaml's lines in the file
 * @first_line: the line of the file where libyaml's first line is
 * @line: a line as libyaml counts, from 0
 * @column: a column, from 0
 * @out_line: (out): the line of the file, from 1
 * @out_column: (out): the column, from 1
 *
 * Converts a libyaml position to one that editors show.
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
 * @first_line: the line of the file where @text starts
 * @out_length: (out): the length of the result
 * @origins: (out) (transfer full) (element-type BsYamlOrigin): the position of its lines in the file
 * @first_tab: (out): the line of the file with the first tab that was replaced
 *
 * Replaces indenting tabs with spaces.
 *
 * Returns: (transfer full) (nullable): a copy without them, or %NULL if there are none
 */
char *
bs_yaml_replace_tabs (const char *text, gsize length, guint first_line, gsize *out_length, GArray **origins,
                      guint *first_tab)
{
  g_autoptr (GArray) found = NULL;
  BlockScalar block = { FALSE, 0 };
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
      gboolean is_text = block_scalar_take (&block, &line);
      guint added = 0;

      if (*first_tab == 0 && !is_text && has_tab_in_indent (&line) && !bs_line_is_blank (&line))
        *first_tab = line.number;
      if (is_text)
        g_string_append_len (out, line.text, line.length);
      else
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

/**
 * bs_yaml_clear_blank_lines:
 * @text: UTF-8
 * @length: its length in bytes
 *
 * Fills blank lines with spaces, because the parser rejects tabs there. Offsets do not change.
 *
 * Returns: (transfer full) (nullable): a copy of the same length, or %NULL if nothing changes
 */
char *
bs_yaml_clear_blank_lines (const char *text, gsize length)
{
  char *copy = NULL;
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL, NULL);

  bs_lines_init (&lines, text, length, 1);
  while (bs_lines_next (&lines, &line))
    {
      gsize n = 0;

      while (n < line.length && line.text[n] == ' ')
        n++;
      if (n == line.length || !bs_line_is_blank (&line))
        continue;
      if (copy == NULL)
        copy = g_strndup (text, length);
      memset (copy + line.start, ' ', line.length);
    }

  return copy;
}

/* Appends a line with wide spaces replaced by spaces before a key or a dash and after them, where YAML expects spaces.
 * Returns the first replaced one, or NULL. */
static const char *
append_without_wide_spaces (GString *out, const BsLine *line)
{
  const char *end = line->text + line->length, *first = NULL, *stop;
  BsRecoveryLine parts;

  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, line);
  stop = parts.key == NULL && parts.n_dashes == 0 ? line->text : parts.value;
  for (const char *p = line->text; p < stop;)
    {
      gsize n = bs_white_length (p, end);
      gboolean is_in_key = parts.key != NULL && p >= parts.key && p < parts.key + parts.key_length;

      if (n > 1 && !is_in_key)
        {
          g_string_append_c (out, ' ');
          if (first == NULL)
            first = p;
        }
      else
        {
          g_string_append_len (out, p, n > 1 ? n : 1);
        }
      p += MAX (n, 1);
    }
  g_string_append_len (out, stop, end - stop);

  return first;
}

/**
 * bs_yaml_replace_wide_spaces:
 * @text: UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @out_length: (out): the length of the result
 * @line: (out): the line of the file with the first space that was replaced
 * @column: (out): its column
 *
 * Replaces no-break and ideographic spaces where YAML expects spaces. Lines and columns do not change.
 *
 * Returns: (transfer full) (nullable): a copy without them, or %NULL if there are none
 */
char *
bs_yaml_replace_wide_spaces (const char *text, gsize length, guint first_line, gsize *out_length, guint *line,
                             guint *column)
{
  g_autoptr (GString) out = NULL;
  BlockScalar block = { FALSE, 0 };
  gboolean is_found = FALSE;
  BsLines lines;
  BsLine here;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (out_length != NULL && line != NULL && column != NULL, NULL);

  if (memmem (text, length, "\302\240", 2) == NULL && memmem (text, length, "\343\200\200", 3) == NULL)
    return NULL;

  out = g_string_sized_new (length);
  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &here))
    {
      const char *first = NULL;

      if (block_scalar_take (&block, &here))
        g_string_append_len (out, here.text, here.length);
      else
        first = append_without_wide_spaces (out, &here);
      if (first != NULL && !is_found)
        {
          is_found = TRUE;
          *line = here.number;
          *column = 1 + g_utf8_strlen (here.text, first - here.text);
        }
      g_string_append_len (out, here.text + here.length, here.next - here.start - here.length);
    }
  *out_length = out->len;

  return is_found ? g_strndup (out->str, out->len) : NULL;
}
