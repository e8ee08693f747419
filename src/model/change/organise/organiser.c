/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/organiser.h"

#include "model/change/organise/move-files.h"
#include "model/change/organise/new-article.h"
#include "model/change/organise/steps.h"
#include "model/library/table/teller.h"

/* The data of a preview by a worker. */
typedef struct
{
  char *root;
  GPtrArray *paths; /* (element-type filename) */
  BsEdit *edit;
  BsTeller *teller;
} Plan;

static void
free_plan (gpointer data)
{
  Plan *plan = data;

  g_free (plan->root);
  g_ptr_array_unref (plan->paths);
  bs_edit_unref (plan->edit);
  bs_teller_unref (plan->teller);
  g_free (plan);
}

static Plan *
new_plan (BsEditor *editor, GPtrArray *paths, BsEdit *edit, BsPlanProgressFunc progress_func, gpointer progress_data)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (editor)));
  plan->paths = g_ptr_array_ref (paths);
  plan->edit = bs_edit_ref (edit);
  plan->teller = bs_teller_new (progress_func, progress_data, NULL);

  return plan;
}

static void
plan_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Plan *plan = task_data;
  BsEditReport *report = bs_plan_edit (plan->root, (const char *const *) plan->paths->pdata, plan->edit, bs_teller_tell,
                                       plan->teller, cancellable);

  bs_plan_count_pushed_out (plan->root, report);
  g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
}

/**
 * bs_editor_plan_async:
 * @self: an editor
 * @paths: (element-type filename): articles, relative to the library, and %NULL; it must not change any more
 * @edit: the edit
 * @progress_func: (nullable): called on the main thread now and then with the number of articles read, and never after
 *   @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): cancels it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a preview of an edit; see bs_plan_edit(). Nothing waits for it, and it waits for no other change.
 */
void
bs_editor_plan_async (BsEditor *self, GPtrArray *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
                      gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Plan *plan;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  plan = new_plan (self, paths, edit, progress_func, progress_data);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_plan_async);
  g_task_set_task_data (task, plan, free_plan);
  g_task_run_in_thread (task, plan_cb);
}

/**
 * bs_editor_plan_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the result of the edit, with the number of older steps in `n_pushed_out` that
 *   would leave the history; %NULL with %G_IO_ERROR_CANCELLED
 */
BsEditReport *
bs_editor_plan_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static BsEditReport *
apply_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  Plan *plan = data;

  return bs_editing_apply (home, root, (const char *const *) plan->paths->pdata, plan->edit, bs_teller_tell,
                           plan->teller, cancellable, error);
}

/**
 * bs_editor_apply_async:
 * @self: an editor
 * @paths: (element-type filename): articles, relative to the library, and %NULL; it must not change any more
 * @edit: the edit
 * @progress_func: (nullable): called on the main thread now and then with the number of written files, and never after
 *   @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): stops it; finished changes are kept, as one step
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Changes articles, as bs_editor_edit_async() does, with progress.
 */
void
bs_editor_apply_async (BsEditor *self, GPtrArray *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
                       gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  bs_editor_run_async (self, apply_cb, new_plan (self, paths, edit, progress_func, progress_data), free_plan,
                       cancellable, callback, user_data);
}

typedef struct
{
  guint64 step;
  BsEditingAnswer answer;
} Undo;

static BsEditReport *
undo_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Undo *undo = data;

  return bs_steps_undo (home, root, undo->step, undo->answer, cancellable, error);
}

/**
 * bs_editor_undo_step_async:
 * @self: an editor
 * @step: the id of any step of the library's history
 * @answer: what to do with files that were changed since then
 * @cancellable: (nullable): cancels it before it starts
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Undoes a step that need not be the last; see bs_steps_undo().
 */
void
bs_editor_undo_step_async (BsEditor *self, guint64 step, BsEditingAnswer answer, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  const Undo undo = { step, answer };

  g_return_if_fail (BS_IS_EDITOR (self));

  bs_editor_run_async (self, undo_cb, g_memdup2 (&undo, sizeof undo), g_free, cancellable, callback, user_data);
}

static BsEditReport *
clear_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  return bs_steps_clear (home, error) ? bs_edit_report_new () : NULL;
}

/**
 * bs_editor_clear_history_async:
 * @self: an editor
 * @cancellable: (nullable): unused
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Deletes the library's history; see bs_steps_clear().
 */
void
bs_editor_clear_history_async (BsEditor *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));

  bs_editor_run_async (self, clear_cb, NULL, NULL, cancellable, callback, user_data);
}

/**
 * bs_editor_clear_history_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: whether it is empty; otherwise an error of bs_steps_clear()
 */
gboolean
bs_editor_clear_history_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  g_autoptr (BsEditReport) report = bs_editor_run_finish (self, result, error);

  return report != NULL;
}

/* The files that a worker removes. */
typedef struct
{
  GStrv paths; /* (nullable): until the worker has them */
  BsTrashMode mode;
  BsTeller *teller;
} Trash;

static void
free_trash (gpointer data)
{
  Trash *trash = data;

  g_strfreev (trash->paths);
  bs_teller_unref (trash->teller);
  g_free (trash);
}

static BsEditReport *
trash_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  Trash *trash = data;
  /* A hundred thousand are freed here as well. */
  g_auto (GStrv) paths = g_steal_pointer (&trash->paths);

  BsEditReport *report = bs_files_trash (home, root, (const char *const *) paths, trash->mode, bs_teller_tell,
                                         trash->teller, cancellable, error);

  if (report != NULL)
    bs_edit_report_divide (report);

  return report;
}

static BsEditReport *
write_article_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  return bs_new_article_write (data, home, root, error);
}

static BsEditReport *
duplicate_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  return bs_files_duplicate (home, root, data, error);
}

/**
 * bs_editor_trash_async:
 * @self: an editor
 * @paths: (transfer full) (array zero-terminated=1): files, relative to the library
 * @mode: whether they are moved to the trash, or deleted
 * @progress_func: (nullable): told on the main thread, now and then, how many are taken away, and never after @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): stops it between two files
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes files away; see bs_files_trash(). The files for which there is no trash are in `trashless`.
 */
void
bs_editor_trash_async (BsEditor *self, GStrv paths, BsTrashMode mode, BsPlanProgressFunc progress_func,
                       gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Trash *trash;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL);

  trash = g_new0 (Trash, 1);
  trash->paths = paths;
  trash->mode = mode;
  trash->teller = bs_teller_new (progress_func, progress_data, NULL);
  bs_editor_run_async (self, trash_cb, trash, free_trash, cancellable, callback, user_data);
}

/**
 * bs_editor_write_article_async:
 * @self: an editor
 * @article: (transfer full): a new article, as it was shown
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a new article; see bs_new_article_write().
 */
void
bs_editor_write_article_async (BsEditor *self, BsNewArticle *article, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (article != NULL);

  bs_editor_run_async (self, write_article_cb, article, (GDestroyNotify) bs_new_article_free, NULL, callback,
                       user_data);
}

/**
 * bs_editor_duplicate_async:
 * @self: an editor
 * @path: an article, relative to the library
 * @cancellable: (nullable): cancels it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Copies an article beside itself; see bs_files_duplicate().
 */
void
bs_editor_duplicate_async (BsEditor *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (path != NULL);

  bs_editor_run_async (self, duplicate_cb, g_strdup (path), g_free, cancellable, callback, user_data);
}
