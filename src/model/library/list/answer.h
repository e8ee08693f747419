/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/ids.h"
#include "model/library/list/query.h"
#include "model/library/search/searcher.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* Filters and sorts, and caches data for the next query. One thread's. */
typedef struct _BsAnswerer BsAnswerer;

/* A name and how often it occurs. */
typedef struct
{
  BsTerm *term;
  guint32 count;
} BsTermCount;

/* The data that a search needs besides its query. */
typedef struct
{
  GTimeZone *zone;              /* for days in local time */
  BsSite *site;                 /* (nullable): where articles are read, to check exact phrases */
  gboolean reads_missing;       /* articles that the index does not have are read too */
  BsSearchFirstFunc first_func; /* (nullable): called with the first results */
  gpointer user_data;
  const int *current; /* (nullable): the search is given up when it is not number any more */
  int number;
} BsSearchTerms;

BsAnswerer *bs_answerer_new (BsVocabulary *vocabulary);
void bs_answerer_free (BsAnswerer *self);
void bs_answerer_set_matcher (BsAnswerer *self, BsIndexMatcher *matcher);
BsIds *bs_answerer_answer (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query);
BsIds *bs_answerer_update (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query, const BsIds *before,
                           const guint32 *changes, guint n_changes);
BsIds *bs_answerer_search (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query,
                           const BsSearchTerms *terms, GError **error);
BsIds *bs_answerer_rank_terms (BsAnswerer *self, BsTermCount *counts, guint n_counts);

G_END_DECLS
