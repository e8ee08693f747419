/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/facet.h"

#include "model/library/list/facet-private.h"

/**
 * BsFacet:
 *
 * A tag or a source, with the number of articles that have it.
 */
struct _BsFacet
{
  GObject parent_instance;

  BsVocabulary *vocabulary; /* where the term lives */
  BsTerm *term;
  guint count;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COUNT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BsFacet, bs_facet, G_TYPE_OBJECT)

static void
bs_facet_finalize (GObject *object)
{
  BsFacet *self = BS_FACET (object);

  if (self->term->object == self)
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
      g_value_set_uint (value, self->count);
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
 * Returns: (transfer full): an object that stands for it, and that the term knows
 */
BsFacet *
bs_facet_new (BsVocabulary *vocabulary, BsTerm *term)
{
  BsFacet *self = g_object_new (BS_TYPE_FACET, NULL);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->term = term;
  self->count = term->count;
  term->object = self;
  return self;
}

/**
 * bs_facet_set_count:
 * @self: a facet
 * @count: how many articles have it
 */
void
bs_facet_set_count (BsFacet *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * bs_facet_get_name:
 * @self: a facet
 *
 * Returns: the tag, or the source
 */
const char *
bs_facet_get_name (BsFacet *self)
{
  g_return_val_if_fail (BS_IS_FACET (self), NULL);

  return self->term->name;
}

/**
 * bs_facet_get_count:
 * @self: a facet
 *
 * Returns: how many articles have it
 */
guint
bs_facet_get_count (BsFacet *self)
{
  g_return_val_if_fail (BS_IS_FACET (self), 0);

  return self->count;
}
