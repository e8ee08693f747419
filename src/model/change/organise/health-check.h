/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/health/health.h"

G_BEGIN_DECLS

typedef void (*BsHealthProgressFunc) (guint n_done, guint n_all, gpointer user_data);

gboolean bs_health_check (BsHealth *health, const BsSnapshot *snapshot, BsSite *site, BsHealthProgressFunc progress,
                          gpointer user_data, GCancellable *cancellable);

G_END_DECLS
