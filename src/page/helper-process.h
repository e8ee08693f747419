/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A program that does dangerous work for one thread of ours: it is connected by a socket, and can be ended at any time.
 * It sends a short message when it is ready. */
typedef struct
{
  const char *program;
  const char *argument;           /* (nullable) */
  const char *const *environment; /* (nullable): in addition to ours: names and values in turn */
  GPid pid;
  int fd; /* -1 without a process */
  guint n_failed_starts;
  gint64 rests_until;
} BsHelperProcess;

char *bs_helper_process_find (const char *name);
gboolean bs_helper_process_start (BsHelperProcess *self, gconstpointer ready, gsize length, GCancellable *cancellable);
gboolean bs_helper_process_send (BsHelperProcess *self, gconstpointer data, gsize length);
gboolean bs_helper_process_receive (BsHelperProcess *self, gpointer data, gsize length, GCancellable *cancellable,
                                    gint64 *end);
void bs_helper_process_end (BsHelperProcess *self);

G_END_DECLS
