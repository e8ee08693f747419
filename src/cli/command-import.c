/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/change/edit/name-edit.h"
#include "model/change/import/import.h"

#include <glib/gi18n-lib.h>

static const char *
name_result (const BsImportStep *step)
{
  switch (step->verdict)
    {
    case BS_IMPORT_FAILED:
      return "failed";
    case BS_IMPORT_SKIPPED:
      return "skipped";
    case BS_IMPORT_DUPLICATE:
      return "duplicate";
    case BS_IMPORT_NEW:
    default:
      return "imported";
    }
}

static void
print_json (const BsImportStep *step)
{
  g_autoptr (GString) line = g_string_new ("{");
  g_autofree char *twin = step->twin != BS_TWIN_NONE ? bs_twin_describe (step->twin, step->twin_path) : NULL;
  g_autofree char *missing = step->verdict == BS_IMPORT_NEW ? bs_import_step_describe_missing (step) : NULL;
  const char *path = step->verdict == BS_IMPORT_DUPLICATE ? step->twin_path : step->path;
  const char *reason = step->reason != NULL ? step->reason : twin != NULL ? twin : missing;

  bs_json_append_text (line, "source", step->input->name);
  bs_json_append_text (line, "result", name_result (step));
  if (path != NULL && (step->verdict == BS_IMPORT_NEW || step->verdict == BS_IMPORT_DUPLICATE))
    bs_json_append_path (line, "path", path);
  if (reason != NULL)
    {
      bs_json_append_text (line, "reason", reason);
    }
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static void
print_text (const BsImportStep *step)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (step->verdict == BS_IMPORT_FAILED)
    {
      bs_output_error (step->input->name, step->reason);
      return;
    }
  bs_output_append_plain (line, step->input->name);
  if (step->verdict == BS_IMPORT_SKIPPED)
    {
      g_string_append_printf (line, ": %s ", _ ("skipped:"));
      bs_output_append_plain (line, step->reason);
    }
  else if (step->verdict == BS_IMPORT_DUPLICATE)
    {
      g_autofree char *twin = bs_twin_describe (step->twin, step->twin_path);

      g_string_append_printf (line, ": %s ", _ ("here already:"));
      bs_output_append_plain (line, twin);
    }
  else
    {
      g_string_append (line, " → ");
      bs_output_append_plain (line, step->path);
    }
  bs_output_line (line);
  if (step->verdict == BS_IMPORT_NEW && step->missing->len > 0)
    {
      g_autofree char *missing = bs_import_step_describe_missing (step);
      g_autofree char *message = g_strdup_printf ("%s: %s", step->input->name, missing);

      bs_output_message (message);
    }
}

static void
print_skipped (guint n)
{
  g_autofree char *message = g_strdup_printf (
      ngettext ("%u file was skipped. --skipped names it.", "%u files were skipped. --skipped names them.", n), n);

  bs_output_message (message);
}

static BsExitStatus
tell (BsImport *import, gboolean skipped, gboolean json)
{
  const GPtrArray *steps = bs_import_get_steps (import);
  BsImportCounts counts;

  bs_output_messages (bs_import_get_recovered (import));
  for (guint i = 0; i < steps->len; i++)
    {
      const BsImportStep *step = g_ptr_array_index (steps, i);

      if (step->verdict == BS_IMPORT_SKIPPED && !skipped)
        continue;
      if (json)
        print_json (step);
      else
        print_text (step);
    }
  bs_import_count (import, &counts);
  if (counts.skipped > 0 && !skipped)
    print_skipped (counts.skipped);
  return counts.failed + counts.duplicates > 0 ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

typedef struct
{
  BsImport *import;
  gboolean dry_run;
  GCancellable *cancellable;
  GError *error;
  int is_over; /* atomic */
} Job;

static gpointer
job_thread (gpointer data)
{
  Job *job = data;

  if (bs_import_look (job->import, job->cancellable, &job->error) && !job->dry_run)
    bs_import_act (job->import, job->cancellable, &job->error);
  g_atomic_int_set (&job->is_over, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* Runs on a worker, so that signals are noticed meanwhile. */
static gboolean
run_to_end (BsImport *import, gboolean dry_run, GCancellable *cancellable, GError **error)
{
  Job job = { import, dry_run, cancellable, NULL, FALSE };
  GThread *thread = g_thread_new ("bs-import", job_thread, &job);

  while (!g_atomic_int_get (&job.is_over))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.error == NULL;
}

static BsExitStatus
import_files (const char *folder, const BsSite *site, char **files, GStrv category, gboolean dry_run, gboolean skipped,
              gboolean json)
{
  g_autoptr (BsImport) import = bs_import_new (site->root);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean done;
  BsExitStatus status;

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_canonicalize_filename (files[i], NULL);
      g_autoptr (BsImportInput) input = bs_import_input_new_file (path, files[i]);

      bs_import_add (import, input);
    }
  bs_import_set_category (import, (const char *const *) category);

  /* The first Ctrl+C stops the import and reports the results so far. */
  bs_command_cancel_on_signals (cancellable);
  done = run_to_end (import, dry_run, cancellable, &error);
  status = tell (import, skipped, json);
  if (bs_place_say_unreadable (folder, bs_import_get_unreadable (import)))
    status = BS_EXIT_FAILED;
  if (done)
    return status;
  bs_output_error (folder, error->message);
  return BS_EXIT_FAILED;
}

static BsExitStatus
run (char **args)
{
  g_autofree char *category_text = NULL;
  g_auto (GStrv) category = NULL;
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  gboolean dry_run = FALSE;
  gboolean skipped = FALSE;
  gboolean json = FALSE;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "category", 0, 0, G_OPTION_ARG_FILENAME, &category_text, N_ ("Import everything into this category"), "A/B" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Show what would be imported, without importing anything"),
      NULL },
    { "skipped", 0, 0, G_OPTION_ARG_NONE, &skipped, N_ ("Also list the files that are not articles"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_import, args, options, 2, G_MAXUINT, &operands, &status))
    return status;
  site = bs_place_open_folder (operands[0]);
  if (site == NULL)
    return BS_EXIT_FAILED;
  if (category_text != NULL)
    {
      category = bs_names_parse (category_text, bs_site_kind_is_hexo (site->kind));
      if (category == NULL)
        return bs_command_usage_error (&bs_command_import, _ ("A name is empty, or is not in UTF-8."));
    }
  return import_files (operands[0], site, operands + 1, category, dry_run, skipped, json);
}

const BsCommand bs_command_import = {
  .name = "import",
  .arguments = N_ ("FOLDER FILE…"),
  .summary = N_ ("Import files, folders and archives into a folder of articles."),
  .run = run,
};
