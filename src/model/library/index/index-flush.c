/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-flush.h"

#include "model/library/index/index-store.h"

struct _BsIndexFlush
{
  char *path;
  GThread *thread;

  GMutex mutex;
  GCond cond;
  gboolean is_asked;
  gboolean is_stopped;
};

static gpointer
flush_thread (gpointer data)
{
  BsIndexFlush *self = data;
  /* A connection of its own, because connections are not shared by threads. */
  g_autoptr (BsIndexStore) store = bs_index_store_open (self->path, BS_INDEX_READ, NULL);

  g_mutex_lock (&self->mutex);
  while (store != NULL && !self->is_stopped)
    {
      if (!self->is_asked)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      self->is_asked = FALSE;
      g_mutex_unlock (&self->mutex);
      /* If this fails, the final sync fails too. */
      bs_index_store_sync_file (store);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * bs_index_flush_new:
 * @path: path of an index
 *
 * Returns: (transfer full) (nullable): a thread that writes the index to the disk on request; %NULL if the system gives
 *   no thread
 */
BsIndexFlush *
bs_index_flush_new (const char *path)
{
  BsIndexFlush *self = g_new0 (BsIndexFlush, 1);

  self->path = g_strdup (path);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_try_new ("bs-flush", flush_thread, self, NULL);
  if (self->thread == NULL)
    g_clear_pointer (&self, bs_index_flush_free);
  return self;
}

/**
 * bs_index_flush_free:
 * @self: (transfer full): a flush
 *
 * Waits for the disk.
 */
void
bs_index_flush_free (BsIndexFlush *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->thread, g_thread_join);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self);
}

/**
 * bs_index_flush_ask:
 * @self: a flush
 *
 * Requests that the disk writes the current contents of the index, without waiting for it.
 */
void
bs_index_flush_ask (BsIndexFlush *self)
{
  g_mutex_lock (&self->mutex);
  self->is_asked = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}
