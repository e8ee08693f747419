/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

/* The line gets the indentation of the closest key above it that is on the same level as far as can be seen. */
static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  g_autofree char *white = NULL;
  BsRecoveryLine parts, other_parts;
  BsLine line, other;

  if (source->front_matter.kind != BS_FRONT_MATTER_YAML ||
      !bs_repair_line_find (source, problem->line, BS_RECOVERY_YAML, &line, &parts) ||
      (parts.key == NULL && parts.n_dashes == 0))
    return FALSE;
  for (guint number = problem->line - 1; number >= source->front_matter.block_line; number--)
    {
      if (!bs_repair_line_find (source, number, BS_RECOVERY_YAML, &other, &other_parts))
        return FALSE;
      if (other_parts.is_blank || other_parts.is_comment)
        continue;
      if ((other_parts.key == NULL && other_parts.n_dashes == 0) || other_parts.n_dashes != parts.n_dashes ||
          other_parts.indent == parts.indent)
        return FALSE;
      white = g_strnfill (other_parts.indent, ' ');
      bs_splices_add (splices, line.start, line.start + parts.indent, white);
      return TRUE;
    }

  return FALSE;
}

/* A line is indented like its siblings. */
const BsRepairKind bs_repair_indent = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_INDENTATION) | BS_REPAIR_BIT (BS_PROBLEM_COLON) |
              BS_REPAIR_BIT (BS_PROBLEM_STRAY_LINE) | BS_REPAIR_BIT (BS_PROBLEM_RECOVERED),
  .propose = propose,
};
