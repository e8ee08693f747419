/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/table.h"

#define KEPT_CHANGES 16384
/* The id of a removed article is reused only after this number of other removals, so that a caller that still has it,
 * perhaps for an undo, does not find another article. */
#define KEPT_FREE 65536
#define NO_ID G_MAXUINT32

typedef struct
{
  BsRow *row;
  guint64 serial; /* of the newest snapshot that may contain it */
} Retired;

struct _BsTable
{
  gatomicrefcount ref_count;
  BsVocabulary *vocabulary;
  GPtrArray *rows;  /* (element-type BsRow): by id */
  GArray *removed;  /* (element-type guint32): ids of removed articles whose rows still exist */
  GQueue free;      /* (element-type guint32): ids whose rows are freed too, in order of removal */
  GArray *next;     /* (element-type guint32): by id, the next article of the same folder */
  GArray *previous; /* (element-type guint32) */
  GHashTable
      *paths; /* (nullable) (element-type BsRow): a set of the existing rows; created on demand after bs_table_fill() */
  GArray *changes; /* (element-type guint32): the ids that changed, the last at the end */
  guint64 version; /* grows by one with each change */

  GMutex mutex;     /* for all fields below: snapshots may be freed on any thread */
  GQueue snapshots; /* (element-type BsSnapshot): those that are out, oldest first */
  guint64 last_serial;
  GQueue retired; /* (element-type Retired) */
};

/**
 * bs_table_new:
 * @vocabulary: the names that its rows refer to
 *
 * Returns: (transfer full): an empty table
 */
BsTable *
bs_table_new (BsVocabulary *vocabulary)
{
  BsTable *self = g_new0 (BsTable, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->rows = g_ptr_array_new ();
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->next = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->previous = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->paths = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  self->changes = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_queue_init (&self->free);
  g_queue_init (&self->snapshots);
  g_queue_init (&self->retired);
  return self;
}

static void
free_retired (BsTable *self, guint64 before)
{
  Retired *retired;

  while ((retired = g_queue_peek_head (&self->retired)) != NULL && retired->serial < before)
    {
      g_queue_pop_head (&self->retired);
      bs_row_unref (retired->row);
      g_free (retired);
    }
}

/**
 * bs_table_unref:
 * @self: (transfer full): a table
 *
 * A snapshot keeps the table alive; the last of them may be freed on any thread.
 */
void
bs_table_unref (BsTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  free_retired (self, G_MAXUINT64);
  for (guint i = 0; i < self->rows->len; i++)
    {
      BsRow *row = self->rows->pdata[i];

      if (row == NULL)
        continue;
      /* The folder may live on in the vocabulary, for another table. */
      if (self->paths != NULL)
        row->folder->first = NO_ID;
      bs_row_unref (row);
    }
  g_ptr_array_unref (self->rows);
  g_array_unref (self->removed);
  g_queue_clear (&self->free);
  g_array_unref (self->next);
  g_array_unref (self->previous);
  g_clear_pointer (&self->paths, g_hash_table_unref);
  g_array_unref (self->changes);
  bs_vocabulary_unref (self->vocabulary);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* A row that a snapshot may hold is freed when the snapshot is back. */
static void
retire (BsTable *self, BsRow *row)
{
  Retired *retired;

  g_mutex_lock (&self->mutex);
  if (g_queue_is_empty (&self->snapshots))
    bs_row_unref (row);
  else
    {
      retired = g_new (Retired, 1);
      retired->row = row;
      retired->serial = self->last_serial;
      g_queue_push_tail (&self->retired, retired);
    }
  g_mutex_unlock (&self->mutex);
}

static void
note_change (BsTable *self, guint32 id)
{
  if (self->changes->len == 2 * KEPT_CHANGES)
    g_array_remove_range (self->changes, 0, KEPT_CHANGES);
  g_array_append_val (self->changes, id);
  self->version++;
}

static void
link_folder (BsTable *self, BsRow *row)
{
  guint32 *next = (guint32 *) (gpointer) self->next->data;
  guint32 *previous = (guint32 *) (gpointer) self->previous->data;

  next[row->id] = row->folder->first;
  previous[row->id] = NO_ID;
  if (row->folder->first != NO_ID)
    previous[row->folder->first] = row->id;
  row->folder->first = row->id;
}

static void
unlink_folder (BsTable *self, BsRow *row)
{
  guint32 *next = (guint32 *) (gpointer) self->next->data;
  guint32 *previous = (guint32 *) (gpointer) self->previous->data;

  if (previous[row->id] != NO_ID)
    next[previous[row->id]] = next[row->id];
  else
    row->folder->first = next[row->id];
  if (next[row->id] != NO_ID)
    previous[next[row->id]] = previous[row->id];
}

/* A table that was filled and is never searched by path does not need this. */
static void
index_rows (BsTable *self)
{
  if (self->paths != NULL)
    return;
  self->paths = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  g_array_set_size (self->next, self->rows->len);
  g_array_set_size (self->previous, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_hash_table_add (self->paths, self->rows->pdata[i]);
      link_folder (self, self->rows->pdata[i]);
    }
}

/**
 * bs_table_fill:
 * @self: a table that is empty
 * @rows: (transfer container) (element-type BsRow): articles with different paths; the rows are taken
 *
 * Adds many articles, which are indexed by path on the first lookup.
 */
void
bs_table_fill (BsTable *self, GPtrArray *rows)
{
  g_return_if_fail (self->rows->len == 0);

  for (guint32 i = 0; i < rows->len; i++)
    ((BsRow *) rows->pdata[i])->id = i;
  g_clear_pointer (&self->paths, g_hash_table_unref);
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->version++;
}

/**
 * bs_table_get_size:
 * @self: a table
 *
 * Returns: how many articles there are
 */
guint
bs_table_get_size (BsTable *self)
{
  index_rows (self);
  return g_hash_table_size (self->paths);
}

/**
 * bs_table_get_version:
 * @self: a table
 *
 * Returns: a number that grows with every change
 */
guint64
bs_table_get_version (BsTable *self)
{
  return self->version;
}

/**
 * bs_table_get:
 * @self: a table
 * @id: an article's number
 *
 * Returns: (transfer none) (nullable): its row; that of a removed article until bs_table_drop_removed()
 */
BsRow *
bs_table_get (BsTable *self, guint id)
{
  return id < self->rows->len ? self->rows->pdata[id] : NULL;
}

/**
 * bs_table_lookup:
 * @self: a table
 * @path: a path relative to the library
 *
 * Returns: (transfer none) (nullable): the row of the article there
 */
BsRow *
bs_table_lookup (BsTable *self, const char *path)
{
  g_autoptr (BsRow) key = bs_row_new_for_path (self->vocabulary, path);

  index_rows (self);
  return g_hash_table_lookup (self->paths, key);
}

/**
 * bs_table_find:
 * @self: a table
 * @row: a row with the path to find
 *
 * Returns: (transfer none) (nullable): the row of the article at the path of @row
 */
BsRow *
bs_table_find (BsTable *self, const BsRow *row)
{
  index_rows (self);
  return g_hash_table_lookup (self->paths, row);
}

/**
 * bs_table_get_next:
 * @self: a table
 * @id: the number of an article that is there
 *
 * Returns: the number of the next article in the same folder; %BS_ROW_NO_ID after the last
 */
guint
bs_table_get_next (BsTable *self, guint id)
{
  index_rows (self);
  return g_array_index (self->next, guint32, id);
}

static guint32
take_id (BsTable *self)
{
  const guint32 none = NO_ID;

  if (g_queue_get_length (&self->free) > KEPT_FREE)
    return GPOINTER_TO_UINT (g_queue_pop_head (&self->free));
  g_ptr_array_add (self->rows, NULL);
  g_array_append_val (self->next, none);
  g_array_append_val (self->previous, none);
  return self->rows->len - 1;
}

/**
 * bs_table_put:
 * @self: a table
 * @row: (transfer full): the row read from a file
 * @old_row: (out) (transfer full) (optional) (nullable): the previous row
 *
 * Adds an article, or replaces the one with the same path.
 *
 * Returns: the kind of change
 */
BsPutResult
bs_table_put (BsTable *self, BsRow *row, BsRow **old_row)
{
  BsRow *old;
  gboolean is_same;

  index_rows (self);
  old = g_hash_table_lookup (self->paths, row);
  if (old_row != NULL)
    *old_row = old != NULL ? bs_row_ref (old) : NULL;
  if (old == NULL)
    {
      row->id = take_id (self);
      self->rows->pdata[row->id] = row;
      g_hash_table_add (self->paths, row);
      link_folder (self, row);
      note_change (self, row->id);
      return BS_PUT_ADDED;
    }

  row->id = old->id;
  is_same = old->content_hash == row->content_hash && old->size == row->size && bs_row_looks_same (old, row);
  self->rows->pdata[row->id] = row;
  g_hash_table_add (self->paths, row);
  if (!is_same)
    note_change (self, row->id);
  retire (self, old);
  return is_same ? BS_PUT_SAME : BS_PUT_CHANGED;
}

/* Another article may have taken its path, and is about to leave its own. */
static void
leave (BsTable *self, BsRow *row)
{
  index_rows (self);
  if (g_hash_table_lookup (self->paths, row) == row)
    g_hash_table_remove (self->paths, row);
  unlink_folder (self, row);
}

/**
 * bs_table_move:
 * @self: a table
 * @id: an article's number
 * @row: (transfer full): the row read from its file at the new path; an article that is there has to be moved or
 *   removed next
 *
 * Returns: (transfer full): the row of the old path
 */
BsRow *
bs_table_move (BsTable *self, guint id, BsRow *row)
{
  BsRow *old = self->rows->pdata[id];

  leave (self, old);
  row->id = id;
  self->rows->pdata[id] = row;
  g_hash_table_add (self->paths, row);
  link_folder (self, row);
  note_change (self, id);
  bs_row_ref (old);
  retire (self, old);
  return old;
}

/**
 * bs_table_remove:
 * @self: a table
 * @id: the number of an existing article
 *
 * The row is kept for the lists that have not been updated yet.
 *
 * Returns: (transfer full): its row
 */
BsRow *
bs_table_remove (BsTable *self, guint id)
{
  BsRow *row = self->rows->pdata[id];

  leave (self, row);
  g_array_append_val (self->removed, id);
  note_change (self, id);
  return bs_row_ref (row);
}

/**
 * bs_table_touch:
 * @self: a table
 * @id: the number of an existing article
 *
 * Its marks have changed: lists have to be updated.
 */
void
bs_table_touch (BsTable *self, guint id)
{
  note_change (self, id);
}

/**
 * bs_table_has_removed:
 * @self: a table
 *
 * Returns: whether there are rows of removed articles
 */
gboolean
bs_table_has_removed (BsTable *self)
{
  return self->removed->len > 0;
}

/**
 * bs_table_drop_removed:
 * @self: a table
 *
 * Frees the rows of removed articles. No list may hold them any more.
 */
void
bs_table_drop_removed (BsTable *self)
{
  for (guint i = 0; i < self->removed->len; i++)
    {
      guint32 id = g_array_index (self->removed, guint32, i);

      retire (self, g_steal_pointer (&self->rows->pdata[id]));
      g_queue_push_tail (&self->free, GUINT_TO_POINTER (id));
    }
  g_array_set_size (self->removed, 0);
}

/**
 * bs_table_take_snapshot:
 * @self: a table
 *
 * Returns: (transfer full): the current state of the table, for another thread to read; free it with bs_snapshot_free()
 */
BsSnapshot *
bs_table_take_snapshot (BsTable *self)
{
  BsSnapshot *snapshot = g_new0 (BsSnapshot, 1);

  g_atomic_ref_count_inc (&self->ref_count);
  snapshot->table = self;
  snapshot->version = self->version;
  snapshot->n_rows = self->rows->len;
  snapshot->rows = g_memdup2 (self->rows->pdata, self->rows->len * sizeof (gpointer));
  for (guint i = 0; i < self->removed->len; i++)
    snapshot->rows[g_array_index (self->removed, guint32, i)] = NULL;
  g_mutex_lock (&self->mutex);
  snapshot->serial = ++self->last_serial;
  g_queue_push_tail (&self->snapshots, snapshot);
  g_mutex_unlock (&self->mutex);
  return snapshot;
}

/**
 * bs_snapshot_free:
 * @self: (transfer full): a snapshot
 *
 * Gives a snapshot back; any thread may do so.
 */
void
bs_snapshot_free (BsSnapshot *self)
{
  BsTable *table = self->table;
  const BsSnapshot *oldest;

  g_mutex_lock (&table->mutex);
  g_queue_remove (&table->snapshots, self);
  oldest = g_queue_peek_head (&table->snapshots);
  free_retired (table, oldest != NULL ? oldest->serial : G_MAXUINT64);
  g_mutex_unlock (&table->mutex);
  g_free (self->rows);
  g_free (self);
  bs_table_unref (table);
}

/**
 * bs_table_list_changes:
 * @self: a table
 * @since: a version
 * @max_changes: how many are worth it
 * @n_changes: (out): how many there are
 *
 * Returns: (transfer full) (nullable) (array length=n_changes): the ids that have changed since then, possibly with
 *   duplicates; %NULL if there are too many or they are unknown
 */
guint32 *
bs_table_list_changes (BsTable *self, guint64 since, guint max_changes, guint *n_changes)
{
  guint64 n = self->version - since;

  *n_changes = 0;
  if (since > self->version || n > self->changes->len || n > max_changes)
    return NULL;
  *n_changes = (guint) n;
  if (n == 0)
    return g_new0 (guint32, 1);
  return g_memdup2 (&g_array_index (self->changes, guint32, self->changes->len - n), n * sizeof (guint32));
}
