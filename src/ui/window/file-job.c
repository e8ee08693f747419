/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/file-job.h"

/* So many paths are built in far less than a frame. */
#define PIECE 2000

/* Articles whose paths are being listed. */
typedef struct
{
  GArray *ids;
  guint next;
  GPtrArray *paths;
} Listing;

static void
free_listing (gpointer data)
{
  Listing *listing = data;

  g_array_unref (listing->ids);
  g_ptr_array_unref (listing->paths);
  g_free (listing);
}

static gboolean
list_cb (gpointer user_data)
{
  GTask *task = user_data;
  Listing *listing = g_task_get_task_data (task);
  const guint *ids = (const guint *) (gpointer) listing->ids->data;
  guint n = MIN (PIECE, listing->ids->len - listing->next);
  g_autofree char **paths = bs_library_dup_paths (g_task_get_source_object (task), ids + listing->next, n);

  for (char **path = paths; *path != NULL; path++)
    g_ptr_array_add (listing->paths, *path);
  listing->next += n;
  if (listing->next < listing->ids->len)
    return G_SOURCE_CONTINUE;
  g_ptr_array_add (listing->paths, NULL);
  g_task_return_pointer (task, g_ptr_array_steal (listing->paths, NULL), (GDestroyNotify) g_strfreev);
  return G_SOURCE_REMOVE;
}

/* @ids: (transfer full) (element-type guint): articles */
void
bs_file_job_list_async (BsLibrary *library, GArray *ids, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Listing *listing;

  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (ids != NULL);

  task = g_task_new (library, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_file_job_list_async);
  listing = g_new0 (Listing, 1);
  listing->ids = ids;
  listing->paths = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, listing, free_listing);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, list_cb, g_steal_pointer (&task), g_object_unref);
}

/* Returns: (transfer full) (element-type filename): the paths of those that are still there, relative to the library */
GStrv
bs_file_job_list_finish (BsLibrary *library, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

typedef struct
{
  BsTrashMode mode;
  guint n_files;
  GWeakRef card;
  GCancellable *cancellable;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->card);
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  Job *job = g_task_get_task_data (user_data);
  g_autoptr (BsProgressCard) card = g_weak_ref_get (&job->card);

  if (card != NULL && job->n_files > 0)
    bs_progress_card_set_fraction (card, job->cancellable, (double) n_done / job->n_files);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (BsProgressCard) card = g_weak_ref_get (&job->card);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editor_run_finish (BS_EDITOR (source), result, &error);

  if (card != NULL)
    bs_progress_card_stop (card, job->cancellable);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @paths: (transfer full) */
static void
trash (GTask *task, GStrv paths)
{
  Job *job = g_task_get_task_data (task);

  job->n_files = g_strv_length (paths);
  bs_editor_trash_async (g_task_get_source_object (task), paths, job->mode, progress_cb, task, job->cancellable, ran_cb,
                         task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  trash (user_data, bs_file_job_list_finish (BS_LIBRARY (source), result));
}

static GTask *
new_task (BsEditor *editor, BsTrashMode mode, BsProgressCard *card, const char *text, GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (editor, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, new_task);
  job->mode = mode;
  job->cancellable = g_cancellable_new ();
  g_weak_ref_init (&job->card, card);
  g_task_set_task_data (task, job, free_job);
  bs_progress_card_start (card, text, job->cancellable);
  return task;
}

/*
 * bs_file_job_trash_async:
 * @ids: (transfer full) (element-type guint): articles
 * @text: the activity, for the card
 */
void
bs_file_job_trash_async (BsEditor *editor, BsTrashMode mode, GArray *ids, BsProgressCard *card, const char *text,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (ids != NULL && text != NULL);
  g_return_if_fail (BS_IS_PROGRESS_CARD (card));

  bs_file_job_list_async (bs_editor_get_library (editor), ids, listed_cb,
                          new_task (editor, mode, card, text, callback, user_data));
}

/*
 * bs_file_job_trash_paths_async:
 * @paths: (transfer full): articles, relative to the library
 * @text: the activity, for the card
 */
void
bs_file_job_trash_paths_async (BsEditor *editor, BsTrashMode mode, GStrv paths, BsProgressCard *card, const char *text,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (paths != NULL && text != NULL);
  g_return_if_fail (BS_IS_PROGRESS_CARD (card));

  trash (new_task (editor, mode, card, text, callback, user_data), paths);
}

/* Returns: (transfer full) (nullable): the report */
BsEditReport *
bs_file_job_trash_finish (BsEditor *editor, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, editor), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
