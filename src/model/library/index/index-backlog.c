/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-backlog.h"

#include "model/library/folder/memory.h"
#include "model/library/index/index-bulk.h"
#include "model/library/index/index-feed.h"
#include "model/library/index/index-flush.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-tokenizer.h"

/* Fewer go through FTS5. */
#define MANY_TEXTS 1024

/* One failure can be a damaged index. After more of them SQLite probably refuses such writes to FTS5's tables in
 * general, and all texts go through FTS5. */
#define MAX_REFUSED 2

struct _BsIndexBacklog
{
  BsIndexBacklogFunc func;
  gpointer user_data;
  GPtrArray *rows; /* (element-type BsRow): the oldest first */
  guint n_done;    /* how many of those are written */

  /* Very many texts are read and inverted on several threads, and written without FTS5. This needs a second connection,
   * because FTS5 only notices changes that other connections make. */
  BsIndexBulk *bulk;   /* (nullable) */
  BsIndexStore *store; /* (nullable): the connection for the bulk */
  BsIndexFlush *flush; /* (nullable) */
  gboolean is_at_risk;
  gboolean had_bulk; /* do not start another one for the rest */
  guint n_refused;   /* how often a bulk write made the index unusable */
};

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
}

static guint64
make_key (const BsRow *row)
{
  return bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
}

/**
 * bs_index_backlog_new:
 * @func: called when a part of a bulk may be written
 * @user_data: for @func
 *
 * Returns: (transfer full): an empty backlog
 */
BsIndexBacklog *
bs_index_backlog_new (BsIndexBacklogFunc func, gpointer user_data)
{
  BsIndexBacklog *self = g_new0 (BsIndexBacklog, 1);

  self->func = func;
  self->user_data = user_data;
  self->rows = new_rows ();
  return self;
}

/**
 * bs_index_backlog_free:
 * @self: (transfer full): a backlog
 */
void
bs_index_backlog_free (BsIndexBacklog *self)
{
  bs_index_backlog_stop_bulk (self);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * bs_index_backlog_clear:
 * @self: a backlog
 *
 * Forgets all articles in it.
 */
void
bs_index_backlog_clear (BsIndexBacklog *self)
{
  bs_index_backlog_set (self, new_rows ());
}

/**
 * bs_index_backlog_set:
 * @self: a backlog
 * @rows: (transfer full) (element-type BsRow): all articles that are in it from now on, the oldest first
 */
void
bs_index_backlog_set (BsIndexBacklog *self, GPtrArray *rows)
{
  bs_index_backlog_stop_bulk (self);
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->n_done = 0;
  self->had_bulk = FALSE;
}

/**
 * bs_index_backlog_add:
 * @self: a backlog
 * @row: another article
 */
void
bs_index_backlog_add (BsIndexBacklog *self, BsRow *row)
{
  g_ptr_array_add (self->rows, bs_row_ref (row));
}

/**
 * bs_index_backlog_strike:
 * @self: a backlog
 * @text: the text in an index, refreshed
 *
 * Forgets the articles whose text is in it by now.
 */
void
bs_index_backlog_strike (BsIndexBacklog *self, BsIndexText *text)
{
  GPtrArray *rows = new_rows ();

  for (guint i = 0; i < self->rows->len; i++)
    if (!bs_index_text_has (text, make_key (self->rows->pdata[i])))
      g_ptr_array_add (rows, bs_row_ref (self->rows->pdata[i]));
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->n_done = 0;
}

/**
 * bs_index_backlog_count:
 * @self: a backlog
 *
 * Returns: how many articles are in it
 */
guint
bs_index_backlog_count (BsIndexBacklog *self)
{
  return self->rows->len - self->n_done;
}

/* @n_put: (out): the number of articles that were written, or need no writing */
static gboolean
put_texts (BsIndexText *text, BsIndexFeed *feed, BsRow *const *rows, guint n_rows, GAsyncQueue *commands, guint *n_put,
           GError **error)
{
  for (*n_put = 0; *n_put < n_rows && g_async_queue_length (commands) <= 0; (*n_put)++)
    {
      const BsRow *row = rows[*n_put];
      g_autoptr (GBytes) title = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GBytes) fields = NULL;
      g_autoptr (GBytes) headings = NULL;
      guint64 key = make_key (row);

      body = bs_index_feed_take (feed, *n_put, &fields, &headings);
      if (body == NULL || bs_index_text_has (text, key))
        continue;
      title = bs_index_tokenizer_cut (bs_row_get_title (row));
      if (!bs_index_text_put (text, key, title, body, fields, headings, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * bs_index_backlog_write_few:
 * @self: a backlog without a bulk
 * @site: the articles' site
 * @text: the text of an index, in a transaction
 * @n_rows: how many to write at most
 * @commands: stops it as soon as there is something in it
 * @error: return location
 *
 * Reads the next articles, and puts their texts into the index. If the transaction is undone, the backlog has to be set
 * again.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_backlog_write_few (BsIndexBacklog *self, BsSite *site, BsIndexText *text, guint n_rows, GAsyncQueue *commands,
                            GError **error)
{
  BsRow *const *rows = (BsRow *const *) self->rows->pdata + self->n_done;
  g_autoptr (BsIndexFeed) feed = NULL;
  guint n_put;
  gboolean is_put;

  g_return_val_if_fail (self->bulk == NULL, FALSE);

  n_rows = MIN (n_rows, bs_index_backlog_count (self));
  feed = bs_index_feed_new (site, rows, n_rows);
  is_put = put_texts (text, feed, rows, n_rows, commands, &n_put, error);
  self->n_done += n_put;
  return is_put;
}

/**
 * bs_index_backlog_wants_bulk:
 * @self: a backlog
 *
 * Returns: whether it has so many articles that bs_index_backlog_start_bulk() may help
 */
gboolean
bs_index_backlog_wants_bulk (BsIndexBacklog *self)
{
  return self->bulk == NULL && !self->had_bulk && self->n_refused < MAX_REFUSED &&
         bs_index_backlog_count (self) > MANY_TEXTS;
}

/* The articles without text in the index; of several with the same text, one. */
static GPtrArray *
list_rows (BsIndexBacklog *self, BsIndexText *text)
{
  g_autoptr (GHashTable) keys = bs_index_keys_new ();
  GPtrArray *rows = new_rows ();

  for (guint i = self->n_done; i < self->rows->len; i++)
    {
      BsRow *row = self->rows->pdata[i];
      guint64 key = make_key (row);

      if (!bs_index_text_has (text, key) && bs_index_keys_add (keys, key))
        g_ptr_array_add (rows, bs_row_ref (row));
    }
  return rows;
}

/**
 * bs_index_backlog_start_bulk:
 * @self: a backlog that wants a bulk
 * @path: the path of the index; opening it once more writes to it
 * @site: the articles' site
 * @text: the text in the index
 *
 * Returns: whether the texts are now being read as a bulk
 */
gboolean
bs_index_backlog_start_bulk (BsIndexBacklog *self, const char *path, BsSite *site, BsIndexText *text)
{
  g_autoptr (GPtrArray) rows = list_rows (self, text);
  g_autoptr (GError) error = NULL;

  self->had_bulk = TRUE;
  if (rows->len <= MANY_TEXTS)
    return FALSE;
  self->store = bs_index_store_open (path, BS_INDEX_WRITE_MORE, &error);
  if (self->store != NULL)
    self->bulk = bs_index_bulk_new (site, g_steal_pointer (&rows), self->func, self->user_data);
  else
    g_debug ("%s", error->message);
  if (self->bulk == NULL)
    return FALSE;
  self->flush = bs_index_flush_new (path);
  self->is_at_risk = TRUE;
  return TRUE;
}

/**
 * bs_index_backlog_stop_bulk:
 * @self: a backlog
 *
 * Texts that were read but not written are read again. Waits until the disk has the written ones. Waits until the disk
 * has what was written.
 */
void
bs_index_backlog_stop_bulk (BsIndexBacklog *self)
{
  g_clear_pointer (&self->bulk, bs_index_bulk_free);
  g_clear_pointer (&self->flush, bs_index_flush_free);
  if (self->store != NULL)
    self->is_at_risk = !bs_index_store_sync (self->store);
  g_clear_pointer (&self->store, bs_index_store_free);
}

/**
 * bs_index_backlog_has_bulk:
 * @self: a backlog
 *
 * Returns: whether its texts are being read as a bulk
 */
gboolean
bs_index_backlog_has_bulk (BsIndexBacklog *self)
{
  return self->bulk != NULL;
}

/**
 * bs_index_backlog_is_at_risk:
 * @self: a backlog
 *
 * Returns: whether the index may be damaged if the computer fails, because the disk does not have all of a bulk yet
 */
gboolean
bs_index_backlog_is_at_risk (BsIndexBacklog *self)
{
  return self->is_at_risk;
}

/**
 * bs_index_backlog_can_write_bulk:
 * @self: a backlog
 *
 * Returns: whether a part of its bulk is ready
 */
gboolean
bs_index_backlog_can_write_bulk (BsIndexBacklog *self)
{
  return self->bulk != NULL && bs_index_bulk_can_take (self->bulk);
}

static gboolean
write_run (BsIndexBacklog *self, BsIndexRun *run, BsIndexText *text, GError **error)
{
  gint64 first_version;
  guint n_versions;

  bs_index_text_get_keys (text, &first_version, &n_versions);
  if (!bs_index_store_begin (self->store, error))
    return FALSE;
  if (!bs_index_run_write (run, self->store, first_version + n_versions, error) ||
      !bs_index_store_commit (self->store, error))
    {
      bs_index_store_roll_back (self->store);
      return FALSE;
    }
  return TRUE;
}

/**
 * bs_index_backlog_write_bulk:
 * @self: a backlog that can write a part of its bulk
 * @text: the text in the index; it sees the written texts only after it is refreshed
 * @error: return location
 *
 * Writes that part in a transaction of its own. After the last one, bs_index_backlog_has_bulk() is %FALSE: what remains
 * are files that could not be read, and articles added since the start.
 *
 * Returns: %FALSE with a #BsIndexError or a #GIOErrorEnum if it could not be written
 */
gboolean
bs_index_backlog_write_bulk (BsIndexBacklog *self, BsIndexText *text, GError **error)
{
  g_autoptr (GError) failure = NULL;
  BsIndexRun *run;
  guint n_rows;
  gboolean is_written;

  g_return_val_if_fail (bs_index_backlog_can_write_bulk (self), FALSE);

  run = bs_index_bulk_peek (self->bulk, &n_rows);
  is_written = bs_index_run_get_n_texts (run) == 0 || write_run (self, run, text, &failure);
  bs_index_bulk_drop (self->bulk);
  if (!is_written)
    {
      if (g_error_matches (failure, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS))
        self->n_refused++;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (self->flush != NULL)
    bs_index_flush_ask (self->flush);
  self->n_done += n_rows;
  if (bs_index_bulk_is_done (self->bulk))
    {
      bs_index_backlog_stop_bulk (self);
      /* The bulk used more memory than everything else in the program. */
      bs_memory_give_back ();
    }
  return TRUE;
}
