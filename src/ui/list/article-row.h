/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"
#include "ui/list/row-ruler.h"
#include "ui/list/thumbnails.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_ROW (bs_article_row_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleRow, bs_article_row, BS, ARTICLE_ROW, GtkWidget)

/* An article in the list. All rows have the same height. A list view keeps two hundred rows, so only those on the
 * screen are filled, and the others cost next to nothing. Signal: clicked. */
GtkWidget *bs_article_row_new (BsRowRuler *ruler, BsThumbnails *thumbnails);
void bs_article_row_bind (BsArticleRow *self, BsArticleItem *item, const char *folder);
void bs_article_row_unbind (BsArticleRow *self);
BsArticleItem *bs_article_row_get_item (BsArticleRow *self);
gboolean bs_article_row_has_card (BsArticleRow *self);
gboolean bs_article_row_fill (BsArticleRow *self);
void bs_article_row_set_folded (BsArticleRow *self, guint n, gboolean is_open);
void bs_article_row_find (BsArticleRow *self, BsLibrary *library, BsQuery *query);

G_END_DECLS
