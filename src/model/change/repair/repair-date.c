/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"
#include "model/format/article/article-values.h"
#include "model/format/article/date.h"
#include "model/library/folder/site.h"

#include <glib/gstdio.h>
#include <string.h>

/* The date in the name of the file: the day when the article was written, not when it was changed. */
static char *
find_in_name (const BsRepairSource *source, const BsRecoveryLine *parts)
{
  g_autofree char *name = source->path != NULL ? g_path_get_basename (source->path) : NULL;
  BsDate date;
  g_autoptr (GDateTime) day = NULL;

  for (const char *const *key = bs_article_updated_keys; *key != NULL; key++)
    if (strlen (*key) == parts->key_length && g_ascii_strncasecmp (*key, parts->key, parts->key_length) == 0)
      return NULL;
  if (name == NULL || !bs_date_parse_name (name, &date))
    return NULL;
  day = g_date_time_new_from_unix_utc (date.face);

  return day != NULL ? g_date_time_format (day, "%Y-%m-%d") : NULL;
}

/* In the site's time, and with its zone, so that every reader of YAML gets the same instant. */
static char *
find_in_file (const BsRepairSource *source)
{
  GStatBuf file;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (source->path == NULL || g_stat (source->path, &file) != 0)
    return NULL;
  site = bs_site_detect_for_file (source->path);
  utc = g_date_time_new_from_unix_utc (file.st_mtime);
  time = utc != NULL ? g_date_time_to_timezone (utc, site->zone) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
}

/* The value without a comment after it. */
static gsize
measure (const BsRecoveryLine *parts, const char *detail)
{
  gsize length = detail != NULL ? strlen (detail) : 0;
  const char *end;

  if (parts->value[0] == '"' || parts->value[0] == '\'')
    {
      end = memchr (parts->value + 1, parts->value[0], parts->value_length - 1);
      return end != NULL ? (gsize) (end + 1 - parts->value) : parts->value_length;
    }

  return length > 0 && length <= parts->value_length && memcmp (parts->value, detail, length) == 0 ?
             length :
             parts->value_length;
}

/* Replaces a value that is not a date, and keeps its key. */
static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  g_autofree char *date = NULL;
  BsRecoveryLine parts;
  BsLine line;
  gsize start;

  if (source->front_matter.kind != BS_FRONT_MATTER_YAML ||
      !bs_repair_line_find (source, problem->line, BS_RECOVERY_YAML, &line, &parts) || parts.key == NULL ||
      parts.value_length == 0)
    return FALSE;
  if (strcmp (way, "name") == 0)
    date = find_in_name (source, &parts);
  else
    date = strcmp (way, "file") == 0 ? find_in_file (source) : g_strdup ("");
  if (date == NULL)
    return FALSE;
  start = line.start + (parts.value - line.text);
  bs_splices_add (splices, start, start + measure (&parts, problem->detail), date);

  return TRUE;
}

static const char *const ways[] = { "name", "file", "none", NULL };

const BsRepairKind bs_repair_date = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_BAD_DATE),
  .ways = ways,
  .propose = propose,
};
