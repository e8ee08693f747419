/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_PANE (bs_pane_get_type ())
G_DECLARE_FINAL_TYPE (BsPane, bs_pane, BS, PANE, GtkWidget)

/* A child of a leaflet. It requests the width that the user set, and accepts less. Properties: child, width,
 * least-width. */
int bs_pane_get_width (BsPane *self);
void bs_pane_set_width (BsPane *self, int width);
int bs_pane_get_least_width (BsPane *self);

G_END_DECLS
