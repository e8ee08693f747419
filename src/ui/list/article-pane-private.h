/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/list/article-selection.h"
#include "ui/list/row-ruler.h"
#include "ui/list/search-field.h"
#include "ui/list/thumbnails.h"

G_BEGIN_DECLS

struct _BsArticlePane
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *sidebar_button;
  GtkMenuButton *sort_button;
  GMenuModel *sort_menu;
  BsSearchField *search;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *view;
  AdwStatusPage *empty;
  GtkWidget *everywhere_button;
  AdwStatusPage *reading;
  GtkSpinner *spinner;

  BsLibrary *library;
  char *folder;
  BsArticleList *list;
  BsArticleSelection *selection;
  BsRowRuler *ruler;
  BsThumbnails *thumbnails;
  GtkPopover *menu; /* (nullable): made when it is first shown */
  GPtrArray *bound; /* of GtkListItem, those that show an article */

  BsScope scope;
  GStrv names;
  BsSort sort;
  gboolean reverse;
  gboolean best_first; /* while something is searched for */
  BsQuery *searched;   /* (nullable): what the rows set off */
  gboolean query_is_new;
  gboolean scope_is_new;
  gboolean was_at_top;
  gboolean scrolls_late; /* to what is selected, once the list has a size */
  guint wanted_id;
  gboolean has_wanted;
  double row_height;
  guint fill_id;
  GPtrArray *dragged; /* (nullable) (element-type filename): while articles are dragged */
  GdkDrag *drag;      /* (nullable) */
  guint focus_id;
};

guint bs_article_pane_get_n_articles (BsArticlePane *self);
void bs_article_pane_emit_chosen (BsArticlePane *self, gboolean from_keyboard);
void bs_article_pane_scroll_late (BsArticlePane *self);
void bs_article_pane_select_position (BsArticlePane *self, guint position);
void bs_article_pane_emit_menu (BsArticlePane *self);
void bs_article_pane_ask (BsArticlePane *self);

/* article-pane-drag.c */
void bs_article_pane_install_drag (BsArticlePane *self);

/* article-pane-menu.c */
void bs_article_pane_install_menu (BsArticlePane *self);

/* article-pane-rows.c */
void bs_article_pane_install_rows (BsArticlePane *self);
void bs_article_pane_queue_fill (BsArticlePane *self);
GtkWidget *bs_article_pane_find_row (BsArticlePane *self, guint position);
void bs_article_pane_show_search_in_rows (BsArticlePane *self);

/* article-pane-state.c */
void bs_article_pane_update_state (BsArticlePane *self);

/* article-pane-search.c */
BsScope bs_article_pane_get_search_scope (BsArticlePane *self);
void bs_article_pane_update_search (BsArticlePane *self);
void bs_article_pane_follow_index (BsArticlePane *self);
void bs_article_pane_describe_not_found (BsArticlePane *self);
void bs_article_pane_search_changed_cb (BsArticlePane *self);
void bs_article_pane_search_left_cb (BsArticlePane *self, gboolean choose);
void bs_article_pane_everywhere_cb (BsArticlePane *self);

G_END_DECLS
