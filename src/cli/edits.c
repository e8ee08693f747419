/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"

#include "cli/json.h"
#include "model/change/organise/plan.h"
#include "model/change/write/editing.h"

#include <glib/gi18n-lib.h>

/**
 * bs_edits_tell:
 * @path: path of a file
 * @result: what became of it
 * @reason: (nullable): why
 *
 * Writes what became of a file as a line of JSON.
 */
void
bs_edits_tell (const char *path, const char *result, const char *reason)
{
  g_autoptr (GString) line = g_string_new ("{");

  bs_json_append_path (line, "path", path);
  bs_json_append_member (line, "result");
  bs_json_append_string (line, result);
  if (reason != NULL)
    {
      bs_json_append_member (line, "reason");
      bs_json_append_string (line, reason);
    }
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static BsExitStatus
tell_report (const char *folder, const BsEditReport *report, const BsEditsOptions *options)
{
  for (guint i = 0; options->json && i < report->changed->len; i++)
    bs_edits_tell (report->changed->pdata[i], "changed", NULL);
  for (guint i = 0; options->json && i < report->unchanged->len; i++)
    bs_edits_tell (report->unchanged->pdata[i], "unchanged", NULL);
  for (guint i = 0; i < report->failed->len; i++)
    {
      const BsTransactionResult *failure = report->failed->pdata[i];
      g_autofree char *name = g_build_filename (folder, failure->path, NULL);

      if (options->json)
        bs_edits_tell (failure->path, "failed", failure->error->message);
      else
        bs_output_error (name, failure->error->message);
    }
  if (!options->json)
    bs_output_message (report->name);
  return report->failed->len > 0 ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

static BsExitStatus
show (const char *folder, BsSite *site, const char *const *paths, const BsEdit *edit, const BsEditsOptions *options)
{
  g_autoptr (BsEditReport) report = bs_plan_edit (site->root, paths, edit, NULL, NULL, NULL);

  for (guint i = 0; !options->json && i < report->changed->len; i++)
    {
      g_autofree char *diff = bs_plan_diff (site->root, report->changed->pdata[i], edit, NULL);

      if (diff != NULL)
        bs_output_text (diff);
    }
  return tell_report (folder, report, options);
}

/*
 * bs_edits_run:
 * @folder: the library, as the command line names it
 * @site: what it is
 * @paths: (element-type filename): articles of it; a %NULL is added
 * @edit: what is to become of them
 * @options: how
 *
 * Edits articles as one step of the library's history, or shows as unified diffs what would be changed.
 *
 * Returns: how it went
 */
BsExitStatus
bs_edits_run (const char *folder, BsSite *site, GPtrArray *paths, const BsEdit *edit, const BsEditsOptions *options)
{
  const char *const *all;
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (paths, NULL);
  all = (const char *const *) paths->pdata;
  if (options->dry_run)
    return show (folder, site, all, edit, options);
  home = bs_home_open (site->root, &error);
  if (home != NULL)
    report = bs_editing_apply (home, site->root, all, edit, NULL, &error);
  if (report == NULL)
    {
      bs_output_error (folder, error->message);
      return BS_EXIT_FAILED;
    }
  return tell_report (folder, report, options);
}
