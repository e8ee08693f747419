/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_PROGRESS_CARD (bs_progress_card_get_type ())
G_DECLARE_FINAL_TYPE (BsProgressCard, bs_progress_card, BS, PROGRESS_CARD, GtkWidget)

/* Shows the current activity at the bottom of the window, with a button that cancels it; only if it takes a while. */
GtkWidget *bs_progress_card_new (void);
void bs_progress_card_start (BsProgressCard *self, const char *text, GCancellable *cancellable);
void bs_progress_card_set_fraction (BsProgressCard *self, GCancellable *cancellable, double fraction);
void bs_progress_card_stop (BsProgressCard *self, GCancellable *cancellable);

G_END_DECLS
