/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-counts.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/index/index-fields.h"

/* Where the index stores the counts while they are correct. */
#define VALUE "counts"

static BsIndexCounts *
counts_new (void)
{
  BsIndexCounts *self = g_new0 (BsIndexCounts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * bs_index_counts_ref:
 * @self: counts
 *
 * Returns: (transfer full): @self
 */
BsIndexCounts *
bs_index_counts_ref (BsIndexCounts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_index_counts_unref:
 * @self: (transfer full): counts
 */
void
bs_index_counts_unref (BsIndexCounts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->languages);
  g_free (self);
}

typedef struct
{
  BsIndexCounts *counts;
  GHashTable *articles; /* (element-type guint64 guint): how many have the text of a key */
  const guint64 *text_keys;
  gint64 first_version;
  guint n_versions;
  GString *name;    /* the counted article */
  GHashTable *seen; /* of the article: (element-type utf8) */
  const int *is_stopped;
} Counting;

static void
add (GHashTable *counts, const char *name, guint n)
{
  gpointer count = NULL;
  gpointer known = NULL;

  if (g_hash_table_lookup_extended (counts, name, &known, &count))
    g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + n));
  else
    g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (n));
}

/* Most keys are already folded. */
static void
set_name (Counting *self, const char *key, gsize length)
{
  gboolean is_folded = TRUE;

  for (gsize i = 0; i < length && is_folded; i++)
    is_folded = (guchar) key[i] < 0x80 && !g_ascii_isupper (key[i]);
  if (is_folded)
    g_string_overwrite_len (g_string_truncate (self->name, 0), 0, key, (gssize) length);
  else
    {
      g_autofree char *folded = bs_vocabulary_fold_key (key, length);

      g_string_assign (self->name, folded != NULL ? folded : "");
    }
}

static gboolean
count_cb (gint64 version, GBytes *fields, gpointer user_data)
{
  Counting *self = user_data;
  gint64 i = version - self->first_version;
  BsBodyFeatures features = 0;
  const char *language = "";
  gsize language_length = 0;
  gsize offset = 0;
  BsField field;
  guint n;

  if (g_atomic_int_get (self->is_stopped) != 0)
    return FALSE;
  if (i < 0 || i >= self->n_versions)
    return TRUE;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->articles, &self->text_keys[i]));
  if (n == 0)
    return TRUE;
  if (bs_index_fields_read_facts (fields, &features, &language, &language_length) && language_length > 0)
    {
      g_string_overwrite_len (g_string_truncate (self->name, 0), 0, language, (gssize) language_length);
      add (self->counts->languages, self->name->str, n);
    }
  g_hash_table_remove_all (self->seen);
  while (bs_index_fields_next (fields, &offset, &field))
    {
      set_name (self, field.key, field.key_length);
      if (g_hash_table_add (self->seen, g_strdup (self->name->str)))
        add (self->counts->keys, self->name->str, n);
    }
  return TRUE;
}

/* Returns: (nullable): %NULL with an error */
static GHashTable *
count_articles (BsIndexStore *store, GError **error)
{
  g_autoptr (GHashTable) articles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3_stmt *statement = NULL;
  int result = SQLITE_ERROR;

  if (sqlite3_prepare_v2 (bs_index_store_get_connection (store), "SELECT text, count (*) FROM articles GROUP BY text",
                          -1, &statement, NULL) == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      {
        gint64 key = sqlite3_column_int64 (statement, 0);

        g_hash_table_insert (articles, g_memdup2 (&key, sizeof key),
                             GUINT_TO_POINTER ((guint) sqlite3_column_int64 (statement, 1)));
      }
  sqlite3_finalize (statement);
  if (result == SQLITE_DONE)
    return g_steal_pointer (&articles);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sqlite3_errmsg (bs_index_store_get_connection (store)));
  return NULL;
}

/**
 * bs_index_counts_make:
 * @store: an index that has all articles
 * @text: the text in it
 * @is_stopped: not 0 as soon as it should stop
 * @error: return location
 *
 * Reads the front matter of all articles in the index.
 *
 * Returns: (transfer full) (nullable): the counts; %NULL if it was stopped or, with a #GIOErrorEnum, if it failed
 */
BsIndexCounts *
bs_index_counts_make (BsIndexStore *store, BsIndexText *text, const int *is_stopped, GError **error)
{
  g_autoptr (BsIndexCounts) counts = counts_new ();
  g_autoptr (GHashTable) articles = count_articles (store, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Counting counting = { counts, articles, .name = g_string_new (NULL), .seen = seen, .is_stopped = is_stopped };
  gboolean is_done;

  if (articles == NULL)
    {
      g_string_free (counting.name, TRUE);
      return NULL;
    }
  counting.text_keys = bs_index_text_get_keys (text, &counting.first_version, &counting.n_versions);
  is_done = bs_index_text_visit_fields (text, count_cb, &counting, error);
  g_string_free (counting.name, TRUE);
  return is_done ? g_steal_pointer (&counts) : NULL;
}

static void
append (GString *out, char kind, GHashTable *counts)
{
  GHashTableIter iter;
  gpointer name, count;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &count))
    {
      g_autofree char *escaped = g_strescape (name, NULL);

      g_string_append_printf (out, "%c%u %s\n", kind, GPOINTER_TO_UINT (count), escaped);
    }
}

/**
 * bs_index_counts_write:
 * @self: counts
 * @store: an index, in a transaction
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError if they could not be written
 */
gboolean
bs_index_counts_write (const BsIndexCounts *self, BsIndexStore *store, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append (out, 'k', self->keys);
  append (out, 'l', self->languages);
  return bs_index_store_set_value (store, VALUE, out->str, error);
}

/**
 * bs_index_counts_forget:
 * @store: an index, in a transaction
 * @error: return location
 *
 * Discards the counts. Called when articles change.
 *
 * Returns: %FALSE with a #BsIndexError if it could not be written
 */
gboolean
bs_index_counts_forget (BsIndexStore *store, GError **error)
{
  return bs_index_store_set_value (store, VALUE, "", error);
}

/**
 * bs_index_counts_read:
 * @store: an index
 *
 * Returns: (transfer full) (nullable): the counts, if it has them
 */
BsIndexCounts *
bs_index_counts_read (BsIndexStore *store)
{
  g_autoptr (BsIndexCounts) counts = NULL;
  g_autofree char *value = bs_index_store_get_value (store, VALUE);
  g_auto (GStrv) lines = value != NULL ? g_strsplit (value, "\n", -1) : NULL;

  if (value == NULL || *value == '\0')
    return NULL;
  counts = counts_new ();
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *end = NULL;
      guint64 count = g_ascii_strtoull (lines[i] + 1, &end, 10);
      g_autofree char *name = NULL;

      if ((*lines[i] != 'k' && *lines[i] != 'l') || *end != ' ' || count == 0 || count > G_MAXUINT)
        return NULL;
      name = g_strcompress (end + 1);
      if (!g_utf8_validate (name, -1, NULL))
        return NULL;
      g_hash_table_insert (*lines[i] == 'k' ? counts->keys : counts->languages, g_steal_pointer (&name),
                           GUINT_TO_POINTER ((guint) count));
    }
  return g_steal_pointer (&counts);
}

/**
 * bs_index_counts_get_key:
 * @self: counts
 * @key: a key, as bs_vocabulary_fold_key() folds it
 *
 * Returns: how many articles have it
 */
guint
bs_index_counts_get_key (const BsIndexCounts *self, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->keys, key));
}

/**
 * bs_index_counts_get_language:
 * @self: counts
 * @tag: a language
 *
 * Returns: how many articles are in it, or in a more special one, as `lang:` finds them
 */
guint
bs_index_counts_get_language (const BsIndexCounts *self, const char *tag)
{
  const gsize length = strlen (tag);
  GHashTableIter iter;
  gpointer name, count;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->languages);
  while (g_hash_table_iter_next (&iter, &name, &count))
    if (g_ascii_strncasecmp (name, tag, length) == 0 && strchr ("-", ((const char *) name)[length]) != NULL)
      n += GPOINTER_TO_UINT (count);
  return n;
}

static int
compare_languages (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BsIndexCounts *self = user_data;
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;
  guint n_first = GPOINTER_TO_UINT (g_hash_table_lookup (self->languages, first));
  guint n_second = GPOINTER_TO_UINT (g_hash_table_lookup (self->languages, second));

  return n_first != n_second ? (n_first > n_second ? -1 : 1) : strcmp (first, second);
}

/**
 * bs_index_counts_list_languages:
 * @self: counts
 *
 * Returns: (transfer full): the languages of the articles, the commonest first
 */
GStrv
bs_index_counts_list_languages (const BsIndexCounts *self)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer tag;

  g_hash_table_iter_init (&iter, self->languages);
  while (g_hash_table_iter_next (&iter, &tag, NULL))
    g_ptr_array_add (tags, g_strdup (tag));
  g_ptr_array_sort_with_data (tags, compare_languages, (gpointer) self);
  g_ptr_array_add (tags, NULL);
  return (GStrv) g_ptr_array_steal (tags, NULL);
}
