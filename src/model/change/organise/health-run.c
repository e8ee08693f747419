/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/health-run.h"

#include "model/library/table/teller.h"

typedef struct
{
  BsSnapshot *snapshot; /* (nullable): until it is in the report */
  BsSite *site;
  BsTeller *teller;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  bs_site_unref (self->site);
  bs_teller_unref (self->teller);
  g_free (self);
}

static void
run_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Run *self = task_data;
  g_autoptr (BsHealthReport) report = g_new0 (BsHealthReport, 1);

  report->snapshot = g_steal_pointer (&self->snapshot);
  report->health = bs_health_new (report->snapshot, self->site);
  if (bs_health_check (report->health, report->snapshot, self->site, bs_teller_tell_of, self->teller, cancellable))
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) bs_health_report_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

/**
 * bs_health_report_free:
 * @self: (transfer full): a report
 */
void
bs_health_report_free (BsHealthReport *self)
{
  g_clear_pointer (&self->health, bs_health_free);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_free (self);
}

/**
 * bs_health_run_async:
 * @library: a library that is open
 * @progress_func: (nullable): told on the main thread, now and then; not after @cancellable was cancelled
 * @progress_data: for @progress_func
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is counted
 * @user_data: for @callback
 *
 * Counts and checks a library on other threads; see bs_health_check().
 */
void
bs_health_run_async (BsLibrary *library, BsHealthProgressFunc progress_func, gpointer progress_data,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BsSnapshot *snapshot;
  Run *run;

  g_return_if_fail (BS_IS_LIBRARY (library));

  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_health_run_async);
  snapshot = bs_library_take_snapshot (library);
  if (snapshot == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The library is closed.");
      return;
    }
  run = g_new0 (Run, 1);
  run->snapshot = snapshot;
  run->site = bs_site_ref (bs_library_get_site (library));
  run->teller = bs_teller_new_of (progress_func, progress_data, cancellable);
  g_task_set_task_data (task, run, run_free);
  g_task_run_in_thread (task, run_thread);
}

/**
 * bs_health_run_finish:
 * @library: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the figures; %NULL if it was cancelled, or the library is closed
 */
BsHealthReport *
bs_health_run_finish (BsLibrary *library, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
