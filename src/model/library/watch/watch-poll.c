/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch-poll.h"

#include <sys/stat.h>

#include "model/library/folder/power.h"
#include "model/library/watch/watch-private.h"

/*
 * Polling goes in two steps. The times of the folders are looked at often, as there are few of them: where one changed,
 * that folder is compared. The times of the files are looked at less often, by a comparison of everything; it also
 * finds what a coarse clock hid from the first step. Both are paced by what they cost, so that they never take more
 * than a fiftieth of a thread's time, up to the longest pause. The first step goes in slices between which the watch
 * does whatever else it is asked to.
 */

#define COST_FACTOR 50
#define BATTERY_FACTOR 4
#define PAUSE_MOST (600 * G_USEC_PER_SEC)
#define SLICE 5000
/* More folders than this that changed, and one comparison of everything is the quicker way. */
#define MAX_CHANGED 8
/* The least pauses, in microseconds: in use, and not. */
static const gint64 least[BS_N_POLLS][2] = {
  [BS_POLL_FOLDERS] = { 2 * G_USEC_PER_SEC, 5 * G_USEC_PER_SEC },
  [BS_POLL_FILES] = { 5 * G_USEC_PER_SEC, 30 * G_USEC_PER_SEC },
};

struct _BsWatchPoll
{
  gint64 last[BS_N_POLLS]; /* when the last one was begun, monotonic */
  gint64 cost;             /* of the last look at the folders, in microseconds */
  gboolean on_battery;

  /* While the folders are looked at. */
  GPtrArray *folders; /* (element-type filename) */
  guint next;
  gint64 spent;
  GPtrArray *changed; /* (element-type filename) */
  gboolean is_gone;   /* one of them is not there any more */
};

/**
 * bs_watch_poll_new:
 *
 * Returns: (transfer full): what a watch needs to poll
 */
BsWatchPoll *
bs_watch_poll_new (void)
{
  return g_new0 (BsWatchPoll, 1);
}

static void
end_round (BsWatchPoll *self)
{
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
}

/**
 * bs_watch_poll_free:
 * @self: (transfer full): what a watch needs to poll
 */
void
bs_watch_poll_free (BsWatchPoll *self)
{
  end_round (self);
  g_free (self);
}

/**
 * bs_watch_poll_begin:
 * @self: what a watch needs to poll
 * @now: monotonic time in microseconds
 *
 * The root is there, and is about to be read.
 */
void
bs_watch_poll_begin (BsWatchPoll *self, gint64 now)
{
  end_round (self);
  self->last[BS_POLL_FOLDERS] = now;
  self->last[BS_POLL_FILES] = now;
}

/**
 * bs_watch_poll_get_pause:
 * @kind: what is looked at
 * @cost: how long that took the last time, in microseconds
 * @in_use: whether someone looks at what is shown of it
 * @on_battery: whether the computer runs from its battery
 *
 * Returns: how long to wait from one look to the next, in microseconds
 */
gint64
bs_watch_poll_get_pause (BsPollKind kind, gint64 cost, gboolean in_use, gboolean on_battery)
{
  gint64 pause;

  g_return_val_if_fail (kind < BS_N_POLLS, PAUSE_MOST);

  pause = least[kind][in_use ? 0 : 1] * (on_battery ? BATTERY_FACTOR : 1);
  return MIN (MAX (pause, cost * COST_FACTOR), PAUSE_MOST);
}

/* The watch's mutex is held. */
static gint64
get_due (BsWatch *watch, BsPollKind kind)
{
  const BsWatchPoll *self = watch->poll;
  gint64 cost = kind == BS_POLL_FILES ? watch->rescan_duration : self->cost;

  if (!watch->is_there || !watch->is_polling || watch->is_rescanning)
    return G_MAXINT64;
  return self->last[kind] + bs_watch_poll_get_pause (kind, cost, watch->in_use, self->on_battery);
}

/**
 * bs_watch_poll_get_due:
 * @watch: a watch, on its thread
 *
 * Returns: when bs_watch_poll_run() has something to do, in microseconds of the monotonic clock; may be the past
 */
gint64
bs_watch_poll_get_due (BsWatch *watch)
{
  gint64 due = 0;

  if (watch->poll->folders != NULL)
    return due;
  g_mutex_lock (&watch->mutex);
  due = MIN (get_due (watch, BS_POLL_FOLDERS), get_due (watch, BS_POLL_FILES));
  g_mutex_unlock (&watch->mutex);
  return due;
}

static gboolean
is_due (BsWatch *watch, BsPollKind kind, gint64 now)
{
  gboolean is;

  g_mutex_lock (&watch->mutex);
  is = now >= get_due (watch, kind);
  g_mutex_unlock (&watch->mutex);
  return is;
}

/* What was added to the tree for want of a watch may have found one since. */
static void
begin_round (BsWatch *watch, gint64 now)
{
  BsWatchPoll *self = watch->poll;

  self->on_battery = bs_power_is_battery (BS_POWER_SUPPLIES);
  self->last[BS_POLL_FOLDERS] = now;
  self->next = 0;
  self->spent = 0;
  self->is_gone = FALSE;
  self->changed = g_ptr_array_new_with_free_func (g_free);
  g_mutex_lock (&watch->mutex);
  self->folders = bs_watch_tree_list_polled (&watch->tree);
  watch->is_polling = self->folders->len > 0;
  if (!watch->is_polling)
    watch->is_exhausted = FALSE;
  g_mutex_unlock (&watch->mutex);
}

static void
look_at_folder (BsWatch *watch, const char *path)
{
  BsWatchPoll *self = watch->poll;
  g_autofree char *absolute = g_build_filename (watch->root, path, NULL);
  g_autoptr (GArray) wds = g_array_new (FALSE, FALSE, sizeof (int));
  BsWatchNode *node;
  struct stat st;
  gboolean is_there = stat (absolute, &st) == 0 && S_ISDIR (st.st_mode);

  g_mutex_lock (&watch->mutex);
  node = bs_watch_tree_find (&watch->tree, path);
  if (node == NULL || !node->is_polled)
    {
      /* It was removed meanwhile, as an event told. */
    }
  else if (!is_there)
    {
      self->is_gone = TRUE;
      if (node->parent != NULL)
        bs_watch_tree_remove (&watch->tree, node, wds);
    }
  else if (bs_watch_node_set_modified (node, &st.st_mtim))
    {
      g_ptr_array_add (self->changed, g_strdup (path));
    }
  g_mutex_unlock (&watch->mutex);
  bs_watch_remove_wds (watch, wds);
}

static void
ask_for_files (BsWatch *watch, gint64 now)
{
  g_autoptr (GPtrArray) folders = NULL;

  watch->poll->last[BS_POLL_FILES] = now;
  g_mutex_lock (&watch->mutex);
  watch->is_rescanning = TRUE;
  folders = bs_watch_tree_list_polled (&watch->tree);
  g_mutex_unlock (&watch->mutex);
  bs_watch_batch_add (watch->batch, BS_WATCH_RESCAN, folders->len == 1 ? folders->pdata[0] : "", now);
}

static void
finish_round (BsWatch *watch, gint64 now)
{
  BsWatchPoll *self = watch->poll;
  gboolean is_affordable;

  /* What left one folder and came to another is known to have moved only if both are compared at once. */
  g_mutex_lock (&watch->mutex);
  is_affordable = now >= self->last[BS_POLL_FILES] + watch->rescan_duration * COST_FACTOR;
  g_mutex_unlock (&watch->mutex);
  self->cost = self->spent;
  if (self->is_gone || self->changed->len > (is_affordable ? 1 : MAX_CHANGED))
    ask_for_files (watch, now);
  else
    for (guint i = 0; i < self->changed->len; i++)
      bs_watch_batch_add (watch->batch, BS_WATCH_FOLDER_CHANGED, self->changed->pdata[i], now);
  end_round (self);
}

/**
 * bs_watch_poll_run:
 * @watch: a watch, on its thread
 * @now: monotonic time in microseconds
 *
 * Does what is due of it, a slice at the most.
 */
void
bs_watch_poll_run (BsWatch *watch, gint64 now)
{
  BsWatchPoll *self = watch->poll;
  gint64 end = now;

  if (self->folders == NULL && is_due (watch, BS_POLL_FOLDERS, now))
    begin_round (watch, now);
  while (self->folders != NULL && self->next < self->folders->len && end - now < SLICE)
    {
      look_at_folder (watch, self->folders->pdata[self->next++]);
      end = g_get_monotonic_time ();
    }
  if (self->folders != NULL)
    {
      self->spent += end - now;
      if (self->next == self->folders->len)
        finish_round (watch, now);
    }
  else if (is_due (watch, BS_POLL_FILES, now))
    {
      ask_for_files (watch, now);
    }
}
