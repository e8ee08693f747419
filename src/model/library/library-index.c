/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-index.h"

struct _BsLibraryIndex
{
  BsLibraryIndexFuncs funcs;
  gpointer owner;
  BsIndexUse use;
  gboolean is_awaited;
  BsIndexWriter *writer; /* (nullable): while the library is open and maintains an index */
  gboolean wants_rows;
  guint64 edition; /* of the rows that were read from it when the library was opened */
  BsIndexProgress progress;
  BsIndexCounts *counts; /* (nullable): until they are passed on */
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

/**
 * bs_library_index_take_counts:
 * @self: the index of a library
 * @counts: the writer's counts
 */
void
bs_library_index_take_counts (BsLibraryIndex *self, BsIndexCounts *counts)
{
  g_clear_pointer (&self->counts, bs_index_counts_unref);
  self->counts = bs_index_counts_ref (counts);
}

/**
 * bs_library_index_take_progress:
 * @self: the index of a library
 * @progress: how far the writer is
 */
void
bs_library_index_take_progress (BsLibraryIndex *self, const BsIndexProgress *progress)
{
  const BsIndexProgress before = self->progress;

  self->progress = *progress;
  /* A search finds articles that were not in the index before, or that are left without one. */
  if ((progress->n_waiting != before.n_waiting && !progress->is_beside) ||
      (progress->state == BS_INDEX_WHOLE && before.state != BS_INDEX_WHOLE) ||
      (progress->state == BS_INDEX_UNAVAILABLE) != (before.state == BS_INDEX_UNAVAILABLE))
    self->funcs.advanced (self->owner);
  self->funcs.told (self->owner);
}

/**
 * bs_library_index_want_rows:
 * @self: the index of a library
 *
 * The writer wants all rows.
 */
void
bs_library_index_want_rows (BsLibraryIndex *self)
{
  self->wants_rows = TRUE;
  self->funcs.want_rows (self->owner);
}

/**
 * bs_library_index_open:
 * @self: the index of a library that is being opened
 * @root: its folder
 * @vocabulary: its names
 * @inbox: its inbox
 * @funcs: called by the writer, to be passed on to the three functions above
 */
void
bs_library_index_open (BsLibraryIndex *self, const char *root, BsVocabulary *vocabulary, BsInbox *inbox,
                       const BsIndexWriterFuncs *funcs)
{
  self->progress = (BsIndexProgress){ BS_INDEX_UNAVAILABLE };
  if (self->use == BS_INDEX_USE_KEEP || self->use == BS_INDEX_USE_REBUILD)
    {
      self->writer = bs_index_writer_new (root, self->use, self->is_awaited, vocabulary, inbox, funcs);
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
  self->edition = 0;
  self->progress.state = BS_INDEX_UNAVAILABLE;
  self->progress.n_waiting = 0;
}

/**
 * bs_library_index_set_use:
 * @self: the index of a library that is closed
 * @use: how it is used
 */
void
bs_library_index_set_use (BsLibraryIndex *self, BsIndexUse use)
{
  g_return_if_fail (self->writer == NULL);

  self->use = use;
}

/**
 * bs_library_index_set_awaited:
 * @self: the index of a library that is closed
 * @is_awaited: whether a person waits until it is whole
 */
void
bs_library_index_set_awaited (BsLibraryIndex *self, gboolean is_awaited)
{
  g_return_if_fail (self->writer == NULL);

  self->is_awaited = is_awaited;
}

/**
 * bs_library_index_note_edition:
 * @self: the index of a library that is being opened
 * @edition: the edition of the rows that were read from it, from bs_index_store_get_edition()
 *
 * The writer need not read them again, unless another process writes to the index before it starts.
 */
void
bs_library_index_note_edition (BsLibraryIndex *self, guint64 edition)
{
  self->edition = edition;
}

/**
 * bs_library_index_get_use:
 * @self: the index of a library
 *
 * Returns: how it is used
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
 * To be called before a search. Asks the writer to check the index's file, which costs almost nothing: SQLite answers
 * from memory, even if the file was deleted.
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
  bs_index_writer_adopt (self->writer, bs_table_take_snapshot (table), self->edition, site);
}

/**
 * bs_library_index_follow:
 * @self: the index of a library
 * @row: (nullable): an article's current row
 * @old: (nullable): its previous row
 *
 * Passes a change to the index, even one that no list shows. Until it has received all rows, there is no need to.
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
  /* The progress does not include the latest commands yet. */
  if (self->progress.state == BS_INDEX_WHOLE && self->writer != NULL &&
      self->progress.n_handled != bs_index_writer_get_n_given (self->writer))
    return BS_INDEX_READING;
  return self->progress.state;
}

/**
 * bs_library_index_get_progress:
 * @self: the index of a library
 *
 * Returns: (transfer none): its progress, as last reported
 */
const BsIndexProgress *
bs_library_index_get_progress (BsLibraryIndex *self)
{
  return &self->progress;
}

/**
 * bs_library_index_get_counts:
 * @self: the index of a library
 *
 * Returns: (transfer none) (nullable): the writer's last counts
 */
const BsIndexCounts *
bs_library_index_get_counts (BsLibraryIndex *self)
{
  return self->counts;
}

/**
 * bs_library_index_check:
 * @self: the index of a library
 *
 * Asks the writer to check whether another process wrote to the index.
 */
void
bs_library_index_check (BsLibraryIndex *self)
{
  if (self->writer != NULL)
    bs_index_writer_check (self->writer);
}

/**
 * bs_library_index_drop:
 * @self: the index of a library
 *
 * Has the writer delete the index.
 */
void
bs_library_index_drop (BsLibraryIndex *self)
{
  if (self->writer != NULL)
    bs_index_writer_drop (self->writer);
}
