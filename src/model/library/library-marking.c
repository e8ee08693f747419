/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include "model/library/library-marks.h"
#include "model/library/marks/marks-keeper.h"

/* The marks of a library, and how they are changed. */

/**
 * bs_library_get_n_unread:
 * @self: a library
 *
 * Returns: the number of unread articles that were added since the library was first opened
 */
guint
bs_library_get_n_unread (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return bs_library_marks_get_n (bs_library_get_marking (self), BS_MARK_UNREAD);
}

/**
 * bs_library_get_n_starred:
 * @self: a library
 *
 * Returns: how many articles are starred
 */
guint
bs_library_get_n_starred (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return bs_library_marks_get_n (bs_library_get_marking (self), BS_MARK_STARRED);
}

/**
 * bs_library_get_n_recent:
 * @self: a library
 *
 * Returns: how many articles have a text that changed lately
 */
guint
bs_library_get_n_recent (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return bs_library_marks_get_n (bs_library_get_marking (self), BS_MARK_RECENT);
}

/**
 * bs_library_mark:
 * @self: a library
 * @ids: (array length=n_ids): numbers of articles; removed ones are skipped
 * @n_ids: how many
 * @mark: %BS_MARK_UNREAD, %BS_MARK_STARRED or %BS_MARK_HELD
 * @on: whether they have it from now on
 *
 * Marks articles. Items and counts change at once, the lists follow, and nothing waits for the disk. Nothing is stored
 * unless bs_library_keep_marks() was called.
 *
 * Returns: (transfer full) (element-type guint): the numbers of those that had it otherwise; to mark these the other
 *   way round undoes it
 */
GArray *
bs_library_mark (BsLibrary *self, const guint *ids, guint n_ids, BsMarks mark, gboolean on)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  return bs_library_marks_mark (bs_library_get_marking (self), ids, n_ids, G_MAXINT64, mark, on);
}

/* In the order in which the rows lie in memory: of a hundred thousand that is half the time. */
static guint *
list_ids (BsArticleList *list, guint *n)
{
  g_autoptr (GArray) all = bs_article_list_list_all (list);
  guint n_items = all->len;
  guint *ids = g_new (guint, n_items + 1);
  g_autofree guint8 *is_in = NULL;
  guint last = 0;

  for (guint i = 0; i < n_items; i++)
    {
      ids[i] = g_array_index (all, guint, i);
      last = MAX (last, ids[i]);
    }
  is_in = g_malloc0 (last / 8 + 1);
  for (guint i = 0; i < n_items; i++)
    is_in[ids[i] / 8] |= (guint8) (1 << (ids[i] % 8));
  *n = 0;
  for (guint id = 0; n_items > 0 && id <= last; id++)
    if ((is_in[id / 8] & (1 << (id % 8))) != 0)
      ids[(*n)++] = id;
  return ids;
}

/**
 * bs_library_mark_list:
 * @self: a library
 * @list: a list of it
 * @before: only articles whose date is before this, in seconds since the epoch; %G_MAXINT64 for all
 * @mark: as for bs_library_mark()
 * @on: the new state
 *
 * Marks all articles of a list, or those older than a time.
 *
 * Returns: (transfer full) (element-type guint): as bs_library_mark() does
 */
GArray *
bs_library_mark_list (BsLibrary *self, BsArticleList *list, gint64 before, BsMarks mark, gboolean on)
{
  g_autofree guint *ids = NULL;
  guint n;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (list), NULL);

  ids = list_ids (list, &n);
  return bs_library_marks_mark (bs_library_get_marking (self), ids, n, before, mark, on);
}

/**
 * bs_library_get_marks:
 * @self: a library
 * @id: an article's number
 *
 * Returns: its marks; none if it was removed
 */
BsMarks
bs_library_get_marks (BsLibrary *self, guint id)
{
  BsRow *row;
  BsMarks marks;

  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  row = bs_table_get (bs_library_get_table (self), id);
  marks = row != NULL ? bs_row_get_marks (row) : BS_MARK_GONE;
  return (marks & BS_MARK_GONE) == 0 ? marks : 0;
}

/**
 * bs_library_find_marked:
 * @self: a library
 * @list: a list of it
 * @mark: a mark
 * @position: (inout): where to start, and where it was found; the search wraps around
 *
 * Returns: whether an article of the list has the mark
 */
gboolean
bs_library_find_marked (BsLibrary *self, BsArticleList *list, BsMarks mark, guint *position)
{
  guint n;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (list), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  for (guint i = 0; i < n; i++)
    {
      guint place = (*position + i) % n;

      if ((bs_library_get_marks (self, bs_article_list_get_id (list, place)) & mark) != 0)
        {
          *position = place;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bs_library_refresh_marks:
 * @self: a library
 *
 * Applies marks that another window or program has set meanwhile, if there are any.
 */
void
bs_library_refresh_marks (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_marks_refresh (bs_library_get_marking (self));
}

/**
 * bs_library_set_position:
 * @self: a library
 * @path: (type filename): of an article, relative to the folder
 * @position: (nullable): where in it the reader is, in the reader's own words; %NULL for its beginning
 * @fraction: the part of the article before that position, from 0 to 1
 *
 * Stores the position at which an article was left. Nothing is waited for.
 */
void
bs_library_set_position (BsLibrary *self, const char *path, const char *position, double fraction)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  bs_library_marks_set_position (bs_library_get_marking (self), path, position, fraction);
}

/**
 * bs_library_get_position_async:
 * @self: a library
 * @path: (type filename): of an article, relative to the folder
 * @cancellable: (nullable): ends the waiting
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Looks up the position at which an article was left.
 */
void
bs_library_get_position_async (BsLibrary *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_get_position_async);
  bs_library_marks_get_position (bs_library_get_marking (self), path, task);
}

/**
 * bs_library_get_position_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @fraction: (out) (optional): the part of the article before it, from 0 to 1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the last value of bs_library_set_position(); %NULL, without an error, if there
 *   is none
 */
char *
bs_library_get_position_finish (BsLibrary *self, GAsyncResult *result, double *fraction, GError **error)
{
  BsMarksPosition *position;
  char *text;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  position = g_task_propagate_pointer (G_TASK (result), error);
  if (fraction != NULL)
    *fraction = position != NULL ? position->fraction : 0;
  if (position == NULL)
    return NULL;
  text = g_steal_pointer (&position->position);
  bs_marks_position_free (position);
  return text;
}

/**
 * bs_library_transfer_marks_async:
 * @self: a library
 * @direction: whether @file is written or read
 * @file: the file to write, or the file of an export
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Exports all marks as JSON, in the form that doc/reading-marks.md describes, or imports them. An import sets the marks
 * in the file, by path, or by content if there is no such path. The others keep theirs.
 */
void
bs_library_transfer_marks_async (BsLibrary *self, BsMarksTransfer direction, GFile *file, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_transfer_marks_async);
  bs_library_marks_transfer (bs_library_get_marking (self), direction, file, task);
}

/**
 * bs_library_transfer_marks_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: the number of articles, or -1 with a #GIOErrorEnum: %G_IO_ERROR_INVALID_DATA if an imported file is not an
 *   export of marks
 */
gssize
bs_library_transfer_marks_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), -1);
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * bs_library_wait_for_marks:
 * @seconds: how long to wait
 *
 * Waits until the marks of all libraries that were closed are on the disk. For the end of a program alone.
 *
 * Returns: whether they are
 */
gboolean
bs_library_wait_for_marks (guint seconds)
{
  return bs_marks_keeper_wait (seconds);
}
