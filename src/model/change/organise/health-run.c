/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/health-run.h"

#include "model/library/library-work.h"

static gpointer
run (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsHealthReport) report = g_new0 (BsHealthReport, 1);

  report->snapshot = g_steal_pointer (&work->snapshot);
  report->health = bs_health_new (report->snapshot, work->site);
  if (!bs_health_check (report->health, report->snapshot, work->site, bs_teller_tell_of, work->teller, cancellable))
    return NULL;

  return g_steal_pointer (&report);
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
 * @progress_func: (nullable): called on the main thread now and then; not after @cancellable was cancelled
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
  BsLibraryWork work = { run, (GDestroyNotify) bs_health_report_free };

  g_return_if_fail (BS_IS_LIBRARY (library));

  work.teller = bs_teller_new_of (progress_func, progress_data, cancellable);
  bs_library_work_on_all (library, work, bs_health_run_async, cancellable, callback, user_data);
}

/**
 * bs_health_run_finish:
 * @library: a library
 * @result: the result passed to the callback
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
