/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/table/row.h"

G_BEGIN_DECLS

/* The counts of all categories, and the nodes that show them. The main thread's. */
typedef struct _BsCategoryTree BsCategoryTree;

BsCategoryTree *bs_category_tree_new (BsVocabulary *vocabulary);
void bs_category_tree_free (BsCategoryTree *self);
GListModel *bs_category_tree_get_roots (BsCategoryTree *self);
void bs_category_tree_count (BsCategoryTree *self, const BsRow *row, int difference);
gboolean bs_category_tree_is_dirty (BsCategoryTree *self);
void bs_category_tree_flush (BsCategoryTree *self, gint64 deadline);

/* Categories that are shown while no article is in them. */
gboolean bs_category_tree_keep (BsCategoryTree *self, const char *const *path, gboolean on);
void bs_category_tree_set_kept (BsCategoryTree *self, GPtrArray *paths);
gboolean bs_category_tree_change_kept (BsCategoryTree *self, const char *const *from, const char *const *to,
                                       GPtrArray **dropped, GPtrArray **added);
GPtrArray *bs_category_tree_list_kept (BsCategoryTree *self, const char *const *from);
GPtrArray *bs_category_tree_take_filled (BsCategoryTree *self);

G_END_DECLS
