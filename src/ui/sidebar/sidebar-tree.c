/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "ui/sidebar/sidebar-private.h"

/* No name of a category holds it, and settings take it. */
#define SEPARATOR "\x1f"

static const char *
section_key (BsScope scope)
{
  switch (scope)
    {
    case BS_SCOPE_CATEGORY:
      return "categories";
    case BS_SCOPE_TAG:
      return "tags";
    case BS_SCOPE_SOURCE:
      return "sources";
    case BS_SCOPE_ALL:
    case BS_SCOPE_UNREAD:
    case BS_SCOPE_STARRED:
    case BS_SCOPE_RECENT:
    case BS_SCOPE_DRAFTS:
    case BS_SCOPE_NEEDS_REPAIR:
    default:
      return NULL;
    }
}

static char *
category_key (BsCategory *category)
{
  g_autofree char *path = g_strjoinv (SEPARATOR, (char **) bs_category_get_path (category));

  return g_strconcat (SEPARATOR, path, NULL);
}

/*
 * bs_sidebar_row_key:
 *
 * Returns: (transfer full) (nullable): what tells a row that can stand open from all others, also in another session
 */
char *
bs_sidebar_row_key (GtkTreeListRow *row)
{
  g_autoptr (GObject) item = NULL;

  g_return_val_if_fail (GTK_IS_TREE_LIST_ROW (row), NULL);

  item = gtk_tree_list_row_get_item (row);
  if (BS_IS_CATEGORY (item))
    return category_key (BS_CATEGORY (item));
  if (BS_IS_SIDEBAR_ITEM (item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) == BS_SIDEBAR_SECTION)
    return g_strdup (section_key (bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (item))));
  return NULL;
}

static GtkTreeListRow *
find_root (BsSidebar *self, BsSidebarItemKind kind, BsScope scope)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsSidebarItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (bs_sidebar_item_get_kind (item) == kind && bs_sidebar_item_get_scope (item) == scope)
        return gtk_tree_list_model_get_child_row (self->tree, i);
    }

  return NULL;
}

static guint
find_name (GListModel *model, const char *name)
{
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      const char *other =
          BS_IS_CATEGORY (item) ? bs_category_get_name (BS_CATEGORY (item)) : bs_facet_get_name (BS_FACET (item));

      if (g_str_equal (other, name))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/*
 * bs_sidebar_find_row:
 * @names: (nullable): the path of a category, or the one name of a tag or a source
 * @expand: whether what it stands below is opened for it
 *
 * Returns: (transfer full) (nullable): the row of a scope; %NULL if there is none, or it stands below a closed one
 */
GtkTreeListRow *
bs_sidebar_find_row (BsSidebar *self, BsScope scope, const char *const *names, gboolean expand)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  if (section_key (scope) == NULL)
    return find_root (self, BS_SIDEBAR_PLACE, scope);

  row = find_root (self, BS_SIDEBAR_SECTION, scope);
  for (gsize i = 0; row != NULL && names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GtkTreeListRow) parent = g_steal_pointer (&row);
      GListModel *children;
      guint position;

      if (!gtk_tree_list_row_get_expanded (parent))
        {
          g_autofree char *key = bs_sidebar_row_key (parent);

          if (!expand)
            return NULL;
          gtk_tree_list_row_set_expanded (parent, TRUE);
          g_hash_table_add (self->expanded, g_steal_pointer (&key));
        }

      children = gtk_tree_list_row_get_children (parent);
      position = children != NULL ? find_name (children, names[i]) : GTK_INVALID_LIST_POSITION;
      if (position == GTK_INVALID_LIST_POSITION)
        return NULL;
      row = gtk_tree_list_row_get_child_row (parent, position);
    }

  return g_steal_pointer (&row);
}

static void
expand_children (BsSidebar *self, GtkTreeListRow *parent, GQueue *queue)
{
  GListModel *children = gtk_tree_list_row_get_children (parent);
  guint n = children != NULL ? g_list_model_get_n_items (children) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (children, i);
      g_autofree char *key = NULL;

      if (!BS_IS_CATEGORY (item))
        return;
      if (g_list_model_get_n_items (bs_category_get_children (BS_CATEGORY (item))) == 0)
        continue;
      key = category_key (BS_CATEGORY (item));
      if (g_hash_table_contains (self->expanded, key))
        g_queue_push_tail (queue, gtk_tree_list_row_get_child_row (parent, i));
    }
}

/* Opens what stood open before, as far as it is there: a scan brings the tree bit by bit. */
void
bs_sidebar_restore_expanded (BsSidebar *self)
{
  g_auto (GQueue) queue = G_QUEUE_INIT;
  guint n;

  g_return_if_fail (BS_IS_SIDEBAR (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (self->tree, i);
      g_autofree char *key = bs_sidebar_row_key (row);

      if (key != NULL && g_hash_table_contains (self->expanded, key))
        g_queue_push_tail (&queue, g_steal_pointer (&row));
    }

  while (!g_queue_is_empty (&queue))
    {
      g_autoptr (GtkTreeListRow) row = g_queue_pop_head (&queue);

      gtk_tree_list_row_set_expanded (row, TRUE);
      expand_children (self, row, &queue);
    }
}

/* The sections and places that have something to show, in their order. */
void
bs_sidebar_update_roots (BsSidebar *self)
{
  gboolean wanted[BS_SIDEBAR_N_ROOTS];
  guint position = 0;

  wanted[BS_SIDEBAR_ALL] = wanted[BS_SIDEBAR_UNREAD] = wanted[BS_SIDEBAR_STARRED] = TRUE;
  wanted[BS_SIDEBAR_RECENT] = bs_library_get_n_recent (self->library) > 0;
  wanted[BS_SIDEBAR_DRAFTS] = bs_library_get_n_drafts (self->library) > 0;
  wanted[BS_SIDEBAR_NEEDS_REPAIR] = bs_library_get_n_needs_repair (self->library) > 0;
  for (guint i = BS_SIDEBAR_CATEGORIES; i < BS_SIDEBAR_N_ROOTS; i++)
    wanted[i] = g_list_model_get_n_items (bs_sidebar_item_get_children (self->roots[i])) > 0;

  for (guint i = 0; i < BS_SIDEBAR_N_ROOTS; i++)
    {
      g_autoptr (BsSidebarItem) there = g_list_model_get_item (G_LIST_MODEL (self->store), position);

      if (wanted[i] && there != self->roots[i])
        g_list_store_insert (self->store, position, self->roots[i]);
      else if (!wanted[i] && there == self->roots[i])
        g_list_store_remove (self->store, position);
      position += wanted[i] ? 1 : 0;
    }
}
