/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/article-list.h"
#include "model/library/library.h"
#include "model/library/list/query-thread.h"

G_BEGIN_DECLS

BsArticleList *bs_article_list_new (BsLibrary *library, BsQuery *query);
void bs_article_list_refresh (BsArticleList *self);
void bs_article_list_apply (BsArticleList *self, BsQueryJob *job);
void bs_article_list_forget_question (BsArticleList *self);
guint64 bs_article_list_get_version (BsArticleList *self);
guint64 bs_article_list_get_shown_version (BsArticleList *self);

G_END_DECLS
