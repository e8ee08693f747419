/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-bulk.h"

#include "model/library/index/index-feed.h"
#include "model/library/index/index-text.h"

/* The number of bytes of files that a thread reads at a time. Larger parts mean fewer segments and faster queries; they
 * take about the same amount of memory, so this is the size that gives a usual number of segments. */
#define MIN_BLOCK_BYTES (4 * 1024 * 1024)
#define MAX_BLOCK_BYTES (16 * 1024 * 1024)
#define USUAL_BLOCKS 40

/* FTS5 allows 2,000 segments, and other texts need some of them. */
#define MAX_BLOCKS 1000

#define MAX_THREADS 4

/* The result for consecutive articles. */
typedef struct
{
  guint block;
  guint n_rows;
  gboolean is_last; /* of its block */
  BsIndexRun *run;
} Piece;

struct _BsIndexBulk
{
  BsSite *site;
  GPtrArray *rows; /* (element-type BsRow) */
  BsIndexBulkFunc func;
  gpointer user_data;
  GThread *threads[MAX_THREADS];
  guint n_threads;
  guint64 block_bytes;
  int is_stopped;

  GMutex mutex;
  GCond cond;
  guint n_begun;   /* rows */
  guint n_taken;   /* likewise */
  guint next;      /* the block that is begun next */
  guint current;   /* the run whose next piece is taken */
  GPtrArray *done; /* (element-type Piece) */
};

static void
piece_free (gpointer data)
{
  Piece *self = data;

  g_clear_pointer (&self->run, bs_index_run_free);
  g_free (self);
}

static Piece *
find_piece (BsIndexBulk *self)
{
  for (guint i = 0; i < self->done->len; i++)
    {
      Piece *piece = self->done->pdata[i];

      if (piece->block == self->current)
        return piece;
    }
  return NULL;
}

static gboolean
is_stopped (BsIndexBulk *self)
{
  return g_atomic_int_get (&self->is_stopped) != 0;
}

static void
hand_over (BsIndexBulk *self, BsIndexRun *run, guint block, guint n_rows, gboolean is_last)
{
  Piece *piece = g_new (Piece, 1);

  *piece = (Piece){ block, n_rows, is_last, run };
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->done, piece);
  g_mutex_unlock (&self->mutex);
  self->func (self->user_data);
  if (is_last)
    return;
  /* If it is larger than estimated, only one piece at a time is in memory. */
  g_mutex_lock (&self->mutex);
  while (!is_stopped (self) && g_ptr_array_find (self->done, piece, NULL))
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
read_block (BsIndexBulk *self, guint block, guint first, guint end, BsFileBuffer *buffer)
{
  BsIndexRun *run = bs_index_run_new ();
  guint done = first;

  for (guint i = first; i < end && !is_stopped (self); i++)
    {
      const BsRow *row = self->rows->pdata[i];
      g_auto (BsIndexBody) body = { 0 };

      if (bs_index_feed_read_body (self->site, row, buffer, &body))
        bs_index_run_add (run, bs_index_text_make_key (row->content_hash, bs_row_get_title (row)),
                          bs_row_get_title (row), body.text, body.fields, body.headings);
      if (i + 1 < end && bs_index_run_get_size (run) > 2 * self->block_bytes)
        {
          /* Words that occur only once take far more memory than the file does. */
          hand_over (self, run, block, i + 1 - done, FALSE);
          run = bs_index_run_new ();
          done = i + 1;
        }
    }
  hand_over (self, run, block, end - done, TRUE);
}

static gpointer
bulk_thread (gpointer data)
{
  BsIndexBulk *self = data;
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;

  g_mutex_lock (&self->mutex);
  while (!is_stopped (self) && self->n_begun < self->rows->len)
    {
      guint block = self->next;
      guint first = self->n_begun;
      guint end;
      guint64 bytes = 0;

      if (block >= self->current + self->n_threads)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      self->next++;
      while (self->n_begun < self->rows->len && bytes < self->block_bytes)
        bytes += ((const BsRow *) self->rows->pdata[self->n_begun++])->size;
      end = self->n_begun;
      g_mutex_unlock (&self->mutex);
      read_block (self, block, first, end, &buffer);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * bs_index_bulk_new:
 * @site: the site of the articles
 * @rows: (transfer full) (element-type BsRow): the articles, the oldest first, no two with the same text
 * @func: called on another thread whenever a run may be available
 * @user_data: for @func
 *
 * The threads have the priority of the calling thread.
 *
 * Returns: (transfer full) (nullable): the source of the articles' texts, already reading; %NULL if the system gives no
 *   threads
 */
BsIndexBulk *
bs_index_bulk_new (BsSite *site, GPtrArray *rows, BsIndexBulkFunc func, gpointer user_data)
{
  BsIndexBulk *self = g_new0 (BsIndexBulk, 1);
  guint n_threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  guint64 bytes = 0;

  self->site = bs_site_ref (site);
  self->rows = rows;
  self->func = func;
  self->user_data = user_data;
  self->done = g_ptr_array_new_with_free_func (piece_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  for (guint i = 0; i < rows->len; i++)
    bytes += ((const BsRow *) rows->pdata[i])->size;
  self->block_bytes = MAX (CLAMP (bytes / USUAL_BLOCKS, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES), bytes / MAX_BLOCKS);
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < n_threads; i++)
    {
      self->threads[i] = g_thread_try_new ("bs-text", bulk_thread, self, NULL);
      if (self->threads[i] == NULL)
        break;
      self->n_threads++;
    }
  g_mutex_unlock (&self->mutex);
  if (self->n_threads == 0)
    g_clear_pointer (&self, bs_index_bulk_free);
  return self;
}

/**
 * bs_index_bulk_free:
 * @self: (transfer full): a bulk
 *
 * Waits for the files that are being read. Runs that were not taken are lost.
 */
void
bs_index_bulk_free (BsIndexBulk *self)
{
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->is_stopped, 1);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->rows);
  bs_site_unref (self->site);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * bs_index_bulk_can_take:
 * @self: a bulk
 *
 * Returns: whether there is something to take now
 */
gboolean
bs_index_bulk_can_take (BsIndexBulk *self)
{
  gboolean can_take;

  g_mutex_lock (&self->mutex);
  can_take = find_piece (self) != NULL;
  g_mutex_unlock (&self->mutex);
  return can_take;
}

/**
 * bs_index_bulk_peek:
 * @self: a bulk with an available run
 * @n_rows: (out): the number of its articles, including those that could not be read
 *
 * Returns: (transfer none): the next run, in the order of the articles
 */
BsIndexRun *
bs_index_bulk_peek (BsIndexBulk *self, guint *n_rows)
{
  Piece *piece;

  g_mutex_lock (&self->mutex);
  piece = find_piece (self);
  g_mutex_unlock (&self->mutex);
  *n_rows = piece->n_rows;
  return piece->run;
}

/**
 * bs_index_bulk_drop:
 * @self: a bulk with an available run
 *
 * Frees the run from bs_index_bulk_peek(). Only then does a thread start another one, which takes as much memory. Only
 * then does a thread begin what takes as much memory.
 */
void
bs_index_bulk_drop (BsIndexBulk *self)
{
  Piece *piece;

  g_mutex_lock (&self->mutex);
  piece = find_piece (self);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&piece->run, bs_index_run_free);
  g_mutex_lock (&self->mutex);
  self->n_taken += piece->n_rows;
  if (piece->is_last)
    self->current++;
  g_ptr_array_remove (self->done, piece);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_index_bulk_is_done:
 * @self: a bulk
 *
 * Returns: whether all runs have been taken
 */
gboolean
bs_index_bulk_is_done (BsIndexBulk *self)
{
  gboolean is_done;

  g_mutex_lock (&self->mutex);
  is_done = self->n_taken == self->rows->len;
  g_mutex_unlock (&self->mutex);
  return is_done;
}
