/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

/* Removes a value that is not a date, and keeps its key. */
static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  BsRecoveryLine parts;
  BsLine line;
  gsize start;

  if (source->front_matter.kind != BS_FRONT_MATTER_YAML ||
      !bs_repair_line_find (source, problem->line, BS_RECOVERY_YAML, &line, &parts) || parts.key == NULL ||
      parts.value_length == 0)
    return FALSE;
  start = line.start + (parts.value - line.text);
  bs_splices_add (splices, start, start + parts.value_length, "");

  return TRUE;
}

static const char *const ways[] = { "none", NULL };

const BsRepairKind bs_repair_date = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_BAD_DATE),
  .ways = ways,
  .propose = propose,
};
