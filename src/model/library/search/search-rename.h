/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* A name in a query: from @outer to @value its field, from there to @end its value, with quotes. */
typedef void (*BsSearchNameFunc) (const BsSearchNode *node, gsize outer, gsize value, gsize end, gpointer user_data);

/* Whether a name in a query also means something other than the renamed one. */
typedef gboolean (*BsSearchOtherFunc) (const BsSearchNode *node, gpointer user_data);

gboolean bs_search_visit_names (const char *text, BsSearchNameFunc func, gpointer user_data);
char *bs_search_write_name (BsSearchKind kind, const char *const *names);
char *bs_search_rename (const char *text, BsSearchKind kind, const char *const *from, const char *const *to,
                        BsSearchOtherFunc is_other, gpointer user_data);

G_END_DECLS
