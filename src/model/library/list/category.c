/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/category.h"

#include "model/library/list/category-private.h"

/**
 * BsCategory:
 *
 * A node of the tree of categories, which counts the articles in it or below it. Its children are sorted by name.
 */
struct _BsCategory
{
  BsFacet parent_instance;

  BsTerm *term;
  GStrv path;
  char *sort_key;
  GListStore *children;
};

G_DEFINE_FINAL_TYPE (BsCategory, bs_category, BS_TYPE_FACET)

static void
bs_category_finalize (GObject *object)
{
  BsCategory *self = BS_CATEGORY (object);

  g_clear_object (&self->children);
  g_strfreev (self->path);
  g_free (self->sort_key);
  G_OBJECT_CLASS (bs_category_parent_class)->finalize (object);
}

static void
bs_category_class_init (BsCategoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_category_finalize;
}

static void
bs_category_init (BsCategory *self)
{
  self->children = g_list_store_new (BS_TYPE_CATEGORY);
}

/**
 * bs_category_new:
 * @vocabulary: the names of the library
 * @term: the category's
 * @collator: the order of names
 *
 * Returns: (transfer full): a node without children
 */
BsCategory *
bs_category_new (BsVocabulary *vocabulary, BsTerm *term, BsCollator *collator)
{
  BsCategory *self = g_object_new (BS_TYPE_CATEGORY, NULL);

  bs_facet_take_term (BS_FACET (self), vocabulary, term);
  self->term = term;
  self->sort_key = bs_collator_make_key (collator, term->name);
  return self;
}

/**
 * bs_category_get_store:
 * @self: a node
 *
 * Returns: (transfer none): its children
 */
GListStore *
bs_category_get_store (BsCategory *self)
{
  return self->children;
}

/**
 * bs_category_get_sort_key:
 * @self: a node
 *
 * Returns: its sort key among its siblings
 */
const char *
bs_category_get_sort_key (BsCategory *self)
{
  return self->sort_key;
}

/**
 * bs_category_get_path:
 * @self: a category
 *
 * Returns: (transfer none) (array zero-terminated=1): the names from the root down to it
 */
const char *const *
bs_category_get_path (BsCategory *self)
{
  g_return_val_if_fail (BS_IS_CATEGORY (self), NULL);

  if (self->path == NULL)
    self->path = bs_term_dup_names (self->term);
  return (const char *const *) self->path;
}

/**
 * bs_category_get_children:
 * @self: a category
 *
 * Returns: (transfer none): a list of #BsCategory, empty if it has no subcategories
 */
GListModel *
bs_category_get_children (BsCategory *self)
{
  g_return_val_if_fail (BS_IS_CATEGORY (self), NULL);

  return G_LIST_MODEL (self->children);
}
