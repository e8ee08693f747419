/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/survey.h"

#include <string.h>

#include "model/library/folder/document.h"
#include "model/library/index/index-fields.h"
#include "model/library/index/index-reader.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* An article may have any number of keys; no more than these are examined. */
#define MAX_KEYS 200

#define MAX_DESCRIBED 400
#define ARTICLES_AT_ONCE 256

/* Different values, counted by their hash. One example of each is kept, so that only the most frequent ones are read
 * again for display. */
typedef struct
{
  guint64 hash;
  guint32 count; /* 0: empty */
  guint32 example;
} Slot;

typedef struct
{
  Slot *slots; /* open addressing, a power of two of them */
  guint n_slots;
  guint n_used;
  guint n_articles;
  guint32 last; /* the article that was counted last */
} Tally;

static void
tally_init (Tally *self)
{
  *self = (Tally){ .n_slots = 64, .last = G_MAXUINT32 };
  self->slots = g_new0 (Slot, self->n_slots);
}

static void
tally_clear (Tally *self)
{
  g_free (self->slots);
}

static Slot *
find_slot (Slot *slots, guint n_slots, guint64 hash)
{
  guint i = (guint) (hash ^ hash >> 32) & (n_slots - 1);

  while (slots[i].count > 0 && slots[i].hash != hash)
    i = (i + 1) & (n_slots - 1);
  return &slots[i];
}

static void
tally_grow (Tally *self)
{
  guint n_slots = 4 * self->n_slots;
  Slot *slots = g_new0 (Slot, n_slots);

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].count > 0)
      *find_slot (slots, n_slots, self->slots[i].hash) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

/* Counts the value of an article once, even if its front matter has the key twice. */
static void
tally_add (Tally *self, guint64 hash, guint32 id)
{
  Slot *slot;

  if (self->last == id)
    return;
  self->last = id;
  self->n_articles++;
  if (2 * self->n_used >= self->n_slots)
    tally_grow (self);
  slot = find_slot (self->slots, self->n_slots, hash);
  if (slot->count == 0)
    {
      self->n_used++;
      slot->hash = hash;
      slot->example = id;
    }
  slot->count++;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const Slot *first = a;
  const Slot *second = b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return first->example < second->example ? -1 : first->example > second->example;
}

/* Returns: (element-type Slot): the most frequent ones, in order */
static GArray *
tally_list (const Tally *self)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (Slot));

  for (guint i = 0; i < self->n_slots; i++)
    {
      guint n;

      if (self->slots[i].count == 0)
        continue;
      if (slots->len == BS_SURVEY_MAX_VALUES &&
          compare_slots (&self->slots[i], &g_array_index (slots, Slot, slots->len - 1)) > 0)
        continue;
      for (n = slots->len; n > 0 && compare_slots (&self->slots[i], &g_array_index (slots, Slot, n - 1)) < 0;)
        n--;
      g_array_insert_val (slots, n, self->slots[i]);
      if (slots->len > BS_SURVEY_MAX_VALUES)
        g_array_set_size (slots, BS_SURVEY_MAX_VALUES);
    }
  return slots;
}

static void
value_free (gpointer data)
{
  BsSurveyValue *self = data;

  g_free (self->text);
  g_strfreev (self->names);
  g_free (self);
}

static void
field_free (gpointer data)
{
  BsSurveyField *self = data;

  g_free (self->key);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static BsSurveyField *
add_field (BsSurvey *self, const char *key, guint n_having, guint n_values)
{
  BsSurveyField *field = g_new0 (BsSurveyField, 1);

  field->key = g_strdup (key);
  field->n_articles = self->n_articles;
  field->n_missing = self->n_articles - n_having;
  field->n_values = n_values;
  field->values = g_ptr_array_new_with_free_func (value_free);
  g_ptr_array_add (self->fields, field);
  return field;
}

/* @text: (transfer full) */
static BsSurveyValue *
add_value (BsSurveyField *field, char *text, BsValueKind kind, guint n_articles)
{
  BsSurveyValue *value = g_new0 (BsSurveyValue, 1);

  value->text = text;
  value->kind = kind;
  value->n_articles = n_articles;
  g_ptr_array_add (field->values, value);
  return value;
}

static BsSurvey *
survey_new (guint n_articles)
{
  BsSurvey *self = g_new0 (BsSurvey, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_articles = n_articles;
  self->fields = g_ptr_array_new_with_free_func (field_free);
  return self;
}

/**
 * bs_survey_ref:
 * @self: a survey
 *
 * Returns: (transfer full): @self
 */
BsSurvey *
bs_survey_ref (BsSurvey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_survey_unref:
 * @self: (transfer full): a survey
 */
void
bs_survey_unref (BsSurvey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/**
 * bs_survey_find:
 * @self: a survey of keys
 * @key: a key of front matter
 *
 * Returns: (transfer none) (nullable): the articles' values of that field; %NULL if none has it
 */
const BsSurveyField *
bs_survey_find (const BsSurvey *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const BsSurveyField *field = self->fields->pdata[i];

      if (g_strcmp0 (field->key, key) == 0)
        return field;
    }
  return NULL;
}

/* The data of the table. */

static const BsRow *
get_row (const BsSnapshot *snapshot, guint id)
{
  const BsRow *row = id < snapshot->n_rows ? snapshot->rows[id] : NULL;

  return row != NULL && (bs_row_get_marks (row) & BS_MARK_GONE) == 0 ? row : NULL;
}

/* A date as one would write it, on its own clock. */
static char *
describe_date (const BsRow *row)
{
  BsDate date = { 0 };
  g_autoptr (GDateTime) time = NULL;

  bs_row_get_date (row, &date);
  time = g_date_time_new_from_unix_utc (date.face);
  if (time == NULL)
    return g_strdup ("");
  if (date.has_time && date.has_zone)
    {
      g_autofree char *text = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
      int minutes = ABS (date.zone) / 60;

      return g_strdup_printf ("%s %c%02d:%02d", text, date.zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
    }
  return g_date_time_format (time, date.has_time ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%d");
}

static char *
join_sources (const BsRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->n_sources; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", row->terms[i]->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* How many articles have each term, by its number. */
static void
count_terms (GArray *counts, GPtrArray *terms, BsTerm *const *of_row, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 index = of_row[i]->index;

      if (index >= counts->len)
        {
          g_array_set_size (counts, index + 1);
          g_ptr_array_set_size (terms, (int) index + 1);
        }
      terms->pdata[index] = of_row[i];
      g_array_index (counts, guint32, index)++;
    }
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const BsSurveyValue *first = *(BsSurveyValue *const *) a;
  const BsSurveyValue *second = *(BsSurveyValue *const *) b;

  return first->n_articles != second->n_articles ? (first->n_articles > second->n_articles ? -1 : 1) :
                                                   strcmp (first->text, second->text);
}

static void
add_terms (BsSurvey *self, const GArray *counts, const GPtrArray *terms, guint n_having, gboolean are_paths)
{
  BsSurveyField *field = add_field (self, NULL, n_having, 0);

  for (guint i = 0; i < counts->len; i++)
    {
      const BsTerm *term = terms->pdata[i];
      BsSurveyValue *value;

      if (term == NULL)
        continue;
      field->n_values++;
      value = add_value (field, g_strdup (term->name), BS_VALUE_STRING, g_array_index (counts, guint32, i));
      if (!are_paths)
        continue;
      value->names = g_new0 (char *, term->depth + 2);
      for (gint64 depth = term->depth; depth >= 0 && term != NULL; depth--, term = term->parent)
        value->names[depth] = g_strdup (term->name);
    }
  g_ptr_array_sort (field->values, compare_values);
}

/**
 * bs_survey_new_resident:
 * @snapshot: the table
 * @ids: (array length=n_ids): articles; removed ones are not counted
 * @n_ids: their number
 *
 * Counts from the table, without reading files. Any thread may do so.
 *
 * Returns: (transfer full): the values of each #BsSurveyPart; of categories and tags, all
 */
BsSurvey *
bs_survey_new_resident (const BsSnapshot *snapshot, const guint *ids, guint n_ids)
{
  static const char *const drafts[] = { "false", "true" };
  BsSurvey *self;
  Tally tallies[BS_SURVEY_CATEGORIES];
  g_autoptr (GArray) categories = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_autoptr (GArray) tags = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_autoptr (GPtrArray) category_terms = g_ptr_array_new ();
  g_autoptr (GPtrArray) tag_terms = g_ptr_array_new ();
  guint n_in_category = 0;
  guint n_with_tag = 0;
  guint n = 0;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tallies); i++)
    tally_init (&tallies[i]);
  for (guint i = 0; i < n_ids; i++)
    {
      const BsRow *row = get_row (snapshot, ids[i]);
      BsDate date;

      if (row == NULL)
        continue;
      n++;
      if (row->title_length > 0)
        tally_add (&tallies[BS_SURVEY_TITLE], XXH3_64bits (bs_row_get_title (row), row->title_length), ids[i]);
      if (row->n_sources > 0)
        tally_add (&tallies[BS_SURVEY_AUTHOR], XXH3_64bits (row->terms, row->n_sources * sizeof (BsTerm *)), ids[i]);
      if (bs_row_get_date (row, &date))
        {
          gint64 numbers[] = { date.face, date.zone, date.has_zone, date.has_time };

          tally_add (&tallies[BS_SURVEY_DATE], XXH3_64bits (numbers, sizeof numbers), ids[i]);
        }
      tally_add (&tallies[BS_SURVEY_DRAFT], (row->flags & BS_ROW_DRAFT) != 0, ids[i]);
      count_terms (categories, category_terms, row->terms + row->n_sources, row->n_categories);
      count_terms (tags, tag_terms, row->terms + row->n_sources + row->n_categories, row->n_tags);
      n_in_category += row->n_categories > 0;
      n_with_tag += row->n_tags > 0;
    }

  self = survey_new (n);
  for (guint i = 0; i < G_N_ELEMENTS (tallies); i++)
    {
      BsSurveyField *field = add_field (self, NULL, tallies[i].n_articles, tallies[i].n_used);
      g_autoptr (GArray) slots = tally_list (&tallies[i]);

      for (guint j = 0; j < slots->len; j++)
        {
          const Slot *slot = &g_array_index (slots, Slot, j);
          const BsRow *row = get_row (snapshot, slot->example);
          BsSurveyValue *value;

          if (row == NULL)
            continue;
          value = add_value (field,
                             i == BS_SURVEY_TITLE  ? g_strdup (bs_row_get_title (row)) :
                             i == BS_SURVEY_AUTHOR ? join_sources (row) :
                             i == BS_SURVEY_DATE   ? describe_date (row) :
                                                     g_strdup (drafts[(row->flags & BS_ROW_DRAFT) != 0]),
                             i == BS_SURVEY_DRAFT ? BS_VALUE_BOOLEAN : BS_VALUE_STRING, slot->count);
          value->is_date = i == BS_SURVEY_DATE;
        }
      tally_clear (&tallies[i]);
    }
  add_terms (self, categories, category_terms, n_in_category, TRUE);
  add_terms (self, tags, tag_terms, n_with_tag, FALSE);
  return self;
}

/* The data of the front matter. */

/**
 * bs_survey_describe_value:
 * @value: a value of front matter
 *
 * Returns: (transfer full): the value as one line, and of a long one the beginning
 */
char *
bs_survey_describe_value (const BsValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (value != NULL, NULL);

  if (bs_value_is_scalar (value))
    g_string_append (text, value->text != NULL ? value->text : "");
  for (guint i = 0; value->items != NULL && i < value->items->len && text->len < MAX_DESCRIBED; i++)
    {
      const BsValue *item = value->items->pdata[i];

      if (i > 0)
        g_string_append (text, ", ");
      if (item->key != NULL)
        g_string_append_printf (text, "%s: ", item->key);
      g_string_append (text, bs_value_is_scalar (item) ? (item->text != NULL ? item->text : "") : "…");
    }
  g_strdelimit (text->str, "\r\n\t", ' ');
  if (text->len > MAX_DESCRIBED)
    {
      g_string_truncate (text, (gsize) (g_utf8_find_prev_char (text->str, text->str + MAX_DESCRIBED) - text->str));
      g_string_append (text, "…");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * bs_survey_is_flat:
 * @value: a value of front matter
 *
 * Returns: whether it is a scalar, or a list of scalars
 */
gboolean
bs_survey_is_flat (const BsValue *value)
{
  g_return_val_if_fail (value != NULL, FALSE);

  for (guint i = 0; value->kind == BS_VALUE_LIST && i < value->items->len; i++)
    if (!bs_value_is_scalar (value->items->pdata[i]))
      return FALSE;
  return value->kind != BS_VALUE_MAP;
}

typedef struct
{
  char *key;
  guint n_seen; /* the order of appearance */
  Tally tally;
} Key;

static void
key_free (gpointer data)
{
  Key *self = data;

  tally_clear (&self->tally);
  g_free (self->key);
  g_free (self);
}

typedef struct
{
  const BsSnapshot *snapshot;
  BsSite *site;
  BsIndexReader *index; /* (nullable) */
  BsIndexText *text;    /* (nullable): of the index, while it is read */
  GHashTable *versions; /* (element-type guint64 gint64): by the key of a text, the newest version */
  GHashTable *keys;     /* (element-type Key): by name */
} Reading;

/* The versions of the texts in the index. */
static void
map_versions (Reading *self)
{
  gint64 first;
  guint n;
  const guint64 *keys = bs_index_text_get_keys (self->text, &first, &n);

  for (guint i = 0; i < n; i++)
    {
      gint64 *pair;

      if (keys[i] == 0)
        continue;
      pair = g_new (gint64, 2);
      pair[0] = (gint64) keys[i];
      pair[1] = first + i;
      g_hash_table_replace (self->versions, pair, pair);
    }
}

/* From the index, or from the file if it is not there yet. Returns: (nullable): %NULL if nothing can be read */
static GBytes *
read_fields (Reading *self, const BsRow *row)
{
  guint64 key = bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
  const gint64 *pair = self->text != NULL ? g_hash_table_lookup (self->versions, &key) : NULL;
  GBytes *fields = pair != NULL ? bs_index_text_read_fields (self->text, pair[1]) : NULL;
  g_autofree char *path = NULL;
  g_autoptr (BsDocument) document = NULL;

  if (fields != NULL)
    return fields;
  path = bs_row_dup_path (row);
  document = bs_document_load (self->site, path, NULL);
  return document != NULL ? bs_index_fields_encode (document->article->keys, FALSE) : NULL;
}

static void
count_fields (Reading *self, GBytes *fields, guint32 id)
{
  gsize offset = 0;
  BsField field;

  while (bs_index_fields_next (fields, &offset, &field))
    {
      char name[1024 + 1];
      Key *key;

      if (field.kind == BS_VALUE_NULL || field.key_length >= sizeof name)
        continue;
      memcpy (name, field.key, field.key_length);
      name[field.key_length] = '\0';
      key = g_hash_table_lookup (self->keys, name);
      if (key == NULL)
        {
          if (g_hash_table_size (self->keys) >= MAX_KEYS)
            continue;
          key = g_new0 (Key, 1);
          key->key = g_strdup (name);
          key->n_seen = g_hash_table_size (self->keys);
          tally_init (&key->tally);
          g_hash_table_insert (self->keys, key->key, key);
        }
      tally_add (&key->tally, field.hash, id);
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *first = *(Key *const *) a;
  const Key *second = *(Key *const *) b;

  if (first->tally.n_articles != second->tally.n_articles)
    return first->tally.n_articles > second->tally.n_articles ? -1 : 1;
  return first->n_seen < second->n_seen ? -1 : 1;
}

/* The value with that hash in an article. */
static void
add_example (Reading *self, BsSurveyField *field, const char *key, const Slot *slot)
{
  g_autoptr (GBytes) fields = read_fields (self, self->snapshot->rows[slot->example]);
  gsize offset = 0;
  BsField found;

  while (fields != NULL && bs_index_fields_next (fields, &offset, &found))
    if (found.hash == slot->hash && found.key_length == strlen (key) && memcmp (found.key, key, found.key_length) == 0)
      {
        g_autoptr (BsValue) value = bs_field_dup_value (&found);
        BsSurveyValue *added;

        if (value == NULL)
          return;
        added = add_value (field, bs_survey_describe_value (value), found.kind, slot->count);
        added->is_date = found.is_date;
        added->is_cut = found.is_cut;
        added->is_flat = bs_survey_is_flat (value);
        return;
      }
}

static BsSurvey *
make_survey (Reading *self, guint n_articles)
{
  BsSurvey *survey = survey_new (n_articles);
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->keys, &n);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, g_hash_table_lookup (self->keys, names[i]));
  g_ptr_array_sort (keys, compare_keys);
  for (guint i = 0; i < n; i++)
    {
      const Key *key = keys->pdata[i];
      BsSurveyField *field = add_field (survey, key->key, key->tally.n_articles, key->tally.n_used);
      g_autoptr (GArray) slots = tally_list (&key->tally);

      for (guint j = 0; j < slots->len; j++)
        add_example (self, field, key->key, &g_array_index (slots, Slot, j));
    }
  return survey;
}

/**
 * bs_survey_new_of_keys:
 * @snapshot: the table
 * @site: the articles' site
 * @ids: (array length=n_ids): articles; removed ones are not counted
 * @n_ids: how many
 * @progress: (nullable) (scope call): called from time to time
 * @user_data: for @progress
 * @cancellable: (nullable): a cancellable
 *
 * Counts the values of each key of the front matter, from the index, or from the files of the articles that are not in
 * it yet. An empty value counts as missing. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the values of each key; %NULL if it was cancelled
 */
BsSurvey *
bs_survey_new_of_keys (const BsSnapshot *snapshot, BsSite *site, const guint *ids, guint n_ids,
                       BsSurveyProgressFunc progress, gpointer user_data, GCancellable *cancellable)
{
  Reading reading = { snapshot, site };
  BsSurvey *self = NULL;
  guint n = 0;

  g_return_val_if_fail (snapshot != NULL && site != NULL, NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  reading.versions = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  reading.keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, key_free);
  reading.index = bs_index_reader_open (site->root);
  reading.text = reading.index != NULL ? bs_index_reader_get_text (reading.index) : NULL;
  if (reading.text != NULL && !bs_index_text_begin_reading (reading.text, NULL))
    reading.text = NULL;
  if (reading.text != NULL)
    map_versions (&reading);
  for (guint i = 0; i < n_ids; i++)
    {
      const BsRow *row = get_row (snapshot, ids[i]);
      g_autoptr (GBytes) fields = NULL;

      if (i % ARTICLES_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      if (i % ARTICLES_AT_ONCE == 0 && i > 0 && progress != NULL)
        progress (i, user_data);
      if (row == NULL)
        continue;
      n++;
      fields = read_fields (&reading, row);
      if (fields != NULL)
        count_fields (&reading, fields, ids[i]);
    }
  if (!g_cancellable_is_cancelled (cancellable))
    self = make_survey (&reading, n);
  if (reading.text != NULL)
    bs_index_text_end_reading (reading.text);
  g_clear_pointer (&reading.index, bs_index_reader_free);
  g_hash_table_unref (reading.keys);
  g_hash_table_unref (reading.versions);
  return self;
}
