/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/list/article-list.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_SELECTION (bs_article_selection_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleSelection, bs_article_selection, BS, ARTICLE_SELECTION, GObject)

/* A GtkSelectionModel over a BsArticleList that remembers the selection by id. */
BsArticleSelection *bs_article_selection_new (BsArticleList *list);
guint bs_article_selection_get_n_selected (BsArticleSelection *self);
BsArticleItem *bs_article_selection_dup_single (BsArticleSelection *self);
gboolean bs_article_selection_find_next (BsArticleSelection *self, int step, guint *position);
gboolean bs_article_selection_get_cursor (BsArticleSelection *self, guint *position);
gboolean bs_article_selection_forget_lost (BsArticleSelection *self);

G_END_DECLS
