/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-index.h"

struct _BsLibraryIndex
{
  BsLibraryIndexFuncs funcs;
  gpointer owner;
  BsIndexUse use;
  gboolean is_awaited;
  BsIndexWriter *writer; /* (nullable): while the library is open, and keeps an index */
  gboolean wants_rows;
  BsIndexProgress progress;
  BsIndexCounts *counts; /* (nullable): until they are told */
};

/**
 * bs_library_index_new:
 * @funcs: functions of @owner
 * @owner: the library
 *
 * Returns: (transfer full): the index of the library, which must outlive it
 */
BsLibraryIndex *
bs_library_index_new (const BsLibraryIndexFuncs *funcs, gpointer owner)
{
  BsLibraryIndex *self = g_new0 (BsLibraryIndex, 1);

  self->funcs = *funcs;
  self->owner = owner;
  return self;
}

/**
 * bs_library_index_free:
 * @self: (transfer full): the index of a library that is closed
 */
void
bs_library_index_free (BsLibraryIndex *self)
{
  g_clear_pointer (&self->counts, bs_index_counts_unref);
  g_free (self);
}

static void
take_counts (gpointer owner, gpointer counts)
{
  BsLibraryIndex *self = bs_library_get_indexing (owner);

  g_clear_pointer (&self->counts, bs_index_counts_unref);
  self->counts = bs_index_counts_ref (counts);
}

static void
take_progress (gpointer owner, gpointer data)
{
  BsLibraryIndex *self = bs_library_get_indexing (owner);
  const BsIndexProgress *progress = data;
  const BsIndexProgress before = self->progress;

  self->progress = *progress;
  /* A search finds articles that were not in the index before, or that are left without one. */
  if ((progress->n_waiting != before.n_waiting && !progress->is_beside) ||
      (progress->state == BS_INDEX_WHOLE && before.state != BS_INDEX_WHOLE) ||
      (progress->state == BS_INDEX_UNAVAILABLE) != (before.state == BS_INDEX_UNAVAILABLE))
    self->funcs.advanced (self->owner);
  self->funcs.told (self->owner);
}

static void
want_rows (gpointer owner, gpointer nothing)
{
  BsLibraryIndex *self = bs_library_get_indexing (owner);

  self->wants_rows = TRUE;
  self->funcs.want_rows (self->owner);
}

/**
 * bs_library_index_open:
 * @self: the index of a library that is being opened
 * @root: its folder
 * @vocabulary: its names
 * @inbox: its inbox
 */
void
bs_library_index_open (BsLibraryIndex *self, const char *root, BsVocabulary *vocabulary, BsInbox *inbox)
{
  const BsIndexWriterFuncs funcs = { take_progress, want_rows, take_counts };

  self->progress = (BsIndexProgress){ BS_INDEX_UNAVAILABLE };
  if (self->use == BS_INDEX_USE_KEEP || self->use == BS_INDEX_USE_REBUILD)
    {
      self->writer = bs_index_writer_new (root, self->use, self->is_awaited, vocabulary, inbox, &funcs);
      self->progress.state = BS_INDEX_STARTING;
    }
  self->funcs.told (self->owner);
}

/**
 * bs_library_index_close:
 * @self: the index of a library that is being closed
 */
void
bs_library_index_close (BsLibraryIndex *self)
{
  g_clear_pointer (&self->writer, bs_index_writer_free);
  g_clear_pointer (&self->counts, bs_index_counts_unref);
  self->wants_rows = FALSE;
  self->progress.state = BS_INDEX_UNAVAILABLE;
  self->progress.n_waiting = 0;
}

/**
 * bs_library_index_get_use:
 * @self: the index of a library
 *
 * Returns: what it is used for
 */
BsIndexUse
bs_library_index_get_use (BsLibraryIndex *self)
{
  return self->use;
}

/* Whether the index should exist, and belong to this process. */
static gboolean
is_kept (BsLibraryIndex *self)
{
  return self->progress.state == BS_INDEX_WHOLE || self->progress.state == BS_INDEX_READING;
}

/**
 * bs_library_index_check_file:
 * @self: the index of a library
 *
 * To be called before a search. Has the writer check the index's file, which costs next to nothing: SQLite answers from
 * memory, even if the file is gone.
 */
void
bs_library_index_check_file (BsLibraryIndex *self)
{
  if (is_kept (self))
    bs_index_writer_check (self->writer);
}

/**
 * bs_library_index_doubt:
 * @self: the index of a library
 *
 * To be called if a search could not read the index.
 */
void
bs_library_index_doubt (BsLibraryIndex *self)
{
  if (is_kept (self))
    bs_index_writer_doubt (self->writer);
}

/**
 * bs_library_index_feed:
 * @self: the index of a library
 * @table: the library's rows, which must be complete
 * @site: the library's site
 *
 * Gives the index all rows, if it wants them.
 */
void
bs_library_index_feed (BsLibraryIndex *self, BsTable *table, BsSite *site)
{
  if (self->writer == NULL || !self->wants_rows)
    return;
  self->wants_rows = FALSE;
  bs_index_writer_adopt (self->writer, bs_table_take_snapshot (table), site);
}

/**
 * bs_library_index_follow:
 * @self: the index of a library
 * @row: (nullable): an article as it is now
 * @old: (nullable): as it was before
 *
 * Makes the index follow a change, even one that no list shows. Until it was given all rows, there is no need to.
 */
void
bs_library_index_follow (BsLibraryIndex *self, BsRow *row, BsRow *old)
{
  gboolean was_whole;

  if (self->writer == NULL || self->wants_rows)
    return;
  was_whole = bs_library_index_get_state (self) == BS_INDEX_WHOLE;
  if (old != NULL && (row == NULL || !bs_row_equal_path (row, old)))
    bs_index_writer_remove (self->writer, old);
  if (row != NULL && (old == NULL || !bs_row_is_recorded_same (row, old)))
    bs_index_writer_put (self->writer, row);
  if (was_whole && bs_library_index_get_state (self) != BS_INDEX_WHOLE)
    self->funcs.told (self->owner);
}

/**
 * bs_library_index_get_state:
 * @self: the index of a library
 *
 * Returns: its state, as bs_library_get_index_state()
 */
BsIndexState
bs_library_index_get_state (BsLibraryIndex *self)
{
  /* The progress does not know of the latest commands yet. */
  if (self->progress.state == BS_INDEX_WHOLE && self->writer != NULL &&
      self->progress.n_handled != bs_index_writer_get_n_given (self->writer))
    return BS_INDEX_READING;
  return self->progress.state;
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
  g_return_if_fail (bs_library_get_indexing (self)->writer == NULL);

  bs_library_get_indexing (self)->use = use;
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
  g_return_if_fail (bs_library_get_indexing (self)->writer == NULL);

  bs_library_get_indexing (self)->is_awaited = is_awaited;
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

  return bs_library_index_get_state (bs_library_get_indexing (self));
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

  return bs_library_get_indexing (self)->progress.n_waiting;
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

  return bs_library_get_indexing (self)->progress.is_slow && bs_library_get_indexing (self)->progress.n_waiting > 0;
}

/**
 * bs_library_is_index_beside:
 * @self: a library
 *
 * Returns: whether the text is read for an index that will replace another one, which serves searches until then
 */
gboolean
bs_library_is_index_beside (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);

  return bs_library_get_indexing (self)->progress.is_beside;
}

/**
 * bs_library_get_counts:
 * @self: a library
 *
 * Returns: (transfer none) (nullable): how many articles had each key and language a short while ago, if the index has
 *   been made here
 */
const BsIndexCounts *
bs_library_get_counts (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_library_get_indexing (self)->counts;
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

  return bs_library_get_indexing (self)->progress.bytes;
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

  if (bs_library_get_indexing (self)->writer != NULL)
    bs_index_writer_check (bs_library_get_indexing (self)->writer);
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

  if (bs_library_get_indexing (self)->writer != NULL)
    bs_index_writer_drop (bs_library_get_indexing (self)->writer);
}
