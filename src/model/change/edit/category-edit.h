/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/site-kind.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

void bs_category_put (BsValue *root, BsSiteKind site, const char *const *category, gboolean add,
                      gboolean escape_braces);
void bs_category_rename (BsValue *root, BsSiteKind site, const char *const *from, const char *const *to,
                         gboolean escape_braces);
void bs_category_leave (BsValue *root, BsSiteKind site, const char *const *category, gboolean escape_braces);
gboolean bs_category_has_paths (const BsValue *value);
void bs_category_remove_at (BsValue *list, guint index);

G_END_DECLS
