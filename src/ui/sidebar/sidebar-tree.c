/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-tree.h"

#include <glib/gi18n-lib.h>

#include "model/library/saved-searches.h"
#include "ui/sidebar/sidebar-item.h"
#include "ui/widgets/shorthand.h"

/* A separator that no category name contains and that settings accept. */
#define SEPARATOR "\x1f"

enum
{
  ROOT_ALL,
  ROOT_UNREAD,
  ROOT_STARRED,
  ROOT_RECENT,
  ROOT_DRAFTS,
  ROOT_NEEDS_REPAIR,
  ROOT_CATEGORIES,
  ROOT_TAGS,
  ROOT_SOURCES,
  ROOT_SEARCHES,
  N_ROOTS
};

struct _BsSidebarTree
{
  GObject parent_instance;

  BsLibrary *library; /* (nullable) */
  BsSidebarItem *roots[N_ROOTS];
  GListStore *store;
  GtkTreeListModel *model;
  GHashTable *expanded; /* the keys of the expanded rows */
  GPtrArray *sprung;    /* (element-type GtkTreeListRow): those that a drag has expanded */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebarTree, bs_sidebar_tree, G_TYPE_OBJECT)

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  GListModel *children = NULL;

  if (BS_IS_SIDEBAR_ITEM (item))
    children = bs_sidebar_item_get_children (BS_SIDEBAR_ITEM (item));
  else if (BS_IS_CATEGORY (item))
    children = bs_category_get_children (BS_CATEGORY (item));

  return children != NULL ? g_object_ref (children) : NULL;
}

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
    case BS_SCOPE_SEARCH:
      return "searches";
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

/* Returns: (transfer full) (nullable): a key for an expandable row that is the same in another session */
static char *
make_key (GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  if (BS_IS_CATEGORY (item))
    return category_key (BS_CATEGORY (item));
  if (BS_IS_SIDEBAR_ITEM (item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) == BS_SIDEBAR_SECTION)
    return g_strdup (section_key (bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (item))));
  return NULL;
}

static GtkTreeListRow *
find_root (BsSidebarTree *self, BsSidebarItemKind kind, BsScope scope)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsSidebarItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (bs_sidebar_item_get_kind (item) == kind && bs_sidebar_item_get_scope (item) == scope)
        return gtk_tree_list_model_get_child_row (self->model, i);
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
      const char *other = BS_IS_SAVED_SEARCH (item) ? bs_saved_search_get_key (BS_SAVED_SEARCH (item)) :
                                                      bs_facet_get_name (BS_FACET (item));

      if (g_str_equal (other, name))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
expand_children (BsSidebarTree *self, GtkTreeListRow *parent, GQueue *queue)
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

static void
update_counts (BsSidebarTree *self)
{
  bs_sidebar_item_set_count (self->roots[ROOT_ALL], bs_library_get_n_articles (self->library));
  bs_sidebar_item_set_count (self->roots[ROOT_UNREAD], bs_library_get_n_unread (self->library));
  bs_sidebar_item_set_count (self->roots[ROOT_STARRED], bs_library_get_n_starred (self->library));
  bs_sidebar_item_set_count (self->roots[ROOT_RECENT], bs_library_get_n_recent (self->library));
  bs_sidebar_item_set_count (self->roots[ROOT_DRAFTS], bs_library_get_n_drafts (self->library));
  bs_sidebar_item_set_count (self->roots[ROOT_NEEDS_REPAIR], bs_library_get_n_needs_repair (self->library));
}

static void
models_changed_cb (BsSidebarTree *self)
{
  g_assert (BS_IS_SIDEBAR_TREE (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
counts_cb (BsSidebarTree *self)
{
  g_assert (BS_IS_SIDEBAR_TREE (self));

  update_counts (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_library (BsSidebarTree *self)
{
  if (self->library == NULL)
    return;

  for (guint i = ROOT_CATEGORIES; i < N_ROOTS; i++)
    g_signal_handlers_disconnect_by_func (bs_sidebar_item_get_children (self->roots[i]), models_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->library, counts_cb, self);
  g_list_store_remove_all (self->store);
  for (guint i = 0; i < N_ROOTS; i++)
    g_clear_object (&self->roots[i]);
  g_clear_object (&self->library);
}

static void
bs_sidebar_tree_finalize (GObject *object)
{
  BsSidebarTree *self = BS_SIDEBAR_TREE (object);

  clear_library (self);
  g_clear_object (&self->model);
  g_clear_object (&self->store);
  g_hash_table_unref (self->expanded);
  g_ptr_array_unref (self->sprung);

  G_OBJECT_CLASS (bs_sidebar_tree_parent_class)->finalize (object);
}

static void
bs_sidebar_tree_class_init (BsSidebarTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_sidebar_tree_finalize;

  signals[CHANGED] = bs_new_signal (klass, "changed", 0);
}

static void
bs_sidebar_tree_init (BsSidebarTree *self)
{
  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sprung = g_ptr_array_new_with_free_func (g_object_unref);
  self->store = g_list_store_new (BS_TYPE_SIDEBAR_ITEM);
  self->model =
      gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), FALSE, FALSE, create_children, NULL, NULL);
  /* The part that changes below the first level of the categories. */
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (models_changed_cb), self, G_CONNECT_SWAPPED);
}

BsSidebarTree *
bs_sidebar_tree_new (void)
{
  return g_object_new (BS_TYPE_SIDEBAR_TREE, NULL);
}

/* @library: (nullable) */
void
bs_sidebar_tree_set_library (BsSidebarTree *self, BsLibrary *library)
{
  static const char *const notifications[] = { "notify::n-articles", "notify::n-unread", "notify::n-starred",
                                               "notify::n-recent",   "notify::n-drafts", "notify::n-needs-repair" };

  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  clear_library (self);
  if (library == NULL)
    return;

  self->library = g_object_ref (library);
  self->roots[ROOT_ALL] = bs_sidebar_item_new_place (BS_SCOPE_ALL, _ ("All Articles"), "view-list-symbolic");
  self->roots[ROOT_UNREAD] = bs_sidebar_item_new_place (BS_SCOPE_UNREAD, _ ("Unread"), "mail-unread-symbolic");
  self->roots[ROOT_STARRED] = bs_sidebar_item_new_place (BS_SCOPE_STARRED, _ ("Starred"), "starred-symbolic");
  self->roots[ROOT_RECENT] =
      bs_sidebar_item_new_place (BS_SCOPE_RECENT, _ ("Recently Changed"), "document-open-recent-symbolic");
  self->roots[ROOT_DRAFTS] = bs_sidebar_item_new_place (BS_SCOPE_DRAFTS, _ ("Drafts"), "document-edit-symbolic");
  self->roots[ROOT_NEEDS_REPAIR] =
      bs_sidebar_item_new_place (BS_SCOPE_NEEDS_REPAIR, _ ("Needs Repair"), "dialog-warning-symbolic");
  self->roots[ROOT_CATEGORIES] =
      bs_sidebar_item_new_section (BS_SCOPE_CATEGORY, _ ("Categories"), bs_library_get_categories (library));
  self->roots[ROOT_TAGS] = bs_sidebar_item_new_section (BS_SCOPE_TAG, _ ("Tags"), bs_library_get_tags (library));
  self->roots[ROOT_SOURCES] =
      bs_sidebar_item_new_section (BS_SCOPE_SOURCE, _ ("Sources"), bs_library_get_sources (library));
  self->roots[ROOT_SEARCHES] = bs_sidebar_item_new_section (BS_SCOPE_SEARCH, _ ("Saved Searches"),
                                                            G_LIST_MODEL (bs_library_get_searches (library)));

  for (guint i = ROOT_CATEGORIES; i < N_ROOTS; i++)
    g_signal_connect_object (bs_sidebar_item_get_children (self->roots[i]), "items-changed",
                             G_CALLBACK (models_changed_cb), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_connect_object (library, notifications[i], G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  update_counts (self);
  bs_sidebar_tree_update_roots (self);
}

/* Returns: (transfer none): a model of GtkTreeListRow, of BsSidebarItem, BsCategory, BsFacet and BsSavedSearch */
GtkTreeListModel *
bs_sidebar_tree_get_model (BsSidebarTree *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_TREE (self), NULL);

  return self->model;
}

/*
 * bs_sidebar_tree_find:
 * @names: (nullable): the path of a category, the name of a tag or a source, or the key of a saved search
 * @expand: whether its parents are expanded if necessary
 *
 * Returns: (transfer full) (nullable): the row of a scope; %NULL if there is none, or a parent is collapsed
 */
GtkTreeListRow *
bs_sidebar_tree_find (BsSidebarTree *self, BsScope scope, const char *const *names, gboolean expand)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_val_if_fail (BS_IS_SIDEBAR_TREE (self), NULL);

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
          g_autofree char *key = make_key (parent);

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

/* Expands the rows that were expanded before, as far as they exist: during a scan the tree grows bit by bit. */
void
bs_sidebar_tree_restore_expanded (BsSidebarTree *self)
{
  g_auto (GQueue) queue = G_QUEUE_INIT;
  guint n;

  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (self->model, i);
      g_autofree char *key = make_key (row);

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

/* The sections and places that are not empty, in their order. */
void
bs_sidebar_tree_update_roots (BsSidebarTree *self)
{
  gboolean wanted[N_ROOTS];
  guint position = 0;

  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));

  wanted[ROOT_ALL] = wanted[ROOT_UNREAD] = wanted[ROOT_STARRED] = TRUE;
  wanted[ROOT_RECENT] = bs_library_get_n_recent (self->library) > 0;
  wanted[ROOT_DRAFTS] = bs_library_get_n_drafts (self->library) > 0;
  wanted[ROOT_NEEDS_REPAIR] = bs_library_get_n_needs_repair (self->library) > 0;
  for (guint i = ROOT_CATEGORIES; i < N_ROOTS; i++)
    wanted[i] = g_list_model_get_n_items (bs_sidebar_item_get_children (self->roots[i])) > 0;

  for (guint i = 0; i < N_ROOTS; i++)
    {
      g_autoptr (BsSidebarItem) there = g_list_model_get_item (G_LIST_MODEL (self->store), position);

      if (wanted[i] && there != self->roots[i])
        g_list_store_insert (self->store, position, self->roots[i]);
      else if (!wanted[i] && there == self->roots[i])
        g_list_store_remove (self->store, position);
      position += wanted[i] ? 1 : 0;
    }
}

/* Returns: whether the row is expandable */
gboolean
bs_sidebar_tree_note_expanded (BsSidebarTree *self, GtkTreeListRow *row)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (BS_IS_SIDEBAR_TREE (self), FALSE);
  g_return_val_if_fail (GTK_IS_TREE_LIST_ROW (row), FALSE);

  key = make_key (row);
  if (key == NULL)
    return FALSE;
  if (gtk_tree_list_row_get_expanded (row))
    g_hash_table_add (self->expanded, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->expanded, key);
  return TRUE;
}

/* A drag over the row has expanded it. */
void
bs_sidebar_tree_note_sprung (BsSidebarTree *self, GtkTreeListRow *row)
{
  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));
  g_return_if_fail (GTK_IS_TREE_LIST_ROW (row));

  g_ptr_array_add (self->sprung, g_object_ref (row));
}

static gboolean
contains (GtkTreeListRow *row, const char *const *names)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  const char *const *path = BS_IS_CATEGORY (item) ? bs_category_get_path (BS_CATEGORY (item)) : NULL;

  if (path == NULL)
    return FALSE;
  while (*path != NULL && g_strcmp0 (*path, *names) == 0)
    {
      path++;
      names++;
    }
  return *path == NULL;
}

/* A category that was dropped on stays visible. */
void
bs_sidebar_tree_keep_sprung (BsSidebarTree *self, const char *const *category)
{
  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));
  g_return_if_fail (category != NULL);

  for (guint i = self->sprung->len; i > 0; i--)
    if (contains (self->sprung->pdata[i - 1], category))
      g_ptr_array_remove_index (self->sprung, i - 1);
}

/* Collapses the rows that a drag has expanded, the innermost first. */
void
bs_sidebar_tree_collapse_sprung (BsSidebarTree *self)
{
  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));

  while (self->sprung->len > 0)
    {
      g_autoptr (GtkTreeListRow) row = g_ptr_array_steal_index (self->sprung, self->sprung->len - 1);

      gtk_tree_list_row_set_expanded (row, FALSE);
    }
}

char **
bs_sidebar_tree_dup_expanded (BsSidebarTree *self)
{
  g_autoptr (GPtrArray) keys = NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (BS_IS_SIDEBAR_TREE (self), NULL);

  keys = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->expanded);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_steal (keys, NULL);
}

/* @keys: (nullable): from bs_sidebar_tree_dup_expanded(); %NULL for the default */
void
bs_sidebar_tree_set_expanded (BsSidebarTree *self, const char *const *keys)
{
  static const char *const first[] = { "categories", NULL };

  g_return_if_fail (BS_IS_SIDEBAR_TREE (self));

  g_hash_table_remove_all (self->expanded);
  for (const char *const *key = keys != NULL ? keys : first; *key != NULL; key++)
    g_hash_table_add (self->expanded, g_strdup (*key));
}
