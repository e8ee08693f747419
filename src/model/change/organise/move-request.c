/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-request.h"

#include "model/change/organise/mirror.h"
#include "model/change/organise/move-library.h"

struct _BsMoveRequest
{
  BsFilesAction action;
  GStrv paths;
  char *argument; /* (nullable) */
  BsFilesFlags flags;
  BsEdit *edit; /* (nullable): of a category */
  GStrv from;   /* (nullable) */
  GStrv to;     /* (nullable) */
};

/**
 * bs_move_request_new:
 * @action: what to do
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @argument: (nullable): a folder or a name; see bs_files_plan()
 * @flags: how
 *
 * Returns: (transfer full): a request
 */
BsMoveRequest *
bs_move_request_new (BsFilesAction action, const char *const *paths, const char *argument, BsFilesFlags flags)
{
  BsMoveRequest *self;

  g_return_val_if_fail (paths != NULL, NULL);

  self = g_atomic_rc_box_new0 (BsMoveRequest);
  self->action = action;
  self->paths = g_strdupv ((GStrv) paths);
  self->argument = g_strdup (argument);
  self->flags = flags;

  return self;
}

/**
 * bs_move_request_new_for_category:
 * @paths: (array zero-terminated=1): the articles of a category, relative to the library
 * @edit: what renames it in the front matter
 * @from: (array zero-terminated=1): the category, root first
 * @to: (array zero-terminated=1): its new path
 * @flags: how
 *
 * Asks for a category to be renamed with its folder; see bs_mirror_plan().
 *
 * Returns: (transfer full): a request
 */
BsMoveRequest *
bs_move_request_new_for_category (const char *const *paths, BsEdit *edit, const char *const *from,
                                  const char *const *to, BsFilesFlags flags)
{
  BsMoveRequest *self;

  g_return_val_if_fail (paths != NULL && edit != NULL && from != NULL && to != NULL, NULL);

  self = bs_move_request_new (BS_FILES_MOVE, paths, NULL, flags);
  self->edit = bs_edit_ref (edit);
  self->from = g_strdupv ((GStrv) from);
  self->to = g_strdupv ((GStrv) to);

  return self;
}

static void
clear_request (gpointer data)
{
  BsMoveRequest *self = data;

  g_strfreev (self->paths);
  g_free (self->argument);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_strfreev (self->from);
  g_strfreev (self->to);
}

/**
 * bs_move_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
BsMoveRequest *
bs_move_request_ref (BsMoveRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * bs_move_request_unref:
 * @self: (transfer full): a request
 */
void
bs_move_request_unref (BsMoveRequest *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_request);
}

static BsMovePlan *
make_plan (const BsMoveRequest *self, const char *root, char **name)
{
  const char *const *paths = (const char *const *) self->paths;
  BsMovePlan *plan;

  if (self->edit == NULL)
    return bs_files_plan (root, self->action, paths, self->argument, self->flags, name);
  plan = bs_mirror_plan (root, paths, self->edit, (const char *const *) self->from, (const char *const *) self->to,
                         TRUE, self->flags);
  *name = bs_edit_describe (self->edit, g_strv_length (self->paths) - bs_move_plan_get_refused (plan)->failed->len);

  return plan;
}

/* What a worker counts. */
typedef struct
{
  BsSite *site;
  GStrv paths;
  GStrv category;
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  bs_site_unref (count->site);
  g_strfreev (count->paths);
  g_strfreev (count->category);
  g_free (count);
}

static void
count_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Count *count = task_data;

  g_task_return_int (task, (gssize) bs_mirror_count (count->site, (const char *const *) count->paths,
                                                     (const char *const *) count->category));
}

/**
 * bs_editor_count_mirrored_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): the articles of a category, relative to the library
 * @category: (array zero-terminated=1): the category, root first
 * @cancellable: (nullable): makes the result 0
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out whether folders mirror a category; see bs_mirror_count().
 */
void
bs_editor_count_mirrored_async (BsEditor *self, const char *const *paths, const char *const *category,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BsSite *site;
  Count *count;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && category != NULL && *category != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_count_mirrored_async);
  site = bs_library_get_site (bs_editor_get_library (self));
  if (site == NULL)
    {
      g_task_return_int (task, 0);
      return;
    }
  count = g_new0 (Count, 1);
  count->site = bs_site_ref (site);
  count->paths = g_strdupv ((GStrv) paths);
  count->category = g_strdupv ((GStrv) category);
  g_task_set_task_data (task, count, free_count);
  g_task_run_in_thread (task, count_cb);
}

/**
 * bs_editor_count_mirrored_finish:
 * @self: an editor
 * @result: the result passed to the callback
 *
 * Returns: how many of the articles are in a folder with the name of the category; 0 if they are too few
 */
guint
bs_editor_count_mirrored_finish (BsEditor *self, GAsyncResult *result)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  n = g_task_propagate_int (G_TASK (result), NULL);

  return n > 0 ? (guint) n : 0;
}

/* What a worker looks over. */
typedef struct
{
  char *root;
  BsMoveRequest *request;
  BsMovePlan *plan;                 /* (nullable): until it is made */
  BsPlanProgressFunc progress_func; /* (nullable): called on the main thread */
  gpointer progress_data;
  GMainContext *context;
  guint n_done; /* atomic */
  int is_told;  /* atomic: the main thread has been asked to tell it */
} Preview;

static void
clear_preview (gpointer data)
{
  Preview *preview = data;

  g_free (preview->root);
  bs_move_request_unref (preview->request);
  g_clear_pointer (&preview->plan, bs_move_plan_unref);
  g_main_context_unref (preview->context);
}

static void
unref_preview (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_preview);
}

static gboolean
tell_cb (gpointer user_data)
{
  Preview *preview = user_data;

  g_atomic_int_set (&preview->is_told, FALSE);
  preview->progress_func (g_atomic_int_get (&preview->n_done), preview->progress_data);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  Preview *preview = user_data;

  g_atomic_int_set (&preview->n_done, n_done);
  if (preview->progress_func != NULL && g_atomic_int_compare_and_exchange (&preview->is_told, FALSE, TRUE))
    g_main_context_invoke_full (preview->context, G_PRIORITY_DEFAULT, tell_cb, g_atomic_rc_box_acquire (preview),
                                unref_preview);
}

static void
preview_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Preview *preview = task_data;
  g_autofree char *name = NULL;
  BsEditReport *report;

  preview->plan = make_plan (preview->request, preview->root, &name);
  report = bs_move_plan_look (preview->plan, name, progress_cb, preview, cancellable);
  bs_plan_count_pushed_out (preview->root, report);
  g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
}

/**
 * bs_editor_preview_request_async:
 * @self: an editor
 * @request: what is asked
 * @progress_func: (nullable): told on the main thread, now and then, how many articles were searched for references,
 *   and never after @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Previews a move; see bs_move_plan_look(). Nothing waits for it, and it waits for no other change.
 */
void
bs_editor_preview_request_async (BsEditor *self, BsMoveRequest *request, BsPlanProgressFunc progress_func,
                                 gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Preview *preview;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (request != NULL);

  preview = g_atomic_rc_box_new0 (Preview);
  preview->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (self)));
  preview->request = bs_move_request_ref (request);
  preview->progress_func = progress_func;
  preview->progress_data = progress_data;
  preview->context = g_main_context_ref_thread_default ();
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_preview_request_async);
  g_task_set_task_data (task, preview, unref_preview);
  g_task_run_in_thread (task, preview_cb);
}

/**
 * bs_editor_preview_request_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @plan: (out) (optional) (transfer full) (nullable): the plan, for its diffs
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what would be done; %NULL with %G_IO_ERROR_CANCELLED
 */
BsEditReport *
bs_editor_preview_request_finish (BsEditor *self, GAsyncResult *result, BsMovePlan **plan, GError **error)
{
  BsEditReport *report;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  report = g_task_propagate_pointer (G_TASK (result), error);
  if (plan != NULL)
    {
      Preview *preview = g_task_get_task_data (G_TASK (result));

      *plan = report != NULL ? bs_move_plan_ref (preview->plan) : NULL;
    }

  return report;
}

static BsEditReport *
apply_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const BsMoveRequest *request = data;
  g_autofree char *name = NULL;
  g_autoptr (BsMovePlan) plan = make_plan (request, root, &name);

  return bs_move_plan_write (plan, home, name, cancellable, error);
}

static void
unref_request (gpointer data)
{
  bs_move_request_unref (data);
}

/**
 * bs_editor_apply_request_async:
 * @self: an editor
 * @request: what is asked
 * @cancellable: (nullable): stops it before anything is written
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Moves files; see bs_move_plan_write().
 */
void
bs_editor_apply_request_async (BsEditor *self, BsMoveRequest *request, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (request != NULL);

  bs_editor_run_async (self, apply_cb, bs_move_request_ref (request), unref_request, cancellable, callback, user_data);
}

/**
 * bs_editor_apply_request_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the result, or %NULL with an error
 */
BsEditReport *
bs_editor_apply_request_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}

/* What leaves for another library. */
typedef struct
{
  GStrv paths;
  char *other_root;
  char *folder;
} Leaving;

static void
free_leaving (gpointer data)
{
  Leaving *leaving = data;

  g_strfreev (leaving->paths);
  g_free (leaving->other_root);
  g_free (leaving->folder);
  g_free (leaving);
}

static BsEditReport *
leave_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Leaving *leaving = data;
  g_autoptr (BsHome) other_home = bs_home_open (leaving->other_root, error);

  if (other_home == NULL)
    return NULL;

  return bs_files_move_to_library (home, root, (const char *const *) leaving->paths, other_home, leaving->other_root,
                                   leaving->folder, cancellable, error);
}

/**
 * bs_editor_move_to_library_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @other_root: the folder of another library
 * @folder: a folder in it, relative to it; empty for the library itself
 * @cancellable: (nullable): stops it before anything is written
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Moves articles to another library; see bs_files_move_to_library().
 */
void
bs_editor_move_to_library_async (BsEditor *self, const char *const *paths, const char *other_root, const char *folder,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Leaving *leaving;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && other_root != NULL && folder != NULL);

  leaving = g_new0 (Leaving, 1);
  leaving->paths = g_strdupv ((GStrv) paths);
  leaving->other_root = g_strdup (other_root);
  leaving->folder = g_strdup (folder);
  bs_editor_run_async (self, leave_cb, leaving, free_leaving, cancellable, callback, user_data);
}

/**
 * bs_editor_move_to_library_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the result for this library, or %NULL with an error
 */
BsEditReport *
bs_editor_move_to_library_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  return bs_editor_run_finish (self, result, error);
}
