/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

typedef enum
{
  BS_SCOPE_ALL,
  BS_SCOPE_UNREAD,
  BS_SCOPE_STARRED,
  BS_SCOPE_RECENT, /* articles whose text changed recently */
  BS_SCOPE_DRAFTS,
  BS_SCOPE_NEEDS_REPAIR,
  BS_SCOPE_CATEGORY, /* names: the path; includes everything below it */
  BS_SCOPE_TAG,      /* names: the tag alone */
  BS_SCOPE_SOURCE,   /* names: the author alone */
  BS_SCOPE_SEARCH,   /* only in the sidebar: a saved search; names: its id */
} BsScope;

typedef enum
{
  BS_SORT_DATE,  /* newest first; undated articles come last, in either direction */
  BS_SORT_TITLE, /* in the user's collation, Chinese by pinyin */
  BS_SORT_SOURCE,
  BS_SORT_PATH,      /* by bytes */
  BS_SORT_RELEVANCE, /* of a search: matches in the title first, then a few results by relevance, or many by date */
} BsSort;

#define BS_TYPE_QUERY (bs_query_get_type ())

typedef struct _BsQuery BsQuery;

/* Which articles, in which order. Nothing in it changes once it is made. */
struct _BsQuery
{
  BsScope scope;
  GStrv names; /* (nullable) */
  BsSort sort;
  gboolean reverse;
  char *text;            /* (nullable): the search text, as typed */
  gboolean is_typing;    /* the last word may go on */
  BsSearchQuery *search; /* (nullable): the same, parsed */
};

GType bs_query_get_type (void);
BsQuery *bs_query_new (BsScope scope, const char *const *names, BsSort sort, gboolean reverse);
BsQuery *bs_query_new_search (BsScope scope, const char *const *names, BsSort sort, gboolean reverse, const char *text,
                              gboolean is_typing);
BsQuery *bs_query_understand (BsQuery *self, BsVocabulary *vocabulary);
BsQuery *bs_query_ref (BsQuery *self);
void bs_query_unref (BsQuery *self);
gboolean bs_query_equal (const BsQuery *a, const BsQuery *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsQuery, bs_query_unref)

G_END_DECLS
