/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/organiser.h"

/* What a worker looks through. */
typedef struct
{
  char *root;
  GStrv paths;
  BsEdit *edit;
  BsPlanProgressFunc progress_func; /* (nullable): called on the main thread */
  gpointer progress_data;
  GMainContext *context;
  guint n_done; /* atomic */
  int is_told;  /* atomic: the main thread has been asked to tell it */
} Plan;

static void
clear_plan (gpointer data)
{
  Plan *plan = data;

  g_free (plan->root);
  g_strfreev (plan->paths);
  bs_edit_unref (plan->edit);
  g_main_context_unref (plan->context);
}

static void
unref_plan (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_plan);
}

static gboolean
tell_cb (gpointer user_data)
{
  Plan *plan = user_data;

  g_atomic_int_set (&plan->is_told, FALSE);
  plan->progress_func (g_atomic_int_get (&plan->n_done), plan->progress_data);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  Plan *plan = user_data;

  g_atomic_int_set (&plan->n_done, n_done);
  if (plan->progress_func != NULL && g_atomic_int_compare_and_exchange (&plan->is_told, FALSE, TRUE))
    g_main_context_invoke_full (plan->context, G_PRIORITY_DEFAULT, tell_cb, g_atomic_rc_box_acquire (plan), unref_plan);
}

static void
plan_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Plan *plan = task_data;
  BsEditReport *report =
      bs_plan_edit (plan->root, (const char *const *) plan->paths, plan->edit, progress_cb, plan, cancellable);

  bs_plan_count_pushed_out (plan->root, report);
  g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
}

/**
 * bs_editor_plan_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @edit: what would become of them
 * @progress_func: (nullable): told on the main thread, now and then, how many were looked at, and never after @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a preview of an edit; see bs_plan_edit(). Nothing waits for it, and it waits for no other change.
 */
void
bs_editor_plan_async (BsEditor *self, const char *const *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
                      gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Plan *plan;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  plan = g_atomic_rc_box_new0 (Plan);
  plan->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (self)));
  plan->paths = g_strdupv ((GStrv) paths);
  plan->edit = bs_edit_ref (edit);
  plan->progress_func = progress_func;
  plan->progress_data = progress_data;
  plan->context = g_main_context_ref_thread_default ();
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_plan_async);
  g_task_set_task_data (task, plan, unref_plan);
  g_task_run_in_thread (task, plan_cb);
}

/**
 * bs_editor_plan_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the edit would do, and in its `n_pushed_out` how many older steps would
 * have to leave the history for it; %NULL with %G_IO_ERROR_CANCELLED
 */
BsEditReport *
bs_editor_plan_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GStrv paths;
  BsTrashMode mode;
} Trash;

static void
free_trash (gpointer data)
{
  Trash *trash = data;

  g_strfreev (trash->paths);
  g_free (trash);
}

static BsEditReport *
trash_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Trash *trash = data;

  return bs_files_trash (home, root, (const char *const *) trash->paths, trash->mode, cancellable, error);
}

/**
 * bs_editor_trash_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): files, relative to the library
 * @mode: whether they are moved to the trash, or deleted
 * @cancellable: (nullable): stops it between two files
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes files away; see bs_files_trash().
 */
void
bs_editor_trash_async (BsEditor *self, const char *const *paths, BsTrashMode mode, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  Trash *trash;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL);

  trash = g_new0 (Trash, 1);
  trash->paths = g_strdupv ((GStrv) paths);
  trash->mode = mode;
  bs_editor_run_async (self, trash_cb, trash, free_trash, cancellable, callback, user_data);
}

/**
 * bs_editor_trash_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it; where there is no trash, its failures are
 *   %G_IO_ERROR_NOT_SUPPORTED. %NULL with an error of bs_files_trash()
 */
BsEditReport *
bs_editor_trash_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}
