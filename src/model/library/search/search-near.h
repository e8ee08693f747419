/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

void bs_search_near_count (const BsSearchNode *near, GArray *const *positions, guint *counts);

G_END_DECLS
