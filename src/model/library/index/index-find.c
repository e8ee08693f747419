/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/index/index-store-private.h"

/* Reads single rows, for callers that have not read all of them. */

/* The names are read again if the file has new ones. */
static gboolean
refresh_terms (BsIndexStore *self, BsVocabulary *vocabulary, GError **error)
{
  gint64 version;

  if (!bs_index_store_read_number (self, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version == self->terms_version)
    return TRUE;
  self->terms_version = 0;
  if (!bs_index_store_read_terms (self, vocabulary, error))
    return FALSE;
  self->terms_version = version;
  return TRUE;
}

/* Otherwise changes by another process in between would not fit together. */
static gboolean
begin (BsIndexStore *self, BsVocabulary *vocabulary, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return bs_index_store_fail (self, error);
  if (refresh_terms (self, vocabulary, error))
    return TRUE;
  bs_index_store_roll_back (self);
  return FALSE;
}

static sqlite3_stmt *
prepare (BsIndexStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL) != SQLITE_OK)
    bs_index_store_fail (self, error);
  return statement;
}

/* Adds all that @statement gives to @rows. */
static gboolean
read_rows (BsIndexStore *self, sqlite3_stmt *statement, GTimeZone *zone, GPtrArray *rows, GError **error)
{
  int result;

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      BsRow *row = bs_index_store_read_row (self, statement, zone, error);

      if (row == NULL)
        return FALSE;
      g_ptr_array_add (rows, row);
    }
  return result == SQLITE_DONE || bs_index_store_fail (self, error);
}

/**
 * bs_index_store_find_rows:
 * @self: an index that is only read
 * @vocabulary: the names that rows refer to, the same one in every call
 * @zone: the clock of dates that name none
 * @keys: (element-type guint64): a set, from bs_index_text_make_key()
 * @error: return location
 *
 * Reads the articles of some texts. One text may be that of several, or of none any more.
 *
 * Returns: (transfer full) (nullable) (element-type BsRow): the articles, or %NULL with a #BsIndexError if the index
 *   cannot be read
 */
GPtrArray *
bs_index_store_find_rows (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, GHashTable *keys,
                          GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  sqlite3_stmt *statement;
  GHashTableIter iter;
  gpointer key;
  gboolean is_read;

  if (!begin (self, vocabulary, error))
    return NULL;
  statement = prepare (self, BS_INDEX_READ_ROWS " WHERE text = ?1", error);
  is_read = statement != NULL;
  g_hash_table_iter_init (&iter, keys);
  while (is_read && g_hash_table_iter_next (&iter, &key, NULL))
    {
      sqlite3_bind_int64 (statement, 1, (gint64) * (const guint64 *) key);
      is_read = read_rows (self, statement, zone, rows, error);
      sqlite3_reset (statement);
    }
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
 * @vocabulary: the names that rows refer to, the same one in every call
 * @zone: the clock of dates that name none
 * @path: an article's path relative to the library
 * @row: (out) (nullable) (transfer full): the article, or %NULL if the index has none of that path
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError if the index cannot be read
 */
gboolean
bs_index_store_find_row (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, const char *path, BsRow **row,
                         GError **error)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  gsize length = slash != NULL ? (gsize) (slash - path) : 0;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  sqlite3_stmt *statement;
  gboolean is_read = FALSE;

  *row = NULL;
  if (!begin (self, vocabulary, error))
    return FALSE;
  statement = prepare (self, BS_INDEX_READ_ROWS " WHERE folder = ?1 AND name = ?2", error);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, get_folder_number (self, vocabulary, path, length));
      sqlite3_bind_blob (statement, 2, name, (int) strlen (name), SQLITE_STATIC);
      is_read = read_rows (self, statement, zone, rows, error);
    }
  sqlite3_finalize (statement);
  bs_index_store_roll_back (self);
  if (is_read && rows->len > 0)
    *row = g_ptr_array_steal_index (rows, 0);
  return is_read;
}
