/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/change-queue.h"

#define MAX_TOLD 1000 /* changes at a time */

struct _BsChangeQueue
{
  BsTable *table;
  GPtrArray *changes; /* (element-type BsChange) */
  guint64 version;    /* the table's version that includes the last of them */
};

static void
free_change (gpointer data)
{
  BsChange *change = data;

  g_free (change->path);
  g_free (change->from);
  g_free (change);
}

/**
 * bs_change_queue_new:
 * @table: the rows of a library, which must outlive the queue
 *
 * Returns: (transfer full): an empty queue
 */
BsChangeQueue *
bs_change_queue_new (BsTable *table)
{
  BsChangeQueue *self = g_new0 (BsChangeQueue, 1);

  self->table = table;
  self->changes = g_ptr_array_new_with_free_func (free_change);
  return self;
}

/**
 * bs_change_queue_free:
 * @self: (transfer full): a queue
 */
void
bs_change_queue_free (BsChangeQueue *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/**
 * bs_change_queue_add:
 * @self: a queue
 * @kind: the kind of the change
 * @row: the article that it happened to
 * @from: (nullable): the article before it moved
 */
void
bs_change_queue_add (BsChangeQueue *self, BsChangeKind kind, const BsRow *row, const BsRow *from)
{
  BsChange *change = g_new0 (BsChange, 1);

  change->kind = kind;
  change->id = row->id;
  change->path = bs_row_dup_path (row);
  change->from = from != NULL ? bs_row_dup_path (from) : NULL;
  g_ptr_array_add (self->changes, change);
  self->version = bs_table_get_version (self->table);
}

/**
 * bs_change_queue_clear:
 * @self: a queue
 */
void
bs_change_queue_clear (BsChangeQueue *self)
{
  g_ptr_array_set_size (self->changes, 0);
}

/**
 * bs_change_queue_is_empty:
 * @self: a queue
 *
 * Returns: whether the queue is empty afterwards
 */
gboolean
bs_change_queue_is_empty (BsChangeQueue *self)
{
  return self->changes->len == 0;
}

/**
 * bs_change_queue_get_version:
 * @self: a queue
 *
 * Returns: the version of the table that every view must show before the changes are reported
 */
guint64
bs_change_queue_get_version (BsChangeQueue *self)
{
  return self->version;
}

/**
 * bs_change_queue_take:
 * @self: a queue
 *
 * Returns: (transfer full) (element-type BsChange): the oldest changes, as many as are reported at a time
 */
GPtrArray *
bs_change_queue_take (BsChangeQueue *self)
{
  GPtrArray *taken = g_steal_pointer (&self->changes);

  self->changes = g_ptr_array_new_with_free_func (free_change);
  if (taken->len <= MAX_TOLD)
    return taken;
  for (guint i = MAX_TOLD; i < taken->len; i++)
    g_ptr_array_add (self->changes, g_steal_pointer (&taken->pdata[i]));
  g_ptr_array_set_free_func (taken, NULL);
  g_ptr_array_set_size (taken, MAX_TOLD);
  g_ptr_array_set_free_func (taken, free_change);
  return taken;
}

/**
 * bs_change_queue_lookup:
 * @self: a queue
 * @path: a path relative to the folder
 *
 * Until a move is reported, an article is found under both paths.
 *
 * Returns: (transfer none) (nullable): the article there
 */
BsRow *
bs_change_queue_lookup (BsChangeQueue *self, const char *path)
{
  BsRow *row = bs_table_lookup (self->table, path);

  for (guint i = 0; row == NULL && i < self->changes->len; i++)
    {
      const BsChange *change = self->changes->pdata[i];

      if (change->kind == BS_CHANGE_MOVED && g_str_equal (change->from, path))
        row = bs_table_lookup (self->table, change->path);
    }
  return row;
}
