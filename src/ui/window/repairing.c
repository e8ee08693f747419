/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/repairing.h"

#include <glib/gi18n-lib.h>

#include "model/change/repair/repair-report.h"
#include "model/change/repair/repair-words.h"
#include "ui/dialogs/repair-choice.h"
#include "ui/widgets/toast.h"
#include "ui/window/bulk-change.h"

struct _BsRepairing
{
  GObject parent_instance;

  GtkWindow *window; /* (nullable): until the window is disposed of */
  BsReader *reader;
  BsPanes *panes;
  BsHistory *history;
  BsSourcePanel *source;
  AdwToastOverlay *toasts;

  BsRepairPage *page; /* (nullable): while it is open */
};

G_DEFINE_FINAL_TYPE (BsRepairing, bs_repairing, G_TYPE_OBJECT)

/* The library may be another one when a change ends. */
typedef struct
{
  BsRepairing *repairing;
  BsEditor *editor;
  BsProblemKind kind; /* to be found; BS_N_PROBLEMS for the first */
} Job;

static Job *
job_new (BsRepairing *repairing, BsProblemKind kind)
{
  Job *self = g_new (Job, 1);

  *self = (Job){ g_object_ref (repairing), g_object_ref (bs_history_get_editor (repairing->history)), kind };
  return self;
}

static void
job_free (Job *self)
{
  g_object_unref (self->repairing);
  g_object_unref (self->editor);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
is_current (const Job *self)
{
  return self->repairing->window != NULL && bs_history_get_editor (self->repairing->history) == self->editor;
}

/* The page has toasts of its own, because it may cover those of the window. */
static void
take_report (const Job *job, const BsEditReport *report, const GError *error)
{
  BsRepairing *self = job->repairing;
  guint n_changed = report != NULL ? report->changed->len : 0, n_failed = report != NULL ? report->failed->len : 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!is_current (job) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_changed > 0)
    g_string_append_printf (text, ngettext ("%'u article repaired", "%'u articles repaired", n_changed), n_changed);
  bs_history_take_report (self->history, report, text->str, error);
  if (n_failed == 1)
    g_string_append_printf (text, "%s%s", n_changed > 0 ? " · " : "",
                            ((const BsTransactionResult *) report->failed->pdata[0])->error->message);
  else if (n_failed > 1)
    g_string_append_printf (text, ngettext ("%s%'u article was skipped", "%s%'u articles were skipped", n_failed),
                            n_changed > 0 ? " · " : "", n_failed);
  else if (report == NULL)
    g_string_append (text, error->message);
  if (self->page != NULL && text->len > 0)
    bs_repair_page_show_toast (self->page, text->str, n_changed > 0);
}

static void
fixed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);

  take_report (job, report, error);
}

static void
fix_path (BsRepairing *self, const char *path, BsEdit *edit)
{
  const char *const paths[] = { path, NULL };
  BsEditor *editor = bs_history_get_editor (self->history);

  if (editor != NULL && self->window != NULL)
    bs_editor_edit_async (editor, paths, edit, NULL, fixed_cb, job_new (self, BS_N_PROBLEMS));
}

static void
fix_cb (BsRepairing *self, const char *path, BsEdit *edit)
{
  g_assert (BS_IS_REPAIRING (self));

  fix_path (self, path, edit);
}

static void
all_fixed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_bulk_change_finish (result, &error);

  if (job->repairing->page != NULL)
    bs_repair_page_hold (job->repairing->page, FALSE);
  take_report (job, report, error);
}

static void
fix_all_cb (BsRepairing *self, GPtrArray *paths, BsEdit *edit)
{
  BsEditor *editor = bs_history_get_editor (self->history);

  g_assert (BS_IS_REPAIRING (self));

  if (editor == NULL || self->page == NULL || paths->len < 2)
    return;
  bs_repair_page_hold (self->page, TRUE);
  bs_bulk_repair_async (GTK_WINDOW (self->page), editor, paths, edit, all_fixed_cb, job_new (self, BS_N_PROBLEMS));
}

static void
show_line_cb (BsRepairing *self, const char *path, guint line, guint column)
{
  g_assert (BS_IS_REPAIRING (self));

  if (self->window == NULL)
    return;
  bs_source_panel_open_at (self->source, path, MAX (line, 1), column);
  bs_panes_go_to_reader (self->panes);
  gtk_window_present (self->window);
}

static void
undo_cb (BsRepairing *self)
{
  g_assert (BS_IS_REPAIRING (self));

  bs_history_undo (self->history);
}

static void
repair_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsRepairing *self = user_data;
  BsEditor *editor = bs_history_get_editor (self->history);

  if (editor == NULL)
    return;
  if (self->page == NULL)
    {
      g_set_weak_pointer (&self->page, bs_repair_page_new (self->window, bs_editor_get_library (editor)));
      g_signal_connect_object (self->page, "fix", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->page, "fix-all", G_CALLBACK (fix_all_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->page, "show-line", G_CALLBACK (show_line_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->page, "undo", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->page));
}

/* The article that is read. */

static void
chosen_cb (BsRepairing *self, BsEdit *edit, BsRepairChoice *choice)
{
  g_assert (BS_IS_REPAIRING (self));

  fix_path (self, g_object_get_data (G_OBJECT (choice), "path"), edit);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  BsRepairing *self = job->repairing;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsRepairReport) report = bs_repair_report_finish (BS_LIBRARY (source), result, &error);
  const BsRepairFinding *finding = report != NULL ? bs_repair_report_find (report, job->kind) : NULL;
  const BsRepairOption *option = finding != NULL && finding->options->len > 0 ? finding->options->pdata[0] : NULL;

  if (!is_current (job))
    return;
  if (option == NULL)
    {
      bs_toast_show (self->toasts, error != NULL ? error->message : bs_repair_get_remedy (job->kind));
    }
  else if (option->way == NULL)
    {
      g_autoptr (BsEdit) edit = bs_repair_report_make_edit (report, job->kind, NULL);

      fix_path (self, report->path, edit);
    }
  else
    {
      BsRepairChoice *choice = bs_repair_choice_new (self->window, report, job->kind);

      g_object_set_data_full (G_OBJECT (choice), "path", g_strdup (report->path), g_free);
      g_signal_connect_object (choice, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (choice));
    }
}

/* Returns: (nullable): the first problem of the article that is read, of those that need repair */
static const BsProblem *
find_first (BsRepairing *self)
{
  BsDocument *document = bs_reader_get_document (self->reader);

  for (guint i = 0; document != NULL && i < document->article->problems->len; i++)
    {
      const BsProblem *problem = document->article->problems->pdata[i];

      if (bs_problem_kind_get_severity (problem->kind) >= BS_SEVERITY_WARNING)
        return problem;
    }
  return NULL;
}

/* Fixes a kind of problem in the article that is read: the parameter, as bs_problem_kind_to_string() names it, or that
 * of the first problem. */
static void
fix_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsRepairing *self = user_data;
  const char *path = bs_reader_get_path (self->reader);
  BsProblemKind wanted = BS_N_PROBLEMS;
  BsEditor *editor = bs_history_get_editor (self->history);

  if (parameter != NULL)
    bs_repair_find_kind (g_variant_get_string (parameter, NULL), &wanted);
  else if (find_first (self) != NULL)
    wanted = find_first (self)->kind;
  if (path == NULL || editor == NULL || wanted == BS_N_PROBLEMS)
    return;
  bs_repair_report_async (bs_editor_get_library (editor), path, G_GUINT64_CONSTANT (1) << wanted, NULL, looked_cb,
                          job_new (self, wanted));
}

/* Shows the source of the article that is read at the place of its first problem, or at that in the parameter: a line
 * and a column, from 1. */
static void
show_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsRepairing *self = user_data;
  const char *path = bs_reader_get_path (self->reader);
  const BsProblem *first;
  guint line = 0, column = 0;

  if (parameter != NULL)
    g_variant_get (parameter, "(uu)", &line, &column);
  first = line == 0 ? find_first (self) : NULL;
  if (path == NULL || (line == 0 && first == NULL))
    return;
  bs_source_panel_open_at (self->source, path, first != NULL ? MAX (first->line, 1) : line,
                           first != NULL ? first->column : column);
  bs_panes_go_to_reader (self->panes);
}

static void
bs_repairing_finalize (GObject *object)
{
  BsRepairing *self = BS_REPAIRING (object);

  bs_repairing_close (self);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (bs_repairing_parent_class)->finalize (object);
}

static void
bs_repairing_class_init (BsRepairingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_repairing_finalize;
}

static void
bs_repairing_init (BsRepairing *self)
{
}

/* All of them outlive it. */
BsRepairing *
bs_repairing_new (GtkWindow *window, BsReaderPane *reader, BsPanes *panes, BsHistory *history, BsSourcePanel *source,
                  AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "repair", repair_action },     { "fix-problem", fix_action },         { "fix-kind", fix_action, "s" },
    { "show-problem", show_action }, { "show-place", show_action, "(uu)" },
  };
  BsRepairing *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_READER_PANE (reader), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (BS_IS_SOURCE_PANEL (source), NULL);

  self = g_object_new (BS_TYPE_REPAIRING, NULL);
  g_set_weak_pointer (&self->window, window);
  self->reader = bs_reader_pane_get_reader (reader);
  self->panes = panes;
  self->history = history;
  self->source = source;
  self->toasts = toasts;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is going, or shows another library. */
void
bs_repairing_close (BsRepairing *self)
{
  g_return_if_fail (BS_IS_REPAIRING (self));

  if (self->page != NULL)
    gtk_window_destroy (GTK_WINDOW (self->page));
  g_clear_weak_pointer (&self->page);
}
