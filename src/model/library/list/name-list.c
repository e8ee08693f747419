/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/name-list.h"

struct _BsName
{
  GObject parent_instance;

  BsNameList *list; /* (nullable): while it exists */
  BsVocabulary *vocabulary;
  BsTerm *term;
  BsNameFacts facts;
};

/**
 * BsName:
 *
 * A tag or a source, how many articles have it, and when the first and the last of them was written.
 */
G_DEFINE_FINAL_TYPE (BsName, bs_name, G_TYPE_OBJECT)

struct _BsNameList
{
  GObject parent_instance;

  BsVocabulary *vocabulary;
  BsVocabularyKind kind;
  BsSnapshot *(*take_snapshot) (gpointer owner);
  GObject *owner;
  BsNameTable *table; /* the worker's while it has a question */
  BsNameQuery query;
  BsNameAnswer *answer; /* (nullable): the names that are shown */
  BsIdView view;
  GHashTable *alive; /* (element-type guint BsName): by index, without references */
  gboolean is_asking;
  gboolean is_dirty;     /* the articles changed since the question */
  gboolean is_overtaken; /* so did the query */
};

enum
{
  CHANGED,
  N_NAME_SIGNALS
};

static guint name_signals[N_NAME_SIGNALS];

enum
{
  PROP_0,
  PROP_PENDING,
  PROP_N_NAMES,
  N_PROPERTIES
};

enum
{
  LIST_CHANGED,
  N_LIST_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint list_signals[N_LIST_SIGNALS];

static void ask (BsNameList *self);

static void
bs_name_finalize (GObject *object)
{
  BsName *self = BS_NAME (object);

  if (self->list != NULL)
    g_hash_table_remove (self->list->alive, GUINT_TO_POINTER (self->term->index));
  bs_vocabulary_unref (self->vocabulary);
  G_OBJECT_CLASS (bs_name_parent_class)->finalize (object);
}

static void
bs_name_class_init (BsNameClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_name_finalize;

  name_signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_name_init (BsName *self)
{
}

static BsNameFacts
get_facts (BsNameList *self, guint32 index)
{
  if (self->answer != NULL && index < self->answer->n_facts)
    return self->answer->facts[index];
  return (BsNameFacts){ 0, BS_ROW_NO_DATE, BS_ROW_NO_DATE };
}

static BsName *
dup_name (BsNameList *self, guint32 index)
{
  BsName *name = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (index));
  BsTerms *terms = &self->vocabulary->terms[self->kind];

  if (name != NULL)
    return g_object_ref (name);
  name = g_object_new (BS_TYPE_NAME, NULL);
  name->list = self;
  name->vocabulary = bs_vocabulary_ref (self->vocabulary);
  g_mutex_lock (&terms->mutex);
  name->term = terms->terms->pdata[index];
  g_mutex_unlock (&terms->mutex);
  name->facts = get_facts (self, index);
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (index), name);
  return name;
}

/**
 * bs_name_get_name:
 * @self: a name
 *
 * Returns: the tag or the source
 */
const char *
bs_name_get_name (BsName *self)
{
  g_return_val_if_fail (BS_IS_NAME (self), NULL);

  return self->term->name;
}

/**
 * bs_name_get_count:
 * @self: a name
 *
 * Returns: how many articles have it
 */
guint
bs_name_get_count (BsName *self)
{
  g_return_val_if_fail (BS_IS_NAME (self), 0);

  return self->facts.count;
}

/**
 * bs_name_get_dates:
 * @self: a name
 * @first: (out): the date of its oldest article, in seconds since the epoch
 * @last: (out): that of the newest
 *
 * Returns: whether any of its articles has a date
 */
gboolean
bs_name_get_dates (BsName *self, gint64 *first, gint64 *last)
{
  g_return_val_if_fail (BS_IS_NAME (self), FALSE);
  g_return_val_if_fail (first != NULL && last != NULL, FALSE);

  *first = self->facts.first;
  *last = self->facts.last;
  return self->facts.first != BS_ROW_NO_DATE;
}

/**
 * bs_name_dup_alike:
 * @self: a name in a list that shows those that are alike
 *
 * Returns: (transfer full) (element-type BsName): the names that are alike, the commonest first; @self alone if none is
 *   known
 */
GPtrArray *
bs_name_dup_alike (BsName *self)
{
  GPtrArray *names;
  const GArray *group = NULL;

  g_return_val_if_fail (BS_IS_NAME (self), NULL);

  names = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->list != NULL && self->list->answer != NULL && self->list->answer->groups != NULL)
    group = g_hash_table_lookup (self->list->answer->groups, GUINT_TO_POINTER (self->term->index));
  if (group == NULL)
    g_ptr_array_add (names, g_object_ref (self));
  for (guint i = 0; group != NULL && i < group->len; i++)
    g_ptr_array_add (names, dup_name (self->list, g_array_index (group, guint32, i)));
  return names;
}

static GType
bs_name_list_get_item_type (GListModel *model)
{
  return BS_TYPE_NAME;
}

static guint
bs_name_list_get_n_items (GListModel *model)
{
  return BS_NAME_LIST (model)->view.n_items;
}

static gpointer
bs_name_list_get_item (GListModel *model, guint position)
{
  BsNameList *self = BS_NAME_LIST (model);

  return position < self->view.n_items ? dup_name (self, bs_id_view_get (&self->view, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bs_name_list_get_item_type;
  iface->get_n_items = bs_name_list_get_n_items;
  iface->get_item = bs_name_list_get_item;
}

/**
 * BsNameList:
 *
 * The tags or the sources of a library, filtered and sorted. An item stays the same object while it is in use.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (BsNameList, bs_name_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
bs_name_list_finalize (GObject *object)
{
  BsNameList *self = BS_NAME_LIST (object);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    BS_NAME (name)->list = NULL;
  g_hash_table_unref (self->alive);
  bs_id_view_clear (&self->view);
  g_clear_pointer (&self->answer, bs_name_answer_unref);
  g_clear_pointer (&self->table, bs_name_table_free);
  g_free (self->query.text);
  bs_vocabulary_unref (self->vocabulary);
  g_clear_object (&self->owner);
  G_OBJECT_CLASS (bs_name_list_parent_class)->finalize (object);
}

static void
bs_name_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsNameList *self = BS_NAME_LIST (object);

  switch (property_id)
    {
    case PROP_PENDING:
      g_value_set_boolean (value, bs_name_list_get_pending (self));
      break;
    case PROP_N_NAMES:
      g_value_set_uint (value, bs_name_list_get_n_names (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_name_list_class_init (BsNameListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bs_name_list_finalize;
  object_class->get_property = bs_name_list_get_property;

  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  properties[PROP_N_NAMES] = g_param_spec_uint ("n-names", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  list_signals[LIST_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_name_list_init (BsNameList *self)
{
  bs_id_view_init (&self->view);
  self->alive = g_hash_table_new (NULL, NULL);
  self->query.sort = BS_NAME_SORT_COUNT;
}

/* A question to the worker, and then its answer. */
typedef struct
{
  BsNameTable *table; /* the list's */
  BsSnapshot *snapshot;
  BsNameQuery query;
  BsIds *before;
  BsNameAnswer *answer;
  GArray *ranges; /* (element-type BsRange) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->snapshot, bs_snapshot_free);
  g_free (job->query.text);
  bs_ids_unref (job->before);
  g_clear_pointer (&job->answer, bs_name_answer_unref);
  g_clear_pointer (&job->ranges, g_array_unref);
  g_free (job);
}

static void
answer_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->answer = bs_name_table_answer (job->table, job->snapshot, &job->query);
  g_clear_pointer (&job->snapshot, bs_snapshot_free);
  job->ranges = bs_ids_compare (job->before, job->answer->ids);
  g_task_return_boolean (task, TRUE);
}

static void
items_changed_cb (guint position, guint n_removed, guint n_added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, n_removed, n_added);
}

/* Only a few names are in use: the visible ones. */
static void
tell_names (BsNameList *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (names, g_object_ref (value));
  for (guint i = 0; i < names->len; i++)
    {
      BsName *name = names->pdata[i];

      name->facts = get_facts (self, name->term->index);
      g_signal_emit (name, name_signals[CHANGED], 0);
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsNameList *self = BS_NAME_LIST (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  self->is_asking = FALSE;
  if (self->is_overtaken)
    {
      ask (self);
      return;
    }
  g_clear_pointer (&self->answer, bs_name_answer_unref);
  self->answer = bs_name_answer_ref (job->answer);
  bs_id_view_change (&self->view, job->answer->ids, job->ranges, items_changed_cb, self);
  tell_names (self);
  /* The next question is about the current names. */
  if (self->is_dirty)
    ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_NAMES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
  g_signal_emit (self, list_signals[LIST_CHANGED], 0);
}

static void
ask (BsNameList *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, answered_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->table = self->table;
  job->snapshot = self->take_snapshot (self->owner);
  job->query = self->query;
  job->query.text = g_strdup (self->query.text);
  job->before = bs_ids_ref (self->view.ids);
  self->is_asking = TRUE;
  self->is_dirty = FALSE;
  self->is_overtaken = FALSE;
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, answer_thread);
}

/**
 * bs_name_list_new:
 * @vocabulary: the names of a library
 * @kind: tags or sources
 * @take_snapshot: a function of @owner
 * @owner: the library
 *
 * Returns: (transfer full): a list that is empty until bs_name_list_set_query()
 */
BsNameList *
bs_name_list_new (BsVocabulary *vocabulary, BsVocabularyKind kind, BsSnapshot *(*take_snapshot) (gpointer owner),
                  GObject *owner)
{
  BsNameList *self = g_object_new (BS_TYPE_NAME_LIST, NULL);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->kind = kind;
  self->take_snapshot = take_snapshot;
  self->owner = g_object_ref (owner);
  self->table = bs_name_table_new (vocabulary, kind);
  return self;
}

/**
 * bs_name_list_set_query:
 * @self: a list
 * @query: its new query; the names follow as soon as they are known
 */
void
bs_name_list_set_query (BsNameList *self, const BsNameQuery *query)
{
  char *text;

  g_return_if_fail (BS_IS_NAME_LIST (self));
  g_return_if_fail (query != NULL);

  text = g_strdup (query->text);
  g_free (self->query.text);
  self->query = *query;
  self->query.text = text;
  self->is_overtaken = self->is_asking;
  bs_name_list_refresh (self);
}

/**
 * bs_name_list_refresh:
 * @self: a list
 *
 * The articles changed.
 */
void
bs_name_list_refresh (BsNameList *self)
{
  g_return_if_fail (BS_IS_NAME_LIST (self));

  if (self->is_asking)
    {
      self->is_dirty = TRUE;
      return;
    }
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/**
 * bs_name_list_get_id:
 * @self: a list
 * @position: less than the number of its items
 *
 * Returns: the number of the name at that position, which never changes while the library exists
 */
guint
bs_name_list_get_id (BsNameList *self, guint position)
{
  g_return_val_if_fail (BS_IS_NAME_LIST (self), 0);
  g_return_val_if_fail (position < self->view.n_items, 0);

  return bs_id_view_get (&self->view, position);
}

/**
 * bs_name_list_get_name:
 * @self: a list
 * @position: less than the number of its items
 * @count: (out) (optional): how many articles have it
 *
 * Without an object for it: of a hundred thousand names, objects would take a while.
 *
 * Returns: (transfer none): the name there, which stays the same text as long as there is a library
 */
const char *
bs_name_list_get_name (BsNameList *self, guint position, guint *count)
{
  BsTerms *terms;
  const BsTerm *term;
  guint32 index;

  g_return_val_if_fail (BS_IS_NAME_LIST (self), NULL);
  g_return_val_if_fail (position < self->view.n_items, NULL);

  terms = &self->vocabulary->terms[self->kind];
  index = bs_id_view_get (&self->view, position);
  if (count != NULL)
    *count = get_facts (self, index).count;
  g_mutex_lock (&terms->mutex);
  term = terms->terms->pdata[index];
  g_mutex_unlock (&terms->mutex);
  return term->name;
}

/**
 * bs_name_list_get_pending:
 * @self: a list
 *
 * Returns: whether an answer is outstanding
 */
gboolean
bs_name_list_get_pending (BsNameList *self)
{
  g_return_val_if_fail (BS_IS_NAME_LIST (self), FALSE);

  return self->is_asking;
}

/**
 * bs_name_list_get_n_names:
 * @self: a list
 *
 * Returns: how many names there are in all
 */
guint
bs_name_list_get_n_names (BsNameList *self)
{
  g_return_val_if_fail (BS_IS_NAME_LIST (self), 0);

  return self->answer != NULL ? self->answer->n_names : 0;
}
