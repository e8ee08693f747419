/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_ROW_SELECTION (bs_row_selection_get_type ())
G_DECLARE_FINAL_TYPE (BsRowSelection, bs_row_selection, BS, ROW_SELECTION, GObject)

BsRowSelection *bs_row_selection_new (GtkSelectionModel *model);
void bs_row_selection_update (BsRowSelection *self);

G_END_DECLS
