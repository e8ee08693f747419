/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/index-store-private.h"
#include "model/library/index-text.h"

/* A few rows, for one who has not read them all. What they are looked for by is what their text depends on, for which
 * the file has no table: that would take as much of the disk as all the names do. So the first time all rows are gone
 * through, without reading more of them than that; from then on it is known where each of them is. */

/* An article. */
typedef struct
{
  guint64 key;
  guint32 folder;
  guint32 name; /* where it begins among the names */
} Known;

void
bs_index_store_forget_known (BsIndexStore *self)
{
  g_clear_pointer (&self->known, g_array_unref);
  if (self->known_names != NULL)
    g_string_free (g_steal_pointer (&self->known_names), TRUE);
}

static gboolean
learn (BsIndexStore *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->connection, "SELECT folder, name, title, content_hash FROM articles", -1,
                                   &statement, NULL);

  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  self->known_names = g_string_new (NULL);
  if (result == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      {
        const char *name = sqlite3_column_blob (statement, 1);
        const char *title = sqlite3_column_blob (statement, 2);
        Known known = {
          bs_index_text_make_key_sized ((guint64) sqlite3_column_int64 (statement, 3), title != NULL ? title : "",
                                        (gsize) sqlite3_column_bytes (statement, 2)),
          (guint32) sqlite3_column_int64 (statement, 0),
          (guint32) self->known_names->len,
        };

        g_string_append_len (self->known_names, name != NULL ? name : "", sqlite3_column_bytes (statement, 1));
        g_string_append_c (self->known_names, '\0');
        g_array_append_val (self->known, known);
      }
  if (result != SQLITE_DONE)
    {
      bs_index_store_fail (self, error);
      bs_index_store_forget_known (self);
    }
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* What is known of the rows and of the names is forgotten where the file has something else by now. */
static gboolean
refresh (BsIndexStore *self, BsVocabulary *vocabulary, GError **error)
{
  gint64 version;

  if (!bs_index_store_read_number (self, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version == self->known_version)
    return TRUE;
  self->known_version = 0;
  bs_index_store_forget_known (self);
  if (!bs_index_store_read_terms (self, vocabulary, error))
    return FALSE;
  self->known_version = version;
  return TRUE;
}

/* What another process writes meanwhile would not fit together. */
static gboolean
begin (BsIndexStore *self, BsVocabulary *vocabulary, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return bs_index_store_fail (self, error);
  if (refresh (self, vocabulary, error))
    return TRUE;
  bs_index_store_roll_back (self);
  return FALSE;
}

static sqlite3_stmt *
prepare (BsIndexStore *self, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->connection, BS_INDEX_READ_ROWS " WHERE folder = ?1 AND name = ?2", -1, &statement,
                          NULL) != SQLITE_OK)
    bs_index_store_fail (self, error);
  return statement;
}

/* @row: (out) (nullable): %NULL where there is none of that name */
static gboolean
fetch (BsIndexStore *self, sqlite3_stmt *statement, gint64 folder, const char *name, GTimeZone *zone, BsRow **row,
       GError **error)
{
  gboolean is_read;
  int result;

  *row = NULL;
  sqlite3_bind_int64 (statement, 1, folder);
  sqlite3_bind_blob (statement, 2, name, (int) strlen (name), SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    is_read = (*row = bs_index_store_read_row (self, statement, zone, error)) != NULL;
  else
    is_read = result == SQLITE_DONE || bs_index_store_fail (self, error);
  sqlite3_reset (statement);
  return is_read;
}

/* Most keys are not wanted, which a few of their bits tell. */
#define FILTER_BITS 0x8000

static gboolean
fetch_wanted (BsIndexStore *self, sqlite3_stmt *statement, GTimeZone *zone, GHashTable *keys, GPtrArray *rows,
              GError **error)
{
  g_autofree guint8 *filter = g_malloc0 (FILTER_BITS / 8);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint bit = *(const guint64 *) key % FILTER_BITS;

      filter[bit / 8] |= (guint8) (1 << (bit % 8));
    }
  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = &g_array_index (self->known, Known, i);
      guint bit = known->key % FILTER_BITS;
      BsRow *row;

      if ((filter[bit / 8] & (1 << (bit % 8))) == 0 || !g_hash_table_contains (keys, &known->key))
        continue;
      if (!fetch (self, statement, known->folder, self->known_names->str + known->name, zone, &row, error))
        return FALSE;
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return TRUE;
}

/**
 * bs_index_store_find_rows:
 * @self: an index that is only read
 * @vocabulary: where the names are kept, always the same one
 * @zone: the clock of dates that name none
 * @keys: (element-type guint64): a set, from bs_index_text_make_key()
 * @error: return location
 *
 * Reads the articles of some texts. One text may be that of several, or of none any more.
 *
 * Returns: (transfer full) (nullable) (element-type BsRow): the articles, or %NULL with a #BsIndexError where the index
 *   cannot be read
 */
GPtrArray *
bs_index_store_find_rows (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, GHashTable *keys,
                          GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  sqlite3_stmt *statement = NULL;
  gboolean is_read;

  if (!begin (self, vocabulary, error))
    return NULL;
  is_read = (self->known != NULL || learn (self, error)) && (statement = prepare (self, error)) != NULL &&
            fetch_wanted (self, statement, zone, keys, rows, error);
  sqlite3_finalize (statement);
  bs_index_store_roll_back (self);
  return is_read ? g_steal_pointer (&rows) : NULL;
}

static gint64
get_folder_number (BsIndexStore *self, BsVocabulary *vocabulary, const char *path, gsize length)
{
  const GArray *numbers = self->numbers[BS_VOCABULARY_FOLDERS];
  const BsTerm *term = bs_vocabulary_lookup (vocabulary, BS_VOCABULARY_FOLDERS, NULL, path, length);

  return term != NULL && term->index < numbers->len ? g_array_index (numbers, guint32, term->index) : 0;
}

/**
 * bs_index_store_find_row:
 * @self: an index that is only read
 * @vocabulary: where the names are kept, always the same one
 * @zone: the clock of dates that name none
 * @path: an article's path relative to the library
 * @row: (out) (nullable) (transfer full): the article, or %NULL where the index has none of that path
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError where the index cannot be read
 */
gboolean
bs_index_store_find_row (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, const char *path, BsRow **row,
                         GError **error)
{
  const char *slash = strrchr (path, '/');
  gsize length = slash != NULL ? (gsize) (slash - path) : 0;
  sqlite3_stmt *statement;
  gboolean is_read;

  *row = NULL;
  if (!begin (self, vocabulary, error))
    return FALSE;
  statement = prepare (self, error);
  is_read = statement != NULL && fetch (self, statement, get_folder_number (self, vocabulary, path, length),
                                        slash != NULL ? slash + 1 : path, zone, row, error);
  sqlite3_finalize (statement);
  bs_index_store_roll_back (self);
  return is_read;
}
