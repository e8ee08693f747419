/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"
#include "model/library/index/index-text.h"
#include "model/library/folder/scan.h"
#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* How an article answers a query. */
typedef struct
{
  gboolean has_words; /* what decides is in it, whatever else is asked for */
  gboolean is_found;
  gboolean is_in_title;
} BsVerdict;

/* Answers a query article by article, from the files themselves. Several threads may ask at once. */
typedef struct _BsArticleSearch BsArticleSearch;

BsArticleSearch *bs_article_search_new (const char *text, BsSite *site);
void bs_article_search_free (BsArticleSearch *self);
gboolean bs_article_search_use_index (BsArticleSearch *self, BsIndexText *index, GError **error);
void bs_article_search_use_marks (BsArticleSearch *self);
const BsSearchQuery *bs_article_search_get_query (BsArticleSearch *self);
BsVerdict bs_article_search_judge (BsArticleSearch *self, const BsArticle *article, const BsFileStamp *stamp);
double bs_article_search_rank (BsArticleSearch *self, const BsDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsArticleSearch, bs_article_search_free)

G_END_DECLS
