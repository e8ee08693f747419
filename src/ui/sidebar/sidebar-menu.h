/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/sidebar/sidebar-row.h"

G_BEGIN_DECLS

/* Returns: (transfer none) (nullable): the row that keys are about */
typedef BsSidebarRow *(*BsSidebarMenuFunc) (GtkWidget *sidebar);

#define BS_TYPE_SIDEBAR_MENU (bs_sidebar_menu_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarMenu, bs_sidebar_menu, BS, SIDEBAR_MENU, GObject)

/* The actions for a category, a tag or a source, or for a heading, in its menu and by keys. Signal: chosen
 * (GtkTreeListRow, and the name of the action: rename, new-below, merge, move, move-to-top or remove; or NULL and
 * new-category, all-tags or all-sources). */
BsSidebarMenu *bs_sidebar_menu_new (GtkWidget *sidebar, GtkListView *view, BsSidebarMenuFunc find);
void bs_sidebar_menu_set_has_paths (BsSidebarMenu *self, gboolean has_paths);
void bs_sidebar_menu_close (BsSidebarMenu *self);

G_END_DECLS
