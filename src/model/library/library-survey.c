/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-work.h"

/* Counts the common values of many articles of a library, with workers. */

typedef struct
{
  GArray *ids; /* (element-type guint) */
  gboolean is_of_keys;
} Survey;

static void
survey_free (gpointer data)
{
  Survey *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

static gpointer
count (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  const Survey *self = work->data;
  const guint *ids = (const guint *) (gpointer) self->ids->data;

  return self->is_of_keys ? bs_survey_new_of_keys (work->snapshot, work->site, ids, self->ids->len, bs_teller_tell,
                                                   work->teller, cancellable) :
                            bs_survey_new_resident (work->snapshot, ids, self->ids->len);
}

/**
 * bs_library_survey_async:
 * @self: a library that is open
 * @ids: (element-type guint): the numbers of articles, which must not change any more
 * @of_keys: whether to count their front matter, as bs_survey_new_of_keys() does, which may read files; otherwise the
 *   table's data, as bs_survey_new_resident() does
 * @progress_func: (nullable): called on the main thread now and then with the number of articles read; not after
 *   @cancellable was cancelled
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
  BsLibraryWork work = { count, (GDestroyNotify) bs_survey_unref };
  const Survey survey = { ids, of_keys };

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (ids != NULL);

  g_array_ref (ids);
  work.data = g_memdup2 (&survey, sizeof survey);
  work.free_data = survey_free;
  work.teller = bs_teller_new (progress_func, progress_data, cancellable);
  bs_library_work_on_all (self, work, bs_library_survey_async, cancellable, callback, user_data);
}

/**
 * bs_library_survey_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the counts; %NULL if it was cancelled, or the library is closed
 */
BsSurvey *
bs_library_survey_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
