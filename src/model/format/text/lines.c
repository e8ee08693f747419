/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/lines.h"

#include <string.h>

/**
 * bs_lines_init:
 * @self: an iterator
 * @text: the text; it must outlive @self
 * @length: its length in bytes
 * @first_number: the number of its first line
 *
 * Starts to iterate over the lines of @text. There is nothing to free.
 */
void
bs_lines_init (BsLines *self, const char *text, gsize length, guint first_number)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  self->text = text;
  self->length = length;
  self->place = 0;
  self->line_feed = NULL;
  self->number = first_number;
}

/**
 * bs_lines_next:
 * @self: an iterator
 * @line: (out caller-allocates): the next line
 *
 * Moves to the next line. A line break at the end of the text does not start another line.
 *
 * Returns: whether there was another line
 */
gboolean
bs_lines_next (BsLines *self, BsLine *line)
{
  const char *start, *end, *stop;

  g_return_val_if_fail (self != NULL && line != NULL, FALSE);

  if (self->place >= self->length)
    return FALSE;

  start = self->text + self->place;
  end = self->text + self->length;

  /* Remembers the next line feed, so that a text with CR line ends is not scanned to its end for each line. */
  if (self->line_feed == NULL || self->line_feed < start)
    {
      self->line_feed = memchr (start, '\n', end - start);
      if (self->line_feed == NULL)
        self->line_feed = end;
    }

  stop = memchr (start, '\r', self->line_feed - start);
  if (stop == NULL)
    stop = self->line_feed;

  line->text = start;
  line->length = stop - start;
  line->start = self->place;
  line->number = self->number++;
  line->has_end = stop < end;
  if (stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n')
    stop++;
  if (stop < end)
    stop++;
  line->next = self->place = stop - self->text;

  return TRUE;
}

/**
 * bs_line_is_blank:
 * @line: a line
 *
 * Returns: whether the line is blank
 */
gboolean
bs_line_is_blank (const BsLine *line)
{
  return bs_line_indent (line) == line->length;
}

/**
 * bs_line_indent:
 * @line: a line
 *
 * Returns: the number of bytes of leading white space
 */
gsize
bs_line_indent (const BsLine *line)
{
  const char *end = line->text + line->length;
  const char *p = line->text;
  gsize n;

  while ((n = bs_white_length (p, end)) > 0)
    p += n;

  return p - line->text;
}

/**
 * bs_line_trimmed_length:
 * @line: a line
 *
 * Returns: its length in bytes without trailing white space
 */
gsize
bs_line_trimmed_length (const BsLine *line)
{
  gsize n = line->length;

  for (;;)
    {
      const char *end = line->text + n;

      if (n >= 1 && (end[-1] == ' ' || end[-1] == '\t'))
        n--;
      else if (n == 0 || (guchar) end[-1] < 0x80)
        break;
      else if (n >= 2 && bs_white_length (end - 2, end) == 2)
        n -= 2;
      else if (n >= 3 && bs_white_length (end - 3, end) == 3)
        n -= 3;
      else
        break;
    }

  return n;
}
