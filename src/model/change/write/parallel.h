/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*BsParallelFunc) (guint i, gpointer data);

void bs_parallel_run (guint n, BsParallelFunc func, gpointer data);

G_END_DECLS
