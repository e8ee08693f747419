/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/sidebar/sidebar-row.h"

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR_HOLD (bs_sidebar_hold_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarHold, bs_sidebar_hold, BS, SIDEBAR_HOLD, GObject)

/* Keeps the row under the pointer in place during a drag. Signals: row-changed (rows were scrolled, and another one is
 * now under the pointer, which did not move); caught and released (when that begins and ends). */
BsSidebarHold *bs_sidebar_hold_new (GtkListView *view);
gboolean bs_sidebar_hold_get_is_hovered (BsSidebarHold *self);
void bs_sidebar_hold_release (BsSidebarHold *self);

BsSidebarRow *bs_sidebar_hold_find_row (GtkWidget *view, GtkWidget *widget);

G_END_DECLS
