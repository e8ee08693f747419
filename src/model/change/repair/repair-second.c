/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/format/text/lines.h"

#include <string.h>

/* Whether the two have no field in common. */
static gboolean
are_apart (const BsValue *one, const BsValue *other)
{
  for (guint i = 0; one != NULL && other != NULL && i < other->items->len; i++)
    if (bs_value_lookup (one, ((const BsValue *) other->items->pdata[i])->key) != NULL)
      return FALSE;

  return TRUE;
}

/* Keeps one of the two blocks, or puts the lines of the second at the end of the first. */
static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  const BsFrontMatter *first = &source->front_matter;
  const char *body = source->text.data + first->body_start;
  gsize length = source->text.length - first->body_start;
  gsize end = first->block_start + first->block_length;
  g_auto (BsFrontMatter) second = BS_FRONT_MATTER_INIT;
  g_autofree char *lines = NULL;
  BsLines all;
  BsLine opener;

  bs_front_matter_read (&second, body, length, NULL);
  if (first->kind != BS_FRONT_MATTER_YAML || second.kind != BS_FRONT_MATTER_YAML || first->recovered ||
      second.recovered)
    return FALSE;
  bs_lines_init (&all, body, length, 1);
  while (bs_lines_next (&all, &opener) && bs_line_is_blank (&opener))
    continue;
  if (strcmp (way, "last") == 0)
    {
      bs_splices_add (splices, 0, first->body_start + opener.start, "");
      return TRUE;
    }
  if (strcmp (way, "both") == 0)
    {
      if (!are_apart (first->root, second.root))
        return FALSE;
      lines = g_strndup (body + second.block_start, second.block_length);
      bs_splices_add (splices, end, end, lines);
    }
  bs_splices_add (splices, first->body_start + opener.start, first->body_start + second.body_start, "");

  return TRUE;
}

static const char *const ways[] = { "first", "last", "both", NULL };

const BsRepairKind bs_repair_second = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_SECOND_FRONT_MATTER),
  .ways = ways,
  .propose = propose,
};
