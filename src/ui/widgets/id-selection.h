/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_ID_SELECTION (bs_id_selection_get_type ())
G_DECLARE_FINAL_TYPE (BsIdSelection, bs_id_selection, BS, ID_SELECTION, GObject)

/* Returns: the number of the item at a position, which never changes */
typedef guint (*BsIdSelectionFunc) (gpointer list, guint position);

/* A GtkSelectionModel over a list that creates its items on demand. It remembers the selection by id. */
BsIdSelection *bs_id_selection_new (GListModel *list, BsIdSelectionFunc get_id);
guint bs_id_selection_get_n_selected (BsIdSelection *self);
GArray *bs_id_selection_list_ids (BsIdSelection *self);
gpointer bs_id_selection_dup_single (BsIdSelection *self);
gboolean bs_id_selection_find_next (BsIdSelection *self, int step, guint *position);
gboolean bs_id_selection_get_cursor (BsIdSelection *self, guint *position);
gboolean bs_id_selection_forget_lost (BsIdSelection *self);

G_END_DECLS
