/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/bulk-change.h"

#include <glib/gi18n-lib.h>

#include "model/change/organise/organiser.h"
#include "ui/dialogs/change-preview.h"

/* So many articles are changed without a look at the preview. */
#define UNASKED 20

/* From the plan to the report. */
typedef struct
{
  GtkWindow *window; /* (nullable): weak; the question */
  BsEditor *editor;
  GPtrArray *paths;         /* (nullable) (element-type filename): of an edit, and NULL */
  BsEdit *edit;             /* (nullable): files move */
  BsMoveRequest *request;   /* (nullable): of files that move */
  guint n_articles;         /* to be examined */
  BsProgressCard *card;     /* (nullable): weak; shows the progress without a preview */
  char *what;               /* (nullable) */
  char *files;              /* (nullable): to which the files of a category may move */
  char *unchanged_reason;   /* (nullable) */
  BsChangePreview *preview; /* (nullable): weak; while it is shown */
  BsEditReport *plan;       /* (nullable): until it is made */
  gboolean is_running;      /* the request has a caller that waits for its result */
  gboolean lists_lines;     /* each article is shown with its lines, and can be skipped */
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->preview);
  g_object_unref (self->editor);
  g_clear_weak_pointer (&self->card);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_clear_pointer (&self->request, bs_move_request_unref);
  g_free (self->what);
  g_free (self->files);
  g_free (self->unchanged_reason);
  g_clear_pointer (&self->plan, bs_edit_report_unref);
  g_free (self);
}

static void
start_card (GTask *task, const char *text)
{
  Change *self = g_task_get_task_data (task);

  if (self->card != NULL)
    bs_progress_card_start (self->card, text, g_task_get_cancellable (task));
}

static void
stop_card (GTask *task)
{
  Change *self = g_task_get_task_data (task);

  if (self->card != NULL)
    bs_progress_card_stop (self->card, g_task_get_cancellable (task));
}

static void
close_preview (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  GtkWindow *preview = GTK_WINDOW (self->preview);

  if (preview == NULL)
    return;
  g_signal_handlers_disconnect_by_data (preview, task);
  g_clear_weak_pointer (&self->preview);
  gtk_window_destroy (preview);
}

/* @task: (transfer full) */
static void
end (GTask *task, BsEditReport *report, GError *error)
{
  stop_card (task);
  close_preview (task);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_object_unref (task);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Change *self = g_task_get_task_data (user_data);
  BsEditor *editor = BS_EDITOR (source);
  GError *error = NULL;
  BsEditReport *report = self->request != NULL ? bs_editor_run_finish (editor, result, &error) :
                                                 bs_editor_run_finish (editor, result, &error);

  end (user_data, report, error);
}

static void
written_cb (guint n_done, gpointer user_data)
{
  const Change *self = g_task_get_task_data (user_data);

  if (self->preview != NULL)
    bs_change_preview_set_applied (self->preview, n_done);
  else if (self->card != NULL && self->plan->changed->len > 0)
    bs_progress_card_set_fraction (self->card, g_task_get_cancellable (user_data),
                                   (double) n_done / self->plan->changed->len);
}

static void
apply (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GPtrArray) paths = NULL;

  self->is_running = TRUE;
  if (self->request != NULL)
    {
      bs_editor_apply_request_async (self->editor, self->request, written_cb, task, cancellable, applied_cb, task);
      return;
    }
  /* The plan has the names, and stays until the task ends. */
  paths = g_ptr_array_new ();
  for (guint i = 0; i < self->plan->changed->len; i++)
    if (self->preview == NULL || !bs_change_preview_is_skipped (self->preview, self->plan->changed->pdata[i]))
      g_ptr_array_add (paths, g_ptr_array_index (self->plan->changed, i));
  g_ptr_array_add (paths, NULL);
  bs_editor_apply_async (self->editor, paths, self->edit, written_cb, task, cancellable, applied_cb, task);
}

static void
apply_cb (GTask *task)
{
  const Change *self = g_task_get_task_data (task);

  bs_change_preview_start_applying (self->preview);
  apply (task);
}

static void
cancel_cb (GTask *task)
{
  g_cancellable_cancel (g_task_get_cancellable (task));
}

/* Whoever asked says why, and can ask for something else. */
static gboolean
is_impossible (const Change *self)
{
  return self->plan != NULL && self->plan->changed->len == 0 && self->plan->failed->len > 0 && !self->lists_lines;
}

static void
destroy_cb (GTask *task)
{
  Change *self = g_task_get_task_data (task);

  g_clear_weak_pointer (&self->preview);
  if (!self->is_running)
    end (task, is_impossible (self) ? g_steal_pointer (&self->plan) : NULL, NULL);
}

static void plan (GTask *task);

/* A running preview is finished first. */
static void
choose_cb (GTask *task)
{
  const Change *self = g_task_get_task_data (task);

  if (!self->is_running)
    plan (task);
}

static void
open_preview (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  BsChangePreview *preview = bs_change_preview_new (self->window, bs_editor_get_library (self->editor), self->edit,
                                                    self->what, self->n_articles);

  stop_card (task);
  if (self->files != NULL)
    bs_change_preview_offer_files (preview, self->files);
  if (self->lists_lines)
    bs_change_preview_list_lines (preview);
  bs_change_preview_set_unchanged_reason (preview, self->unchanged_reason);
  g_set_weak_pointer (&self->preview, preview);
  g_signal_connect_swapped (preview, "apply", G_CALLBACK (apply_cb), task);
  g_signal_connect_swapped (preview, "cancel", G_CALLBACK (cancel_cb), task);
  g_signal_connect_swapped (preview, "choose", G_CALLBACK (choose_cb), task);
  g_signal_connect_swapped (preview, "destroy", G_CALLBACK (destroy_cb), task);
  gtk_window_present (GTK_WINDOW (preview));
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  const Change *self = g_task_get_task_data (user_data);

  if (self->preview != NULL)
    bs_change_preview_set_examined (self->preview, n_done);
  else if (self->card != NULL && self->n_articles > 0)
    bs_progress_card_set_fraction (self->card, g_task_get_cancellable (user_data), (double) n_done / self->n_articles);
}

static gboolean
is_doubtful (const Change *self, BsMovePlan *moves)
{
  const BsEditReport *report = self->plan;

  return report->failed->len > 0 || (self->unchanged_reason != NULL && report->unchanged->len > 0) ||
         (moves != NULL &&
          (report->notes->len > 0 || report->addresses->len > 0 || bs_move_plan_get_n_relinked (moves) > 0));
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Change *self = g_task_get_task_data (task);
  g_autoptr (BsMovePlan) moves = NULL;

  self->is_running = FALSE;
  g_clear_pointer (&self->plan, bs_edit_report_unref);
  self->plan = self->request != NULL ? bs_editor_preview_request_finish (BS_EDITOR (source), result, &moves, NULL) :
                                       bs_editor_plan_finish (BS_EDITOR (source), result, NULL);
  if (self->plan == NULL || self->plan->is_cancelled || self->window == NULL)
    {
      end (task, NULL, NULL);
      return;
    }
  if (self->preview != NULL && self->request != NULL &&
      bs_change_preview_get_flags (self->preview) != bs_move_request_get_flags (self->request))
    {
      plan (task);
      return;
    }
  if (self->preview == NULL && is_impossible (self) && self->plan->failed->len == 1)
    {
      end (task, g_steal_pointer (&self->plan), NULL);
      return;
    }
  if (self->preview == NULL && !is_doubtful (self, moves))
    {
      start_card (task, self->plan->name);
      apply (task);
      return;
    }
  if (self->preview == NULL)
    open_preview (task);
  if (moves != NULL)
    bs_change_preview_set_plan (self->preview, moves);
  bs_change_preview_show_report (self->preview, self->plan);
}

static void
plan (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->is_running = TRUE;
  if (self->request != NULL && self->preview != NULL)
    {
      g_autoptr (BsMoveRequest) old = self->request;

      self->request = bs_move_request_with_flags (old, bs_change_preview_get_flags (self->preview));
    }
  if (self->request != NULL)
    bs_editor_preview_request_async (self->editor, self->request, progress_cb, task, cancellable, planned_cb, task);
  else
    bs_editor_plan_async (self->editor, self->paths, self->edit, progress_cb, task, cancellable, planned_cb, task);
}

/* @self: (transfer full) */
static void
start (Change *self, GtkWindow *window, BsEditor *editor, const char *what, guint n_asked, GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_set_weak_pointer (&self->window, window);
  self->editor = g_object_ref (editor);
  self->what = g_strdup (what);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, self, change_free);
  /* Changes that were written before it was cancelled are reported. */
  g_task_set_check_cancellable (task, FALSE);
  if (n_asked > UNASKED || self->files != NULL || self->lists_lines)
    open_preview (task);
  else
    start_card (task, _ ("Searching for references…"));
  plan (task);
}

/*
 * bs_bulk_change_async:
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @what: (nullable): what is to be done, as a phrase; by default what the edit says of itself
 * @unchanged_reason: (nullable): why nothing would change in an article, where that is unexpected
 *
 * Finds out what an edit would do. If that is plain and concerns few articles, it is done; otherwise the user decides.
 * If none can be changed, that is the result.
 */
void
bs_bulk_change_async (GtkWindow *window, BsEditor *editor, const char *const *paths, BsEdit *edit, const char *what,
                      const char *unchanged_reason, GAsyncReadyCallback callback, gpointer user_data)
{
  Change *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (paths != NULL && edit != NULL);

  self = g_new0 (Change, 1);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (self->paths, g_strdup (paths[i]));
  self->n_articles = self->paths->len;
  g_ptr_array_add (self->paths, NULL);
  self->edit = bs_edit_ref (edit);
  self->unchanged_reason = g_strdup (unchanged_reason);
  start (self, window, editor, what, self->n_articles, callback, user_data);
}

/*
 * bs_bulk_repair_async:
 * @paths: (element-type filename): articles, relative to the library, and %NULL; it must not change any more
 *
 * Shows the changes of an edit in each article, line by line, and makes them in the articles that the user does not
 * skip.
 */
void
bs_bulk_repair_async (GtkWindow *window, BsEditor *editor, GPtrArray *paths, BsEdit *edit, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Change *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (paths != NULL && edit != NULL);

  self = g_new0 (Change, 1);
  self->paths = g_ptr_array_ref (paths);
  self->n_articles = paths->len - 1;
  self->edit = bs_edit_ref (edit);
  self->lists_lines = TRUE;
  start (self, window, editor, NULL, self->n_articles, callback, user_data);
}

/*
 * bs_bulk_move_async:
 * @what: (nullable): what is to be done, as a phrase; by default what the request says of itself
 * @files: (nullable): a folder to which the files of a category may move too; %NULL if that is no question
 * @card: (nullable): shows what goes on
 *
 * Finds out what a move of files would change. If it concerns few articles, and neither others nor addresses, it is
 * done; otherwise the user decides.
 */
void
bs_bulk_move_async (GtkWindow *window, BsEditor *editor, BsMoveRequest *request, const char *what, const char *files,
                    BsProgressCard *card, GAsyncReadyCallback callback, gpointer user_data)
{
  Change *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (request != NULL);

  self = g_new0 (Change, 1);
  self->request = bs_move_request_ref (request);
  self->n_articles = bs_library_get_n_articles (bs_editor_get_library (editor));
  self->files = g_strdup (files);
  self->unchanged_reason = files != NULL ? g_strdup (_ ("The category is not in the front matter.")) : NULL;
  g_set_weak_pointer (&self->card, card);
  start (self, window, editor, what, bs_move_request_get_n_articles (request), callback, user_data);
}

/* Returns: (transfer full) (nullable): the report; %NULL with %G_IO_ERROR_CANCELLED if nothing was changed after all,
 * or with an error of bs_editing_apply() */
BsEditReport *
bs_bulk_change_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
