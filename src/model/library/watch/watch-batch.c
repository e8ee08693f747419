/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch-batch.h"

#include <string.h>

#include "model/library/folder/relative-path.h"

/* More work than this for folders that move, and comparing everything is the quicker way. */
#define MAX_MOVE_STEPS 4000000

typedef struct
{
  BsWatchEvent event;
  gint64 first; /* its time, monotonic */
  gboolean is_writing;
  gboolean is_dropped;
} Pending;

struct _BsWatchBatch
{
  GPtrArray *pending;  /* (element-type Pending): in order */
  GHashTable *by_path; /* (element-type filename Pending): the last that happened to a file there */
  guint n_writing;
  gint64 first;
  gint64 last;
  guint64 move_steps;
};

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_free (pending->event.path);
  g_free (pending->event.from);
  g_free (pending);
}

/**
 * bs_watch_batch_new:
 *
 * Returns: (transfer full): an empty batch
 */
BsWatchBatch *
bs_watch_batch_new (void)
{
  BsWatchBatch *self = g_new0 (BsWatchBatch, 1);

  self->pending = g_ptr_array_new_with_free_func (pending_free);
  self->by_path = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * bs_watch_batch_free:
 * @self: (transfer full): a batch
 */
void
bs_watch_batch_free (BsWatchBatch *self)
{
  g_ptr_array_unref (self->pending);
  g_hash_table_unref (self->by_path);
  g_free (self);
}

/**
 * bs_watch_batch_clear:
 * @self: a batch
 *
 * Forgets all that waits.
 */
void
bs_watch_batch_clear (BsWatchBatch *self)
{
  g_hash_table_remove_all (self->by_path);
  g_ptr_array_set_size (self->pending, 0);
  self->n_writing = 0;
  self->move_steps = 0;
}

static void
set_writing (BsWatchBatch *self, Pending *pending, gboolean is_writing)
{
  if (pending == NULL || pending->is_writing == is_writing)
    return;
  pending->is_writing = is_writing;
  self->n_writing += is_writing ? 1 : -1u;
}

static void
drop (BsWatchBatch *self, Pending *pending)
{
  set_writing (self, pending, FALSE);
  pending->is_dropped = TRUE;
}

/* NULL if there were too many changes and a comparison of everything replaces them all: it must not be changed. */
static Pending *
append (BsWatchBatch *self, BsWatchEventKind kind, gboolean is_folder, const char *path, const char *from, gint64 now)
{
  Pending *pending;

  if (self->pending->len >= BS_WATCH_MAX_PENDING && kind != BS_WATCH_RESCAN)
    {
      bs_watch_batch_clear (self);
      append (self, BS_WATCH_RESCAN, TRUE, "", NULL, now);
      return NULL;
    }
  pending = g_new0 (Pending, 1);
  pending->event = (BsWatchEvent){ kind, is_folder, g_strdup (path), g_strdup (from) };
  pending->first = now;
  if (self->pending->len == 0)
    self->first = now;
  self->last = now;
  g_ptr_array_add (self->pending, pending);
  return pending;
}

static Pending *
find (BsWatchBatch *self, const char *path)
{
  Pending *pending = g_hash_table_lookup (self->by_path, path);

  return pending != NULL && !pending->is_dropped ? pending : NULL;
}

static gboolean
is_look (const Pending *pending)
{
  return pending != NULL && !pending->event.is_folder &&
         (pending->event.kind == BS_WATCH_TOUCHED || pending->event.kind == BS_WATCH_REMOVED);
}

static Pending *
look_at (BsWatchBatch *self, BsWatchEventKind kind, const char *path, gint64 now)
{
  Pending *pending = find (self, path);

  self->last = now;
  if (is_look (pending))
    {
      pending->event.kind = kind;
      return pending;
    }
  pending = append (self, kind, FALSE, path, NULL, now);
  if (pending != NULL)
    g_hash_table_insert (self->by_path, g_strdup (path), pending);
  return pending;
}

/**
 * bs_watch_batch_touch:
 * @self: a batch
 * @path: a file
 * @touch: the kind of touch
 * @now: monotonic time in microseconds
 *
 * Someone made or wrote a file.
 */
void
bs_watch_batch_touch (BsWatchBatch *self, const char *path, BsTouch touch, gint64 now)
{
  set_writing (self, look_at (self, BS_WATCH_TOUCHED, path, now), touch == BS_TOUCH_WRITING);
}

/**
 * bs_watch_batch_remove:
 * @self: a batch
 * @path: a file or a folder
 * @is_folder: which
 * @now: monotonic time in microseconds
 */
void
bs_watch_batch_remove (BsWatchBatch *self, const char *path, gboolean is_folder, gint64 now)
{
  Pending *pending;

  if (is_folder)
    {
      /* Later events may concern another folder of that name, and must stay after this one. */
      append (self, BS_WATCH_REMOVED, TRUE, path, NULL, now);
      g_hash_table_remove_all (self->by_path);
      return;
    }
  pending = find (self, path);
  if (pending != NULL && pending->event.kind == BS_WATCH_MOVED)
    {
      g_autofree char *from = g_strdup (pending->event.from);

      drop (self, pending);
      look_at (self, BS_WATCH_REMOVED, from, now);
    }
  set_writing (self, look_at (self, BS_WATCH_REMOVED, path, now), FALSE);
}

static void
move_file (BsWatchBatch *self, const char *from, const char *path, gint64 now)
{
  Pending *before = find (self, from);
  Pending *there = find (self, path);
  g_autofree char *origin = g_strdup (from);
  Pending *pending;

  if (is_look (there))
    drop (self, there);
  if (before != NULL && before->event.kind == BS_WATCH_MOVED)
    {
      g_free (origin);
      origin = g_strdup (before->event.from);
    }
  if (before != NULL)
    drop (self, before);
  if (strcmp (origin, path) == 0)
    {
      look_at (self, BS_WATCH_TOUCHED, path, now);
      look_at (self, BS_WATCH_REMOVED, from, now);
      return;
    }
  pending = append (self, BS_WATCH_MOVED, FALSE, path, origin, now);
  if (pending != NULL)
    g_hash_table_insert (self->by_path, g_strdup (path), pending);
  if (strcmp (origin, from) != 0)
    look_at (self, BS_WATCH_REMOVED, from, now);
}

static void
move_folder (BsWatchBatch *self, const char *from, const char *path, gint64 now)
{
  gsize length = strlen (from);

  self->move_steps += self->pending->len;
  if (self->move_steps > MAX_MOVE_STEPS)
    {
      bs_watch_batch_clear (self);
      append (self, BS_WATCH_RESCAN, TRUE, "", NULL, now);
      return;
    }
  g_hash_table_remove_all (self->by_path);
  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = self->pending->pdata[i];
      BsWatchEvent *event = &pending->event;

      if (pending->is_dropped)
        continue;
      if (event->kind == BS_WATCH_MOVED && event->is_folder && strcmp (event->path, from) == 0)
        {
          g_free (event->path);
          event->path = g_strdup (path);
          self->last = now;
          return;
        }
      if (!bs_relative_path_is_below (event->path, from))
        continue;
      /* The folder is read at its new path anyway; only its origin has to be stored. */
      if (event->kind == BS_WATCH_MOVED)
        {
          char *moved = g_strconcat (path, event->path + length, NULL);

          g_free (event->path);
          event->path = moved;
        }
      else
        drop (self, pending);
    }
  append (self, BS_WATCH_MOVED, TRUE, path, from, now);
}

/**
 * bs_watch_batch_move:
 * @self: a batch
 * @from: the old path
 * @path: the new path
 * @is_folder: whether it is a folder
 * @now: monotonic time in microseconds
 *
 * Something was renamed. A file that was already renamed is reported as one move.
 */
void
bs_watch_batch_move (BsWatchBatch *self, const char *from, const char *path, gboolean is_folder, gint64 now)
{
  if (is_folder)
    move_folder (self, from, path, now);
  else
    move_file (self, from, path, now);
}

/**
 * bs_watch_batch_add:
 * @self: a batch
 * @kind: a folder that appeared or changed, a rescan, or a change of the root
 * @path: where
 * @now: monotonic time in microseconds
 */
void
bs_watch_batch_add (BsWatchBatch *self, BsWatchEventKind kind, const char *path, gint64 now)
{
  if (kind != BS_WATCH_FOLDER_ADDED && kind != BS_WATCH_FOLDER_CHANGED)
    g_hash_table_remove_all (self->by_path);
  append (self, kind, TRUE, path, NULL, now);
}

/**
 * bs_watch_batch_extend:
 * @self: a batch
 * @now: monotonic time in microseconds
 *
 * A related event may follow, so the batch waits.
 */
void
bs_watch_batch_extend (BsWatchBatch *self, gint64 now)
{
  self->last = now;
}

/**
 * bs_watch_batch_get_due:
 * @self: a batch
 *
 * Returns: when the batch is sent if nothing else happens, in microseconds of the monotonic clock; -1 for never
 */
gint64
bs_watch_batch_get_due (BsWatchBatch *self)
{
  if (self->pending->len == 0)
    return -1;
  if (self->n_writing == self->pending->len)
    return self->first + BS_WATCH_LIMIT;
  return MIN (self->last + BS_WATCH_QUIET, self->first + BS_WATCH_LIMIT);
}

/**
 * bs_watch_batch_take:
 * @self: a batch
 * @now: monotonic time in microseconds
 *
 * Takes all events but those of files that are being written and may yet be closed soon.
 *
 * Returns: (transfer full) (element-type BsWatchEvent): the events, in order
 */
GPtrArray *
bs_watch_batch_take (BsWatchBatch *self, gint64 now)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_watch_event_free);
  g_autoptr (GPtrArray) pending = g_steal_pointer (&self->pending);

  self->pending = g_ptr_array_new_with_free_func (pending_free);
  g_hash_table_remove_all (self->by_path);
  self->n_writing = 0;
  self->move_steps = 0;
  for (guint i = 0; i < pending->len; i++)
    {
      Pending *item = pending->pdata[i];

      if (item->is_dropped)
        continue;
      if (item->is_writing && now - item->first < BS_WATCH_LIMIT)
        {
          Pending *kept = append (self, BS_WATCH_TOUCHED, FALSE, item->event.path, NULL, item->first);

          set_writing (self, kept, TRUE);
          g_hash_table_insert (self->by_path, g_strdup (item->event.path), kept);
        }
      else
        {
          BsWatchEvent *event = g_new (BsWatchEvent, 1);

          *event = item->event;
          item->event = (BsWatchEvent){ 0 };
          g_ptr_array_add (events, event);
        }
    }
  return events;
}
