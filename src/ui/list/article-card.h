/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"
#include "ui/list/row-ruler.h"
#include "ui/list/thumbnails.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_CARD (bs_article_card_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleCard, bs_article_card, BS, ARTICLE_CARD, GtkWidget)

/* The content of a row: source, date, title, excerpt, picture and marks. A missing source, excerpt
 * or second line of the title leaves its room to the others. */
GtkWidget *bs_article_card_new (BsRowRuler *ruler, BsThumbnails *thumbnails);
void bs_article_card_show (BsArticleCard *self, BsArticleItem *item, const char *folder);
gboolean bs_article_card_set_folded (BsArticleCard *self, guint n, gboolean is_open);
void bs_article_card_find (BsArticleCard *self, BsLibrary *library, BsQuery *query);
int bs_article_card_measure_height (BsArticleCard *self);
char *bs_article_card_describe (BsArticleCard *self);

G_END_DECLS
