/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Things that several threads do together: each takes the next one that no other has taken. */
typedef struct
{
  guint n;                   /* how many there are */
  GCancellable *cancellable; /* (nullable) */
  int next;                  /* atomic */
} BsParallel;

typedef void (*BsParallelFunc) (guint i, gpointer data);

gboolean bs_parallel_take (BsParallel *self, guint *i);
void bs_parallel_run (guint n_threads, GThreadFunc func, gpointer data);
void bs_parallel_each (guint n, BsParallelFunc func, gpointer data, GCancellable *cancellable);
void bs_parallel_each_file (guint n, BsParallelFunc func, gpointer data);

G_END_DECLS
