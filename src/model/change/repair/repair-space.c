/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/format/front-matter/yaml-origin.h"
#include "model/format/text/lines.h"

/* Replaces the indentation of a line where it differs. */
static void
add_differences (const BsRepairSource *source, const char *text, gsize length, BsSplices *splices)
{
  BsLines old_lines, new_lines;
  BsLine old_line, new_line;
  gsize place = source->front_matter.block_start;

  bs_lines_init (&old_lines, source->text.data + place, source->front_matter.block_length, 1);
  bs_lines_init (&new_lines, text, length, 1);
  while (bs_lines_next (&old_lines, &old_line) && bs_lines_next (&new_lines, &new_line))
    {
      gsize same = 0;
      g_autofree char *with = NULL;

      while (same < MIN (old_line.length, new_line.length) &&
             old_line.text[old_line.length - same - 1] == new_line.text[new_line.length - same - 1])
        same++;
      if (same == old_line.length && same == new_line.length)
        continue;
      with = g_strndup (new_line.text, new_line.length - same);
      bs_splices_add (splices, place + old_line.start, place + old_line.start + old_line.length - same, with);
    }
}

static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  const char *block = source->text.data + source->front_matter.block_start;
  gsize length = source->front_matter.block_length;
  g_autofree char *made = NULL;
  g_autoptr (GArray) origins = NULL;
  guint line, column;

  if (source->front_matter.kind != BS_FRONT_MATTER_YAML || length == 0)
    return FALSE;
  if (problem->kind == BS_PROBLEM_WIDE_SPACES)
    made = bs_yaml_replace_wide_spaces (block, length, 1, &length, &line, &column);
  else
    made = bs_yaml_replace_tabs (block, length, 1, &length, &origins, &line);
  if (made == NULL)
    return FALSE;
  add_differences (source, made, length, splices);

  return bs_splices_get_length (splices) > 0;
}

/* White space that YAML does not allow becomes spaces, as many as Hexo reads. */
const BsRepairKind bs_repair_space = {
  .problems =
      BS_REPAIR_BIT (BS_PROBLEM_TABS) | BS_REPAIR_BIT (BS_PROBLEM_BAD_TAB) | BS_REPAIR_BIT (BS_PROBLEM_WIDE_SPACES),
  .propose = propose,
};
