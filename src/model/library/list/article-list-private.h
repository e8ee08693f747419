/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/article-list.h"
#include "model/library/list/query-thread.h"

G_BEGIN_DECLS

/* The functions that a list calls on the owner of the articles. */
typedef struct
{
  /* Returns the object of the article with that number. */
  BsArticleItem *(*dup_item) (gpointer data, guint id);
  /* Requests an answer. Returns whether one will be passed to bs_article_list_apply(). */
  gboolean (*ask) (gpointer data, BsArticleList *list, BsQuery *query, BsIds *before, gboolean is_same_query,
                   BsSequence *sequence);
  void (*forget) (gpointer data, BsArticleList *list);
} BsArticleListFuncs;

BsArticleList *bs_article_list_new (GObject *owner, const BsArticleListFuncs *funcs, gpointer data, BsQuery *query);
void bs_article_list_refresh (BsArticleList *self);
void bs_article_list_apply (BsArticleList *self, BsQueryJob *job);
void bs_article_list_forget_question (BsArticleList *self);
BsIds *bs_article_list_dup_ids (BsArticleList *self);
BsFold *bs_article_list_dup_fold (BsArticleList *self);
guint64 bs_article_list_get_version (BsArticleList *self);
guint64 bs_article_list_get_shown_version (BsArticleList *self);

G_END_DECLS
