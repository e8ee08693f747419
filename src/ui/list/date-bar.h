/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_DATE_BAR (bs_date_bar_get_type ())
G_DECLARE_FINAL_TYPE (BsDateBar, bs_date_bar, BS, DATE_BAR, GtkWidget)

/* A bar of a histogram, which has the whole height, so that a low one can be hit too. */
GtkWidget *bs_date_bar_new (void);
void bs_date_bar_set (BsDateBar *self, double height, const char *name);
void bs_date_bar_set_outside (BsDateBar *self, gboolean outside);

G_END_DECLS
