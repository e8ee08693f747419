/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-load.h"

#include <sqlite3.h>

#include "model/library/index/index-store-private.h"

/* So many rows are handed over at once. */
#define ROWS_AT_ONCE 512

/* In kilobytes, negative as SQLite requires. */
#define LOAD_CACHE (-64)

typedef struct
{
  const char *path;
  BsVocabulary *vocabulary;
  GTimeZone *zone;
  BsIndexLoadFunc func;
  gpointer user_data;

  gint64 n_rows;
  int n_taken; /* from both ends */
  int is_over; /* stopped, or failed */

  GMutex mutex;
  GError *error;
  guint64 edition; /* of the rows; 0 if the connections see different ones */
} Load;

static void
hand_over (Load *self, GPtrArray *rows)
{
  if (rows->len == 0)
    g_ptr_array_unref (rows);
  else if (!self->func (rows, self->user_data))
    g_atomic_int_set (&self->is_over, TRUE);
}

/* Takes rows until the two readers have met. */
static gboolean
read_rows (Load *self, BsIndexStore *store, const char *sql, GError **error)
{
  GPtrArray *rows = g_ptr_array_new_full (ROWS_AT_ONCE, (GDestroyNotify) bs_row_unref);
  sqlite3_stmt *statement = NULL;
  gboolean is_right = sqlite3_prepare_v2 (store->connection, sql, -1, &statement, NULL) == SQLITE_OK;

  while (is_right && !g_atomic_int_get (&self->is_over) && g_atomic_int_add (&self->n_taken, 1) < self->n_rows)
    {
      int result = sqlite3_step (statement);
      BsRow *row = result == SQLITE_ROW ? bs_index_store_read_row (store, statement, self->zone, error) : NULL;

      is_right = row != NULL || result == SQLITE_DONE;
      if (row == NULL)
        break;
      g_ptr_array_add (rows, row);
      if (rows->len == ROWS_AT_ONCE)
        {
          hand_over (self, rows);
          rows = g_ptr_array_new_full (ROWS_AT_ONCE, (GDestroyNotify) bs_row_unref);
        }
    }
  if (!is_right && (error == NULL || *error == NULL))
    bs_index_store_fail (store, error);
  sqlite3_finalize (statement);
  hand_over (self, rows);
  return is_right;
}

/* Every row is read once, and a page of the database rarely twice. Cached pages would be freed between rows that stay,
 * so that the C library could not return their memory. */
static void
set_cache (BsIndexStore *store, gint64 size)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size=%" G_GINT64_FORMAT, size);

  sqlite3_exec (store->connection, sql, NULL, NULL, NULL);
}

/* Otherwise a write by another process between two reads of one connection would not fit together. */
static gboolean
begin (Load *self, BsIndexStore *store, GError **error)
{
  set_cache (store, LOAD_CACHE);
  sqlite3_exec (store->connection, "BEGIN", NULL, NULL, NULL);
  return bs_index_store_read_terms (store, self->vocabulary, error);
}

static void
end (Load *self, BsIndexStore *store, gboolean is_right, GError *error)
{
  sqlite3_exec (store->connection, "ROLLBACK", NULL, NULL, NULL);
  if (is_right)
    return;
  g_atomic_int_set (&self->is_over, TRUE);
  g_mutex_lock (&self->mutex);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_mutex_unlock (&self->mutex);
  g_clear_error (&error);
}

static void
compare_edition (Load *self, BsIndexStore *store)
{
  g_mutex_lock (&self->mutex);
  if (bs_index_store_get_edition (store) != self->edition)
    self->edition = 0;
  g_mutex_unlock (&self->mutex);
}

static gpointer
load_thread (gpointer data)
{
  Load *self = data;
  BsIndexStore *store = bs_index_store_open (self->path, BS_INDEX_READ, NULL);
  GError *error = NULL;
  gboolean is_right;

  /* If this one cannot read, the other one reads everything. */
  if (store == NULL)
    return NULL;
  is_right = begin (self, store, &error);
  if (is_right)
    {
      compare_edition (self, store);
      is_right = read_rows (self, store, BS_INDEX_READ_ROWS " ORDER BY folder DESC, name DESC", &error);
    }
  end (self, store, is_right, error);
  bs_index_store_free (store);
  return NULL;
}

/**
 * bs_index_load:
 * @store: an index that is only read
 * @text: (nullable): the text in it, on the same connection, to be refreshed
 * @vocabulary: the names that rows refer to
 * @zone: the clock of dates that name none
 * @func: (scope call): given the rows, on several threads at once
 * @user_data: for @func
 * @edition: (out) (optional): the edition of the rows, from bs_index_store_get_edition(); 0 if the index was written
 *   meanwhile
 * @error: return location
 *
 * Reads all articles in the index from both ends at once, with two connections. A write by another process meanwhile
 * may be visible to only one of them; the comparison with the folder finds it, like any other change.
 *
 * Returns: whether all was read; otherwise there is a #BsIndexError, unless @func stopped it
 */
gboolean
bs_index_load (BsIndexStore *store, BsIndexText *text, BsVocabulary *vocabulary, GTimeZone *zone, BsIndexLoadFunc func,
               gpointer user_data, guint64 *edition, GError **error)
{
  Load self = { store->path, vocabulary, zone, func, user_data };
  GError *first = NULL;
  GThread *thread = NULL;
  gint64 cache = LOAD_CACHE;
  gboolean is_right;

  g_return_val_if_fail (store != NULL && func != NULL, FALSE);

  g_mutex_init (&self.mutex);
  bs_index_store_read_number (store, "PRAGMA cache_size", &cache, NULL);
  is_right = begin (&self, store, &first) &&
             bs_index_store_read_number (store, "SELECT count(*) FROM articles", &self.n_rows, &first);
  if (is_right)
    {
      self.edition = bs_index_store_get_edition (store);
      thread = self.n_rows > ROWS_AT_ONCE ? g_thread_try_new ("bs-load", load_thread, &self, NULL) : NULL;
      /* The other one reads rows meanwhile, and more of them. If the text is damaged, a search reports it. */
      if (text != NULL)
        bs_index_text_refresh (text, NULL);
      is_right = read_rows (&self, store, BS_INDEX_READ_ROWS " ORDER BY folder, name", &first);
    }
  end (&self, store, is_right, first);
  set_cache (store, cache);
  if (thread != NULL)
    g_thread_join (thread);
  g_mutex_clear (&self.mutex);
  if (edition != NULL)
    *edition = self.error == NULL && !self.is_over ? self.edition : 0;
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  return !self.is_over;
}
