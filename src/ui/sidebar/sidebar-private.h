/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/words/pinyin.h"
#include "ui/sidebar/sidebar.h"
#include "ui/sidebar/sidebar-foot.h"
#include "ui/sidebar/sidebar-item.h"

G_BEGIN_DECLS

enum
{
  BS_SIDEBAR_ALL,
  BS_SIDEBAR_UNREAD,
  BS_SIDEBAR_STARRED,
  BS_SIDEBAR_RECENT,
  BS_SIDEBAR_DRAFTS,
  BS_SIDEBAR_NEEDS_REPAIR,
  BS_SIDEBAR_CATEGORIES,
  BS_SIDEBAR_TAGS,
  BS_SIDEBAR_SOURCES,
  BS_SIDEBAR_N_ROOTS
};

struct _BsSidebar
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkListView *view;
  BsSidebarFoot *foot;
  GtkLabel *typed;
  GtkRevealer *typed_revealer;

  BsLibrary *library;
  BsSidebarItem *roots[BS_SIDEBAR_N_ROOTS];
  GListStore *store;
  GtkTreeListModel *tree;
  GtkSingleSelection *selection;

  BsScope scope;
  GStrv names;
  gboolean syncing;
  guint sync_id;
  guint focus_id;
  GHashTable *expanded; /* the keys of the rows that stand open */

  GString *search;
  guint search_id;
  BsPinyin *pinyin; /* (nullable): until something was typed */
};

/* sidebar-tree.c */
char *bs_sidebar_row_key (GtkTreeListRow *row);
GtkTreeListRow *bs_sidebar_find_row (BsSidebar *self, BsScope scope, const char *const *names, gboolean expand);
void bs_sidebar_update_roots (BsSidebar *self);
void bs_sidebar_restore_expanded (BsSidebar *self);

/* sidebar-keys.c */
void bs_sidebar_install_keys (BsSidebar *self);
void bs_sidebar_focus_selected (BsSidebar *self);

/* sidebar-search.c */
void bs_sidebar_install_search (BsSidebar *self);
void bs_sidebar_end_search (BsSidebar *self);

G_END_DECLS
