/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

/* What many articles of a library have in common, counted by workers. */

typedef struct
{
  BsSnapshot *snapshot;
  BsSite *site;
  GArray *ids; /* (element-type guint) */
  gboolean is_of_keys;
  BsSurveyProgressFunc progress_func; /* (nullable): called on the main thread */
  gpointer progress_data;
  GMainContext *context;
  GCancellable *cancellable; /* (nullable) */
  guint n_done;              /* atomic */
  int is_told;               /* atomic: it will be told */
} Survey;

static void
clear_survey (gpointer data)
{
  Survey *self = data;

  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  bs_site_unref (self->site);
  g_array_unref (self->ids);
  g_main_context_unref (self->context);
  g_clear_object (&self->cancellable);
}

static void
unref_survey (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_survey);
}

static gboolean
tell_cb (gpointer user_data)
{
  Survey *self = user_data;

  g_atomic_int_set (&self->is_told, FALSE);
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->progress_func (g_atomic_int_get (&self->n_done), self->progress_data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  Survey *self = user_data;

  g_atomic_int_set (&self->n_done, n_done);
  if (self->progress_func != NULL && g_atomic_int_compare_and_exchange (&self->is_told, FALSE, TRUE))
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, g_atomic_rc_box_acquire (self),
                                unref_survey);
}

static void
survey_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Survey *self = task_data;
  const guint *ids = (const guint *) (gpointer) self->ids->data;
  BsSurvey *survey = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  survey = self->is_of_keys ?
               bs_survey_new_of_keys (self->snapshot, self->site, ids, self->ids->len, progress_cb, self, cancellable) :
               bs_survey_new_resident (self->snapshot, ids, self->ids->len);
  /* Rows that were removed meanwhile wait until it is back. */
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  if (survey != NULL)
    g_task_return_pointer (task, survey, (GDestroyNotify) bs_survey_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

/**
 * bs_library_survey_async:
 * @self: a library that is open
 * @ids: (element-type guint): the numbers of articles, which must not change any more
 * @of_keys: whether their front matter is counted, as bs_survey_new_of_keys() does, which may read files; otherwise
 *   what the library knows without reading, as bs_survey_new_resident() does
 * @progress_func: (nullable): told on the main thread, now and then, how many were looked at; not after @cancellable
 *   was cancelled
 * @progress_data: for @progress_func
 * @cancellable: (nullable): a cancellable
 * @callback: called when all are counted
 * @user_data: for @callback
 *
 * Counts the values that some articles have, on another thread.
 */
void
bs_library_survey_async (BsLibrary *self, GArray *ids, gboolean of_keys, BsSurveyProgressFunc progress_func,
                         gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BsSnapshot *snapshot;
  Survey *survey;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_survey_async);
  snapshot = bs_library_take_snapshot (self);
  if (snapshot == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The library is closed.");
      return;
    }
  survey = g_atomic_rc_box_new0 (Survey);
  survey->snapshot = snapshot;
  survey->site = bs_site_ref (bs_library_get_site (self));
  survey->ids = g_array_ref (ids);
  survey->is_of_keys = of_keys;
  survey->progress_func = progress_func;
  survey->progress_data = progress_data;
  survey->context = g_main_context_ref_thread_default ();
  survey->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, survey, unref_survey);
  g_task_run_in_thread (task, survey_thread);
}

/**
 * bs_library_survey_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was counted; %NULL if it was cancelled, or the library is closed
 */
BsSurvey *
bs_library_survey_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
