/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/bulk-change.h"

#include "model/change/organise/organiser.h"
#include "ui/dialogs/change-preview.h"

/* So many articles are changed without a look at the preview. */
#define UNASKED 20

/* From the plan to the report. */
typedef struct
{
  GtkWindow *window; /* (nullable): weak; asks */
  BsEditor *editor;
  GStrv paths;
  BsEdit *edit;
  char *what;               /* (nullable) */
  char *unchanged_reason;   /* (nullable) */
  BsChangePreview *preview; /* (nullable): weak; while it is shown */
  BsEditReport *plan;       /* (nullable): until it is made */
  gboolean is_running;      /* something comes back to it */
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->preview);
  g_object_unref (self->editor);
  g_strfreev (self->paths);
  bs_edit_unref (self->edit);
  g_free (self->what);
  g_free (self->unchanged_reason);
  g_clear_pointer (&self->plan, bs_edit_report_unref);
  g_free (self);
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
  GError *error = NULL;
  BsEditReport *report = bs_editor_apply_finish (BS_EDITOR (source), result, &error);

  end (user_data, report, error);
}

static void
written_cb (guint n_done, gpointer user_data)
{
  const Change *self = g_task_get_task_data (user_data);

  if (self->preview != NULL)
    bs_change_preview_set_applied (self->preview, n_done);
}

static void
apply (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; i < self->plan->changed->len; i++)
    g_ptr_array_add (paths, g_ptr_array_index (self->plan->changed, i));
  g_ptr_array_add (paths, NULL);
  self->is_running = TRUE;
  bs_editor_apply_async (self->editor, (const char *const *) paths->pdata, self->edit, written_cb, task,
                         g_task_get_cancellable (task), applied_cb, task);
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

static void
destroy_cb (GTask *task)
{
  Change *self = g_task_get_task_data (task);

  g_clear_weak_pointer (&self->preview);
  if (!self->is_running)
    end (task, NULL, NULL);
}

static void
open_preview (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  BsChangePreview *preview = bs_change_preview_new (self->window, bs_editor_get_library (self->editor), self->edit,
                                                    self->what, g_strv_length (self->paths));

  bs_change_preview_set_unchanged_reason (preview, self->unchanged_reason);
  g_set_weak_pointer (&self->preview, preview);
  g_signal_connect_swapped (preview, "apply", G_CALLBACK (apply_cb), task);
  g_signal_connect_swapped (preview, "cancel", G_CALLBACK (cancel_cb), task);
  g_signal_connect_swapped (preview, "destroy", G_CALLBACK (destroy_cb), task);
  gtk_window_present (GTK_WINDOW (preview));
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  const Change *self = g_task_get_task_data (user_data);

  if (self->preview != NULL)
    bs_change_preview_set_examined (self->preview, n_done);
}

static gboolean
is_doubtful (const Change *self)
{
  return self->plan->failed->len > 0 || (self->unchanged_reason != NULL && self->plan->unchanged->len > 0);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Change *self = g_task_get_task_data (task);

  self->is_running = FALSE;
  self->plan = bs_editor_plan_finish (BS_EDITOR (source), result, NULL);
  if (self->plan == NULL || self->plan->is_cancelled || self->window == NULL)
    {
      end (task, NULL, NULL);
      return;
    }
  if (self->preview == NULL && !is_doubtful (self))
    {
      apply (task);
      return;
    }
  if (self->preview == NULL)
    open_preview (task);
  bs_change_preview_show_report (self->preview, self->plan);
}

/*
 * bs_bulk_change_async:
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @what: (nullable): what is to be done, as a phrase; by default what the edit says of itself
 * @unchanged_reason: (nullable): why nothing would change in an article, where that is unexpected
 *
 * Finds out what an edit would do. If that is plain and concerns few articles, it is done; otherwise the user decides.
 */
void
bs_bulk_change_async (GtkWindow *window, BsEditor *editor, const char *const *paths, BsEdit *edit, const char *what,
                      const char *unchanged_reason, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GTask *task;
  Change *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (paths != NULL && edit != NULL);

  self = g_new0 (Change, 1);
  g_set_weak_pointer (&self->window, window);
  self->editor = g_object_ref (editor);
  self->paths = g_strdupv ((GStrv) paths);
  self->edit = bs_edit_ref (edit);
  self->what = g_strdup (what);
  self->unchanged_reason = g_strdup (unchanged_reason);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_bulk_change_async);
  g_task_set_task_data (task, self, change_free);
  /* What was written before it was cancelled is reported. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_strv_length (self->paths) > UNASKED)
    open_preview (task);
  self->is_running = TRUE;
  bs_editor_plan_async (editor, paths, edit, progress_cb, task, cancellable, planned_cb, task);
}

/* Returns: (transfer full) (nullable): what came of it; %NULL with %G_IO_ERROR_CANCELLED if nothing was changed after
 * all, or with an error of bs_editing_apply() */
BsEditReport *
bs_bulk_change_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
