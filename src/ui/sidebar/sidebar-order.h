/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR_ORDER (bs_sidebar_order_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarOrder, bs_sidebar_order, BS, SIDEBAR_ORDER, GObject)

/* Lets the saved searches of a sidebar be dragged to another place. Signal: moved (BsSavedSearch, the new place). */
BsSidebarOrder *bs_sidebar_order_new (GtkListView *view);

G_END_DECLS
