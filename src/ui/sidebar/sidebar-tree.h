/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR_TREE (bs_sidebar_tree_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarTree, bs_sidebar_tree, BS, SIDEBAR_TREE, GObject)

/* The places of a library as rows of a tree, and which of them are expanded. Signal: changed (rows or counts have
 * changed; handlers must not change the tree before the model has reported everything). */
BsSidebarTree *bs_sidebar_tree_new (void);
void bs_sidebar_tree_set_library (BsSidebarTree *self, BsLibrary *library);
GtkTreeListModel *bs_sidebar_tree_get_model (BsSidebarTree *self);
void bs_sidebar_tree_update_roots (BsSidebarTree *self);
GtkTreeListRow *bs_sidebar_tree_find (BsSidebarTree *self, BsScope scope, const char *const *names, gboolean expand);

void bs_sidebar_tree_note_sprung (BsSidebarTree *self, GtkTreeListRow *row);
void bs_sidebar_tree_keep_sprung (BsSidebarTree *self, const char *const *category);
void bs_sidebar_tree_collapse_sprung (BsSidebarTree *self);
gboolean bs_sidebar_tree_note_expanded (BsSidebarTree *self, GtkTreeListRow *row);
void bs_sidebar_tree_restore_expanded (BsSidebarTree *self);
char **bs_sidebar_tree_dup_expanded (BsSidebarTree *self);
void bs_sidebar_tree_set_expanded (BsSidebarTree *self, const char *const *keys);

G_END_DECLS
