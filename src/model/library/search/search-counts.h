/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-matcher.h"

G_BEGIN_DECLS

/* The matches of a query in the texts of an article. */
typedef struct
{
  const BsSearchQuery *query;
  guint n;            /* phrases and NEAR groups */
  guint *counts;      /* of each of them */
  GArray **positions; /* (element-type BsSearchPosition): of each phrase that is to be near another, else %NULL */
  gboolean *headed;   /* by phrase: whether it is in a heading or the title */

  /* Of the text that is read. */
  const GArray *headings; /* (nullable) (element-type BsTextRange) */
  guint heading;          /* the first of them that is not over */
  gboolean is_title;
} BsSearchCounts;

guint bs_search_query_get_n_bits (const BsSearchQuery *query);
void bs_search_counts_init (BsSearchCounts *self, const BsSearchQuery *query);
void bs_search_counts_clear (BsSearchCounts *self);
guint bs_search_counts_add (BsSearchCounts *self, BsSearchMatcher *matcher, const char *text, const GArray *headings);
guint bs_search_counts_add_title (BsSearchCounts *self, BsSearchMatcher *matcher, const char *title);

G_END_DECLS
