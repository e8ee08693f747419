/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A loop shared by several threads: each takes the next free index. */
typedef struct
{
  guint n;                   /* the number of indexes */
  GCancellable *cancellable; /* (nullable) */
  int next;                  /* atomic */
} BsParallel;

typedef void (*BsParallelFunc) (guint i, gpointer data);

gboolean bs_parallel_take (BsParallel *self, guint *i);
void bs_parallel_run (guint n_threads, GThreadFunc func, gpointer data);
void bs_parallel_each (guint n, BsParallelFunc func, gpointer data, GCancellable *cancellable);
void bs_parallel_each_file (guint n, BsParallelFunc func, gpointer data);

G_END_DECLS
