/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_PANE (bs_article_pane_get_type ())
G_DECLARE_FINAL_TYPE (BsArticlePane, bs_article_pane, BS, ARTICLE_PANE, GtkWidget)

/* The list of articles. Properties: sort, reverse, best-first (of a search), histogram. Signals: selection-changed;
 * search-changed; chosen (gboolean from the keyboard: an article was clicked or activated, even if it was selected
 * already); menu (the context menu is about to be shown). */
void bs_article_pane_set_library (BsArticlePane *self, BsLibrary *library);
void bs_article_pane_show_scope (BsArticlePane *self, BsScope scope, const char *const *names, const char *title);
AdwHeaderBar *bs_article_pane_get_header (BsArticlePane *self);
GtkWidget *bs_article_pane_get_view (BsArticlePane *self);
void bs_article_pane_set_back_visible (BsArticlePane *self, gboolean visible);
void bs_article_pane_focus (BsArticlePane *self);

BsArticleList *bs_article_pane_get_list (BsArticlePane *self);
GtkSelectionModel *bs_article_pane_get_selection (BsArticlePane *self);
guint bs_article_pane_get_n_selected (BsArticlePane *self);
BsArticleItem *bs_article_pane_dup_selected (BsArticlePane *self);
GArray *bs_article_pane_list_selected (BsArticlePane *self);
guint bs_article_pane_get_next (BsArticlePane *self);
void bs_article_pane_go_to (BsArticlePane *self, guint position);
gboolean bs_article_pane_contains (BsArticlePane *self, guint id);
void bs_article_pane_select_id (BsArticlePane *self, guint id);
gboolean bs_article_pane_move (BsArticlePane *self, int step);
GPtrArray *bs_article_pane_get_dragged (BsArticlePane *self, GdkDrag *drag);

const char *bs_article_pane_get_search_text (BsArticlePane *self);
void bs_article_pane_start_search (BsArticlePane *self);
void bs_article_pane_end_search (BsArticlePane *self);
void bs_article_pane_set_search (BsArticlePane *self, const char *text);
void bs_article_pane_search_for (BsArticlePane *self, const char *text);

G_END_DECLS
