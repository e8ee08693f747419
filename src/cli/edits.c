/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"

#include "cli/json.h"
#include "model/change/organise/plan.h"
#include "model/change/write/editing.h"

#include <glib/gi18n-lib.h>

/* Not in the header: xgettext does not find strings in macros. */
const char bs_edits_dry_run_help[] = N_ ("Show what would change, without changing anything");

static void
tell (const char *name, const char *result, const char *reason)
{
  g_autoptr (GString) line = g_string_new ("{");

  bs_json_append_path (line, "path", name);
  bs_json_append_text (line, "result", result);
  if (reason != NULL)
    {
      bs_json_append_text (line, "reason", reason);
    }
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static const char *
get_name (const BsBatch *batch, const char *path)
{
  const char *name = g_hash_table_lookup (batch->names, path);

  return name != NULL ? name : path;
}

static void
tell_all (const BsBatch *batch, const GPtrArray *paths, const char *result, const char *reason)
{
  for (guint i = 0; i < paths->len; i++)
    tell (get_name (batch, g_ptr_array_index (paths, i)), result, reason);
}

static void
tell_failure (const BsBatch *batch, const BsTransactionResult *failure, gboolean json)
{
  const char *name = get_name (batch, failure->path);
  g_autofree char *whole = batch->folder != NULL ? g_build_filename (batch->folder, name, NULL) : g_strdup (name);

  if (json)
    tell (name, "failed", failure->error->message);
  else
    bs_output_error (whole, failure->error->message);
}

static void
tell_n_failed (guint n, gboolean is_dry_run)
{
  g_autofree char *message = NULL;

  if (n == 0)
    return;
  if (is_dry_run)
    message = g_strdup_printf (ngettext ("%u file cannot be changed. The reason is above.",
                                         "%u files cannot be changed. The reasons are above.", n),
                               n);
  else
    message = g_strdup_printf (ngettext ("%u file was not changed. The reason is above.",
                                         "%u files were not changed. The reasons are above.", n),
                               n);
  bs_output_message (message);
}

static BsExitStatus
tell_report (const BsBatch *batch, const BsEditReport *report, const BsEditsOptions *options)
{
  g_return_val_if_fail (batch != NULL && report != NULL && options != NULL, BS_EXIT_FAILED);

  bs_output_messages (report->recovered);
  if (options->json)
    {
      g_autoptr (GPtrArray) changed = bs_edit_report_list_changed (report, NULL);

      for (guint i = 0; options->tell_changed != NULL && i < changed->len; i++)
        options->tell_changed (get_name (batch, changed->pdata[i]), changed->pdata[i], options->tell_data);
      if (options->tell_changed == NULL)
        {
          tell_all (batch, changed, "changed", NULL);
          tell_all (batch, report->unchanged, "unchanged", NULL);
        }
      tell_all (batch, report->left, "failed", _ ("Interrupted. The file was not changed."));
    }
  for (guint i = 0; i < report->failed->len; i++)
    tell_failure (batch, g_ptr_array_index (report->failed, i), options->json);
  if (report->doubt != NULL)
    bs_output_error (batch->root, report->doubt->message);
  for (guint i = 0; i < report->notes->len; i++)
    bs_output_message (g_ptr_array_index (report->notes, i));
  for (guint i = 0; i < report->addresses->len; i++)
    {
      const BsAddressChange *change = g_ptr_array_index (report->addresses, i);
      g_autofree char *name = g_filename_display_name (change->path);
      /* Translators: the arguments are an article and two addresses in its site. */
      g_autofree char *message = g_strdup_printf (_ ("The address of “%s” would change from %s to %s."), name,
                                                  change->old_address, change->new_address);

      bs_output_message (message);
    }
  if (report->n_pushed_out > 0 && !options->dry_run)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("%u older step was removed from the history to make room, and can no longer be undone.",
                    "%u older steps were removed from the history to make room, and can no longer be undone.",
                    report->n_pushed_out),
          report->n_pushed_out);

      bs_output_message (message);
    }
  if (report->n_pushed_out > 0 && options->dry_run)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("%u older step would be removed from the history to make room, and could no longer be undone.",
                    "%u older steps would be removed from the history to make room, and could no longer be undone.",
                    report->n_pushed_out),
          report->n_pushed_out);

      bs_output_message (message);
    }
  if (!options->json && (options->tells_name || batch->folder != NULL))
    {
      bs_output_message (report->name);
      tell_n_failed (report->failed->len, options->dry_run);
    }
  if (report->is_cancelled || report->is_question)
    return BS_EXIT_FAILED;

  return report->failed->len > 0 || report->doubt != NULL ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

typedef struct
{
  BsBatch *batch;
  const BsEditsKind *kind;
  gconstpointer data;
  const BsEditsOptions *options;
  GCancellable *cancellable;
  BsEditReport *report; /* (nullable) */
  GError *error;        /* (nullable) */
  int is_over;          /* atomic */
} Job;

static void
show_diffs (const Job *job)
{
  if (job->options->json || job->kind->diff == NULL)
    return;
  for (guint i = 0; i < job->report->changed->len && !g_cancellable_is_cancelled (job->cancellable); i++)
    {
      g_autofree char *diff = job->kind->diff (job->batch->root, job->report->changed->pdata[i], job->data);

      if (diff != NULL)
        bs_output_text (diff);
    }
}

static void
run_job (Job *job)
{
  const char *const *paths = (const char *const *) job->batch->paths->pdata;
  g_autoptr (BsHome) home = NULL;

  if (job->options->dry_run)
    {
      job->report = job->kind->plan (job->batch->root, paths, job->data, job->cancellable, &job->error);
      if (job->report != NULL)
        show_diffs (job);
      return;
    }
  home = bs_home_open (job->batch->root, &job->error);
  if (home != NULL)
    job->report = job->kind->apply (home, job->batch->root, paths, job->data, job->cancellable, &job->error);
}

/* On a worker, so that a signal is heard meanwhile. */
static gpointer
job_thread (gpointer data)
{
  Job *job = data;

  g_ptr_array_add (job->batch->paths, NULL);
  run_job (job);
  g_ptr_array_remove_index (job->batch->paths, job->batch->paths->len - 1);
  g_atomic_int_set (&job->is_over, TRUE);
  g_main_context_wakeup (NULL);

  return NULL;
}

static BsExitStatus
run_batch (Job *job, guint *n_left)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  if (g_cancellable_is_cancelled (job->cancellable))
    {
      if (job->options->json)
        tell_all (job->batch, job->batch->paths, "failed", _ ("Interrupted. The file was not changed."));
      *n_left += job->batch->paths->len;
      return BS_EXIT_FAILED;
    }
  thread = g_thread_new ("bs-edits", job_thread, job);
  while (!g_atomic_int_get (&job->is_over))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);

  report = job->report;
  error = job->error;
  if (report == NULL)
    {
      if (job->options->json)
        tell_all (job->batch, job->batch->paths, "failed", error->message);
      bs_output_error (job->batch->folder != NULL ? job->batch->folder : job->batch->root, error->message);
      return BS_EXIT_FAILED;
    }
  *n_left += report->left->len;

  return tell_report (job->batch, report, job->options);
}

/**
 * bs_edits_run_kind:
 * @batches: (element-type BsBatch): files
 * @kind: the kind of change
 * @data: for the functions of @kind
 * @options: options of the command
 *
 * Changes files, each batch as one step of its library's history, or prints the changes as unified diffs. A signal ends
 * it after the files being written, and the finished changes are reported.
 *
 * Returns: the exit status
 */
BsExitStatus
bs_edits_run_kind (GPtrArray *batches, const BsEditsKind *kind, gconstpointer data, const BsEditsOptions *options)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  BsExitStatus worst = BS_EXIT_DONE;
  guint n_left = 0;

  g_return_val_if_fail (batches != NULL && kind != NULL && options != NULL, BS_EXIT_FAILED);

  bs_command_cancel_on_signals (cancellable);
  for (guint i = 0; i < batches->len; i++)
    {
      Job job = { batches->pdata[i], kind, data, options, cancellable };
      BsExitStatus status = run_batch (&job, &n_left);

      worst = MAX (worst, status);
    }
  if (n_left > 0)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("Interrupted. %u file was not changed.", "Interrupted. %u files were not changed.", n_left),
          n_left);

      bs_output_message (message);
    }

  return worst;
}

static BsEditReport *
plan_edit (const char *root, const char *const *paths, gconstpointer edit, GCancellable *cancellable, GError **error)
{
  BsEditReport *report = bs_plan_edit (root, paths, edit, NULL, NULL, cancellable);

  bs_plan_count_pushed_out (root, report);

  return report;
}

static char *
diff_edit (const char *root, const char *path, gconstpointer edit)
{
  return bs_plan_diff (root, path, edit, NULL);
}

static BsEditReport *
apply_edit (BsHome *home, const char *root, const char *const *paths, gconstpointer edit, GCancellable *cancellable,
            GError **error)
{
  return bs_editing_apply (home, root, paths, edit, NULL, NULL, cancellable, error);
}

/**
 * bs_edits_run:
 * @batches: (element-type BsBatch): articles
 * @edit: the edit
 * @options: options of the command
 *
 * Edits articles; see bs_edits_run_kind().
 *
 * Returns: the exit status
 */
BsExitStatus
bs_edits_run (GPtrArray *batches, const BsEdit *edit, const BsEditsOptions *options)
{
  static const BsEditsKind kind = { plan_edit, diff_edit, apply_edit };

  return bs_edits_run_kind (batches, &kind, edit, options);
}
