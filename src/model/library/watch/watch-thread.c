/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/library/folder/relative-path.h"
#include "model/library/watch/watch-private.h"

/* All in microseconds. A root that is gone is looked for, as no event tells of a disk that is mounted. */
#define ROOT_CHECK_GONE 2000000
#define ROOT_CHECK_THERE 10000000

#define SELF_EVENTS (IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
#define PARENT_EVENTS (IN_CREATE | IN_MOVED_TO)

static void
watch_ancestors (BsWatch *self)
{
  g_autofree char *path = g_path_get_dirname (self->root);
  GHashTableIter iter;
  gpointer wd;
  gboolean is_nearest = TRUE;

  if (self->inotify_fd < 0)
    return;
  g_hash_table_iter_init (&iter, self->ancestors);
  while (g_hash_table_iter_next (&iter, &wd, NULL))
    inotify_rm_watch (self->inotify_fd, GPOINTER_TO_INT (wd));
  g_hash_table_remove_all (self->ancestors);

  for (;;)
    {
      guint32 mask = SELF_EVENTS | (is_nearest && !self->is_there ? PARENT_EVENTS : 0);
      int number = inotify_add_watch (self->inotify_fd, path, mask);
      char *above;

      if (number >= 0)
        {
          g_hash_table_add (self->ancestors, GINT_TO_POINTER (number));
          is_nearest = FALSE;
        }
      if (strcmp (path, "/") == 0)
        break;
      above = g_path_get_dirname (path);
      g_free (path);
      path = above;
    }
}

static void
lose_root (BsWatch *self, gint64 now)
{
  g_autoptr (GArray) wds = g_array_new (FALSE, FALSE, sizeof (int));
  GHashTableIter iter;
  gpointer wd;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->tree.by_wd);
  while (g_hash_table_iter_next (&iter, &wd, NULL))
    {
      int number = GPOINTER_TO_INT (wd);

      g_array_append_val (wds, number);
    }
  bs_watch_tree_clear (&self->tree);
  bs_watch_tree_init (&self->tree);
  self->is_polling = FALSE;
  g_mutex_unlock (&self->mutex);
  bs_watch_remove_wds (self, wds);

  self->is_there = FALSE;
  bs_watch_batch_clear (self->batch);
  if (self->departures != NULL)
    g_hash_table_remove_all (self->departures);
  bs_watch_batch_add (self->batch, BS_WATCH_ROOT_GONE, "", now);
}

static void
find_root (BsWatch *self, const struct stat *st, gint64 now)
{
  self->device = st->st_dev;
  self->inode = st->st_ino;
  self->is_there = TRUE;
  bs_watch_poll_begin (self->poll, now);
  g_mutex_lock (&self->mutex);
  bs_watch_add_watch (self, "", TRUE);
  g_mutex_unlock (&self->mutex);
  bs_watch_batch_add (self->batch, BS_WATCH_ROOT_BACK, "", now);
}

/**
 * bs_watch_check_root:
 * @self: a watch
 * @now: monotonic time in microseconds
 *
 * Finds out whether the root is where it was, and the same folder.
 */
void
bs_watch_check_root (BsWatch *self, gint64 now)
{
  struct stat st;
  gboolean is_there = stat (self->root, &st) == 0 && S_ISDIR (st.st_mode);
  gboolean was_there = self->is_there;

  if (self->is_there && (!is_there || st.st_dev != self->device || st.st_ino != self->inode))
    lose_root (self, now);
  if (!self->is_there && is_there)
    find_root (self, &st, now);
  if (was_there != self->is_there || !self->is_there || g_hash_table_size (self->ancestors) == 0)
    watch_ancestors (self);
  self->next_root_check = now + (self->is_there ? ROOT_CHECK_THERE : ROOT_CHECK_GONE);
}

static gboolean
take_orders (BsWatch *self, gint64 now)
{
  gboolean is_stopped;
  char *path;

  g_mutex_lock (&self->mutex);
  is_stopped = self->is_stopped;
  while ((path = g_queue_pop_head (&self->looks)) != NULL)
    {
      g_autofree char *absolute = g_build_filename (self->root, path, NULL);

      if (g_file_test (absolute, G_FILE_TEST_IS_DIR))
        bs_watch_batch_add (self->batch, BS_WATCH_FOLDER_ADDED, path, now);
      else
        bs_watch_batch_touch (self->batch, path, BS_TOUCH_DONE, now);
      g_free (path);
    }
  g_mutex_unlock (&self->mutex);
  return !is_stopped;
}

static gint64
get_due (BsWatch *self)
{
  gint64 due = MIN (self->next_root_check, bs_watch_poll_get_due (self));
  gint64 batch = bs_watch_batch_get_due (self->batch);

  if (batch >= 0)
    due = MIN (due, batch);
  if (self->departures != NULL && g_hash_table_size (self->departures) > 0)
    due = MIN (due, g_get_monotonic_time () + BS_WATCH_QUIET);
  return due;
}

static void
read_events (BsWatch *self)
{
  char buffer[64 * 1024] __attribute__ ((aligned (__alignof__(struct inotify_event))));

  /* Not for ever: in a flood, what is gathered still has to go out. */
  for (guint i = 0; i < 16; i++)
    {
      gssize length = read (self->inotify_fd, buffer, sizeof buffer);

      if (length <= 0)
        return;
      bs_watch_handle (self, buffer, (gsize) length, g_get_monotonic_time ());
    }
}

static void
send_batch (BsWatch *self, gint64 now)
{
  gint64 due = bs_watch_batch_get_due (self->batch);

  if (due >= 0 && now >= due)
    {
      g_autoptr (GPtrArray) events = bs_watch_batch_take (self->batch, now);

      if (events->len > 0)
        self->func (self, events, self->user_data);
    }
}

/**
 * bs_watch_run:
 * @data: a watch
 *
 * What the watch's thread does until it is stopped.
 */
gpointer
bs_watch_run (gpointer data)
{
  BsWatch *self = data;
  struct pollfd fds[] = { { self->wake_fd, POLLIN, 0 }, { self->inotify_fd, POLLIN, 0 } };

  for (;;)
    {
      gint64 pause = get_due (self) - g_get_monotonic_time ();
      guint64 count;
      gint64 now;

      if (pause > 0)
        {
          struct timespec timeout = { pause / G_USEC_PER_SEC, (pause % G_USEC_PER_SEC) * 1000 };

          ppoll (fds, self->inotify_fd >= 0 ? 2 : 1, &timeout, NULL);
        }
      if (read (self->wake_fd, &count, sizeof count) < 0 && errno != EAGAIN)
        g_debug ("The watch cannot be woken: %s", g_strerror (errno));
      if (self->inotify_fd >= 0)
        read_events (self);
      now = g_get_monotonic_time ();
      if (!take_orders (self, now))
        break;
      bs_watch_settle_departures (self, now);
      if (now >= self->next_root_check)
        bs_watch_check_root (self, now);
      bs_watch_poll_run (self, now);
      send_batch (self, now);
    }
  return NULL;
}
