/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-sides.h"

#include "model/format/front-matter/conflict.h"
#include "model/format/text/lines.h"

/* More conflicts of one file are not shown. */
#define MAX_SIDES 100

static void
sides_free (BsRepairSides *self)
{
  if (self == NULL)
    return;
  g_free (self->ours_name);
  g_free (self->theirs_name);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self);
}

/* The label of a version after git's marker. */
static char *
dup_name (const BsLine *line)
{
  const char *name = line->text, *end = line->text + line->length;

  while (name < end && *name == line->text[0])
    name++;

  return g_strstrip (g_strndup (name, (gsize) (end - name)));
}

/**
 * bs_repair_sides_find:
 * @text: a whole file in UTF-8
 * @length: its length in bytes
 *
 * Reads the versions between git's conflict markers, to be shown side by side.
 *
 * Returns: (transfer full) (element-type BsRepairSides): in the order of the file
 */
GPtrArray *
bs_repair_sides_find (const char *text, gsize length)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) sides_free);
  BsRepairSides *open = NULL;
  gsize starts[2] = { 0 };
  char side = '>'; /* the last marker */
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL, all);

  bs_lines_init (&lines, text, length, 1);
  while (all->len < MAX_SIDES && bs_lines_next (&lines, &line))
    {
      if (!bs_conflict_is_marker (line.text, line.length))
        continue;
      if (line.text[0] == '<' && open == NULL)
        {
          open = g_new0 (BsRepairSides, 1);
          open->line = line.number;
          open->ours_name = dup_name (&line);
          starts[0] = line.next;
        }
      else if (open == NULL)
        continue;
      else if (line.text[0] == '|' || line.text[0] == '=')
        {
          if (side == '<')
            open->ours = g_strndup (text + starts[0], line.start - starts[0]);
          if (line.text[0] == '=')
            starts[1] = line.next;
        }
      else if (line.text[0] == '>' && side == '=')
        {
          open->theirs_name = dup_name (&line);
          open->theirs = g_strndup (text + starts[1], line.start - starts[1]);
          g_ptr_array_add (all, g_steal_pointer (&open));
        }
      side = line.text[0];
    }
  sides_free (open);

  return all;
}
