/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/inbox.h"

/* Below GTK's drawing (G_PRIORITY_HIGH_IDLE + 20), so that many changes do not stop drawing, and above idle work. */
#define INBOX_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

/* If drawing takes all the time, as with an animation on a slow machine, the source would never run: after this number
 * of microseconds it runs anyway. */
#define INBOX_LATE 30000

struct _BsInbox
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GSource *source;      /* NULL once closed */
  GSource *late_source; /* likewise */
  BsInboxFunc func;
  gpointer owner;
  GQueue updates;
  GQueue results;
  gint64 wake_time; /* monotonic; G_MAXINT64 for never */
  guint patience;
  gboolean is_held;
};

static gboolean
inbox_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs inbox_source_funcs = { NULL, NULL, inbox_dispatch, NULL, NULL, NULL };

static gboolean
inbox_dispatch_cb (gpointer user_data)
{
  BsInbox *self = user_data;
  gpointer owner = NULL;

  g_mutex_lock (&self->mutex);
  if (self->source != NULL)
    {
      self->wake_time = G_MAXINT64;
      g_source_set_ready_time (self->source, -1);
      g_source_set_ready_time (self->late_source, -1);
      owner = self->owner;
    }
  g_mutex_unlock (&self->mutex);
  if (owner != NULL)
    self->func (owner);
  return G_SOURCE_CONTINUE;
}

static void
update_clear (BsUpdate *self)
{
  g_clear_pointer (&self->row, bs_row_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->moves, g_hash_table_unref);
  g_clear_pointer (&self->site, bs_site_unref);
  g_clear_error (&self->error);
}

/**
 * bs_update_free:
 * @self: (transfer full): an update
 */
void
bs_update_free (BsUpdate *self)
{
  update_clear (self);
  g_free (self);
}

/**
 * bs_result_free:
 * @self: (transfer full): a result
 */
void
bs_result_free (BsResult *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

static GSource *
attach_source (BsInbox *self, GMainContext *context, int priority)
{
  GSource *source = g_source_new (&inbox_source_funcs, sizeof (GSource));

  g_source_set_static_name (source, "BsInbox");
  g_source_set_priority (source, priority);
  g_source_set_callback (source, inbox_dispatch_cb, bs_inbox_ref (self), (GDestroyNotify) bs_inbox_unref);
  g_source_attach (source, context);
  return source;
}

static void
remove_source (GSource *source)
{
  if (source == NULL)
    return;
  g_source_destroy (source);
  g_source_unref (source);
}

/**
 * bs_inbox_new:
 * @context: the owner's main context
 * @func: called there when there is something to do
 * @owner: the owner of the inbox, which has to close it before it is disposed of
 *
 * Returns: (transfer full): an inbox
 */
BsInbox *
bs_inbox_new (GMainContext *context, BsInboxFunc func, gpointer owner)
{
  BsInbox *self = g_new0 (BsInbox, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->updates);
  g_queue_init (&self->results);
  self->func = func;
  self->owner = owner;
  self->wake_time = G_MAXINT64;
  self->source = attach_source (self, context, INBOX_PRIORITY);
  self->late_source = attach_source (self, context, G_PRIORITY_DEFAULT);
  return self;
}

/**
 * bs_inbox_ref:
 * @self: an inbox
 *
 * Returns: (transfer full): @self
 */
BsInbox *
bs_inbox_ref (BsInbox *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_inbox_unref:
 * @self: (transfer full): an inbox
 */
void
bs_inbox_unref (BsInbox *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->updates, (GDestroyNotify) bs_update_free);
  g_queue_clear_full (&self->results, (GDestroyNotify) bs_result_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * bs_inbox_close:
 * @self: an inbox
 *
 * The owner is not called any more, and posted updates are dropped. Called on the owner's thread.
 */
void
bs_inbox_close (BsInbox *self)
{
  GSource *source;
  GSource *late_source;
  GQueue updates;
  GQueue results;

  g_mutex_lock (&self->mutex);
  source = g_steal_pointer (&self->source);
  late_source = g_steal_pointer (&self->late_source);
  self->owner = NULL;
  updates = self->updates;
  results = self->results;
  g_queue_init (&self->updates);
  g_queue_init (&self->results);
  g_mutex_unlock (&self->mutex);
  remove_source (source);
  remove_source (late_source);
  g_queue_clear_full (&updates, (GDestroyNotify) bs_update_free);
  g_queue_clear_full (&results, (GDestroyNotify) bs_result_free);
}

static void
wake_locked (BsInbox *self, gint64 time)
{
  if (self->source == NULL || self->wake_time <= time)
    return;
  self->wake_time = time;
  g_source_set_ready_time (self->source, time);
  g_source_set_ready_time (self->late_source, MAX (time, g_get_monotonic_time ()) + INBOX_LATE);
}

/**
 * bs_inbox_post_update:
 * @self: an inbox
 * @update: (transfer full): the update; updates stay in order
 */
void
bs_inbox_post_update (BsInbox *self, BsUpdate update)
{
  g_mutex_lock (&self->mutex);
  if (self->source != NULL)
    {
      g_queue_push_tail (&self->updates, g_memdup2 (&update, sizeof update));
      wake_locked (
          self, update.kind == BS_UPDATE_SCANNED || self->patience == 0 ? 0 : g_get_monotonic_time () + self->patience);
      update = (BsUpdate){ 0 };
    }
  g_mutex_unlock (&self->mutex);
  update_clear (&update);
}

/**
 * bs_inbox_post_result:
 * @self: an inbox
 * @apply: called on the owner's thread
 * @data: for @apply
 * @destroy: for @data; called on any thread
 */
void
bs_inbox_post_result (BsInbox *self, void (*apply) (gpointer owner, gpointer data), gpointer data,
                      GDestroyNotify destroy)
{
  BsResult *result = g_new (BsResult, 1);

  *result = (BsResult){ apply, destroy, data };
  g_mutex_lock (&self->mutex);
  if (self->source != NULL)
    {
      g_queue_push_tail (&self->results, g_steal_pointer (&result));
      wake_locked (self, 0);
    }
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&result, bs_result_free);
}

/**
 * bs_inbox_pop_update:
 * @self: an inbox
 *
 * Returns: (transfer full) (nullable): the update whose turn it is
 */
BsUpdate *
bs_inbox_pop_update (BsInbox *self)
{
  BsUpdate *update;

  g_mutex_lock (&self->mutex);
  update = g_queue_pop_head (&self->updates);
  g_mutex_unlock (&self->mutex);
  return update;
}

/**
 * bs_inbox_put_back:
 * @self: an inbox
 * @update: (transfer full): an update that has not been applied
 *
 * It is delivered before all others.
 */
void
bs_inbox_put_back (BsInbox *self, BsUpdate *update)
{
  g_mutex_lock (&self->mutex);
  g_queue_push_head (&self->updates, update);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_inbox_has_updates:
 * @self: an inbox
 *
 * Returns: whether an update waits
 */
gboolean
bs_inbox_has_updates (BsInbox *self)
{
  gboolean has_updates;

  g_mutex_lock (&self->mutex);
  has_updates = !g_queue_is_empty (&self->updates);
  g_mutex_unlock (&self->mutex);
  return has_updates;
}

/**
 * bs_inbox_has_results:
 * @self: an inbox
 *
 * Returns: whether a result waits
 */
gboolean
bs_inbox_has_results (BsInbox *self)
{
  gboolean has_results;

  g_mutex_lock (&self->mutex);
  has_results = !g_queue_is_empty (&self->results);
  g_mutex_unlock (&self->mutex);
  return has_results;
}

/**
 * bs_inbox_pop_result:
 * @self: an inbox
 *
 * Returns: (transfer full) (nullable): the next result
 */
BsResult *
bs_inbox_pop_result (BsInbox *self)
{
  BsResult *result;

  g_mutex_lock (&self->mutex);
  result = g_queue_pop_head (&self->results);
  g_mutex_unlock (&self->mutex);
  return result;
}

/**
 * bs_inbox_hold:
 * @self: an inbox
 *
 * The updates from now on belong together.
 */
void
bs_inbox_hold (BsInbox *self)
{
  g_mutex_lock (&self->mutex);
  self->is_held = TRUE;
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_inbox_release:
 * @self: an inbox
 *
 * All related updates have been posted.
 */
void
bs_inbox_release (BsInbox *self)
{
  g_mutex_lock (&self->mutex);
  self->is_held = FALSE;
  wake_locked (self, 0);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_inbox_is_held:
 * @self: an inbox
 *
 * Returns: whether related updates are still to be posted
 */
gboolean
bs_inbox_is_held (BsInbox *self)
{
  gboolean is_held;

  g_mutex_lock (&self->mutex);
  is_held = self->is_held;
  g_mutex_unlock (&self->mutex);
  return is_held;
}

/**
 * bs_inbox_wake:
 * @self: an inbox
 * @time: when, in microseconds of the monotonic clock; 0 for now
 *
 * Has the owner called once more, not later than @time.
 */
void
bs_inbox_wake (BsInbox *self, gint64 time)
{
  g_mutex_lock (&self->mutex);
  wake_locked (self, time);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_inbox_set_patience:
 * @self: an inbox
 * @microseconds: how long an update may wait for others to come
 *
 * During a scan of a hundred thousand files, the main thread is not woken for each, but it is at once when the scan
 * ends.
 */
void
bs_inbox_set_patience (BsInbox *self, guint microseconds)
{
  g_mutex_lock (&self->mutex);
  self->patience = microseconds;
  g_mutex_unlock (&self->mutex);
}
