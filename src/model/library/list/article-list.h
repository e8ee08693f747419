/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/article-item.h"
#include "model/library/list/fold.h"
#include "model/library/list/query.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_LIST (bs_article_list_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleList, bs_article_list, BS, ARTICLE_LIST, GObject)

/* A GListModel of BsArticleItem with the results of a query, which follows the library. Properties: query, pending,
 * complete, total. Signal: folded, when rows may represent other articles than before. */
BsQuery *bs_article_list_get_query (BsArticleList *self);
void bs_article_list_set_query (BsArticleList *self, BsQuery *query);
gboolean bs_article_list_get_pending (BsArticleList *self);
gboolean bs_article_list_get_complete (BsArticleList *self);
guint bs_article_list_get_total (BsArticleList *self);
gboolean bs_article_list_find (BsArticleList *self, guint id, guint *position);
guint bs_article_list_get_id (BsArticleList *self, guint position);
void bs_article_list_set_fold (BsArticleList *self, BsFold *fold);
BsFold *bs_article_list_get_fold (BsArticleList *self);
guint bs_article_list_count_folded (BsArticleList *self, guint id);
GArray *bs_article_list_list_all (BsArticleList *self);

G_END_DECLS
