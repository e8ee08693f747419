/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/category.h"

#include "model/library/list/category-private.h"

/**
 * BsCategory:
 *
 * A node of the tree of categories, with the number of articles that are in it or below it. Its children are in the
 * order of their names.
 */
struct _BsCategory
{
  GObject parent_instance;

  BsVocabulary *vocabulary; /* where the term lives */
  BsTerm *term;
  GStrv path;
  char *sort_key;
  guint count;
  GListStore *children;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COUNT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BsCategory, bs_category, G_TYPE_OBJECT)

static void
bs_category_finalize (GObject *object)
{
  BsCategory *self = BS_CATEGORY (object);

  g_clear_object (&self->children);
  g_clear_pointer (&self->vocabulary, bs_vocabulary_unref);
  g_strfreev (self->path);
  g_free (self->sort_key);
  G_OBJECT_CLASS (bs_category_parent_class)->finalize (object);
}

static void
bs_category_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsCategory *self = BS_CATEGORY (object);

  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, bs_category_get_name (self));
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_category_class_init (BsCategoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bs_category_finalize;
  object_class->get_property = bs_category_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
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

  self->vocabulary = bs_vocabulary_ref (vocabulary);
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
 * Returns: what it is ordered by among its siblings
 */
const char *
bs_category_get_sort_key (BsCategory *self)
{
  return self->sort_key;
}

/**
 * bs_category_set_count:
 * @self: a node
 * @count: how many articles are in it or below it
 */
void
bs_category_set_count (BsCategory *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * bs_category_get_name:
 * @self: a category
 *
 * Returns: its own name, the last part of its path
 */
const char *
bs_category_get_name (BsCategory *self)
{
  g_return_val_if_fail (BS_IS_CATEGORY (self), NULL);

  return self->term->name;
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
    {
      self->path = g_new0 (char *, self->term->depth + 2);
      for (const BsTerm *term = self->term; term != NULL; term = term->parent)
        self->path[term->depth] = g_strdup (term->name);
    }
  return (const char *const *) self->path;
}

/**
 * bs_category_get_count:
 * @self: a category
 *
 * Returns: how many articles are in it or below it, each counted once
 */
guint
bs_category_get_count (BsCategory *self)
{
  g_return_val_if_fail (BS_IS_CATEGORY (self), 0);

  return self->count;
}

/**
 * bs_category_get_children:
 * @self: a category
 *
 * Returns: (transfer none): a list of #BsCategory, empty where there is nothing below
 */
GListModel *
bs_category_get_children (BsCategory *self)
{
  g_return_val_if_fail (BS_IS_CATEGORY (self), NULL);

  return G_LIST_MODEL (self->children);
}
