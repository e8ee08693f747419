/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-line.h"

/**
 * bs_repair_line_find:
 * @source: a file
 * @number: a line of it, from 1
 * @syntax: the language of its front matter
 * @line: (out): the line
 * @parts: (out): its parts
 *
 * Returns: whether there is such a line
 */
gboolean
bs_repair_line_find (const BsRepairSource *source, guint number, BsRecoverySyntax syntax, BsLine *line,
                     BsRecoveryLine *parts)
{
  BsLines lines;

  g_return_val_if_fail (source != NULL && line != NULL && parts != NULL, FALSE);

  bs_lines_init (&lines, source->text.data, source->text.length, 1);
  while (bs_lines_next (&lines, line))
    {
      if (line->number < number)
        continue;
      bs_recovery_line_read (parts, syntax, line);
      return line->number == number;
    }

  return FALSE;
}

/**
 * bs_repair_line_end:
 * @source: a file
 *
 * Returns: (transfer none): the line end that its first line has
 */
const char *
bs_repair_line_end (const BsRepairSource *source)
{
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (source != NULL, "\n");

  bs_lines_init (&lines, source->text.data, source->text.length, 1);
  if (!bs_lines_next (&lines, &line) || !line.has_end)
    return "\n";
  if (line.next - line.start - line.length == 2)
    return "\r\n";

  return line.text[line.length] == '\r' ? "\r" : "\n";
}
