/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"
#include "model/library/table/teller.h"

/* What many articles of a library have in common, counted by workers. */

typedef struct
{
  BsSnapshot *snapshot;
  BsSite *site;
  GArray *ids; /* (element-type guint) */
  gboolean is_of_keys;
  BsTeller *teller;
} Survey;

static void
survey_free (gpointer data)
{
  Survey *self = data;

  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  bs_site_unref (self->site);
  g_array_unref (self->ids);
  bs_teller_unref (self->teller);
  g_free (self);
}

static void
survey_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Survey *self = task_data;
  const guint *ids = (const guint *) (gpointer) self->ids->data;
  BsSurvey *survey = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  survey = self->is_of_keys ? bs_survey_new_of_keys (self->snapshot, self->site, ids, self->ids->len, bs_teller_tell,
                                                     self->teller, cancellable) :
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
  survey = g_new0 (Survey, 1);
  survey->snapshot = snapshot;
  survey->site = bs_site_ref (bs_library_get_site (self));
  survey->ids = g_array_ref (ids);
  survey->is_of_keys = of_keys;
  survey->teller = bs_teller_new (progress_func, progress_data, cancellable);
  g_task_set_task_data (task, survey, survey_free);
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
