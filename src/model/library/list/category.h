/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BS_TYPE_CATEGORY (bs_category_get_type ())
G_DECLARE_FINAL_TYPE (BsCategory, bs_category, BS, CATEGORY, GObject)

/* A node of the tree of categories. It stays the same object while it has articles. Properties: name, count. */
const char *bs_category_get_name (BsCategory *self);
const char *const *bs_category_get_path (BsCategory *self);
guint bs_category_get_count (BsCategory *self);
GListModel *bs_category_get_children (BsCategory *self);

G_END_DECLS
