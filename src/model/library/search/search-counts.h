/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-matcher.h"

G_BEGIN_DECLS

/* What the texts of an article have of a query. */
typedef struct
{
  const BsSearchQuery *query;
  guint n;            /* phrases and what asks for some near each other */
  guint *counts;      /* of each of them */
  GArray **positions; /* (element-type guint): of each phrase that is to be near another, else %NULL */
} BsSearchCounts;

guint bs_search_query_get_n_bits (const BsSearchQuery *query);
void bs_search_counts_init (BsSearchCounts *self, const BsSearchQuery *query);
void bs_search_counts_clear (BsSearchCounts *self);
guint bs_search_counts_add (BsSearchCounts *self, BsSearchMatcher *matcher, const char *text);

G_END_DECLS
