/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/cursor.h"

#include "model/format/text/lines.h"

/**
 * bs_cursor_init:
 * @self: (out caller-allocates): a cursor
 * @text: (array length=length): a text in UTF-8, which must outlive @self
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts, from 1
 */
void
bs_cursor_init (BsCursor *self, const char *text, gsize length, guint first_line)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  self->p = text != NULL ? text : "";
  self->end = self->p + length;
  self->line_start = self->p;
  self->line = first_line;
  self->counted = self->p;
  self->counted_column = 1;
  self->wide_line = 0;
  self->wide_column = 0;
}

/**
 * bs_cursor_locate:
 * @self: a cursor
 * @line: (out): the line of the file, from 1
 * @column: (out): the column in characters, from 1
 *
 * Returns the cursor's line and column. Characters are counted only once, so this is fast even on long lines.
 */
void
bs_cursor_locate (BsCursor *self, guint *line, guint *column)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (line != NULL);
  g_return_if_fail (column != NULL);

  if (self->counted < self->line_start || self->counted > self->p)
    {
      self->counted = self->line_start;
      self->counted_column = 1;
    }
  for (; self->counted < self->p; self->counted++)
    {
      if (((guchar) *self->counted & 0xc0) != 0x80)
        self->counted_column++;
    }

  *line = self->line;
  *column = self->counted_column;
}

/**
 * bs_cursor_skip:
 * @self: a cursor
 * @c: a character that is not a line end
 *
 * Returns: whether @c was at the cursor and has been skipped
 */
gboolean
bs_cursor_skip (BsCursor *self, char c)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->p == self->end || *self->p != c)
    return FALSE;

  self->p++;

  return TRUE;
}

/**
 * bs_cursor_skip_blanks:
 * @self: a cursor
 *
 * Skips spaces and tabs, and no-break and ideographic spaces, of which the first is noted.
 */
void
bs_cursor_skip_blanks (BsCursor *self)
{
  gsize n;

  g_return_if_fail (self != NULL);

  for (; (n = bs_white_length (self->p, self->end)) > 0; self->p += n)
    {
      if (n > 1 && self->wide_line == 0)
        bs_cursor_locate (self, &self->wide_line, &self->wide_column);
    }
}

/**
 * bs_cursor_skip_newline:
 * @self: a cursor
 *
 * Skips a line end: LF, CR LF, or CR alone.
 *
 * Returns: whether there was one
 */
gboolean
bs_cursor_skip_newline (BsCursor *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->p == self->end || (*self->p != '\n' && *self->p != '\r'))
    return FALSE;

  if (*self->p++ == '\r')
    bs_cursor_skip (self, '\n');
  self->line++;
  self->line_start = self->p;

  return TRUE;
}
