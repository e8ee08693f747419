/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/name-table.h"

#include <string.h>

#include "model/format/text/utf8.h"
#include "model/library/words/alike.h"
#include "model/library/words/collator.h"

/* Data of a name that is computed once, when it is first needed. */
typedef struct
{
  char *sort_key;
  char *folded;
  char *alike;
} Keys;

struct _BsNameTable
{
  BsVocabulary *vocabulary;
  BsVocabularyKind kind;
  BsCollator *collator; /* (nullable): until something is sorted */
  GPtrArray *terms;     /* (element-type BsTerm): by index */
  GArray *keys;         /* (element-type Keys): by index */
};

static void
clear_keys (gpointer data)
{
  Keys *keys = data;

  g_free (keys->sort_key);
  g_free (keys->folded);
  g_free (keys->alike);
}

/**
 * bs_name_answer_ref:
 * @self: an answer
 *
 * Returns: (transfer full): @self
 */
BsNameAnswer *
bs_name_answer_ref (BsNameAnswer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_name_answer_unref:
 * @self: (transfer full): an answer
 */
void
bs_name_answer_unref (BsNameAnswer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->ids, bs_ids_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_free (self->facts);
  g_free (self);
}

/**
 * bs_name_table_new:
 * @vocabulary: the names of a library
 * @kind: tags or sources
 *
 * Returns: (transfer full): a table
 */
BsNameTable *
bs_name_table_new (BsVocabulary *vocabulary, BsVocabularyKind kind)
{
  BsNameTable *self = g_new0 (BsNameTable, 1);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->kind = kind;
  self->terms = g_ptr_array_new ();
  self->keys = g_array_new (FALSE, TRUE, sizeof (Keys));
  g_array_set_clear_func (self->keys, clear_keys);
  return self;
}

/**
 * bs_name_table_free:
 * @self: (transfer full): a table
 */
void
bs_name_table_free (BsNameTable *self)
{
  g_clear_pointer (&self->collator, bs_collator_free);
  g_array_unref (self->keys);
  g_ptr_array_unref (self->terms);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self);
}

static BsTerm *
get_term (BsNameTable *self, guint32 index)
{
  return self->terms->pdata[index];
}

static Keys *
get_keys (BsNameTable *self, guint32 index)
{
  return &g_array_index (self->keys, Keys, index);
}

static void
add_article (BsNameFacts *facts, const BsRow *row)
{
  facts->count++;
  if (row->date == BS_ROW_NO_DATE)
    return;
  if (facts->first == BS_ROW_NO_DATE || row->date < facts->first)
    facts->first = row->date;
  if (facts->last == BS_ROW_NO_DATE || row->date > facts->last)
    facts->last = row->date;
}

static BsNameFacts *
count (BsNameTable *self, const BsSnapshot *snapshot)
{
  BsNameFacts *facts = g_new (BsNameFacts, self->terms->len + 1);
  g_autofree guint32 *last_row = g_new0 (guint32, self->terms->len + 1);

  for (guint i = 0; i < self->terms->len; i++)
    facts[i] = (BsNameFacts){ 0, BS_ROW_NO_DATE, BS_ROW_NO_DATE };
  for (guint i = 0; i < snapshot->n_rows; i++)
    {
      const BsRow *row = snapshot->rows[i];
      BsTerm *const *terms;
      guint n;

      if (row == NULL)
        continue;
      terms = self->kind == BS_VOCABULARY_SOURCES ? row->terms : row->terms + row->n_sources + row->n_categories;
      n = self->kind == BS_VOCABULARY_SOURCES ? row->n_sources : row->n_tags;
      for (guint j = 0; j < n; j++)
        {
          guint32 index = terms[j]->index;

          if (last_row[index] == i + 1)
            continue;
          last_row[index] = i + 1;
          add_article (&facts[index], row);
        }
    }
  return facts;
}

/* The order of names that a query does not sort otherwise. */
typedef struct
{
  BsNameTable *table;
  const BsNameFacts *facts;
  const BsNameQuery *query;
} Order;

static int
compare_names (BsNameTable *self, guint32 a, guint32 b)
{
  int result = strcmp (get_keys (self, a)->sort_key, get_keys (self, b)->sort_key);

  return result != 0 ? result : strcmp (get_term (self, a)->name, get_term (self, b)->name);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return a > b ? -1 : a < b;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;
  const BsNameFacts *one = &order->facts[first];
  const BsNameFacts *other = &order->facts[second];
  int result = 0;

  switch (order->query->sort)
    {
    case BS_NAME_SORT_COUNT:
      result = compare_numbers (one->count, other->count);
      break;
    case BS_NAME_SORT_FIRST:
      result = compare_numbers (one->first, other->first);
      break;
    case BS_NAME_SORT_LAST:
      result = compare_numbers (one->last, other->last);
      break;
    case BS_NAME_SORT_NAME:
    default:
      result = compare_names (order->table, first, second);
      break;
    }
  if ((order->query->sort == BS_NAME_SORT_FIRST || order->query->sort == BS_NAME_SORT_LAST) &&
      (one->first == BS_ROW_NO_DATE) != (other->first == BS_ROW_NO_DATE))
    return result;
  if (order->query->reverse)
    result = -result;
  return result != 0 ? result : compare_names (order->table, first, second);
}

static int
compare_commonest_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;
  int result = compare_numbers (order->facts[first].count, order->facts[second].count);

  return result != 0 ? result : compare_names (order->table, first, second);
}

static void
make_sort_keys (BsNameTable *self, const guint32 *indexes, guint n)
{
  if (self->collator == NULL)
    self->collator = bs_collator_new ();
  for (guint i = 0; i < n; i++)
    {
      Keys *keys = get_keys (self, indexes[i]);

      if (keys->sort_key == NULL)
        keys->sort_key = bs_collator_make_key (self->collator, get_term (self, indexes[i])->name);
    }
}

static gboolean
has_text (BsNameTable *self, guint32 index, const char *folded)
{
  Keys *keys = get_keys (self, index);

  if (*folded == '\0')
    return TRUE;
  if (keys->folded == NULL)
    keys->folded = bs_utf8_fold (get_term (self, index)->name);
  return strstr (keys->folded, folded) != NULL;
}

static gboolean
any_has_text (BsNameTable *self, const GArray *group, const char *folded)
{
  for (guint i = 0; i < group->len; i++)
    if (has_text (self, g_array_index (group, guint32, i), folded))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): groups of at least two names that are alike, by the index of the commonest of them */
static GHashTable *
group (BsNameTable *self, const BsNameFacts *facts)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  GHashTable *groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  Order order = { self, facts, NULL };
  GHashTableIter iter;
  gpointer value;

  for (guint32 i = 0; i < self->terms->len; i++)
    {
      Keys *keys = get_keys (self, i);
      GArray *members;

      if (facts[i].count == 0)
        continue;
      if (keys->alike == NULL)
        keys->alike = bs_alike_make_key (get_term (self, i)->name);
      members = g_hash_table_lookup (by_key, keys->alike);
      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (by_key, keys->alike, members);
        }
      g_array_append_val (members, i);
    }
  g_hash_table_iter_init (&iter, by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *members = value;

      if (members->len < 2)
        continue;
      make_sort_keys (self, (const guint32 *) (gpointer) members->data, members->len);
      g_array_sort_with_data (members, compare_commonest_cb, &order);
      g_hash_table_insert (groups, GUINT_TO_POINTER (g_array_index (members, guint32, 0)), g_array_ref (members));
    }
  return groups;
}

/**
 * bs_name_table_answer:
 * @self: a table
 * @snapshot: the articles
 * @query: which names
 *
 * Counts the names and finds the first and the last date of their articles; the names are then filtered and sorted. It
 * takes a while for very many names.
 *
 * Returns: (transfer full): the result
 */
BsNameAnswer *
bs_name_table_answer (BsNameTable *self, const BsSnapshot *snapshot, const BsNameQuery *query)
{
  BsNameAnswer *answer = g_new0 (BsNameAnswer, 1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *folded = bs_utf8_fold (query->text != NULL ? query->text : "");
  Order order = { self, NULL, query };

  g_atomic_ref_count_init (&answer->ref_count);
  /* After the snapshot, so that every term in it is among them. */
  g_ptr_array_unref (self->terms);
  self->terms = bs_vocabulary_list (self->vocabulary, self->kind);
  g_array_set_size (self->keys, self->terms->len);
  order.facts = answer->facts = count (self, snapshot);
  answer->n_facts = self->terms->len;
  if (query->is_alike)
    answer->groups = group (self, answer->facts);

  for (guint32 i = 0; i < self->terms->len; i++)
    {
      const GArray *members =
          answer->groups != NULL ? g_hash_table_lookup (answer->groups, GUINT_TO_POINTER (i)) : NULL;

      if (answer->facts[i].count == 0)
        continue;
      answer->n_names++;
      if (query->is_alike ? members != NULL && any_has_text (self, members, folded) : has_text (self, i, folded))
        g_array_append_val (found, i);
    }
  make_sort_keys (self, (const guint32 *) (gpointer) found->data, found->len);
  if (found->len > 1)
    g_array_sort_with_data (found, compare_cb, &order);
  answer->ids = bs_ids_new (found->len, snapshot->version);
  if (found->len > 0)
    memcpy (answer->ids->ids, found->data, found->len * sizeof (guint32));
  return answer;
}
