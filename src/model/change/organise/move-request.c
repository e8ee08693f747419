/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-request.h"

#include "model/change/organise/mirror.h"
#include "model/change/organise/move-library.h"
#include "model/library/table/teller.h"

struct _BsMoveRequest
{
  BsFilesAction action;
  GStrv paths;
  BsMoveRequest *other; /* (nullable): the paths are its own; they may be very many */
  char *argument;       /* (nullable) */
  BsFilesFlags flags;
  BsEdit *edit; /* (nullable): of a category */
  GStrv from;   /* (nullable) */
  GStrv to;     /* (nullable) */
};

/**
 * bs_move_request_new:
 * @action: the action
 * @paths: (transfer full) (array zero-terminated=1): articles, relative to the library
 * @argument: (nullable): a folder or a name; see bs_files_plan()
 * @flags: how
 *
 * Returns: (transfer full): a request
 */
BsMoveRequest *
bs_move_request_new (BsFilesAction action, GStrv paths, const char *argument, BsFilesFlags flags)
{
  BsMoveRequest *self;

  g_return_val_if_fail (paths != NULL, NULL);

  self = g_atomic_rc_box_new0 (BsMoveRequest);
  self->action = action;
  self->paths = paths;
  self->argument = g_strdup (argument);
  self->flags = flags;

  return self;
}

/**
 * bs_move_request_new_for_category:
 * @paths: (array zero-terminated=1): the articles of a category, relative to the library
 * @edit: the edit that renames it in the front matter
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

  self = bs_move_request_new (BS_FILES_MOVE, g_strdupv ((GStrv) paths), NULL, flags);
  self->edit = bs_edit_ref (edit);
  self->from = g_strdupv ((GStrv) from);
  self->to = g_strdupv ((GStrv) to);

  return self;
}

static void
clear_request (gpointer data)
{
  BsMoveRequest *self = data;

  if (self->other != NULL)
    bs_move_request_unref (self->other);
  else
    g_strfreev (self->paths);
  g_free (self->argument);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_strfreev (self->from);
  g_strfreev (self->to);
}

/**
 * bs_move_request_with_flags:
 * @self: a request
 * @flags: how
 *
 * Returns: (transfer full): the same request, to be done in another way
 */
BsMoveRequest *
bs_move_request_with_flags (BsMoveRequest *self, BsFilesFlags flags)
{
  BsMoveRequest *made;

  g_return_val_if_fail (self != NULL, NULL);

  made = bs_move_request_new (self->action, self->paths, self->argument, flags);
  made->other = bs_move_request_ref (self);
  made->edit = self->edit != NULL ? bs_edit_ref (self->edit) : NULL;
  made->from = g_strdupv (self->from);
  made->to = g_strdupv (self->to);

  return made;
}

/**
 * bs_move_request_get_flags:
 * @self: a request
 *
 * Returns: how it is to be done
 */
BsFilesFlags
bs_move_request_get_flags (BsMoveRequest *self)
{
  g_return_val_if_fail (self != NULL, BS_FILES_DEFAULT);

  return self->flags;
}

/**
 * bs_move_request_get_n_articles:
 * @self: a request
 *
 * Returns: the number of its articles
 */
guint
bs_move_request_get_n_articles (BsMoveRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_strv_length (self->paths);
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
make_plan (const BsMoveRequest *self, const char *root)
{
  const char *const *paths = (const char *const *) self->paths;

  if (self->edit == NULL)
    return bs_files_plan (root, self->action, paths, self->argument, self->flags);

  return bs_mirror_plan (root, paths, self->edit, (const char *const *) self->from, (const char *const *) self->to,
                         (self->flags & BS_FILES_STAY) == 0, self->flags);
}

/* The data of a search by a worker. */
typedef struct
{
  BsSite *site;
  GStrv paths;
  GStrv from;
  GStrv to;
  char *folder; /* (nullable): which it has found */
} Mirror;

static void
free_mirror (gpointer data)
{
  Mirror *mirror = data;

  bs_site_unref (mirror->site);
  g_strfreev (mirror->paths);
  g_strfreev (mirror->from);
  g_strfreev (mirror->to);
  g_free (mirror->folder);
  g_free (mirror);
}

static void
find_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Mirror *mirror = task_data;
  const char *const *paths = (const char *const *) mirror->paths;
  const char *const *from = (const char *const *) mirror->from;

  mirror->folder = bs_mirror_find_folder (mirror->site, paths, from, (const char *const *) mirror->to);
  g_task_return_int (task, (gssize) bs_mirror_count (mirror->site, paths, from));
}

/**
 * bs_editor_find_mirror_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): the articles of a category, relative to the library
 * @from: (array zero-terminated=1): the category, root first
 * @to: (array zero-terminated=1): its new path
 * @cancellable: (nullable): makes the result 0
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out whether folders mirror a category; see bs_mirror_count() and bs_mirror_find_folder().
 */
void
bs_editor_find_mirror_async (BsEditor *self, const char *const *paths, const char *const *from, const char *const *to,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BsSite *site;
  Mirror *mirror;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && from != NULL && *from != NULL && to != NULL && *to != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_find_mirror_async);
  site = bs_library_get_site (bs_editor_get_library (self));
  if (site == NULL)
    {
      g_task_return_int (task, 0);
      return;
    }
  mirror = g_new0 (Mirror, 1);
  mirror->site = bs_site_ref (site);
  mirror->paths = g_strdupv ((GStrv) paths);
  mirror->from = g_strdupv ((GStrv) from);
  mirror->to = g_strdupv ((GStrv) to);
  g_task_set_task_data (task, mirror, free_mirror);
  g_task_run_in_thread (task, find_cb);
}

/**
 * bs_editor_find_mirror_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @folder: (out) (transfer full) (nullable): the folder that most likely gets the files, relative to the library;
 *   %NULL if the result is 0
 *
 * Returns: how many of the articles are in a folder with the name of the category; 0 if they are too few
 */
guint
bs_editor_find_mirror_finish (BsEditor *self, GAsyncResult *result, char **folder)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (folder != NULL, 0);

  n = g_task_propagate_int (G_TASK (result), NULL);
  *folder = n > 0 ? g_strdup (((const Mirror *) g_task_get_task_data (G_TASK (result)))->folder) : NULL;

  return n > 0 ? (guint) n : 0;
}

/* The data of a preview or a change by a worker. */
typedef struct
{
  char *root;
  BsMoveRequest *request;
  BsMovePlan *plan; /* (nullable): until it is made */
  BsTeller *teller;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_free (work->root);
  bs_move_request_unref (work->request);
  g_clear_pointer (&work->plan, bs_move_plan_unref);
  bs_teller_unref (work->teller);
  g_free (work);
}

static Work *
new_work (BsEditor *editor, BsMoveRequest *request, BsPlanProgressFunc progress_func, gpointer progress_data)
{
  Work *work = g_new0 (Work, 1);

  work->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (editor)));
  work->request = bs_move_request_ref (request);
  work->teller = bs_teller_new (progress_func, progress_data, NULL);

  return work;
}

static void
preview_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  BsEditReport *report;

  work->plan = make_plan (work->request, work->root);
  report = bs_move_plan_look (work->plan, bs_teller_tell, work->teller, cancellable);
  bs_plan_count_pushed_out (work->root, report);
  g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
}

/**
 * bs_editor_preview_request_async:
 * @self: an editor
 * @request: the request
 * @progress_func: (nullable): called on the main thread now and then with the number of articles searched for
 *   references, and never after @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): cancels it
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

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_preview_request_async);
  g_task_set_task_data (task, new_work (self, request, progress_func, progress_data), free_work);
  g_task_run_in_thread (task, preview_cb);
}

/**
 * bs_editor_preview_request_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @plan: (out) (optional) (transfer full) (nullable): the plan, for its diffs
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the planned changes; %NULL with %G_IO_ERROR_CANCELLED
 */
BsEditReport *
bs_editor_preview_request_finish (BsEditor *self, GAsyncResult *result, BsMovePlan **plan, GError **error)
{
  BsEditReport *report;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  report = g_task_propagate_pointer (G_TASK (result), error);
  if (plan != NULL)
    {
      Work *work = g_task_get_task_data (G_TASK (result));

      *plan = report != NULL ? bs_move_plan_ref (work->plan) : NULL;
    }

  return report;
}

static BsEditReport *
apply_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  work->plan = make_plan (work->request, root);

  return bs_move_plan_write (work->plan, home, bs_teller_tell, work->teller, cancellable, error);
}

/**
 * bs_editor_apply_request_async:
 * @self: an editor
 * @request: the request
 * @progress_func: (nullable): called on the main thread now and then with the number of written files, and never after
 *   @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): stops it between some files and the next
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Moves files; see bs_move_plan_write().
 */
void
bs_editor_apply_request_async (BsEditor *self, BsMoveRequest *request, BsPlanProgressFunc progress_func,
                               gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (request != NULL);

  bs_editor_run_async (self, apply_cb, new_work (self, request, progress_func, progress_data), free_work, cancellable,
                       callback, user_data);
}

/* The articles that leave for another library. */
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

  return bs_files_move_to_library (home, root, (const char *const *) leaving->paths, leaving->other_root,
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
