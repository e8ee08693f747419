/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/facet-private.h"

struct _BsFacetList
{
  GObject parent_instance;

  BsVocabulary *vocabulary;
  BsVocabularyKind kind;
  BsIdView view;
};

static GType
bs_facet_list_get_item_type (GListModel *model)
{
  return BS_TYPE_FACET;
}

static guint
bs_facet_list_get_n_items (GListModel *model)
{
  return BS_FACET_LIST (model)->view.n_items;
}

static gpointer
bs_facet_list_get_item (GListModel *model, guint position)
{
  BsFacetList *self = BS_FACET_LIST (model);
  BsTerms *terms = &self->vocabulary->terms[self->kind];
  BsTerm *term;

  if (position >= self->view.n_items)
    return NULL;
  g_mutex_lock (&terms->mutex);
  term = terms->terms->pdata[bs_id_view_get (&self->view, position)];
  g_mutex_unlock (&terms->mutex);
  if (term->object != NULL)
    return g_object_ref (term->object);
  return bs_facet_new (self->vocabulary, term);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bs_facet_list_get_item_type;
  iface->get_n_items = bs_facet_list_get_n_items;
  iface->get_item = bs_facet_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BsFacetList, bs_facet_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
bs_facet_list_finalize (GObject *object)
{
  BsFacetList *self = BS_FACET_LIST (object);

  bs_id_view_clear (&self->view);
  g_clear_pointer (&self->vocabulary, bs_vocabulary_unref);
  G_OBJECT_CLASS (bs_facet_list_parent_class)->finalize (object);
}

static void
bs_facet_list_class_init (BsFacetListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_facet_list_finalize;
}

static void
bs_facet_list_init (BsFacetList *self)
{
  bs_id_view_init (&self->view);
}

/**
 * bs_facet_list_new:
 * @vocabulary: the names of the library
 * @kind: tags or sources
 *
 * Returns: (transfer full): an empty list
 */
BsFacetList *
bs_facet_list_new (BsVocabulary *vocabulary, BsVocabularyKind kind)
{
  BsFacetList *self = g_object_new (BS_TYPE_FACET_LIST, NULL);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->kind = kind;
  return self;
}

/**
 * bs_facet_list_get_ids:
 * @self: a list
 *
 * Returns: (transfer none): the indexes of the terms that it shows
 */
BsIds *
bs_facet_list_get_ids (BsFacetList *self)
{
  return self->view.ids;
}

static void
items_changed_cb (guint position, guint n_removed, guint n_added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, n_removed, n_added);
}

/**
 * bs_facet_list_apply:
 * @self: a list
 * @ids: the indexes of the terms that it shall show
 * @ranges: (element-type BsRange): how they differ from those it shows
 */
void
bs_facet_list_apply (BsFacetList *self, BsIds *ids, const GArray *ranges)
{
  g_object_ref (self);
  bs_id_view_change (&self->view, ids, ranges, items_changed_cb, self);
  g_object_unref (self);
}
