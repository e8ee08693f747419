/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/compare.h"

#include <string.h>

#include "model/library/folder/relative-path.h"

typedef struct
{
  const BsComparison *settings;
  GHashTable *by_path;  /* (element-type BsRow): a set, of what is known */
  GHashTable *by_inode; /* (element-type guint64 BsRow) */
  guint8 *seen;         /* by id */

  GMutex mutex;
  GPtrArray *maybe_moved; /* (element-type BsRow): new here, and their inode is known from elsewhere */
} Comparison;

static void
post_row (const BsComparison *settings, BsRow *row, char *from)
{
  BsUpdate update = { BS_UPDATE_PUT };

  update.row = row;
  update.from = from;
  bs_inbox_post_update (settings->inbox, update);
}

static void
folder_cb (const char *relative_path, gpointer user_data)
{
  const BsComparison *settings = ((Comparison *) user_data)->settings;

  settings->folder_func (relative_path, settings->user_data);
}

static gboolean
enter_cb (const char *relative_path, gpointer user_data)
{
  const BsComparison *settings = ((Comparison *) user_data)->settings;

  return settings->enter_func (relative_path, settings->user_data);
}

static gboolean
known_cb (const char *folder, const char *name, const BsFileStamp *stamp, gpointer user_data)
{
  Comparison *self = user_data;
  g_autofree char *path = bs_relative_path_join (folder, name);
  g_autoptr (BsRow) key = bs_row_new_for_path (self->settings->vocabulary, path);
  const BsRow *row = g_hash_table_lookup (self->by_path, key);

  if (row == NULL)
    return FALSE;
  self->seen[row->id] = TRUE;
  /* A file that could not be read may be readable now, and one that was fresh may have changed without a trace. */
  if (self->settings->reread || row->body_hash == 0 || (row->flags & BS_ROW_FRESH) != 0 || row->size != stamp->size ||
      row->modified != stamp->modified || (row->inode != stamp->inode && !self->settings->distrust_inodes))
    return FALSE;
  if (self->settings->found != NULL)
    g_atomic_int_inc (self->settings->found);
  return TRUE;
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Comparison *self = user_data;
  const BsComparison *settings = self->settings;
  BsRow *row = bs_row_new (settings->vocabulary, settings->site, article, stamp);
  char *from = NULL;

  if (settings->found != NULL)
    g_atomic_int_inc (settings->found);
  if (self->by_inode != NULL && !g_hash_table_contains (self->by_path, row))
    {
      const BsRow *other = g_hash_table_lookup (self->by_inode, &row->inode);

      if (other != NULL && other->content_hash == row->content_hash)
        {
          g_mutex_lock (&self->mutex);
          g_ptr_array_add (self->maybe_moved, row);
          g_mutex_unlock (&self->mutex);
          return;
        }
    }
  if (settings->from != NULL)
    from = bs_relative_path_join (settings->from, article->path + strlen (settings->path) + 1);
  post_row (settings, row, from);
}

static void
index_known (Comparison *self)
{
  const BsSnapshot *known = self->settings->known;

  self->by_path = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  self->by_inode = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->seen = g_malloc0 (known->n_rows + 1);
  for (guint i = 0; i < known->n_rows; i++)
    if (known->rows[i] != NULL)
      {
        g_hash_table_add (self->by_path, known->rows[i]);
        g_hash_table_insert (self->by_inode, &known->rows[i]->inode, known->rows[i]);
      }
}

/* Where not all folders are gone into, nothing is said of those below: what went with one is told when it is missed. */
static gboolean
is_compared (const BsComparison *settings, const char *folder)
{
  if (strcmp (folder, settings->path) == 0)
    return TRUE;
  return settings->enter_func == NULL &&
         (*settings->path == '\0' || bs_relative_path_is_below (folder, settings->path));
}

/* A file that is new in one place while the same one is missing from another was moved. */
static void
tell_moved (Comparison *self, gboolean is_complete)
{
  for (guint i = 0; i < self->maybe_moved->len; i++)
    {
      BsRow *row = self->maybe_moved->pdata[i];
      const BsRow *other = g_hash_table_lookup (self->by_inode, &row->inode);
      gboolean is_moved = is_complete && !self->seen[other->id] && is_compared (self->settings, other->folder->name);

      post_row (self->settings, row, is_moved ? bs_row_dup_path (other) : NULL);
    }
}

static void
tell_gone (Comparison *self)
{
  const BsSnapshot *known = self->settings->known;

  for (guint i = 0; i < known->n_rows; i++)
    {
      const BsRow *row = known->rows[i];
      BsUpdate update = { BS_UPDATE_GONE };

      if (row == NULL || self->seen[i])
        continue;
      if (!is_compared (self->settings, row->folder->name))
        continue;
      update.path = bs_row_dup_path (row);
      bs_inbox_post_update (self->settings->inbox, update);
    }
}

/**
 * bs_compare:
 * @self: what to compare
 * @result: (out) (optional): what was found
 * @error: return location
 *
 * Reads a folder and posts how it differs from what is known: files that are new, files with another size, time or
 * inode that were read again, files that are gone, and files that moved. Where nothing is known, all is new.
 *
 * Returns: whether all was read, as bs_scan_folder() says; if not, nothing is said to be gone
 */
gboolean
bs_compare (const BsComparison *self, BsScanResult *result, GError **error)
{
  Comparison comparison = { self };
  BsScanFuncs funcs = { 0 };
  gboolean is_complete;

  funcs.folder = self->folder_func != NULL ? folder_cb : NULL;
  funcs.enter = self->enter_func != NULL ? enter_cb : NULL;
  funcs.article = article_cb;
  funcs.user_data = &comparison;
  g_mutex_init (&comparison.mutex);
  comparison.maybe_moved = g_ptr_array_new ();
  if (self->known != NULL && self->known->n_rows > 0)
    {
      index_known (&comparison);
      funcs.known = known_cb;
    }
  is_complete = bs_scan_run (self->site, self->path, self->flags, &funcs, result, self->cancellable, error);
  if (comparison.by_path != NULL)
    {
      tell_moved (&comparison, is_complete);
      if (is_complete)
        tell_gone (&comparison);
    }

  g_clear_pointer (&comparison.by_path, g_hash_table_unref);
  g_clear_pointer (&comparison.by_inode, g_hash_table_unref);
  g_free (comparison.seen);
  g_ptr_array_unref (comparison.maybe_moved);
  g_mutex_clear (&comparison.mutex);
  return is_complete;
}
