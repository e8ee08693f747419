/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

#include <string.h>

/* Removes a key with all lines of its value, except the first or the last of several. */
static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  gsize place = source->front_matter.block_start;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gsize)); /* starts and ends */
  gboolean is_open = FALSE;
  gsize end = 0;
  BsLines lines;
  BsLine line;

  if (source->front_matter.kind != BS_FRONT_MATTER_YAML || problem->detail == NULL)
    return FALSE;
  bs_lines_init (&lines, source->text.data + place, source->front_matter.block_length, 1);
  while (bs_lines_next (&lines, &line))
    {
      BsRecoveryLine parts;
      gsize start = place + line.start;

      bs_recovery_line_read (&parts, BS_RECOVERY_YAML, &line);
      if (parts.is_blank || parts.is_comment)
        continue;
      if (is_open && parts.indent == 0 && parts.n_dashes == 0)
        {
          g_array_append_val (found, end);
          is_open = FALSE;
        }
      if (parts.indent == 0 && bs_recovery_line_is_key (&parts) && parts.key_length == strlen (problem->detail) &&
          memcmp (parts.key, problem->detail, parts.key_length) == 0)
        {
          g_array_append_val (found, start);
          is_open = TRUE;
        }
      end = place + line.next;
    }
  if (is_open)
    g_array_append_val (found, end);
  if (found->len < 4)
    return FALSE;
  for (guint i = 0; i + 1 < found->len; i += 2)
    {
      gboolean is_kept = strcmp (way, "first") == 0 ? i == 0 : i + 2 == found->len;

      if (!is_kept)
        bs_splices_add (splices, g_array_index (found, gsize, i), g_array_index (found, gsize, i + 1), "");
    }

  return TRUE;
}

static const char *const ways[] = { "first", "last", NULL };

const BsRepairKind bs_repair_duplicate = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_DUPLICATE_KEY),
  .ways = ways,
  .propose = propose,
};
