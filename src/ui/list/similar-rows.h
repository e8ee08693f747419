/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_SIMILAR_ROWS (bs_similar_rows_get_type ())
G_DECLARE_FINAL_TYPE (BsSimilarRows, bs_similar_rows, BS, SIMILAR_ROWS, GObject)

/* Gives near-duplicates one row of a list, and shows the others on request. */
BsSimilarRows *bs_similar_rows_new (GtkWidget *pane, GtkListView *view);
void bs_similar_rows_set_list (BsSimilarRows *self, BsLibrary *library, BsArticleList *list);
void bs_similar_rows_set_active (BsSimilarRows *self, gboolean active);
gboolean bs_similar_rows_get_active (BsSimilarRows *self);
void bs_similar_rows_update_actions (BsSimilarRows *self);
void bs_similar_rows_reveal (BsSimilarRows *self, guint id);

G_END_DECLS
