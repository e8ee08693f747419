/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_LOADING_COVER (bs_loading_cover_get_type ())
G_DECLARE_FINAL_TYPE (BsLoadingCover, bs_loading_cover, BS, LOADING_COVER, GtkWidget)

/* Hides the previous article, and names the loading one. */
GtkWidget *bs_loading_cover_new (void);

void bs_loading_cover_show (BsLoadingCover *self, const char *title);
void bs_loading_cover_hide (BsLoadingCover *self);

G_END_DECLS
