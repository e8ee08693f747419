/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/list/name-list.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the text of a column for a name */
typedef char *(*BsNameCellsFunc) (BsName *name, guint column);

#define BS_TYPE_NAME_CELLS (bs_name_cells_get_type ())
G_DECLARE_FINAL_TYPE (BsNameCells, bs_name_cells, BS, NAME_CELLS, GObject)

BsNameCells *bs_name_cells_new (GListModel *names, GtkScrolledWindow *scroller, BsNameCellsFunc func);
GtkListItemFactory *bs_name_cells_make_factory (BsNameCells *self, guint column, float xalign,
                                                const char *const *css_classes);
void bs_name_cells_refresh (BsNameCells *self);

G_END_DECLS
