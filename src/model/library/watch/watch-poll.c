/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch-poll.h"

#include <sys/stat.h>

#include "model/library/folder/power.h"

/*
 * Polling has two steps. The first checks the times of the folders, which are few, and requests a comparison of each
 * folder whose time changed. The second, less often, requests a comparison of all files, which also finds changes that
 * the first missed because of a coarse clock. The pauses depend on the cost, so that polling takes at most a fiftieth
 * of a thread's time, up to the longest pause. The first step works in slices, so that the watch can do other work in
 * between.
 */

#define COST_FACTOR 50
#define BATTERY_FACTOR 4
#define PAUSE_MOST (600 * G_USEC_PER_SEC)
#define SLICE 5000
/* If more folders than this changed, comparing everything once is faster. */
#define MAX_CHANGED 8
/* The shortest pauses, in microseconds: in use, not in use. */
static const gint64 least[BS_N_POLLS][2] = {
  [BS_POLL_FOLDERS] = { 2 * G_USEC_PER_SEC, 5 * G_USEC_PER_SEC },
  [BS_POLL_FILES] = { 5 * G_USEC_PER_SEC, 30 * G_USEC_PER_SEC },
};

struct _BsWatchPoll
{
  GMutex *mutex; /* for the tree and the next four fields */
  BsWatchTree *tree;
  gboolean is_needed; /* some folder is polled */
  gboolean in_use;
  gint64 rescan_duration;
  gboolean is_rescanning;

  /* Used by the watch's thread only. */
  BsWatchBatch *batch;
  gboolean is_running;
  gint64 last[BS_N_POLLS]; /* when each step last began, monotonic */
  gint64 cost;             /* duration of the last first step, in microseconds */
  gboolean on_battery;

  /* During the first step. */
  GPtrArray *folders; /* (element-type filename) */
  guint next;
  gint64 spent;
  GPtrArray *changed; /* (element-type filename) */
  gboolean is_gone;   /* a folder no longer exists */
};

/**
 * bs_watch_poll_new:
 * @mutex: the mutex that protects @tree
 * @tree: the folders of a watch
 * @batch: where changes are reported
 *
 * Returns: (transfer full): a poll that is not running; @mutex, @tree and @batch must outlive it
 */
BsWatchPoll *
bs_watch_poll_new (GMutex *mutex, BsWatchTree *tree, BsWatchBatch *batch)
{
  BsWatchPoll *self = g_new0 (BsWatchPoll, 1);

  self->mutex = mutex;
  self->tree = tree;
  self->batch = batch;
  self->in_use = TRUE;
  return self;
}

static void
end_round (BsWatchPoll *self)
{
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
}

/**
 * bs_watch_poll_free:
 * @self: (transfer full): a poll
 */
void
bs_watch_poll_free (BsWatchPoll *self)
{
  end_round (self);
  g_free (self);
}

/**
 * bs_watch_poll_start:
 * @self: a poll
 * @now: monotonic time in microseconds
 *
 * To be called when the root was found and is about to be read.
 */
void
bs_watch_poll_start (BsWatchPoll *self, gint64 now)
{
  end_round (self);
  self->is_running = TRUE;
  self->last[BS_POLL_FOLDERS] = now;
  self->last[BS_POLL_FILES] = now;
}

/**
 * bs_watch_poll_stop:
 * @self: a poll
 *
 * Called when the root is missing, with the mutex held.
 */
void
bs_watch_poll_stop (BsWatchPoll *self)
{
  end_round (self);
  self->is_running = FALSE;
  self->is_needed = FALSE;
}

/**
 * bs_watch_poll_need:
 * @self: a poll
 *
 * To be called when a folder was added that has to be polled, with the mutex held.
 */
void
bs_watch_poll_need (BsWatchPoll *self)
{
  self->is_needed = TRUE;
}

/**
 * bs_watch_poll_set_in_use:
 * @self: a poll
 * @in_use: whether a user looks at the library; initially %TRUE
 */
void
bs_watch_poll_set_in_use (BsWatchPoll *self, gboolean in_use)
{
  g_mutex_lock (self->mutex);
  self->in_use = in_use;
  g_mutex_unlock (self->mutex);
}

/**
 * bs_watch_poll_note_rescan:
 * @self: a poll
 * @duration: the duration of the requested comparison, in microseconds
 */
void
bs_watch_poll_note_rescan (BsWatchPoll *self, gint64 duration)
{
  g_mutex_lock (self->mutex);
  self->is_rescanning = FALSE;
  self->rescan_duration = duration;
  g_mutex_unlock (self->mutex);
}

/**
 * bs_watch_poll_get_pause:
 * @kind: the step
 * @cost: how long it took the last time, in microseconds
 * @in_use: whether a user looks at the library
 * @on_battery: whether the computer runs on battery
 *
 * Returns: how long to wait from one start of the step to the next, in microseconds
 */
gint64
bs_watch_poll_get_pause (BsPollKind kind, gint64 cost, gboolean in_use, gboolean on_battery)
{
  gint64 pause;

  g_return_val_if_fail (kind < BS_N_POLLS, PAUSE_MOST);

  pause = least[kind][in_use ? 0 : 1] * (on_battery ? BATTERY_FACTOR : 1);
  return MIN (MAX (pause, cost * COST_FACTOR), PAUSE_MOST);
}

/* The mutex is held. */
static gint64
get_due (const BsWatchPoll *self, BsPollKind kind)
{
  gint64 cost = kind == BS_POLL_FILES ? self->rescan_duration : self->cost;

  if (!self->is_running || !self->is_needed || self->is_rescanning)
    return G_MAXINT64;
  return self->last[kind] + bs_watch_poll_get_pause (kind, cost, self->in_use, self->on_battery);
}

/**
 * bs_watch_poll_get_due:
 * @self: a poll
 *
 * Returns: the monotonic time, in microseconds, at which bs_watch_poll_run() has work to do; may be in the past
 */
gint64
bs_watch_poll_get_due (BsWatchPoll *self)
{
  gint64 due = 0;

  if (self->folders != NULL)
    return due;
  g_mutex_lock (self->mutex);
  due = MIN (get_due (self, BS_POLL_FOLDERS), get_due (self, BS_POLL_FILES));
  g_mutex_unlock (self->mutex);
  return due;
}

static gboolean
is_due (BsWatchPoll *self, BsPollKind kind, gint64 now)
{
  gboolean is;

  g_mutex_lock (self->mutex);
  is = now >= get_due (self, kind);
  g_mutex_unlock (self->mutex);
  return is;
}

/* Folders that were added without a watch may have one by now. */
static gboolean
begin_round (BsWatchPoll *self, gint64 now)
{
  gboolean is_needed;

  self->on_battery = bs_power_is_battery (BS_POWER_SUPPLIES);
  self->last[BS_POLL_FOLDERS] = now;
  self->next = 0;
  self->spent = 0;
  self->is_gone = FALSE;
  self->changed = g_ptr_array_new_with_free_func (g_free);
  g_mutex_lock (self->mutex);
  self->folders = bs_watch_tree_list_polled (self->tree);
  self->is_needed = is_needed = self->folders->len > 0;
  g_mutex_unlock (self->mutex);
  return is_needed;
}

static void
look_at_folder (BsWatchPoll *self, const char *root, int inotify_fd, const char *path)
{
  g_autofree char *absolute = g_build_filename (root, path, NULL);
  g_autoptr (GArray) wds = g_array_new (FALSE, FALSE, sizeof (int));
  BsWatchNode *node;
  struct stat st;
  gboolean is_there = stat (absolute, &st) == 0 && S_ISDIR (st.st_mode);

  g_mutex_lock (self->mutex);
  node = bs_watch_tree_find (self->tree, path);
  if (node == NULL || !node->is_polled)
    {
      /* It was removed meanwhile, because of an event. */
    }
  else if (!is_there)
    {
      self->is_gone = TRUE;
      if (node->parent != NULL)
        bs_watch_tree_remove (self->tree, node, wds);
    }
  else if (bs_watch_node_set_modified (node, &st.st_mtim))
    {
      g_ptr_array_add (self->changed, g_strdup (path));
    }
  g_mutex_unlock (self->mutex);
  bs_watch_tree_end_watches (inotify_fd, wds);
}

static void
ask_for_files (BsWatchPoll *self, gint64 now)
{
  g_autoptr (GPtrArray) folders = NULL;

  self->last[BS_POLL_FILES] = now;
  g_mutex_lock (self->mutex);
  self->is_rescanning = TRUE;
  folders = bs_watch_tree_list_polled (self->tree);
  g_mutex_unlock (self->mutex);
  bs_watch_batch_add (self->batch, BS_WATCH_RESCAN, folders->len == 1 ? folders->pdata[0] : "", now);
}

static void
finish_round (BsWatchPoll *self, gint64 now)
{
  gboolean is_affordable;

  /* A move between folders is recognised only if both are compared at the same time. */
  g_mutex_lock (self->mutex);
  is_affordable = now >= self->last[BS_POLL_FILES] + self->rescan_duration * COST_FACTOR;
  g_mutex_unlock (self->mutex);
  self->cost = self->spent;
  if (self->is_gone || self->changed->len > (is_affordable ? 1 : MAX_CHANGED))
    ask_for_files (self, now);
  else
    for (guint i = 0; i < self->changed->len; i++)
      bs_watch_batch_add (self->batch, BS_WATCH_FOLDER_CHANGED, self->changed->pdata[i], now);
  end_round (self);
}

/**
 * bs_watch_poll_run:
 * @self: a poll
 * @root: path of the watch's root
 * @inotify_fd: where watches on removed folders are ended
 * @now: monotonic time in microseconds
 *
 * Does the work that is due, at most one slice.
 *
 * Returns: whether it found that no folder has to be polled any more
 */
gboolean
bs_watch_poll_run (BsWatchPoll *self, const char *root, int inotify_fd, gint64 now)
{
  gint64 end = now;
  gboolean is_over = FALSE;

  if (self->folders == NULL && is_due (self, BS_POLL_FOLDERS, now))
    is_over = !begin_round (self, now);
  while (self->folders != NULL && self->next < self->folders->len && end - now < SLICE)
    {
      look_at_folder (self, root, inotify_fd, self->folders->pdata[self->next++]);
      end = g_get_monotonic_time ();
    }
  if (self->folders != NULL)
    {
      self->spent += end - now;
      if (self->next == self->folders->len)
        finish_round (self, now);
    }
  else if (is_due (self, BS_POLL_FILES, now))
    {
      ask_for_files (self, now);
    }
  return is_over;
}
