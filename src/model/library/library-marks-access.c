/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-private.h"

/* What others do with a library's marks beside marking: places in articles, other windows, files. */

/**
 * bs_library_refresh_marks:
 * @self: a library
 *
 * Takes up what another window or program has marked meanwhile, if there is anything.
 */
void
bs_library_refresh_marks (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->marks.keeper != NULL && self->marks.is_following)
    bs_library_marks_compare (self, BS_MARKS_COMPARE_FOREIGN);
}

/**
 * bs_library_set_position:
 * @self: a library
 * @path: (type filename): of an article, relative to the folder
 * @position: (nullable): where in it the reader is, in the reader's own words; %NULL for its beginning
 * @fraction: how much of it lies before that, from 0 to 1
 *
 * Keeps the place where an article was left. Nothing is waited for.
 */
void
bs_library_set_position (BsLibrary *self, const char *path, const char *position, double fraction)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  if (self->marks.keeper == NULL)
    return;
  self->marks.n_asked++;
  bs_marks_keeper_set_position (self->marks.keeper, path, position, CLAMP (fraction, 0, 1));
}

/**
 * bs_library_get_position_async:
 * @self: a library
 * @path: (type filename): of an article, relative to the folder
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks where an article was left.
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
  if (self->marks.keeper != NULL)
    {
      bs_marks_keeper_get_position (self->marks.keeper, path, task);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

/**
 * bs_library_get_position_finish:
 * @self: a library
 * @result: what the callback was given
 * @fraction: (out) (optional): how much of the article lies before it, from 0 to 1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what bs_library_set_position() was given last; %NULL, without an error, where
 *   nothing is known
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

static void
transfer (BsLibrary *self, BsMarksTransfer direction, GFile *file, GTask *task)
{
  if (self->marks.keeper != NULL)
    {
      bs_library_marks_send (self);
      self->marks.n_asked++;
      bs_marks_keeper_transfer (self->marks.keeper, direction, file, bs_table_take_snapshot (self->table), task);
      return;
    }
  g_task_return_int (task, 0);
  g_object_unref (task);
}

/**
 * bs_library_export_marks_async:
 * @self: a library
 * @file: where to write
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes down all marks as JSON, in the form that HACKING.md tells.
 */
void
bs_library_export_marks_async (BsLibrary *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_export_marks_async);
  transfer (self, BS_MARKS_EXPORT, file, task);
}

/**
 * bs_library_export_marks_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: how many articles it were, or -1 with a #GIOErrorEnum
 */
gssize
bs_library_export_marks_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), -1);
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * bs_library_import_marks_async:
 * @self: a library
 * @file: what bs_library_export_marks_async() wrote
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gives the articles that a file names the marks that it has for them, by path; where there is no such path, by
 * content. The others keep theirs.
 */
void
bs_library_import_marks_async (BsLibrary *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_import_marks_async);
  transfer (self, BS_MARKS_IMPORT, file, task);
}

/**
 * bs_library_import_marks_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: how many articles it were, or -1 with a #GIOErrorEnum: %G_IO_ERROR_INVALID_DATA where the file is none of
 *   ours
 */
gssize
bs_library_import_marks_finish (BsLibrary *self, GAsyncResult *result, GError **error)
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
