/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"

static GBytes *
drop_nuls (const BsRepairSource *source, const BsProblem *problem, const char *way)
{
  gsize length, n = 0;
  const char *bytes = g_bytes_get_data (source->bytes, &length);
  g_autofree char *made = NULL;

  if (source->text.charset != NULL)
    return NULL;
  made = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != '\0')
      made[n++] = bytes[i];

  return g_bytes_new_take (g_steal_pointer (&made), n);
}

static GBytes *
write_utf8 (const BsRepairSource *source, const BsProblem *problem, const char *way)
{
  return source->text.charset != NULL ? g_bytes_new (source->text.data, source->text.length) : NULL;
}

static const char *const ways[] = { "utf-8", NULL };

const BsRepairKind bs_repair_nul = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_NUL_BYTES),
  .convert = drop_nuls,
};

/* The guess may be wrong, so that the user decides. */
const BsRepairKind bs_repair_encoding = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_OTHER_ENCODING),
  .ways = ways,
  .convert = write_utf8,
};
