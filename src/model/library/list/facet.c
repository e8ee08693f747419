/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/facet.h"

#include "model/library/list/facet-private.h"

/**
 * BsFacet:
 *
 * A tag, a source or a category, with the number of articles that have it.
 */
typedef struct
{
  BsVocabulary *vocabulary; /* the owner of the term */
  BsTerm *term;
  guint count;
} BsFacetPrivate;

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COUNT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_TYPE_WITH_PRIVATE (BsFacet, bs_facet, G_TYPE_OBJECT)

static BsFacetPrivate *
get_private (BsFacet *self)
{
  return bs_facet_get_instance_private (self);
}

static void
bs_facet_finalize (GObject *object)
{
  BsFacetPrivate *self = get_private (BS_FACET (object));

  if (self->term->object == object)
    self->term->object = NULL;
  bs_vocabulary_unref (self->vocabulary);
  G_OBJECT_CLASS (bs_facet_parent_class)->finalize (object);
}

static void
bs_facet_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsFacet *self = BS_FACET (object);

  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, bs_facet_get_name (self));
      break;
    case PROP_COUNT:
      g_value_set_uint (value, bs_facet_get_count (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_facet_class_init (BsFacetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bs_facet_finalize;
  object_class->get_property = bs_facet_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bs_facet_init (BsFacet *self)
{
}

/**
 * bs_facet_new:
 * @vocabulary: the names of the library
 * @term: the tag's or the source's
 *
 * Returns: (transfer full): the object of the term, which is the same one in each call
 */
BsFacet *
bs_facet_new (BsVocabulary *vocabulary, BsTerm *term)
{
  BsFacet *self = g_object_new (BS_TYPE_FACET, NULL);

  bs_facet_take_term (self, vocabulary, term);
  return self;
}

/**
 * bs_facet_take_term:
 * @self: a new facet
 * @vocabulary: the names of the library
 * @term: its name and count; it refers to @self from now on
 */
void
bs_facet_take_term (BsFacet *self, BsVocabulary *vocabulary, BsTerm *term)
{
  *get_private (self) = (BsFacetPrivate){ bs_vocabulary_ref (vocabulary), term, term->count };
  term->object = self;
}

/**
 * bs_facet_set_count:
 * @self: a facet
 * @count: how many articles have it
 */
void
bs_facet_set_count (BsFacet *self, guint count)
{
  if (get_private (self)->count == count)
    return;
  get_private (self)->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * bs_facet_get_name:
 * @self: a facet
 *
 * Returns: the tag or the source, or the last part of the path of a category
 */
const char *
bs_facet_get_name (BsFacet *self)
{
  g_return_val_if_fail (BS_IS_FACET (self), NULL);

  return get_private (self)->term->name;
}

/**
 * bs_facet_get_count:
 * @self: a facet
 *
 * Returns: how many articles have it; of a category, how many are in it or below it, each counted once
 */
guint
bs_facet_get_count (BsFacet *self)
{
  g_return_val_if_fail (BS_IS_FACET (self), 0);

  return get_private (self)->count;
}
