/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-histogram.h"

#include "model/library/library-names.h"
#include "model/library/list/article-list-private.h"

typedef struct
{
  BsSnapshot *snapshot;
  BsIds *ids;
  GTimeZone *zone;
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  g_clear_pointer (&count->snapshot, bs_snapshot_free);
  bs_ids_unref (count->ids);
  g_time_zone_unref (count->zone);
  g_free (count);
}

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Count *count = task_data;
  BsHistogram *histogram = bs_histogram_new (count->snapshot, count->ids, count->zone);

  g_clear_pointer (&count->snapshot, bs_snapshot_free);
  g_task_return_pointer (task, histogram, (GDestroyNotify) bs_histogram_free);
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
  g_autoptr (GTask) task = NULL;
  Count *count;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (BS_IS_ARTICLE_LIST (list));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_count_dates_async);
  count = g_new0 (Count, 1);
  count->snapshot = bs_table_take_snapshot (bs_library_get_table (self));
  count->ids = bs_article_list_dup_ids (list);
  count->zone = g_time_zone_ref (bs_library_get_site (self)->zone);
  g_task_set_task_data (task, count, count_free);
  g_task_run_in_thread (task, count_thread);
}

/**
 * bs_library_count_dates_finish:
 * @self: a library
 * @result: what the callback was given
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
