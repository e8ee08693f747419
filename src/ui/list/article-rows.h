/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_ROWS (bs_article_rows_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleRows, bs_article_rows, BS, ARTICLE_ROWS, GObject)

/* Creates the rows of a list view, and fills those on the screen, a few per frame. Scrolls to rows and focuses them.
 * Signal: clicked. */
BsArticleRows *bs_article_rows_new (GtkListView *view, GtkScrolledWindow *scroller);
void bs_article_rows_set_library (BsArticleRows *self, BsLibrary *library, BsArticleList *list);
void bs_article_rows_set_searched (BsArticleRows *self, BsQuery *query);
void bs_article_rows_show_search (BsArticleRows *self);
void bs_article_rows_queue_fill (BsArticleRows *self);
void bs_article_rows_set_compact (BsArticleRows *self, gboolean compact);
GtkWidget *bs_article_rows_find_cursor (BsArticleRows *self);
gboolean bs_article_rows_find_position (BsArticleRows *self, GtkWidget *inside, guint *position);
gboolean bs_article_rows_get_at_top (BsArticleRows *self);
void bs_article_rows_go_to_top (BsArticleRows *self);
void bs_article_rows_scroll_to (BsArticleRows *self, guint position);
void bs_article_rows_focus (BsArticleRows *self);
void bs_article_rows_end_focus (BsArticleRows *self);

G_END_DECLS
