/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/health-check.h"
#include "model/library/library.h"

G_BEGIN_DECLS

/* The figures of a library, as it was at one moment. */
typedef struct
{
  BsSnapshot *snapshot;
  BsHealth *health;
} BsHealthReport;

void bs_health_report_free (BsHealthReport *self);

void bs_health_run_async (BsLibrary *library, BsHealthProgressFunc progress_func, gpointer progress_data,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BsHealthReport *bs_health_run_finish (BsLibrary *library, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHealthReport, bs_health_report_free)

G_END_DECLS
