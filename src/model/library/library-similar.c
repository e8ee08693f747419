/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-similar.h"

#include "model/library/library-marks.h"
#include "model/library/library-work.h"
#include "model/library/marks/marks-distinct.h"
#include "model/library/marks/marks-reader.h"

/* Finds similar articles of a library, with workers. */

typedef struct
{
  BsSimilarFindings *findings;
  guint percent;
  GArray *members; /* (nullable) (element-type BsSimilarMember) */
  guint n_members;
} Work;

static void
clear_findings (gpointer data)
{
  BsSimilarFindings *self = data;

  g_ptr_array_unref (self->conflicts);
  g_clear_pointer (&self->similar, bs_similar_unref);
  bs_snapshot_free (self->snapshot);
  bs_site_unref (self->site);
}

/**
 * bs_similar_findings_ref:
 * @self: findings
 *
 * Returns: (transfer full): @self
 */
BsSimilarFindings *
bs_similar_findings_ref (BsSimilarFindings *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * bs_similar_findings_unref:
 * @self: (transfer full): findings
 */
void
bs_similar_findings_unref (BsSimilarFindings *self)
{
  g_atomic_rc_box_release_full (self, clear_findings);
}

/**
 * bs_similar_findings_get_row:
 * @self: findings
 * @id: of an article
 *
 * Returns: (transfer none) (nullable): the article when it was found
 */
const BsRow *
bs_similar_findings_get_row (const BsSimilarFindings *self, guint id)
{
  return id < self->snapshot->n_rows ? self->snapshot->rows[id] : NULL;
}

static void
work_free (gpointer data)
{
  Work *self = data;

  bs_similar_findings_unref (self->findings);
  g_clear_pointer (&self->members, g_array_unref);
  g_free (self);
}

static gpointer
find (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  BsSimilar *similar =
      bs_similar_new (work->snapshot, work->site, BS_SIMILAR_KEEP, bs_teller_tell_of, work->teller, cancellable);
  BsSimilarFindings *findings;

  if (similar == NULL)
    return NULL;
  findings = g_atomic_rc_box_new0 (BsSimilarFindings);
  findings->conflicts = bs_conflicts_find (work->snapshot, work->site, cancellable);
  findings->similar = similar;
  findings->snapshot = g_steal_pointer (&work->snapshot);
  findings->site = bs_site_ref (work->site);

  return findings;
}

/**
 * bs_library_find_similar_async:
 * @self: a library that is open
 * @progress_func: (nullable): called on the main thread now and then; not after @cancellable was cancelled
 * @progress_data: for @progress_func
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is found
 * @user_data: for @callback
 *
 * Finds near-duplicates and conflicted copies on another thread.
 */
void
bs_library_find_similar_async (BsLibrary *self, BsSimilarProgressFunc progress_func, gpointer progress_data,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryWork work = { find, (GDestroyNotify) bs_similar_findings_unref };

  g_return_if_fail (BS_IS_LIBRARY (self));

  work.teller = bs_teller_new_of (progress_func, progress_data, cancellable);
  bs_library_work_on_all (self, work, bs_library_find_similar_async, cancellable, callback, user_data);
}

/**
 * bs_library_find_similar_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the findings; %NULL if it was cancelled, or the library is closed
 */
BsSimilarFindings *
bs_library_find_similar_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
group_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Work *self = task_data;
  g_autoptr (GArray) distinct = bs_marks_read_distinct (self->findings->site->root);

  g_task_return_pointer (task, bs_similar_group (self->findings->similar, self->percent, distinct),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * bs_library_group_similar_async:
 * @self: a library
 * @findings: the similar articles
 * @percent: see bs_similar_group()
 * @cancellable: (nullable): a cancellable
 * @callback: called with the groups
 * @user_data: for @callback
 *
 * Groups them. No article is read.
 */
void
bs_library_group_similar_async (BsLibrary *self, BsSimilarFindings *findings, guint percent, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, bs_library_group_similar_async);
  work->findings = bs_similar_findings_ref (findings);
  work->percent = percent;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, group_thread);
}

/**
 * bs_library_group_similar_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type BsSimilarGroup): the groups
 */
GPtrArray *
bs_library_group_similar_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
explain_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Work *self = task_data;
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_similar_reason_free);
  const BsSimilarMember *members = (const BsSimilarMember *) (gconstpointer) self->members->data;
  const BsRow *first = bs_similar_findings_get_row (self->findings, members[0].id);

  for (guint i = 1; i < MIN (self->n_members, self->members->len) && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (reasons, bs_similar_reason_new (self->findings->site, first,
                                                     bs_similar_findings_get_row (self->findings, members[i].id),
                                                     members[i].permille));
  g_task_return_pointer (task, reasons, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * bs_library_explain_similar_async:
 * @self: a library
 * @findings: the similar articles
 * @members: (element-type BsSimilarMember): a group of it
 * @n_members: the number of members, including the first
 * @cancellable: (nullable): a cancellable
 * @callback: called with the reasons
 * @user_data: for @callback
 *
 * Finds out how the members of a group differ from the first, which may read their files.
 */
void
bs_library_explain_similar_async (BsLibrary *self, BsSimilarFindings *findings, GArray *members, guint n_members,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, bs_library_explain_similar_async);
  work->findings = bs_similar_findings_ref (findings);
  work->members = g_array_ref (members);
  work->n_members = n_members;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, explain_thread);
}

/**
 * bs_library_explain_similar_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type BsSimilarReason): of the second member and those that follow
 */
GPtrArray *
bs_library_explain_similar_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    g_signal_emit_by_name (source, "regrouped");
}

/**
 * bs_library_keep_distinct:
 * @self: a library
 * @findings: the similar articles
 * @members: (element-type BsSimilarMember): articles
 * @on: whether they are different articles, or may be grouped again
 *
 * Stores with the marks that none of the articles is a copy of another. #BsLibrary::regrouped is emitted when it is
 * done.
 */
void
bs_library_keep_distinct (BsLibrary *self, const BsSimilarFindings *findings, GArray *members, gboolean on)
{
  g_autofree guint64 *contents = NULL;
  g_autoptr (GArray) distinct = NULL;

  g_return_if_fail (BS_IS_LIBRARY (self));

  contents = g_new (guint64, members->len);
  for (guint i = 0; i < members->len; i++)
    contents[i] = bs_similar_findings_get_row (findings, g_array_index (members, BsSimilarMember, i).id)->content_hash;
  distinct = bs_marks_distinct_new (contents, members->len);
  bs_library_marks_keep_distinct (bs_library_get_marking (self), distinct, on, g_task_new (self, NULL, kept_cb, NULL));
}
