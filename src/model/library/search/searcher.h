/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-matcher.h"
#include "model/library/search/search-query.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* The number of results that are reported before the rest. */
#define BS_SEARCH_FIRST 50

/* Up to this number of results are ordered by relevance; more are ordered by date only. */
#define BS_SEARCH_MAX_RANKED 2000

/* Where an article matches, the best first. The last four are distinguished only if there are few results. */
typedef enum
{
  BS_SEARCH_NOWHERE,
  BS_SEARCH_IS_TITLE,   /* it is all of its title */
  BS_SEARCH_IN_TITLE,   /* as typed */
  BS_SEARCH_LIKE_TITLE, /* with variants of its characters */
  BS_SEARCH_IS_NAME,    /* in the name of one of its tags or categories, and in its text */
  BS_SEARCH_IN_HEADING,
  BS_SEARCH_AS_PHRASE, /* all words as one phrase */
  BS_SEARCH_ANYWHERE,
} BsSearchTier;

/* How an article matches a query. */
typedef struct
{
  guint8 tier;          /* a BsSearchTier */
  guint8 is_in_heading; /* all matches of the text are in headings or the title */
  float rank;           /* bs_search_rank() of all phrases, where few enough articles have them; the more the better */
} BsSearchHit;

/* Whether an article is searched at all. */
typedef gboolean (*BsSearchFilterFunc) (const BsRow *row, gpointer user_data);
/* The first hits, newest first, those in the title before the others, while the rest is still looked for. */
typedef void (*BsSearchFirstFunc) (const guint32 *ids, guint n_ids, gpointer user_data);

/* The input of a search. */
typedef struct
{
  const BsSnapshot *snapshot;
  const BsSearchQuery *query;
  GTimeZone *zone;              /* for days in local time */
  BsSite *site;                 /* (nullable): where articles are read, to check exact phrases */
  gboolean reads_missing;       /* articles without a text in the index are read there; otherwise their titles are */
  BsSearchFilterFunc filter;    /* (nullable) */
  BsSearchFirstFunc first_func; /* (nullable) */
  gpointer user_data;           /* of both */
  const int *current;           /* (nullable): the search is given up when it is not number any more */
  int number;
} BsSearch;

/* Runs queries on the resident table and the index of the text. The query thread's. */
typedef struct _BsSearcher BsSearcher;

BsSearcher *bs_searcher_new (BsVocabulary *vocabulary);
void bs_searcher_free (BsSearcher *self);
void bs_searcher_set_matcher (BsSearcher *self, BsIndexMatcher *matcher);
BsSearchHit *bs_searcher_run (BsSearcher *self, const BsSearch *search, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearcher, bs_searcher_free)

G_END_DECLS
