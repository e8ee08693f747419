/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

#include "model/library/index/index-writer-private.h"
#include "model/library/folder/memory.h"

/* How very many texts get into the index: read and turned round on threads, and written without FTS5, on a connection
 * of their own, because FTS5 notices only what others write. */

#define MANY_TEXTS 1024

/* The index may have been damaged meanwhile; more often than this, SQLite has a reason of its own not to let FTS5's
 * tables be written, and all goes through FTS5. */
#define MAX_REFUSED 2

/* Those that have no text yet, each text once. */
static GPtrArray *
list_rows (BsIndexWriter *self)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  for (guint i = self->n_done; i < self->waiting->len; i++)
    {
      BsRow *row = self->waiting->pdata[i];
      guint64 key = bs_index_writer_make_key (row);

      if (!bs_index_text_has (self->text, key) && g_hash_table_add (keys, g_memdup2 (&key, sizeof key)))
        g_ptr_array_add (rows, bs_row_ref (row));
    }
  return rows;
}

static void
wake_cb (gpointer user_data)
{
  bs_index_writer_wake (user_data);
}

/* Returns whether what is waiting comes all at once. */
gboolean
bs_index_writer_start_bulk (BsIndexWriter *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (self->thread == g_thread_self ());

  if (self->had_bulk || self->n_refused >= MAX_REFUSED || bs_index_writer_count_waiting (self) <= MANY_TEXTS ||
      !bs_index_lock_is_unchanged (self->lock))
    return FALSE;
  self->had_bulk = TRUE;
  rows = list_rows (self);
  if (rows->len <= MANY_TEXTS)
    return FALSE;
  self->bulk_store = bs_index_store_open (self->path, BS_INDEX_WRITE_MORE, &error);
  /* Opening it writes, and may bring into the file what was written before. */
  bs_index_lock_note (self->lock);
  if (self->bulk_store != NULL)
    self->bulk = bs_index_bulk_new (self->site, g_steal_pointer (&rows), wake_cb, self);
  else
    g_debug ("%s", error->message);
  return self->bulk != NULL;
}

void
bs_index_writer_drop_bulk (BsIndexWriter *self)
{
  g_assert (self->thread == g_thread_self ());

  g_clear_pointer (&self->bulk, bs_index_bulk_free);
  g_clear_pointer (&self->bulk_store, bs_index_store_free);
}

static gboolean
write_run (BsIndexWriter *self, BsIndexRun *run, GError **error)
{
  gint64 first_version;
  guint n_versions;

  bs_index_text_get_keys (self->text, &first_version, &n_versions);
  if (!bs_index_store_begin (self->bulk_store, error))
    return FALSE;
  if (!bs_index_run_write (run, self->bulk_store, first_version + n_versions, error) ||
      !bs_index_store_commit (self->bulk_store, error))
    {
      bs_index_store_roll_back (self->bulk_store);
      return FALSE;
    }
  bs_index_lock_note (self->lock);
  return bs_index_text_refresh (self->text, error);
}

/* What could not be read, and what came meanwhile. */
static void
end_bulk (BsIndexWriter *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  for (guint i = 0; i < self->waiting->len; i++)
    if (!bs_index_text_has (self->text, bs_index_writer_make_key (self->waiting->pdata[i])))
      g_ptr_array_add (rows, bs_row_ref (self->waiting->pdata[i]));
  bs_index_writer_drop_bulk (self);
  /* What was gathered is more than all else that the window keeps. */
  bs_memory_give_back ();
  g_ptr_array_unref (self->waiting);
  self->waiting = g_steal_pointer (&rows);
  self->n_done = 0;

#ifdef HAVE_MALLOC_TRIM
  /* What the threads have turned round is spread over their heaps, and would stay ours. */
  malloc_trim (0);
#endif
}

/**
 * bs_index_writer_write_bulk:
 * @self: a writer whose texts come all at once
 *
 * Writes what is ready, if anything is.
 */
void
bs_index_writer_write_bulk (BsIndexWriter *self)
{
  g_autoptr (BsIndexRun) run = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows;

  if (!bs_index_bulk_can_take (self->bulk))
    return;
  if (!bs_index_lock_is_unchanged (self->lock))
    {
      bs_index_writer_start_anew (self);
      return;
    }
  run = bs_index_bulk_take (self->bulk, &n_rows);
  if (bs_index_run_get_n_texts (run) > 0 && !write_run (self, run, &error))
    {
      if (g_error_matches (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS))
        self->n_refused++;
      bs_index_writer_recover (self, error);
      return;
    }
  self->n_done += n_rows;
  g_clear_pointer (&run, bs_index_run_free);
  if (bs_index_bulk_is_done (self->bulk))
    end_bulk (self);
  if (bs_index_writer_count_waiting (self) > 0)
    bs_index_writer_tell_waiting (self, FALSE);
  else
    bs_index_writer_rest (self);
}
