/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

/* Closes front matter before the first line that cannot be part of it. */
static gboolean
propose_closer (const BsRepairSource *source, BsSplices *splices)
{
  const BsFrontMatter *front_matter = &source->front_matter;
  gsize place = front_matter->block_start + front_matter->block_length;
  const char *end = bs_repair_line_end (source);
  g_autofree char *with = NULL;

  if (front_matter->kind != BS_FRONT_MATTER_YAML && front_matter->kind != BS_FRONT_MATTER_TOML)
    return FALSE;
  with = g_strconcat (front_matter->kind == BS_FRONT_MATTER_TOML ? "+++" : "---", end, NULL);
  bs_splices_add (splices, place, place, with);

  return TRUE;
}

static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  BsRecoveryLine parts;
  BsLine line;
  gsize start, length;

  if (problem->kind == BS_PROBLEM_UNCLOSED)
    return propose_closer (source, splices);
  if (!bs_repair_line_find (source, problem->line, BS_RECOVERY_YAML, &line, &parts))
    return FALSE;
  length = bs_line_trimmed_length (&line);
  switch (problem->kind)
    {
    case BS_PROBLEM_DASHES:
      bs_splices_add (splices, line.start + parts.indent, line.start + length, "---");
      return TRUE;
    case BS_PROBLEM_BRACE_BEFORE_OPENER:
      if (length <= parts.indent || line.text[parts.indent] != '{')
        return FALSE;
      if (length == parts.indent + 1)
        bs_splices_add (splices, line.start, line.next, "");
      else
        bs_splices_add (splices, line.start + parts.indent, line.start + parts.indent + 1, "");
      return TRUE;
    case BS_PROBLEM_JUNK_AT_DELIMITER:
      start = g_utf8_offset_to_pointer (line.text, problem->column - 1) - line.text;
      if (start >= length)
        return FALSE;
      while (start > 0 && (line.text[start - 1] == ' ' || line.text[start - 1] == '\t'))
        start--;
      bs_splices_add (splices, line.start + start, line.start + length, "");
      return TRUE;
    default:
      return FALSE;
    }
}

/* The lines that open and close front matter. */
const BsRepairKind bs_repair_delimiter = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_UNCLOSED) | BS_REPAIR_BIT (BS_PROBLEM_DASHES) |
              BS_REPAIR_BIT (BS_PROBLEM_BRACE_BEFORE_OPENER) | BS_REPAIR_BIT (BS_PROBLEM_JUNK_AT_DELIMITER),
  .propose = propose,
};
