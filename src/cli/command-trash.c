/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"
#include "model/change/organise/files.h"

#include <glib/gi18n-lib.h>

static BsEditReport *
plan (const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable, GError **error)
{
  return bs_files_plan_trash (root, paths);
}

static BsEditReport *
apply (BsHome *home, const char *root, const char *const *paths, gconstpointer mode, GCancellable *cancellable,
       GError **error)
{
  BsEditReport *report =
      bs_files_trash (home, root, paths, *(const BsTrashMode *) mode, NULL, NULL, cancellable, error);

  for (guint i = 0; report != NULL && i < report->failed->len; i++)
    {
      const BsTransactionResult *failure = report->failed->pdata[i];

      if (!g_error_matches (failure->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
        continue;
      bs_output_message (_ ("If there is no trash, use --permanently to delete the file. “undo” can restore it."));
      break;
    }

  return report;
}

static BsExitStatus
run (char **args)
{
  static const BsEditsKind kind = { plan, NULL, apply };
  g_auto (GStrv) operands = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  BsEditsOptions edits_options = { .tells_name = TRUE };
  gboolean is_permanent = FALSE;
  BsTrashMode mode;
  BsExitStatus status;
  BsExitStatus worst = BS_EXIT_DONE;
  const GOptionEntry options[] = {
    { "permanently", 0, 0, G_OPTION_ARG_NONE, &is_permanent, N_ ("Delete the files; only the history can restore them"),
      NULL },
    BS_EDITS_OPTIONS (edits_options),
    { 0 },
  };

  if (!bs_command_parse (&bs_command_trash, args, options, 1, G_MAXUINT, &operands, &status))
    return status;
  batches = bs_batches_new ();
  if (!bs_batches_add_files (batches, operands, g_strv_length (operands)))
    worst = BS_EXIT_FAILED;
  mode = is_permanent ? BS_TRASH_DELETE : BS_TRASH_MOVE;
  status = bs_edits_run_kind (batches, &kind, &mode, &edits_options);

  return MAX (worst, status);
}

const BsCommand bs_command_trash = {
  .name = "trash",
  .arguments = N_ ("FILE…"),
  .summary = N_ ("Move articles to the trash."),
  .run = run,
};
