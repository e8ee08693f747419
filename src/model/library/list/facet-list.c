/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/facet-list.h"

#include "model/library/list/facet-private.h"

struct _BsFacetList
{
  GObject parent_instance;

  BsVocabulary *vocabulary;
  BsVocabularyKind kind;
  BsIdView view;
  GPtrArray *dirty; /* (element-type BsTerm): those whose counts changed since the last question */
  BsSequence *sequence;
  gboolean is_asking;
  gboolean is_held;     /* the names keep their places */
  gboolean is_outdated; /* an answer arrived meanwhile */
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
  g_clear_pointer (&self->dirty, g_ptr_array_unref);
  g_clear_pointer (&self->sequence, bs_sequence_unref);
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
  self->dirty = g_ptr_array_new ();
  self->sequence = bs_sequence_new ();
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
 * bs_facet_list_count:
 * @self: a list
 * @terms: (array length=n_terms): the terms of an article
 * @n_terms: how many
 * @difference: 1 if the article was added, -1 if it was removed
 */
void
bs_facet_list_count (BsFacetList *self, BsTerm *const *terms, guint n_terms, int difference)
{
  for (guint i = 0; i < n_terms; i++)
    {
      terms[i]->count += (guint32) difference;
      if (!terms[i]->dirty)
        {
          terms[i]->dirty = TRUE;
          g_ptr_array_add (self->dirty, terms[i]);
        }
    }
}

/**
 * bs_facet_list_ask:
 * @self: a list
 * @queries: the thread that ranks the terms
 *
 * Shows the changed counts, and requests the new order, unless an answer is outstanding.
 */
void
bs_facet_list_ask (BsFacetList *self, BsQueryThread *queries)
{
  g_autoptr (GPtrArray) terms = NULL;
  BsQueryJob *job;

  if ((self->dirty->len == 0 && !self->is_outdated) || self->is_asking || self->is_held)
    return;
  self->is_outdated = FALSE;
  for (guint i = 0; i < self->dirty->len; i++)
    {
      BsTerm *term = self->dirty->pdata[i];

      term->dirty = FALSE;
      if (term->object != NULL)
        bs_facet_set_count (term->object, term->count);
    }
  g_ptr_array_set_size (self->dirty, 0);

  terms = bs_vocabulary_list (self->vocabulary, self->kind);
  job = g_new0 (BsQueryJob, 1);
  job->sequence = bs_sequence_ref (self->sequence);
  job->number = self->sequence->current;
  job->list = self;
  job->before = bs_ids_ref (self->view.ids);
  job->counts = g_new (BsTermCount, terms->len + 1);
  for (guint i = 0; i < terms->len; i++)
    {
      BsTerm *term = terms->pdata[i];

      if (term->count > 0)
        job->counts[job->n_counts++] = (BsTermCount){ term, term->count };
    }
  self->is_asking = TRUE;
  bs_query_thread_push (queries, job);
}

/**
 * bs_facet_list_forget_question:
 * @self: a list whose question will not be answered
 */
void
bs_facet_list_forget_question (BsFacetList *self)
{
  self->is_asking = FALSE;
}

/**
 * bs_facet_list_is_told:
 * @self: a list
 *
 * Returns: whether it shows all current counts, or nobody should wait for that
 */
gboolean
bs_facet_list_is_told (BsFacetList *self)
{
  return self->is_held || (!self->is_asking && self->dirty->len == 0 && !self->is_outdated);
}

static void
items_changed_cb (guint position, guint n_removed, guint n_added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, n_removed, n_added);
}

/**
 * bs_facet_list_apply:
 * @self: a list
 * @job: the answer to its question
 */
void
bs_facet_list_apply (BsFacetList *self, const BsQueryJob *job)
{
  self->is_asking = FALSE;
  self->is_outdated = self->is_held;
  if (self->is_held)
    return;
  g_object_ref (self);
  bs_id_view_change (&self->view, job->after, job->ranges, items_changed_cb, self);
  g_object_unref (self);
}

/**
 * bs_facet_list_set_held:
 * @self: a list
 * @is_held: whether no name is added, removed or moved
 */
void
bs_facet_list_set_held (BsFacetList *self, gboolean is_held)
{
  self->is_held = is_held;
}
