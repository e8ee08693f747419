/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"
#include "cli/place.h"
#include "model/change/organise/diff.h"
#include "model/change/organise/steps.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gboolean is_redo;
  gboolean keeps_changed;
  guint64 step;
  BsEditsOptions options;
  GString *diffs; /* of a dry run */
} Undo;

static void
preview_cb (const char *path, GBytes *old_bytes, GBytes *new_bytes, gpointer user_data)
{
  const Undo *self = user_data;
  g_autofree char *name = NULL;
  g_autofree char *diff = NULL;

  if (self->options.json)
    return;
  name = g_filename_display_name (path);
  diff = bs_diff_unified (name, old_bytes, new_bytes);
  g_string_append (self->diffs, diff);
}

static void
name_what_was_done (const Undo *self, BsEditReport *report)
{
  g_autofree char *name = g_steal_pointer (&report->name);
  guint n = report->changed->len;

  if (self->options.dry_run && !report->is_question)
    report->name =
        g_strdup_printf (self->is_redo ? ngettext ("Would redo “%s” (%u file)", "Would redo “%s” (%u files)", n) :
                                         ngettext ("Would undo “%s” (%u file)", "Would undo “%s” (%u files)", n),
                         name, n);
  else if (report->is_question)
    report->name = g_strdup_printf (self->is_redo ? _ ("“%s” was not redone, because its files have changed since.") :
                                                    _ ("“%s” was not undone, because its files have changed since."),
                                    name);
  else if (n == 0 && report->failed->len > 0)
    report->name = g_strdup_printf (self->is_redo ? _ ("“%s” was not redone.") : _ ("“%s” was not undone."), name);
  else
    report->name = g_strdup_printf (self->is_redo ? ngettext ("Redid “%s” (%u file)", "Redid “%s” (%u files)", n) :
                                                    ngettext ("Undid “%s” (%u file)", "Undid “%s” (%u files)", n),
                                    name, n);
}

static guint64
find_step (const Undo *self, BsHome *home, BsJournalDirection direction)
{
  return self->step != 0 ? self->step : bs_editing_peek (home, direction, NULL);
}

static BsEditReport *
apply (BsHome *home, const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable,
       GError **error)
{
  const Undo *self = data;
  BsJournalDirection direction = self->is_redo ? BS_JOURNAL_REDO : BS_JOURNAL_UNDO;
  BsEditingAnswer answer = self->keeps_changed ? BS_EDITING_SKIP : BS_EDITING_ASK;
  guint64 step = find_step (self, home, direction);
  BsEditReport *report = self->is_redo ? bs_editing_move (home, root, direction, step, answer, cancellable, error) :
                                         bs_steps_undo (home, root, step, answer, cancellable, error);

  if (report != NULL)
    name_what_was_done (self, report);

  return report;
}

static BsEditReport *
plan (const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable, GError **error)
{
  const Undo *self = data;
  BsJournalDirection direction = self->is_redo ? BS_JOURNAL_REDO : BS_JOURNAL_UNDO;
  g_autoptr (BsHome) home = bs_home_open (root, error);
  guint64 step;
  BsEditReport *report;

  if (home == NULL)
    return NULL;
  step = find_step (self, home, direction);
  report = bs_editing_preview_move (home, root, direction, step, preview_cb, (gpointer) self, error);
  if (report == NULL)
    return NULL;
  /* A question is answered by changing nothing, unless an option decides. */
  report->is_question = report->is_question && !self->keeps_changed;
  if (report->is_question)
    g_ptr_array_set_size (report->changed, 0);
  else
    bs_output_text (self->diffs->str);
  name_what_was_done (self, report);

  return report;
}

static BsExitStatus
run_in (const Undo *self, const char *folder)
{
  static const BsEditsKind kind = { plan, NULL, apply };
  g_autoptr (BsSite) site = bs_place_open_folder (folder);
  g_autoptr (GPtrArray) batches = bs_batches_new ();
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (site == NULL)
    return BS_EXIT_FAILED;
  bs_batches_add_folder (batches, folder, site->root, none);
  /* It is a batch that also covers the libraries inside. */
  steps = bs_editing_list (((const BsBatch *) batches->pdata[0])->root, recovered, &error);
  bs_output_messages (recovered);
  if (steps == NULL || steps->len == 0)
    {
      bs_output_error (folder, error != NULL ? error->message :
                               self->is_redo ? _ ("There is nothing to redo.") :
                                               _ ("There is nothing to undo."));
      return BS_EXIT_FAILED;
    }

  return bs_edits_run_kind (batches, &kind, self, &self->options);
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *step = NULL;
  g_autoptr (GString) diffs = g_string_new (NULL);
  Undo undo = { .diffs = diffs };
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "redo", 0, 0, G_OPTION_ARG_NONE, &undo.is_redo, N_ ("Redo the change that was last undone"), NULL },
    { "step", 0, 0, G_OPTION_ARG_STRING, &step,
      N_ ("Undo this step of the list that “history” shows; it can be any step"), N_ ("NUMBER") },
    { "keep-changed", 0, 0, G_OPTION_ARG_NONE, &undo.keeps_changed,
      N_ ("Skip files that have changed since, and undo the rest"), NULL },
    BS_EDITS_OPTIONS (undo.options),
    { 0 },
  };

  if (!bs_command_parse (&bs_command_undo, args, options, 1, 1, &operands, &status))
    return status;
  if (step != NULL && !g_ascii_string_to_unsigned (step, 10, 1, G_MAXUINT64, &undo.step, NULL))
    return bs_command_usage_error (&bs_command_undo, _ ("--step takes the number of a step that “history” shows."));

  return run_in (&undo, operands[0]);
}

const BsCommand bs_command_undo = {
  .name = "undo",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Undo the last change to a folder."),
  .run = run,
};
