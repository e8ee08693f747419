/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/batch.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/change/write/editing.h"
#include "model/change/write/journal.h"

#include <glib/gi18n-lib.h>

/* Steps of earlier versions are identified by a number, and have no date. */
#define FIRST_TIME ((guint64) G_MAXINT32)

static char *
format_date (guint64 stamp, gboolean json)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (stamp <= FIRST_TIME)
    return NULL;
  utc = g_date_time_new_from_unix_utc ((gint64) (stamp / G_USEC_PER_SEC));
  if (utc == NULL)
    return NULL;
  if (json)
    return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  local = g_date_time_to_local (utc);

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : NULL;
}

static void
write_json (const BsJournalInfo *info)
{
  g_autoptr (GString) line = g_string_new ("{");
  g_autofree char *date = format_date (info->id, TRUE);

  bs_json_append_number (line, "step", info->id);
  bs_json_append_text (line, "date", date);
  bs_json_append_text (line, "name", info->name);
  bs_json_append_number (line, "created", info->n_created);
  bs_json_append_number (line, "changed", info->n_changed);
  bs_json_append_number (line, "removed", info->n_removed);
  bs_json_append_number (line, "size", info->size);
  bs_json_append_boolean (line, "undone", info->is_undone);
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static void
append_count (GString *line, guint n, const char *text)
{
  if (n > 0)
    g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", text);
}

static void
write_text (const BsJournalInfo *info)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) about = g_string_new (NULL);
  g_autofree char *date = format_date (info->id, FALSE);
  g_autofree char *size = g_format_size (info->size);
  g_autofree char *created = g_strdup_printf (ngettext ("%u created", "%u created", info->n_created), info->n_created);
  g_autofree char *changed = g_strdup_printf (ngettext ("%u changed", "%u changed", info->n_changed), info->n_changed);
  g_autofree char *removed = g_strdup_printf (ngettext ("%u removed", "%u removed", info->n_removed), info->n_removed);

  append_count (about, info->n_created, created);
  append_count (about, info->n_changed, changed);
  append_count (about, info->n_removed, removed);
  append_count (about, 1, size);
  append_count (about, info->is_undone, _ ("undone"));
  g_string_append_printf (line, "%" G_GUINT64_FORMAT "  ", info->id);
  if (date != NULL)
    g_string_append_printf (line, "%s  ", date);
  bs_output_append_plain (line, info->name);
  g_string_append_printf (line, " (%s)", about->str);
  bs_output_line (line);
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autofree char *root = NULL;
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  site = bs_place_parse (&bs_command_history, args, options, &operands, &status);
  if (site == NULL)
    return status;
  root = bs_batch_find_root (site->root);
  steps = bs_editing_list (root, recovered, &error);
  bs_output_messages (recovered);
  if (steps == NULL)
    {
      bs_output_error (operands[0], error->message);
      return BS_EXIT_FAILED;
    }
  for (guint i = steps->len; i > 0; i--)
    {
      if (json)
        write_json (steps->pdata[i - 1]);
      else
        write_text (steps->pdata[i - 1]);
    }

  return BS_EXIT_DONE;
}

const BsCommand bs_command_history = {
  .name = "history",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("List the changes to a folder that can be undone, most recent first."),
  .run = run,
};
