/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/searcher.h"

G_BEGIN_DECLS

/* The number of results that are checked. */
#define BS_SEARCH_FORMS_CHECKED 200

void bs_search_forms_sort (const BsSearch *search, const BsSearchHit *hits, guint32 *ids, guint n_ids);

G_END_DECLS
