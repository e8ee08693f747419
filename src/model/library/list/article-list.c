/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/article-list.h"

#include "model/library/list/article-list-private.h"

/**
 * BsArticleList:
 *
 * A list model of #BsArticleItem. It stores the result of its query as an array of numbers, and creates an item on
 * demand. When the library or the query changes, the new result is found on another thread, and the list reports the
 * few ranges that differ.
 */
struct _BsArticleList
{
  GObject parent_instance;

  GObject *owner;
  const BsArticleListFuncs *funcs;
  gpointer data;
  BsQuery *query;
  BsFold *fold; /* (nullable) */
  BsIdView view;
  BsSequence *sequence;
  gboolean is_asking;
  gboolean is_dirty;   /* something changed since the question that is on its way */
  gboolean is_pending; /* an older query's result is shown */
  gboolean is_telling;
  gboolean is_complete; /* the whole result is shown */
  guint total;          /* as last reported */
};

enum
{
  PROP_0,
  PROP_QUERY,
  PROP_PENDING,
  PROP_COMPLETE,
  PROP_TOTAL,
  N_PROPERTIES
};

enum
{
  FOLDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static GType
bs_article_list_get_item_type (GListModel *model)
{
  return BS_TYPE_ARTICLE_ITEM;
}

static guint
bs_article_list_get_n_items (GListModel *model)
{
  return BS_ARTICLE_LIST (model)->view.n_items;
}

static gpointer
bs_article_list_get_item (GListModel *model, guint position)
{
  BsArticleList *self = BS_ARTICLE_LIST (model);

  if (position >= self->view.n_items)
    return NULL;
  return self->funcs->dup_item (self->data, bs_id_view_get (&self->view, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bs_article_list_get_item_type;
  iface->get_n_items = bs_article_list_get_n_items;
  iface->get_item = bs_article_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BsArticleList, bs_article_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
bs_article_list_finalize (GObject *object)
{
  BsArticleList *self = BS_ARTICLE_LIST (object);

  bs_sequence_advance (self->sequence);
  self->funcs->forget (self->data, self);
  bs_sequence_unref (self->sequence);
  bs_id_view_clear (&self->view);
  bs_query_unref (self->query);
  g_clear_pointer (&self->fold, bs_fold_unref);
  g_object_unref (self->owner);
  G_OBJECT_CLASS (bs_article_list_parent_class)->finalize (object);
}

static void
bs_article_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsArticleList *self = BS_ARTICLE_LIST (object);

  switch (property_id)
    {
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->is_pending);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->is_complete);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_article_list_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BsArticleList *self = BS_ARTICLE_LIST (object);

  switch (property_id)
    {
    case PROP_QUERY:
      bs_article_list_set_query (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_article_list_class_init (BsArticleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bs_article_list_finalize;
  object_class->get_property = bs_article_list_get_property;
  object_class->set_property = bs_article_list_set_property;

  properties[PROP_QUERY] = g_param_spec_boxed ("query", NULL, NULL, BS_TYPE_QUERY,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PENDING] =
      g_param_spec_boolean ("pending", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] =
      g_param_spec_boolean ("complete", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOTAL] =
      g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[FOLDED] =
      g_signal_new ("folded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_article_list_init (BsArticleList *self)
{
  bs_id_view_init (&self->view);
  self->sequence = bs_sequence_new ();
}

static void
set_pending (BsArticleList *self, gboolean pending)
{
  if (self->is_pending == pending)
    return;
  self->is_pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static void
set_complete (BsArticleList *self, gboolean complete)
{
  if (complete && self->total != self->view.n_items)
    {
      self->total = self->view.n_items;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
    }
  if (self->is_complete == complete)
    return;
  self->is_complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
ask (BsArticleList *self)
{
  self->is_dirty = FALSE;
  self->is_asking = self->funcs->ask (self->data, self, self->query, self->view.ids, !self->is_pending, self->sequence);
}

/**
 * bs_article_list_new:
 * @owner: the object that the articles belong to; the list holds a reference
 * @funcs: functions of the owner
 * @data: for @funcs
 * @query: which of them
 *
 * Returns: (transfer full): a list that is empty until the query is answered
 */
BsArticleList *
bs_article_list_new (GObject *owner, const BsArticleListFuncs *funcs, gpointer data, BsQuery *query)
{
  BsArticleList *self = g_object_new (BS_TYPE_ARTICLE_LIST, NULL);

  self->owner = g_object_ref (owner);
  self->funcs = funcs;
  self->data = data;
  self->query = bs_query_ref (query);
  self->is_pending = TRUE;
  ask (self);
  return self;
}

/**
 * bs_article_list_refresh:
 * @self: a list
 *
 * The articles changed.
 */
void
bs_article_list_refresh (BsArticleList *self)
{
  if (self->is_asking || self->is_telling)
    self->is_dirty = TRUE;
  else
    ask (self);
}

static void
items_changed_cb (guint position, guint n_removed, guint n_added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, n_removed, n_added);
}

/**
 * bs_article_list_apply:
 * @self: a list
 * @job: an answer to a question of the list
 */
void
bs_article_list_apply (BsArticleList *self, BsQueryJob *job)
{
  gboolean is_folded;

  /* Overtaken. */
  if (job->number != g_atomic_int_get (&self->sequence->current) || (self->is_telling && job->is_partial))
    return;
  /* The answer is relative to a result that is not shown, because its predecessor could not be applied. */
  if (job->before != self->view.ids || self->is_telling)
    {
      self->is_asking = FALSE;
      if (!self->is_telling)
        ask (self);
      return;
    }

  g_object_ref (self);
  is_folded = job->before->folded != NULL || job->after->folded != NULL;
  self->is_asking = job->is_partial;
  self->is_telling = TRUE;
  bs_id_view_change (&self->view, job->after, job->ranges, items_changed_cb, self);
  self->is_telling = FALSE;
  if (is_folded)
    g_signal_emit (self, signals[FOLDED], 0);
  if (job->number == g_atomic_int_get (&self->sequence->current))
    {
      set_pending (self, FALSE);
      set_complete (self, !job->is_partial);
      if (self->is_dirty && !self->is_asking)
        ask (self);
    }
  else if (!self->is_asking)
    ask (self);
  g_object_unref (self);
}

/**
 * bs_article_list_forget_question:
 * @self: a list
 *
 * The library was closed, so no answer will come.
 */
void
bs_article_list_forget_question (BsArticleList *self)
{
  bs_sequence_advance (self->sequence);
  self->is_asking = FALSE;
}

/**
 * bs_article_list_dup_ids:
 * @self: a list
 *
 * Returns: (transfer full): the articles that it shows, or will show after it has reported a change
 */
BsIds *
bs_article_list_dup_ids (BsArticleList *self)
{
  return bs_ids_ref (self->view.next != NULL ? self->view.next : self->view.ids);
}

/**
 * bs_article_list_get_version:
 * @self: a list
 *
 * Returns: the version of the table that is shown, as far as it matters: the newest if the query is not answered yet
 */
guint64
bs_article_list_get_version (BsArticleList *self)
{
  return self->is_pending ? G_MAXUINT64 : self->view.ids->version;
}

/**
 * bs_article_list_get_shown_version:
 * @self: a list
 *
 * Returns: the version of the table that is shown, whatever the query; the newest one if nothing is shown
 */
guint64
bs_article_list_get_shown_version (BsArticleList *self)
{
  return self->view.n_items == 0 ? G_MAXUINT64 : self->view.ids->version;
}

/**
 * bs_article_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none): its query
 */
BsQuery *
bs_article_list_get_query (BsArticleList *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), NULL);

  return self->query;
}

/**
 * bs_article_list_set_query:
 * @self: a list
 * @query: another query
 *
 * Asks for something else. The old result stays until the answer arrives; until then, pending is true.
 */
void
bs_article_list_set_query (BsArticleList *self, BsQuery *query)
{
  g_return_if_fail (BS_IS_ARTICLE_LIST (self));
  g_return_if_fail (query != NULL);

  if (bs_query_equal (self->query, query))
    return;
  bs_query_ref (query);
  bs_query_unref (self->query);
  self->query = query;
  bs_sequence_advance (self->sequence);
  self->is_asking = FALSE;
  set_pending (self, TRUE);
  set_complete (self, FALSE);
  /* While a change is being reported, the answer would be relative to rows that are about to be removed. */
  if (!self->is_telling)
    ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * bs_article_list_get_pending:
 * @self: a list
 *
 * Returns: whether it still shows the result of an older query, or none
 */
gboolean
bs_article_list_get_pending (BsArticleList *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), FALSE);

  return self->is_pending;
}

/**
 * bs_article_list_get_complete:
 * @self: a list
 *
 * Returns: whether the whole result is shown; the first articles of a search come before the rest is known
 */
gboolean
bs_article_list_get_complete (BsArticleList *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), FALSE);

  return self->is_complete;
}

/**
 * bs_article_list_get_total:
 * @self: a list
 *
 * Returns: the number of articles when the list was last complete
 */
guint
bs_article_list_get_total (BsArticleList *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), 0);

  return self->total;
}

/**
 * bs_article_list_find:
 * @self: a list
 * @id: an article's number
 * @position: (out) (optional): its position
 *
 * Returns: whether the article is in the list
 */
gboolean
bs_article_list_find (BsArticleList *self, guint id, guint *position)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), FALSE);

  return bs_id_view_find (&self->view, id, position);
}

/**
 * bs_article_list_get_id:
 * @self: a list
 * @position: less than its length
 *
 * Returns: the number of the article at that position
 */
guint
bs_article_list_get_id (BsArticleList *self, guint position)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), 0);
  g_return_val_if_fail (position < self->view.n_items, 0);

  return bs_id_view_get (&self->view, position);
}

/**
 * bs_article_list_set_fold:
 * @self: a list
 * @fold: (nullable): the articles that share a row; %NULL if each has its own
 *
 * The list changes when that is found out.
 */
void
bs_article_list_set_fold (BsArticleList *self, BsFold *fold)
{
  g_return_if_fail (BS_IS_ARTICLE_LIST (self));

  if (self->fold == fold)
    return;
  g_clear_pointer (&self->fold, bs_fold_unref);
  self->fold = fold != NULL ? bs_fold_ref (fold) : NULL;
  bs_article_list_refresh (self);
}

/**
 * bs_article_list_get_fold:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): which articles share a row
 */
BsFold *
bs_article_list_get_fold (BsArticleList *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), NULL);

  return self->fold;
}

/**
 * bs_article_list_dup_fold:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): which articles share a row
 */
BsFold *
bs_article_list_dup_fold (BsArticleList *self)
{
  return self->fold != NULL ? bs_fold_ref (self->fold) : NULL;
}

/**
 * bs_article_list_count_folded:
 * @self: a list
 * @id: an article's number
 *
 * Returns: the number of further articles that its row represents, whether they are shown or not
 */
guint
bs_article_list_count_folded (BsArticleList *self, guint id)
{
  const BsIds *ids;

  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), 0);

  ids = self->view.next != NULL ? self->view.next : self->view.ids;
  return ids->folded != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (ids->folded, GUINT_TO_POINTER (id))) : 0;
}

/**
 * bs_article_list_list_all:
 * @self: a list
 *
 * Returns: (transfer full) (element-type guint): the numbers of all its articles, unordered, including those without a
 *   row of their own
 */
GArray *
bs_article_list_list_all (BsArticleList *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (BS_IS_ARTICLE_LIST (self), all);

  for (guint i = 0; i < self->view.n_items; i++)
    {
      guint id = bs_id_view_get (&self->view, i);

      g_array_append_val (all, id);
    }
  g_array_append_vals (all, self->view.ids->ids + self->view.ids->n_ids, self->view.ids->n_hidden);
  return all;
}
