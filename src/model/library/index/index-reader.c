/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-reader.h"

#include <glib/gstdio.h>

#include "model/library/folder/home.h"

struct _BsIndexReader
{
  char *path;
  GStatBuf status; /* the state of the file when it was opened */
  BsIndexStore *store;
  BsIndexText *text;
  BsIndexMatcher *matcher;
  BsIndexSecond *second; /* (nullable) */
};

/**
 * bs_index_reader_open:
 * @root: the library's folder
 *
 * Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the index of that library, if there is a readable one
 */
BsIndexReader *
bs_index_reader_open (const char *root)
{
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsIndexReader) self = g_new0 (BsIndexReader, 1);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (root != NULL, NULL);

  home = bs_home_find (root);
  self->path = home != NULL ? bs_home_build_cache_path (home, "index.db") : NULL;
  if (self->path == NULL || g_stat (self->path, &self->status) != 0)
    return NULL;
  self->store = bs_index_store_open (self->path, BS_INDEX_READ_OLD, &error);
  if (self->store != NULL)
    self->text = bs_index_text_new (bs_index_store_get_connection (self->store), &error);
  if (self->text == NULL)
    {
      g_debug ("%s", error->message);
      return NULL;
    }
  self->matcher = bs_index_matcher_new (self->text);
  return g_steal_pointer (&self);
}

/**
 * bs_index_reader_free:
 * @self: (transfer full): an index
 */
void
bs_index_reader_free (BsIndexReader *self)
{
  g_clear_pointer (&self->matcher, bs_index_matcher_free);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->second, bs_index_second_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  g_free (self->path);
  g_free (self);
}

/**
 * bs_index_reader_is_current:
 * @self: an index
 *
 * Returns: whether it is still the file on the disk; a damaged index is deleted and rebuilt
 */
gboolean
bs_index_reader_is_current (BsIndexReader *self)
{
  GStatBuf status;

  return g_stat (self->path, &status) == 0 && status.st_dev == self->status.st_dev &&
         status.st_ino == self->status.st_ino;
}

/**
 * bs_index_reader_use_second:
 * @self: an open index
 *
 * Has its searches use two processors, if there are two.
 */
void
bs_index_reader_use_second (BsIndexReader *self)
{
  if (self->second == NULL && g_get_num_processors () > 1)
    self->second = bs_index_second_new (self->path);
  bs_index_matcher_set_second (self->matcher, self->second);
}

/**
 * bs_index_reader_get_text:
 * @self: an index
 *
 * Returns: (transfer none): its text
 */
BsIndexText *
bs_index_reader_get_text (BsIndexReader *self)
{
  return self->text;
}

/**
 * bs_index_reader_get_matcher:
 * @self: an index
 *
 * Returns: (transfer none): finds texts in it
 */
BsIndexMatcher *
bs_index_reader_get_matcher (BsIndexReader *self)
{
  return self->matcher;
}

/**
 * bs_index_reader_get_store:
 * @self: an index
 *
 * Returns: (transfer none): its data other than the text
 */
BsIndexStore *
bs_index_reader_get_store (BsIndexReader *self)
{
  return self->store;
}
