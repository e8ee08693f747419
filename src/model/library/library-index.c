/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-private.h"

/* How the index on the disk serves the table, and follows it. */

static void
take_progress (gpointer owner, gpointer data)
{
  BsLibrary *self = owner;
  const BsIndexProgress *progress = data;

  gboolean is_further =
      progress->n_waiting != self->index_progress.n_waiting ||
      (progress->state == BS_INDEX_WHOLE && self->index_progress.state != BS_INDEX_WHOLE) ||
      (progress->state == BS_INDEX_UNAVAILABLE) != (self->index_progress.state == BS_INDEX_UNAVAILABLE);

  self->index_progress = *progress;
  /* A search finds what was not in the index before, or what is left without one. */
  for (guint i = 0; is_further && i < self->lists->len; i++)
    if (bs_article_list_get_query (self->lists->pdata[i])->text != NULL)
      bs_article_list_refresh (self->lists->pdata[i]);
  bs_library_notify_index (self);
}

static void
want_rows (gpointer owner, gpointer data)
{
  BsLibrary *self = owner;

  self->index_wants_rows = TRUE;
  bs_library_feed_index (self);
}

/**
 * bs_library_start_index:
 * @self: a library that was opened just now
 *
 * Has what the index knows shown, and then the folder compared with it.
 */
void
bs_library_start_index (BsLibrary *self)
{
  const BsIndexWriterFuncs funcs = { take_progress, want_rows };

  self->index_progress = (BsIndexProgress){ BS_INDEX_UNAVAILABLE };
  if (self->index_use == BS_INDEX_USE_KEEP || self->index_use == BS_INDEX_USE_REBUILD)
    {
      self->index = bs_index_writer_new (self->site->root, self->index_use, self->index_is_awaited, self->vocabulary,
                                         self->inbox, &funcs);
      self->index_progress.state = BS_INDEX_STARTING;
    }
  bs_library_notify_index (self);
  if (self->index_use == BS_INDEX_USE_NONE || self->index_use == BS_INDEX_USE_REBUILD || !self->is_loading)
    {
      bs_library_start_scan (self, BS_SYNC_DEFAULT);
      return;
    }
  /* Lists are told when all is there, but for a library so large that one would wait. */
  self->last_refresh = g_get_monotonic_time ();
  bs_library_set_state (self, BS_LIBRARY_SCANNING, NULL);
  bs_sync_load (self->sync);
}

/**
 * bs_library_stop_index:
 * @self: a library that is being closed
 */
void
bs_library_stop_index (BsLibrary *self)
{
  g_clear_pointer (&self->index, bs_index_writer_free);
  self->index_wants_rows = FALSE;
  self->index_progress.state = BS_INDEX_UNAVAILABLE;
  self->index_progress.n_waiting = 0;
}

/* Whether the index ought to be there, and be ours. */
static gboolean
is_kept (BsLibrary *self)
{
  return self->index_progress.state == BS_INDEX_WHOLE || self->index_progress.state == BS_INDEX_READING;
}

/**
 * bs_library_look_at_index:
 * @self: a library in which something is searched for
 *
 * Has the index's writer look at its file, which takes next to nothing: what SQLite has in memory is found without it.
 */
void
bs_library_look_at_index (BsLibrary *self)
{
  if (is_kept (self))
    bs_index_writer_check (self->index);
}

/**
 * bs_library_doubt_index:
 * @owner: a library
 * @nothing: %NULL
 *
 * To be called when a search could not read an index that ought to be there.
 */
void
bs_library_doubt_index (gpointer owner, gpointer nothing)
{
  BsLibrary *self = owner;

  if (is_kept (self))
    bs_index_writer_doubt (self->index);
}

/**
 * bs_library_feed_index:
 * @self: a library
 *
 * Gives the index all rows, if it wants them and they are all there.
 */
void
bs_library_feed_index (BsLibrary *self)
{
  if (self->index == NULL || !self->index_wants_rows || self->state != BS_LIBRARY_READY)
    return;
  self->index_wants_rows = FALSE;
  bs_index_writer_adopt (self->index, bs_table_take_snapshot (self->table), self->site);
}

/**
 * bs_library_index_row:
 * @self: a library
 * @row: (nullable): what is known of an article now
 * @old: (nullable): what was known of it
 *
 * Has the index follow a change, even one that no list shows. Before it was given all rows there is no need to.
 */
void
bs_library_index_row (BsLibrary *self, BsRow *row, BsRow *old)
{
  gboolean was_whole;

  if (self->index == NULL || self->index_wants_rows || self->is_loading)
    return;
  was_whole = bs_library_get_index_state (self) == BS_INDEX_WHOLE;
  if (old != NULL && (row == NULL || !bs_row_equal_path (row, old)))
    bs_index_writer_remove (self->index, old);
  if (row != NULL && (old == NULL || !bs_row_is_recorded_same (row, old)))
    bs_index_writer_put (self->index, row);
  if (was_whole && bs_library_get_index_state (self) != BS_INDEX_WHOLE)
    bs_library_notify_index (self);
}

/**
 * bs_library_set_index_use:
 * @self: a library that is closed
 * @use: what an index on the disk is used for; at first it is only read
 */
void
bs_library_set_index_use (BsLibrary *self, BsIndexUse use)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (self->sync == NULL);

  self->index_use = use;
}

/**
 * bs_library_set_index_awaited:
 * @self: a library that is closed
 * @is_awaited: whether a person waits until the index is whole; at first nobody does
 *
 * An index that nobody waits for is made while the computer has nothing better to do, and slowly on battery. One that
 * is waited for is whole also when another process keeps it and all is in it.
 */
void
bs_library_set_index_awaited (BsLibrary *self, gboolean is_awaited)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (self->sync == NULL);

  self->index_is_awaited = is_awaited;
}

/**
 * bs_library_get_index_state:
 * @self: a library
 *
 * Returns: how it stands with the index
 */
BsIndexState
bs_library_get_index_state (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), BS_INDEX_UNAVAILABLE);

  /* What was given it just now it does not know of yet. */
  if (self->index_progress.state == BS_INDEX_WHOLE && self->index != NULL &&
      self->index_progress.n_handled != bs_index_writer_get_n_given (self->index))
    return BS_INDEX_READING;
  return self->index_progress.state;
}

/**
 * bs_library_get_n_to_index:
 * @self: a library
 *
 * Returns: how many articles' text the index does not have yet; 0 also where another process sees to
 * that and nobody waits for it
 */
guint
bs_library_get_n_to_index (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->index_progress.n_waiting;
}

/**
 * bs_library_is_index_slow:
 * @self: a library
 *
 * Returns: whether the text is read slowly, because the computer runs from a battery
 */
gboolean
bs_library_is_index_slow (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);

  return self->index_progress.is_slow && self->index_progress.n_waiting > 0;
}

/**
 * bs_library_get_index_bytes:
 * @self: a library
 *
 * Returns: how much of the disk the index takes, in bytes, as last told
 */
guint64
bs_library_get_index_bytes (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->index_progress.bytes;
}

/**
 * bs_library_check_index:
 * @self: a library
 *
 * Has the index's writer look whether someone else wrote to the index, or whether it can be kept now if it could not
 * before. It does so by itself too, but not at once.
 */
void
bs_library_check_index (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->index != NULL)
    bs_index_writer_check (self->index);
}

/**
 * bs_library_drop_index:
 * @self: a library
 *
 * Has the index deleted, as long as no other process keeps it. It is made anew when the library is opened again.
 */
void
bs_library_drop_index (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->index != NULL)
    bs_index_writer_drop (self->index);
}
