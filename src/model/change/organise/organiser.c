/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/organiser.h"

#include "model/change/organise/move-files.h"
#include "model/change/organise/new-article.h"
#include "model/change/organise/steps.h"

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

static Plan *
new_plan (BsEditor *editor, const char *const *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
          gpointer progress_data)
{
  Plan *plan = g_atomic_rc_box_new0 (Plan);

  plan->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (editor)));
  plan->paths = g_strdupv ((GStrv) paths);
  plan->edit = bs_edit_ref (edit);
  plan->progress_func = progress_func;
  plan->progress_data = progress_data;
  plan->context = g_main_context_ref_thread_default ();

  return plan;
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

  plan = new_plan (self, paths, edit, progress_func, progress_data);
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

static BsEditReport *
apply_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  Plan *plan = data;

  return bs_editing_apply_with_progress (home, root, (const char *const *) plan->paths, plan->edit, progress_cb, plan,
                                         cancellable, error);
}

/**
 * bs_editor_apply_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @edit: what is to become of them
 * @progress_func: (nullable): told on the main thread, now and then, how many are written, and never after @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): ends it early; what is written by then is kept, as one step
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Changes articles, as bs_editor_edit_async() does, with progress.
 */
void
bs_editor_apply_async (BsEditor *self, const char *const *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
                       gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  bs_editor_run_async (self, apply_cb, new_plan (self, paths, edit, progress_func, progress_data), unref_plan,
                       cancellable, callback, user_data);
}

/**
 * bs_editor_apply_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error of bs_editing_apply()
 */
BsEditReport *
bs_editor_apply_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
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
 * @answer: what to do with files that have been changed since
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

/**
 * bs_editor_undo_step_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error of bs_steps_undo()
 */
BsEditReport *
bs_editor_undo_step_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
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
 * @result: what the callback got
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

/* What a worker does to whole files. */
typedef struct
{
  GStrv paths;    /* (nullable) */
  char *name;     /* (nullable): a title, a folder or a file's name */
  GStrv category; /* (nullable) */
  BsTrashMode mode;
  gboolean publish;
} Files;

static Files *
new_files (const char *const *paths, const char *path, const char *name)
{
  Files *files = g_new0 (Files, 1);
  const char *const single[] = { path, NULL };

  files->paths = g_strdupv ((GStrv) (paths != NULL ? paths : single));
  files->name = g_strdup (name);

  return files;
}

static void
free_files (gpointer data)
{
  Files *files = data;

  g_strfreev (files->paths);
  g_strfreev (files->category);
  g_free (files->name);
  g_free (files);
}

static BsEditReport *
trash_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Files *files = data;

  return bs_files_trash (home, root, (const char *const *) files->paths, files->mode, cancellable, error);
}

static BsEditReport *
new_article_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Files *files = data;
  g_autoptr (BsNewArticle) article =
      bs_new_article_make (root, files->name, (const char *const *) files->category, cancellable, error);

  return article != NULL ? bs_new_article_write (article, home, root, error) : NULL;
}

static BsEditReport *
write_article_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  return bs_new_article_write (data, home, root, error);
}

static void
free_article (gpointer data)
{
  bs_new_article_free (data);
}

static BsEditReport *
publish_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Files *files = data;

  return bs_files_publish (home, root, (const char *const *) files->paths, files->publish, cancellable, error);
}

static BsEditReport *
move_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Files *files = data;

  return bs_files_move (home, root, (const char *const *) files->paths, files->name, cancellable, error);
}

static BsEditReport *
rename_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Files *files = data;

  return bs_files_rename (home, root, files->paths[0], files->name, error);
}

static BsEditReport *
duplicate_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Files *files = data;

  return bs_files_duplicate (home, root, files->paths[0], error);
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
  Files *files;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL);

  files = new_files (paths, NULL, NULL);
  files->mode = mode;
  bs_editor_run_async (self, trash_cb, files, free_files, cancellable, callback, user_data);
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

/**
 * bs_editor_new_article_async:
 * @self: an editor
 * @title: what the article is called
 * @category: (nullable) (array zero-terminated=1): its category
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a new article; see bs_new_article_make(). The report has its path as changed, and notes about its template.
 */
void
bs_editor_new_article_async (BsEditor *self, const char *title, const char *const *category, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Files *files;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (title != NULL);

  files = new_files (NULL, NULL, title);
  files->category = g_strdupv ((GStrv) category);
  bs_editor_run_async (self, new_article_cb, files, free_files, cancellable, callback, user_data);
}

/**
 * bs_editor_new_article_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
BsEditReport *
bs_editor_new_article_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
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

  bs_editor_run_async (self, write_article_cb, article, free_article, NULL, callback, user_data);
}

/**
 * bs_editor_write_article_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
BsEditReport *
bs_editor_write_article_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}

/**
 * bs_editor_publish_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @publish: whether they are published, or become drafts
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Publishes articles, or takes them back; see bs_files_publish().
 */
void
bs_editor_publish_async (BsEditor *self, const char *const *paths, gboolean publish, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  Files *files;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL);

  files = new_files (paths, NULL, NULL);
  files->publish = publish;
  bs_editor_run_async (self, publish_cb, files, free_files, cancellable, callback, user_data);
}

/**
 * bs_editor_publish_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
BsEditReport *
bs_editor_publish_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}

/**
 * bs_editor_move_files_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @folder: a folder, relative to the library
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Moves articles to another folder; see bs_files_move().
 */
void
bs_editor_move_files_async (BsEditor *self, const char *const *paths, const char *folder, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Files *files;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && folder != NULL);

  files = new_files (paths, NULL, folder);
  bs_editor_run_async (self, move_cb, files, free_files, cancellable, callback, user_data);
}

/**
 * bs_editor_move_files_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
BsEditReport *
bs_editor_move_files_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}

/**
 * bs_editor_rename_file_async:
 * @self: an editor
 * @path: an article, relative to the library
 * @name: what its file is to be called
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Renames a file; see bs_files_rename().
 */
void
bs_editor_rename_file_async (BsEditor *self, const char *path, const char *name, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Files *files;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (path != NULL && name != NULL);

  files = new_files (NULL, path, name);
  bs_editor_run_async (self, rename_cb, files, free_files, cancellable, callback, user_data);
}

/**
 * bs_editor_rename_file_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
BsEditReport *
bs_editor_rename_file_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}

/**
 * bs_editor_duplicate_async:
 * @self: an editor
 * @path: an article, relative to the library
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Copies an article beside itself; see bs_files_duplicate().
 */
void
bs_editor_duplicate_async (BsEditor *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Files *files;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (path != NULL);

  files = new_files (NULL, path, NULL);
  bs_editor_run_async (self, duplicate_cb, files, free_files, cancellable, callback, user_data);
}

/**
 * bs_editor_duplicate_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
BsEditReport *
bs_editor_duplicate_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}
