/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/compare.h"

#include <string.h>

#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

/* The number of rows, and the time in microseconds, after which rows are posted together. */
#define ROWS_AT_ONCE 64
#define PATIENCE 10000

typedef struct
{
  const BsComparison *settings;
  BsRow **slots; /* (nullable): the known articles by path: open addressing, a power of two in size */
  guint n_slots;
  GHashTable *by_content; /* (nullable) (element-type guint64 BsRow): made when it is first needed */
  guint64 *keys;          /* by id, two of each row: of its content, and of content and inode */
  guint8 *seen;           /* by id */
  GHashTable *unreadable; /* (nullable) (element-type filename): folders that could not be read */

  GMutex mutex;
  GPtrArray *rows;        /* (element-type BsRow): those that are not posted yet */
  gint64 posted;          /* time of the last post, monotonic */
  GPtrArray *maybe_moved; /* (element-type BsRow): new articles whose content is known from another path */
} Comparison;

static void
post_row (const BsComparison *settings, BsRow *row, char *from)
{
  BsUpdate update = { BS_UPDATE_PUT };

  update.row = row;
  update.from = from;
  bs_inbox_post_update (settings->inbox, update);
}

/* With the mutex locked. */
static void
post_rows (Comparison *self)
{
  BsUpdate update = { BS_UPDATE_ROWS };

  if (self->rows->len == 0)
    return;
  update.rows = self->rows;
  self->rows = g_ptr_array_new_full (ROWS_AT_ONCE, (GDestroyNotify) bs_row_unref);
  bs_inbox_post_update (self->settings->inbox, update);
}

/* If each row were posted alone, the reading threads would wait for the inbox, and the main thread for them. */
static void
add_row (Comparison *self, BsRow *row)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->rows, row);
  if (self->rows->len == ROWS_AT_ONCE || now - self->posted >= PATIENCE)
    {
      self->posted = now;
      post_rows (self);
    }
  g_mutex_unlock (&self->mutex);
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

static BsRow *
find_known (const Comparison *self, const BsTerm *folder, const char *name)
{
  guint32 hash = bs_row_hash_name (folder, name);
  guint slot = hash & (self->n_slots - 1);

  while (self->slots[slot] != NULL && !bs_row_has_name (self->slots[slot], folder, name, hash))
    slot = (slot + 1) & (self->n_slots - 1);
  return self->slots[slot];
}

static gpointer
begin_cb (const char *relative_path, gpointer user_data)
{
  Comparison *self = user_data;

  return bs_vocabulary_intern (self->settings->vocabulary, BS_VOCABULARY_FOLDERS, NULL, relative_path,
                               strlen (relative_path));
}

static gboolean
known_cb (gpointer folder, const char *name, const BsFileStamp *stamp, gpointer user_data)
{
  Comparison *self = user_data;
  const BsRow *row = find_known (self, folder, name);

  if (row == NULL)
    return FALSE;
  __atomic_store_n (&self->seen[row->id], TRUE, __ATOMIC_RELAXED);
  /* A file that could not be read may be readable now, and one that was fresh may have changed without a trace. */
  if (self->settings->reread || row->body_hash == 0 || (row->flags & BS_ROW_FRESH) != 0 || row->size != stamp->size ||
      row->modified != stamp->modified || (row->inode != stamp->inode && !self->settings->distrust_inodes))
    return FALSE;
  if (self->settings->found != NULL)
    g_atomic_int_inc (self->settings->found);
  return TRUE;
}

static guint64
make_key (const BsRow *row)
{
  return row->content_hash ^ (row->inode * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

static void
index_contents (Comparison *self)
{
  const BsSnapshot *known = self->settings->known;

  self->by_content = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->keys = g_new (guint64, 2 * known->n_rows);
  for (guint i = 0; i < known->n_rows; i++)
    {
      BsRow *row = known->rows[i];
      guint64 *keys = self->keys + 2 * i;

      if (row == NULL || row->content_hash == 0)
        continue;
      keys[0] = make_key (row);
      keys[1] = row->content_hash;
      g_hash_table_insert (self->by_content, &keys[0], row);
      g_hash_table_insert (self->by_content, &keys[1], row);
    }
}

/* With the mutex locked. Most comparisons find nothing that may have moved. */
static const BsRow *
find_same (Comparison *self, const BsRow *row)
{
  const guint64 keys[] = { make_key (row), row->content_hash };

  if (self->by_content == NULL)
    index_contents (self);
  /* The same file takes precedence over the same content. */
  for (guint i = 0; row->content_hash != 0 && i < G_N_ELEMENTS (keys); i++)
    {
      const BsRow *other = g_hash_table_lookup (self->by_content, &keys[i]);

      if (other != NULL && other->content_hash == row->content_hash &&
          !__atomic_load_n (&self->seen[other->id], __ATOMIC_RELAXED))
        return other;
    }
  return NULL;
}

static void
link_cb (const char *relative_path, const char *target, gpointer user_data)
{
  Comparison *self = user_data;

  self->settings->link_func (relative_path, target, self->settings->user_data);
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Comparison *self = user_data;
  const BsComparison *settings = self->settings;
  BsRow *row = bs_row_new (settings->vocabulary, settings->site, article, stamp);

  if (settings->found != NULL)
    g_atomic_int_inc (settings->found);
  if (self->slots != NULL && find_known (self, row->folder, bs_path_get_name (article->path)) == NULL)
    {
      gboolean may_have_moved;

      g_mutex_lock (&self->mutex);
      may_have_moved = find_same (self, row) != NULL;
      if (may_have_moved)
        g_ptr_array_add (self->maybe_moved, row);
      g_mutex_unlock (&self->mutex);
      if (may_have_moved)
        return;
    }
  if (settings->from != NULL)
    post_row (settings, row, bs_relative_path_join (settings->from, article->path + strlen (settings->path) + 1));
  else
    add_row (self, row);
}

static void
index_known (Comparison *self)
{
  const BsSnapshot *known = self->settings->known;

  self->n_slots = 64;
  while (self->n_slots < 2 * known->n_rows)
    self->n_slots *= 2;
  self->slots = g_new0 (BsRow *, self->n_slots);
  self->seen = g_malloc0 (known->n_rows + 1);
  for (guint i = 0; i < known->n_rows; i++)
    if (known->rows[i] != NULL)
      {
        guint slot = known->rows[i]->hash & (self->n_slots - 1);

        while (self->slots[slot] != NULL)
          slot = (slot + 1) & (self->n_slots - 1);
        self->slots[slot] = known->rows[i];
      }
}

/* Nothing is known about the contents of a folder that cannot be read, or about anything below it. */
static gboolean
is_unreadable (GHashTable *unreadable, const char *path)
{
  g_autofree char *above = g_strdup (path);

  for (;;)
    {
      char *slash;

      if (g_hash_table_contains (unreadable, above))
        return TRUE;
      if (*above == '\0')
        return FALSE;
      slash = strrchr (above, '/');
      *(slash != NULL ? slash : above) = '\0';
    }
}

/* If not all folders are visited, nothing is reported about those below. What a removed folder contained is reported
 * when it is missed. */
static gboolean
is_compared (const Comparison *self, const char *folder)
{
  const BsComparison *settings = self->settings;

  if (self->unreadable != NULL && is_unreadable (self->unreadable, folder))
    return FALSE;
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
      const BsRow *other = is_complete ? find_same (self, row) : NULL;

      if (other != NULL && !is_compared (self, other->folder->name))
        other = NULL;
      if (other != NULL)
        self->seen[other->id] = TRUE;
      post_row (self->settings, row, other != NULL ? bs_row_dup_path (other) : NULL);
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
      if (!is_compared (self, row->folder->name))
        continue;
      update.path = bs_row_dup_path (row);
      bs_inbox_post_update (self->settings->inbox, update);
    }
}

static void
take_unreadable (Comparison *self, GPtrArray *unreadable)
{
  if (unreadable == NULL)
    return;
  self->unreadable = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < unreadable->len; i++)
    g_hash_table_add (self->unreadable, ((BsUnreadable *) unreadable->pdata[i])->path);
}

/* A cancelled comparison has not visited every folder below. */
static void
tell_unreadable (const BsComparison *settings, gboolean is_complete, GPtrArray *unreadable)
{
  BsUpdate update = { BS_UPDATE_LOOKED_AT };

  update.path = g_strdup (settings->path);
  update.with_below = is_complete && settings->enter_func == NULL;
  update.unreadable = unreadable != NULL ? g_ptr_array_ref (unreadable) : NULL;
  bs_inbox_post_update (settings->inbox, update);
}

/**
 * bs_compare:
 * @self: the comparison
 * @result: (out) (optional): the result
 * @error: return location
 *
 * Reads a folder and posts its differences from the known articles: new files, files with another size, time or inode,
 * which are read again, removed files, and moved files. Without known articles, all files are new. The contents of
 * folders that cannot be read are left alone; only the folders themselves are reported.
 *
 * Returns: whether all was read, as in bs_scan_folder(); if not, nothing is reported as removed
 */
gboolean
bs_compare (const BsComparison *self, BsScanResult *result, GError **error)
{
  Comparison comparison = { self };
  BsScanFuncs funcs = { 0 };
  BsScanResult own_result;
  gboolean is_complete;

  funcs.folder = self->folder_func != NULL ? folder_cb : NULL;
  funcs.enter = self->enter_func != NULL ? enter_cb : NULL;
  funcs.link = self->link_func != NULL ? link_cb : NULL;
  funcs.article = article_cb;
  funcs.user_data = &comparison;
  g_mutex_init (&comparison.mutex);
  comparison.maybe_moved = g_ptr_array_new ();
  comparison.rows = g_ptr_array_new_full (ROWS_AT_ONCE, (GDestroyNotify) bs_row_unref);
  if (self->known != NULL && self->known->n_rows > 0)
    {
      index_known (&comparison);
      funcs.begin = begin_cb;
      funcs.known = known_cb;
    }
  result = result != NULL ? result : &own_result;
  is_complete = bs_scan_run (self->site, self->path, self->flags, &funcs, result, self->cancellable, error);
  post_rows (&comparison);
  take_unreadable (&comparison, result->unreadable);
  tell_unreadable (self, is_complete, result->unreadable);
  if (comparison.slots != NULL)
    {
      tell_moved (&comparison, is_complete);
      if (is_complete)
        tell_gone (&comparison);
    }

  g_clear_pointer (&comparison.unreadable, g_hash_table_unref);
  bs_scan_result_clear (result);
  g_free (comparison.slots);
  g_clear_pointer (&comparison.by_content, g_hash_table_unref);
  g_free (comparison.keys);
  g_free (comparison.seen);
  g_ptr_array_unref (comparison.rows);
  g_ptr_array_unref (comparison.maybe_moved);
  g_mutex_clear (&comparison.mutex);
  return is_complete;
}
