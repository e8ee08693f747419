/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include "model/library/library-index.h"

/* The index of a library, as the library's users see it. */

/**
 * bs_library_set_index_use:
 * @self: a library that is closed
 * @use: how an index on the disk is used; at first it is only read
 */
void
bs_library_set_index_use (BsLibrary *self, BsIndexUse use)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_index_set_use (bs_library_get_indexing (self), use);
}

/**
 * bs_library_set_index_awaited:
 * @self: a library that is closed
 * @is_awaited: whether a person waits until the index is complete; at first nobody does
 *
 * An index that nobody waits for is built while the computer is idle, and slowly on battery. An awaited index is also
 * complete if another process maintains it and it contains everything.
 */
void
bs_library_set_index_awaited (BsLibrary *self, gboolean is_awaited)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_index_set_awaited (bs_library_get_indexing (self), is_awaited);
}

/**
 * bs_library_get_index_state:
 * @self: a library
 *
 * Returns: the state of the index
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
 * Returns: the number of articles whose text the index does not have yet; also 0 if another process adds them and
 *   nobody waits for it
 */
guint
bs_library_get_n_to_index (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return bs_library_index_get_progress (bs_library_get_indexing (self))->n_waiting;
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
  const BsIndexProgress *progress;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);

  progress = bs_library_index_get_progress (bs_library_get_indexing (self));
  return progress->is_slow && progress->n_waiting > 0;
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

  return bs_library_index_get_progress (bs_library_get_indexing (self))->is_beside;
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

  return bs_library_index_get_counts (bs_library_get_indexing (self));
}

/**
 * bs_library_get_index_bytes:
 * @self: a library
 *
 * Returns: the size of the index on the disk in bytes, as last reported
 */
guint64
bs_library_get_index_bytes (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return bs_library_index_get_progress (bs_library_get_indexing (self))->bytes;
}

/**
 * bs_library_check_index:
 * @self: a library
 *
 * Asks the index's writer to check whether another process wrote to the index, or whether it can maintain the index now
 * if it could not before. It does so by itself too, but not at once.
 */
void
bs_library_check_index (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_index_check (bs_library_get_indexing (self));
}

/**
 * bs_library_drop_index:
 * @self: a library
 *
 * Deletes the index, unless another process maintains it. It is rebuilt when the library is opened again.
 */
void
bs_library_drop_index (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_index_drop (bs_library_get_indexing (self));
}
