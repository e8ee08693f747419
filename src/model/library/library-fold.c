/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-fold.h"

#include "model/library/library-work.h"
#include "model/library/marks/marks-reader.h"
#include "model/library/similar/similar.h"

static gpointer
find_fold (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsSimilar) similar = bs_similar_new (work->snapshot, work->site, BS_SIMILAR_KEEP, NULL, NULL, cancellable);
  g_autoptr (GArray) distinct = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  if (similar == NULL)
    return NULL;
  distinct = bs_marks_read_distinct (work->site->root);
  groups = bs_similar_group (similar, BS_SIMILAR_USUAL_THRESHOLD, distinct);

  return bs_fold_new (work->snapshot, groups);
}

/**
 * bs_library_find_fold_async:
 * @self: a library that is open
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Finds on another thread which articles can share a row of a list. Pairs that were measured before are not measured
 * again.
 */
void
bs_library_find_fold_async (BsLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const BsLibraryWork work = { find_fold, (GDestroyNotify) bs_fold_unref };

  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_work_on_all (self, work, bs_library_find_fold_async, cancellable, callback, user_data);
}

/**
 * bs_library_find_fold_finish:
 * @self: a library
 * @result: the result passed to the callback
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
