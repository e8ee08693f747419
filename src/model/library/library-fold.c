/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-fold.h"

#include "model/library/marks/marks-reader.h"
#include "model/library/similar/similar.h"

typedef struct
{
  BsSnapshot *snapshot;
  BsSite *site;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  bs_snapshot_free (self->snapshot);
  bs_site_unref (self->site);
  g_free (self);
}

static void
fold_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const Work *self = task_data;
  g_autoptr (BsSimilar) similar = bs_similar_new (self->snapshot, self->site, BS_SIMILAR_KEEP, NULL, NULL, cancellable);
  g_autoptr (GArray) distinct = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  if (similar == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    }
  distinct = bs_marks_read_distinct (self->site->root);
  groups = bs_similar_group (similar, BS_SIMILAR_USUAL_THRESHOLD, distinct);
  g_task_return_pointer (task, bs_fold_new (self->snapshot, groups), (GDestroyNotify) bs_fold_unref);
}

/**
 * bs_library_find_fold_async:
 * @self: a library that is open
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Finds on another thread which articles can share a row of a list. What was measured before is not measured again.
 */
void
bs_library_find_fold_async (BsLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BsSnapshot *snapshot;
  Work *work;

  g_return_if_fail (BS_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_find_fold_async);
  snapshot = bs_library_take_snapshot (self);
  if (snapshot == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The library is closed.");
      return;
    }
  work = g_new (Work, 1);
  *work = (Work){ snapshot, bs_site_ref (bs_library_get_site (self)) };
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, fold_thread);
}

/**
 * bs_library_find_fold_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the fold; %NULL if it was cancelled, or the library is closed
 */
BsFold *
bs_library_find_fold_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
