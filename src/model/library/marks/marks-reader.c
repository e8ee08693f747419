/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-reader.h"

#include "model/library/folder/home.h"
#include "model/library/marks/marks-store.h"

struct _BsMarksReader
{
  GArray *all;       /* (element-type BsKnown) */
  GHashTable *known; /* (element-type guint64 BsKnown): by path */
  GHashTable
      *gone; /* (element-type guint64 BsKnown): by content, of the articles that were missing at the last write */
  gboolean has_known; /* whether all existing articles are known, so that unknown ones are newer */
};

static void
sort_in (BsMarksReader *self)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      BsKnown *known = &g_array_index (self->all, BsKnown, i);
      const BsKnown *other = g_hash_table_lookup (self->gone, &known->content);

      if (known->gone == 0)
        g_hash_table_insert (self->known, &known->id, known);
      else if (known->content != 0 && (other == NULL || other->gone < known->gone))
        g_hash_table_replace (self->gone, &known->content, known);
    }
}

/* Returns: (nullable): the home of the library with this folder, if it is known */
static BsMarksStore *
open_store (const char *root)
{
  g_autoptr (BsHome) home = bs_home_find (root);
  g_autofree char *path = home != NULL ? bs_home_build_data_path (home, "marks.db") : NULL;

  return path != NULL ? bs_marks_store_open_copy (path) : NULL;
}

/**
 * bs_marks_reader_open:
 * @root: the library's folder
 *
 * Reads all marks of a library without writing. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the marks, for any thread; %NULL if there are none, or they cannot be read
 */
BsMarksReader *
bs_marks_reader_open (const char *root)
{
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsMarksStore) store = NULL;
  g_autofree char *path = NULL;
  BsMarksReader *self;

  g_return_val_if_fail (root != NULL, NULL);

  store = open_store (root);
  if (store == NULL)
    return NULL;
  self = g_new0 (BsMarksReader, 1);
  self->has_known = bs_marks_store_is_complete (store);
  self->all = bs_marks_store_load (store);
  self->known = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->gone = g_hash_table_new (g_int64_hash, g_int64_equal);
  sort_in (self);
  return self;
}

/**
 * bs_marks_reader_free:
 * @self: (transfer full): marks
 */
void
bs_marks_reader_free (BsMarksReader *self)
{
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->gone);
  g_array_unref (self->all);
  g_free (self);
}

/**
 * bs_marks_reader_get:
 * @self: marks
 * @path: of an article, relative to the library
 * @content: hash of its file
 *
 * Returns: whether it is unread, and starred; articles that were added since the marks were last written are unread, as
 *   they will be in a window
 */
BsMarks
bs_marks_reader_get (const BsMarksReader *self, const char *path, guint64 content)
{
  guint64 id;
  const BsKnown *known;

  g_return_val_if_fail (self != NULL && path != NULL, 0);

  id = bs_marks_hash_path (path);
  known = g_hash_table_lookup (self->known, &id);
  if (known == NULL && content != 0)
    known = g_hash_table_lookup (self->gone, &content);
  if (known == NULL)
    return self->has_known ? BS_MARK_UNREAD : 0;
  return known->marks & (BS_MARK_UNREAD | BS_MARK_STARRED);
}

/**
 * bs_marks_read_distinct:
 * @root: the library's folder
 *
 * Reads the marks file of a library. Waits for the disk.
 *
 * Returns: (transfer full) (element-type BsMarksDistinct): all sets
 */
GArray *
bs_marks_read_distinct (const char *root)
{
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsMarksStore) store = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (root != NULL, NULL);

  store = open_store (root);
  return store != NULL ? bs_marks_store_list_distinct (store) : g_array_new (FALSE, FALSE, sizeof (BsMarksDistinct));
}
