/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-rows.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_MENU (bs_article_menu_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleMenu, bs_article_menu, BS, ARTICLE_MENU, GObject)

/* The context menu of the selected articles of a list view, by mouse and keyboard. Signals: menu (it is about to be
 * shown); closed. */
BsArticleMenu *bs_article_menu_new (GtkWidget *pane, GtkListView *view, BsArticleRows *rows);
void bs_article_menu_close (BsArticleMenu *self);

G_END_DECLS
