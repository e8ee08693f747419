/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

gboolean bs_search_node_is_text (const BsSearchNode *node);
void bs_search_node_append_expression (const BsSearchNode *node, GString *expression);

G_END_DECLS
