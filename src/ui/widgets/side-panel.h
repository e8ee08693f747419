/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SIDE_PANEL (bs_side_panel_get_type ())
G_DECLARE_FINAL_TYPE (BsSidePanel, bs_side_panel, BS, SIDE_PANEL, GtkWidget)

/* A panel at the end of the content, and a page in its place if there is no room for both. Properties: content;
 * revealed. */
void bs_side_panel_set_panel (BsSidePanel *self, GtkWidget *panel);
GtkWidget *bs_side_panel_get_panel (BsSidePanel *self);
gboolean bs_side_panel_get_revealed (BsSidePanel *self);
void bs_side_panel_set_revealed (BsSidePanel *self, gboolean revealed);

G_END_DECLS
