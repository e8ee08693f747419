/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR_ROW (bs_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarRow, bs_sidebar_row, BS, SIDEBAR_ROW, GtkWidget)

/* A place, section, category, tag or source with its count. Signals: clicked; all (its heading's button was clicked);
 * renamed (the name that was typed for it). */
GtkWidget *bs_sidebar_row_new (void);
GtkTreeListRow *bs_sidebar_row_get_list_row (BsSidebarRow *self);
void bs_sidebar_row_start_renaming (BsSidebarRow *self);
GtkEditable *bs_sidebar_row_get_entry (BsSidebarRow *self);
void bs_sidebar_row_set_list_row (BsSidebarRow *self, GtkTreeListRow *row);

G_END_DECLS
