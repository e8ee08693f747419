/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/category-tree.h"

#include <string.h>

#include "model/library/list/category-private.h"

struct _BsCategoryTree
{
  BsVocabulary *vocabulary;
  BsCollator *collator;
  GListStore *roots;
  GQueue dirty;      /* (element-type BsTerm): those whose counts the nodes do not show yet */
  GHashTable *kept;  /* (element-type BsTerm): those that are shown while they are empty */
  GPtrArray *filled; /* (element-type GStrv): categories that were shown while empty until they got articles */
  guint32 mark;
};

/**
 * bs_category_tree_new:
 * @vocabulary: the names of the library
 *
 * Returns: (transfer full): a tree without a node
 */
BsCategoryTree *
bs_category_tree_new (BsVocabulary *vocabulary)
{
  BsCategoryTree *self = g_new0 (BsCategoryTree, 1);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->collator = bs_collator_new ();
  self->roots = g_list_store_new (BS_TYPE_CATEGORY);
  g_queue_init (&self->dirty);
  self->kept = g_hash_table_new (NULL, NULL);
  self->filled = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

/**
 * bs_category_tree_free:
 * @self: (transfer full): a tree
 */
void
bs_category_tree_free (BsCategoryTree *self)
{
  g_autoptr (GPtrArray) terms = bs_vocabulary_list (self->vocabulary, BS_VOCABULARY_CATEGORIES);

  for (guint i = 0; i < terms->len; i++)
    {
      BsTerm *term = terms->pdata[i];

      g_clear_object (&term->object);
    }
  g_queue_clear (&self->dirty);
  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->filled);
  g_clear_object (&self->roots);
  bs_collator_free (self->collator);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self);
}

/**
 * bs_category_tree_get_roots:
 * @self: a tree
 *
 * Returns: (transfer none): a list of #BsCategory
 */
GListModel *
bs_category_tree_get_roots (BsCategoryTree *self)
{
  return G_LIST_MODEL (self->roots);
}

static void
make_dirty (BsCategoryTree *self, BsTerm *term)
{
  if (term->dirty)
    return;
  term->dirty = TRUE;
  g_queue_push_tail (&self->dirty, term);
}

/**
 * bs_category_tree_count:
 * @self: a tree
 * @row: an article
 * @difference: 1 if it was added, -1 if it was removed
 *
 * Counts the article once in each of its categories and in all above them.
 */
void
bs_category_tree_count (BsCategoryTree *self, const BsRow *row, int difference)
{
  self->mark++;
  for (guint i = 0; i < row->n_categories; i++)
    for (BsTerm *term = row->terms[row->n_sources + i]; term != NULL && term->mark != self->mark; term = term->parent)
      {
        term->mark = self->mark;
        term->count += (guint32) difference;
        make_dirty (self, term);
      }
}

/**
 * bs_category_tree_is_dirty:
 * @self: a tree
 *
 * Returns: whether there are counts that the nodes do not show yet
 */
gboolean
bs_category_tree_is_dirty (BsCategoryTree *self)
{
  return !g_queue_is_empty (&self->dirty);
}

static GListStore *
get_siblings (BsCategoryTree *self, const BsTerm *term)
{
  if (term->parent == NULL)
    return self->roots;
  return term->parent->object != NULL ? bs_category_get_store (term->parent->object) : NULL;
}

static int
compare_categories (gconstpointer a, gconstpointer b, gpointer user_data)
{
  BsCategory *first = (BsCategory *) a;
  BsCategory *second = (BsCategory *) b;
  int result = strcmp (bs_category_get_sort_key (first), bs_category_get_sort_key (second));

  return result != 0 ? result : strcmp (bs_facet_get_name (BS_FACET (first)), bs_facet_get_name (BS_FACET (second)));
}

static void
add_node (BsCategoryTree *self, BsTerm *term)
{
  BsCategory *category = bs_category_new (self->vocabulary, term, self->collator);

  g_list_store_insert_sorted (get_siblings (self, term), category, compare_categories, NULL);
}

static void
remove_node (BsCategoryTree *self, BsTerm *term)
{
  g_autoptr (BsCategory) category = g_steal_pointer (&term->object);
  GListStore *siblings = get_siblings (self, term);
  guint low = 0;
  guint high;

  if (siblings == NULL)
    return;
  high = g_list_model_get_n_items (G_LIST_MODEL (siblings));
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      g_autoptr (BsCategory) other = g_list_model_get_item (G_LIST_MODEL (siblings), middle);
      int result = compare_categories (other, category, NULL);

      if (result == 0)
        {
          g_list_store_remove (siblings, middle);
          return;
        }
      if (result < 0)
        low = middle + 1;
      else
        high = middle;
    }
}

static void
set_kept (BsCategoryTree *self, BsTerm *term, gboolean on)
{
  if (on)
    g_hash_table_add (self->kept, term);
  else
    g_hash_table_remove (self->kept, term);
  for (; term != NULL; term = term->parent)
    {
      term->n_kept += on ? 1 : (guint32) -1;
      make_dirty (self, term);
    }
}

static void
show_count (BsCategoryTree *self, BsTerm *term)
{
  if (term->count > 0 && g_hash_table_contains (self->kept, term))
    {
      g_ptr_array_add (self->filled, bs_term_dup_names (term));
      set_kept (self, term, FALSE);
    }
  if (term->count == 0 && term->n_kept == 0)
    {
      if (term->object != NULL)
        remove_node (self, term);
    }
  else if (term->object != NULL)
    bs_facet_set_count (term->object, term->count);
  else
    {
      g_autoptr (GPtrArray) missing = g_ptr_array_new ();

      for (BsTerm *above = term; above != NULL && above->object == NULL; above = above->parent)
        g_ptr_array_add (missing, above);
      for (guint i = missing->len; i-- > 0;)
        add_node (self, missing->pdata[i]);
    }
}

/**
 * bs_category_tree_flush:
 * @self: a tree
 * @deadline: when to stop, in microseconds of the monotonic clock
 *
 * Has the nodes show the counts.
 */
void
bs_category_tree_flush (BsCategoryTree *self, gint64 deadline)
{
  BsTerm *term;

  while ((term = g_queue_pop_head (&self->dirty)) != NULL)
    {
      term->dirty = FALSE;
      show_count (self, term);
      if (g_get_monotonic_time () >= deadline)
        return;
    }
}

/**
 * bs_category_tree_keep:
 * @self: a tree
 * @path: (array zero-terminated=1): a category
 * @on: whether it is shown while empty
 *
 * A category with articles is an ordinary one: bs_category_tree_take_filled() reports those that get some.
 *
 * Returns: whether that changes anything
 */
gboolean
bs_category_tree_keep (BsCategoryTree *self, const char *const *path, gboolean on)
{
  BsTerm *term = NULL;

  for (guint i = 0; path[i] != NULL; i++)
    term = bs_vocabulary_intern (self->vocabulary, BS_VOCABULARY_CATEGORIES, term, path[i], strlen (path[i]));
  if (term == NULL || g_hash_table_contains (self->kept, term) == on)
    return FALSE;
  if (on && term->count > 0)
    {
      g_ptr_array_add (self->filled, bs_term_dup_names (term));
      return FALSE;
    }
  set_kept (self, term, on);
  return TRUE;
}

static gboolean
begins_with (const char *const *path, const char *const *from)
{
  guint depth = 0;

  while (from[depth] != NULL && g_strcmp0 (path[depth], from[depth]) == 0)
    depth++;
  return from[depth] == NULL;
}

/**
 * bs_category_tree_list_kept:
 * @self: a tree
 * @from: (nullable) (array zero-terminated=1): a category
 *
 * Returns: (transfer full) (element-type GStrv): the empty categories that are shown; with @from, only that one and
 *   those below it
 */
GPtrArray *
bs_category_tree_list_kept (BsCategoryTree *self, const char *const *from)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  GHashTableIter iter;
  gpointer term;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &term, NULL))
    {
      g_auto (GStrv) path = bs_term_dup_names (term);

      if (from == NULL || begins_with ((const char *const *) path, from))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  return paths;
}

static gboolean
contains_path (GPtrArray *paths, const char *const *path)
{
  for (guint i = 0; i < paths->len; i++)
    if (g_strv_equal (paths->pdata[i], path))
      return TRUE;
  return FALSE;
}

static gboolean
keep_all (BsCategoryTree *self, GPtrArray *paths, gboolean on)
{
  gboolean is_new = FALSE;

  for (guint i = 0; i < paths->len; i++)
    is_new = bs_category_tree_keep (self, paths->pdata[i], on) || is_new;
  return is_new;
}

/**
 * bs_category_tree_set_kept:
 * @self: a tree
 * @paths: (element-type GStrv): the categories that are shown although no article is in them; no others are
 */
void
bs_category_tree_set_kept (BsCategoryTree *self, GPtrArray *paths)
{
  g_autoptr (GPtrArray) kept = bs_category_tree_list_kept (self, NULL);

  for (guint i = 0; i < kept->len; i++)
    if (!contains_path (paths, kept->pdata[i]))
      bs_category_tree_keep (self, kept->pdata[i], FALSE);
  keep_all (self, paths, TRUE);
}

/**
 * bs_category_tree_change_kept:
 * @self: a tree
 * @from: (nullable) (array zero-terminated=1): a category
 * @to: (nullable) (array zero-terminated=1): a category
 * @dropped: (out) (transfer full) (element-type GStrv): the categories that are no longer stored
 * @added: (out) (transfer full) (element-type GStrv): the categories that are stored from now on
 *
 * Stores @to, or moves the categories stored at and below @from there; without @to, removes them.
 *
 * Returns: whether that changes anything
 */
gboolean
bs_category_tree_change_kept (BsCategoryTree *self, const char *const *from, const char *const *to, GPtrArray **dropped,
                              GPtrArray **added)
{
  gboolean is_new;

  *added = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  *dropped = from != NULL ? bs_category_tree_list_kept (self, from) :
                            g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; to != NULL && i < (*dropped)->len; i++)
    {
      const char **path = (*dropped)->pdata[i];
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      g_strv_builder_addv (builder, (const char **) to);
      g_strv_builder_addv (builder, path + g_strv_length ((GStrv) from));
      g_ptr_array_add (*added, g_strv_builder_end (builder));
    }
  if (from == NULL && to != NULL)
    g_ptr_array_add (*added, g_strdupv ((GStrv) to));
  is_new = keep_all (self, *dropped, FALSE);
  return keep_all (self, *added, TRUE) || is_new;
}

/**
 * bs_category_tree_take_filled:
 * @self: a tree
 *
 * Returns: (transfer full) (element-type GStrv): the categories that got articles since the last call
 */
GPtrArray *
bs_category_tree_take_filled (BsCategoryTree *self)
{
  GPtrArray *filled = g_steal_pointer (&self->filled);

  self->filled = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return filled;
}
