/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef void (*BsTellFunc) (guint n_done, gpointer user_data);
typedef void (*BsTellOfFunc) (guint n_done, guint n_all, gpointer user_data);

/* Passes on the progress of a worker to the thread that waits for it. */
typedef struct _BsTeller BsTeller;

BsTeller *bs_teller_new (BsTellFunc func, gpointer user_data, GCancellable *cancellable);
BsTeller *bs_teller_new_of (BsTellOfFunc func, gpointer user_data, GCancellable *cancellable);
void bs_teller_unref (BsTeller *self);
void bs_teller_tell (guint n_done, gpointer teller);
void bs_teller_tell_of (guint n_done, guint n_all, gpointer teller);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsTeller, bs_teller_unref)

G_END_DECLS
