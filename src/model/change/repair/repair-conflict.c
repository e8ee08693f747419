/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/format/front-matter/conflict.h"
#include "model/format/text/lines.h"

#include <string.h>

/* Removes the markers and the sides that are not wanted. A conflict whose markers are not in order is left. */
static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  gboolean keeps_ours = strcmp (way, "theirs") != 0, keeps_theirs = strcmp (way, "ours") != 0;
  char side = '>'; /* the last marker */
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, source->text.data, source->text.length, 1);
  while (bs_lines_next (&lines, &line))
    {
      gboolean is_marker = line.number >= problem->line && bs_conflict_is_marker (line.text, line.length);
      gboolean is_dropped = (side == '<' && !keeps_ours) || side == '|' || (side == '=' && !keeps_theirs);

      if (is_marker)
        {
          char next = line.text[0];

          if (side == '>' && next != '<')
            {
              /* Seven of another sign alone are not a conflict. */
              continue;
            }
          if (side != '>' && (next == '<' || (next == '>' && side != '=') || (next == '|' && side != '<') ||
                              (next == '=' && side == '=')))
            return FALSE;
          side = next;
        }
      if (is_marker || is_dropped)
        bs_splices_add (splices, line.start, line.next, "");
    }

  return side == '>' && bs_splices_get_length (splices) > 0;
}

static const char *const ways[] = { "ours", "theirs", "both", NULL };

const BsRepairKind bs_repair_conflict = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_CONFLICT_MARKERS),
  .ways = ways,
  .propose = propose,
};
