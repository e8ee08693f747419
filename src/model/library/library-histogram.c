/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-histogram.h"

#include "model/library/library-work.h"
#include "model/library/list/article-list-private.h"

static gpointer
count (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  return bs_histogram_new (work->snapshot, work->data, work->site->zone);
}

/**
 * bs_library_count_dates_async:
 * @self: a library
 * @list: one of its lists
 * @cancellable: (nullable): ends the waiting
 * @callback: called when they are counted
 * @user_data: for @callback
 *
 * Counts the articles that @list shows now, by date.
 */
void
bs_library_count_dates_async (BsLibrary *self, BsArticleList *list, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryWork work = { count, (GDestroyNotify) bs_histogram_free };

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (BS_IS_ARTICLE_LIST (list));

  work.data = bs_article_list_dup_ids (list);
  work.free_data = (GDestroyNotify) bs_ids_unref;
  bs_library_work_on_all (self, work, bs_library_count_dates_async, cancellable, callback, user_data);
}

/**
 * bs_library_count_dates_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the counts; %NULL with %G_IO_ERROR_CANCELLED
 */
BsHistogram *
bs_library_count_dates_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
