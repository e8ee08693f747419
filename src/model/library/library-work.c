/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-work.h"

static void
work_free (gpointer data)
{
  BsLibraryWork *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_clear_pointer (&self->teller, bs_teller_unref);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_clear_pointer (&self->site, bs_site_unref);
  g_free (self);
}

static void
work_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  BsLibraryWork *self = task_data;
  g_autoptr (GError) error = NULL;
  gpointer result;

  /* Many requests of a user are out of date before they start. */
  if (g_task_return_error_if_cancelled (task))
    return;
  result = self->func (self, cancellable, &error);
  /* Rows that were removed meanwhile wait until it is back. */
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  if (result != NULL)
    g_task_return_pointer (task, result, self->free_result);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

static void
start (BsLibrary *library, BsLibraryWork work, BsSnapshot *snapshot, gpointer source_tag, GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, user_data);
  BsSite *site = bs_library_get_site (library);

  work.snapshot = snapshot;
  work.site = site != NULL ? bs_site_ref (site) : NULL;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_memdup2 (&work, sizeof work), work_free);
  if (site != NULL)
    g_task_run_in_thread (task, work_thread);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The library is closed.");
}

/**
 * bs_library_work_on_file:
 * @library: a library
 * @work: (transfer full): the work; its site is filled in
 * @source_tag: for the task
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads articles of a library on another thread. The task propagates the result as a pointer. It fails if the library
 * is closed, if it is cancelled, which a result of %NULL without an error means too, and with the error of the
 * function.
 */
void
bs_library_work_on_file (BsLibrary *library, BsLibraryWork work, gpointer source_tag, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  start (library, work, NULL, source_tag, cancellable, callback, user_data);
}

/**
 * bs_library_work_on_all:
 * @library: a library
 * @work: (transfer full): the work; its snapshot and site are filled in
 * @source_tag: for the task
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Like bs_library_work_on_file(), for work on all current articles of a library.
 */
void
bs_library_work_on_all (BsLibrary *library, BsLibraryWork work, gpointer source_tag, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  start (library, work, bs_library_take_snapshot (library), source_tag, cancellable, callback, user_data);
}
