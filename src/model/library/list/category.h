/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/facet.h"

G_BEGIN_DECLS

#define BS_TYPE_CATEGORY (bs_category_get_type ())
G_DECLARE_FINAL_TYPE (BsCategory, bs_category, BS, CATEGORY, BsFacet)

/* A node of the tree of categories. It stays the same object while it has articles. */
const char *const *bs_category_get_path (BsCategory *self);
GListModel *bs_category_get_children (BsCategory *self);

G_END_DECLS
