/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GString) with = NULL;
  BsRecoveryLine parts, next_parts;
  BsLine line, next;
  gsize start, indent;

  if (source->front_matter.kind != BS_FRONT_MATTER_YAML ||
      !bs_repair_line_find (source, problem->line, BS_RECOVERY_YAML, &line, &parts) || parts.key == NULL ||
      parts.value_length < 2 || parts.value[0] != '-')
    return FALSE;
  items = bs_recovery_value_split (parts.key, parts.key_length, parts.value, parts.value_length);
  if (items == NULL)
    return FALSE;

  /* As the items below it are indented. */
  indent = parts.indent + 2;
  if (bs_repair_line_find (source, problem->line + 1, BS_RECOVERY_YAML, &next, &next_parts) && next_parts.n_dashes > 0)
    indent = next_parts.indent;
  with = g_string_new (bs_repair_line_end (source));
  for (gsize i = 0; i < indent; i++)
    g_string_append_c (with, ' ');
  start = line.start + (parts.value - line.text);
  while (start > line.start && source->text.data[start - 1] == ' ')
    start--;
  bs_splices_add (splices, start, line.start + (parts.value - line.text), with->str);

  return TRUE;
}

/* A list that begins on the line of its key begins on the next. */
const BsRepairKind bs_repair_list = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_LIST_BEHIND_KEY),
  .propose = propose,
};
