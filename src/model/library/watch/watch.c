/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/format/article/article.h"
#include "model/format/text/path.h"
#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/site.h"
#include "model/library/watch/watch-batch.h"
#include "model/library/watch/watch-links.h"
#include "model/library/watch/watch-poll.h"
#include "model/library/watch/watch-tree.h"

#define FOLDER_EVENTS                                                                                                  \
  (IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF |     \
   IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)

/* In microseconds. No event reports a mounted disk, so a missing root is looked for. */
#define ROOT_CHECK_GONE 2000000
#define ROOT_CHECK_THERE 10000000

/* The maximum time between both halves of a move once all events were read, in microseconds. */
#define ARRIVAL_PATIENCE 1000

#define SELF_EVENTS (IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
#define PARENT_EVENTS (IN_CREATE | IN_MOVED_TO)

struct _BsWatch
{
  GObject parent_instance;

  char *root;
  BsWatchFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  GThread *thread;
  int inotify_fd; /* -1 if the system has none left */
  int wake_fd;

  GMutex mutex; /* for the next five fields: other threads add the folders that they read */
  BsWatchTree tree;
  BsWatchLinks *links;
  gboolean is_exhausted;
  gboolean is_stopped;
  GQueue looks; /* (element-type filename): to be checked now */

  /* Used by the thread only. */
  BsWatchBatch *batch;
  GHashTable *departures; /* (element-type guint Departure): the first halves of moves, by inotify's cookie */
  gboolean is_there;
  gboolean is_forced; /* poll on every file system */
  dev_t device;
  ino_t inode;
  GHashTable *ancestors; /* (element-type int): watches on the folders above the root */
  BsWatchPoll *poll;
  gint64 next_root_check;
};

/**
 * BsWatch:
 *
 * Follows a folder and all folders below it with inotify, one watch each. Events are collected until none has arrived
 * for ten milliseconds, sixty at most, and reported together on the watch's own thread. If events were lost, it
 * requests a comparison. Folders without a watch, and those on file systems that change without events, are polled: see
 * watch-poll.c.
 */
G_DEFINE_FINAL_TYPE (BsWatch, bs_watch, G_TYPE_OBJECT)

/* Watches one folder, which may be a link if @follow is set, and notes whether it has to be polled. The mutex is held.
 */
static void
add_watch (BsWatch *self, const char *path, gboolean follow)
{
  g_autofree char *absolute = g_build_filename (self->root, path, NULL);
  guint32 mask = FOLDER_EVENTS | (*path != '\0' && !follow ? IN_DONT_FOLLOW : 0);
  int wd = self->inotify_fd >= 0 ? inotify_add_watch (self->inotify_fd, absolute, mask) : -1;

  gboolean is_exhausted = wd < 0 && !self->is_forced;
  BsWatchNode *node;
  struct stat st;

  if (wd < 0 && self->inotify_fd >= 0 && errno != ENOSPC && errno != ENOMEM && errno != ENAMETOOLONG)
    return;
  node = bs_watch_tree_ensure (&self->tree, path);
  bs_watch_tree_set_wd (&self->tree, node, wd);
  self->is_exhausted |= is_exhausted;
  node->is_polled = wd < 0 || bs_file_system_is_blind (absolute);
  if (!node->is_polled)
    return;
  bs_watch_poll_need (self->poll);
  if (stat (absolute, &st) == 0)
    bs_watch_node_set_modified (node, &st.st_mtim);
}

/* Watches a folder and all folders below it. Each is watched before it is listed, so that no new folder is missed. The
 * mutex is held. */
static void
add_below (BsWatch *self, const char *path)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (waiting, g_strdup (path));
  while (waiting->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      g_autofree char *absolute = g_build_filename (self->root, folder, NULL);
      const struct dirent *entry;
      DIR *dir;

      add_watch (self, folder, FALSE);
      dir = opendir (absolute);
      while (dir != NULL && (entry = readdir (dir)) != NULL)
        {
          struct stat st;
          gboolean is_folder = entry->d_type == DT_DIR;

          if (bs_relative_path_is_hidden (entry->d_name))
            continue;
          if (entry->d_type == DT_UNKNOWN)
            is_folder = fstatat (dirfd (dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR (st.st_mode);
          if (is_folder)
            g_ptr_array_add (waiting, bs_relative_path_join (folder, entry->d_name));
        }
      if (dir != NULL)
        closedir (dir);
    }
}

typedef struct
{
  char *path;
  gboolean is_folder;
  gint64 time;
} Departure;

static void
departure_free (gpointer data)
{
  Departure *departure = data;

  g_free (departure->path);
  g_free (departure);
}

static gboolean
is_relevant (const char *path, gboolean is_folder)
{
  const char *name = bs_path_get_name (path);

  if (bs_relative_path_is_hidden (name))
    return FALSE;
  return is_folder || bs_article_name_is_article (name) || bs_site_is_configuration (path);
}

/* A folder that is already watched was reported with its parent folder. */
static void
add_folder (BsWatch *self, const char *path, gint64 now)
{
  BsWatchNode *node;
  int wd;

  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find (&self->tree, path);
  wd = node != NULL ? node->wd : -1;
  add_below (self, path);
  node = bs_watch_tree_find (&self->tree, path);
  if (wd < 0 || node == NULL || node->wd != wd)
    bs_watch_batch_add (self->batch, BS_WATCH_FOLDER_ADDED, path, now);
  g_mutex_unlock (&self->mutex);
}

static void
forget_folder (BsWatch *self, const char *path)
{
  g_autoptr (GArray) wds = g_array_new (FALSE, FALSE, sizeof (int));
  BsWatchNode *node;

  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find (&self->tree, path);
  if (node != NULL && node->parent != NULL)
    bs_watch_tree_remove (&self->tree, node, wds);
  g_mutex_unlock (&self->mutex);
  bs_watch_tree_end_watches (self->inotify_fd, wds);
}

static void
move_folder (BsWatch *self, const char *from, const char *path)
{
  g_autoptr (GArray) wds = g_array_new (FALSE, FALSE, sizeof (int));
  BsWatchNode *node;

  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find (&self->tree, from);
  if (node != NULL && node->parent != NULL)
    bs_watch_tree_move (&self->tree, node, path, wds);
  /* Also watches parts of it that were not watched before. */
  add_below (self, path);
  g_mutex_unlock (&self->mutex);
  bs_watch_tree_end_watches (self->inotify_fd, wds);
}

static void
depart (BsWatch *self, guint32 cookie, const char *path, gboolean is_folder, gint64 now)
{
  Departure *departure = g_new (Departure, 1);

  *departure = (Departure){ g_strdup (path), is_folder, now };
  if (self->departures == NULL)
    self->departures = g_hash_table_new_full (NULL, NULL, NULL, departure_free);
  g_hash_table_replace (self->departures, GUINT_TO_POINTER (cookie), departure);
  /* A new folder in the batch may be the destination, if files arrived before it was watched. */
  bs_watch_batch_extend (self->batch, now);
}

static void
leave (BsWatch *self, const char *path, gboolean is_folder, gint64 now)
{
  if (is_folder)
    forget_folder (self, path);
  bs_watch_batch_remove (self->batch, path, is_folder, now);
}

static void
arrive (BsWatch *self, guint32 cookie, const char *path, gboolean is_folder, gint64 now)
{
  Departure *departure =
      self->departures != NULL ? g_hash_table_lookup (self->departures, GUINT_TO_POINTER (cookie)) : NULL;
  g_autofree char *from = departure != NULL ? g_strdup (departure->path) : NULL;

  if (departure != NULL)
    g_hash_table_remove (self->departures, GUINT_TO_POINTER (cookie));
  if (!is_relevant (path, is_folder))
    {
      if (from != NULL)
        leave (self, from, is_folder, now);
    }
  else if (from == NULL)
    {
      if (is_folder)
        add_folder (self, path, now);
      else
        bs_watch_batch_touch (self->batch, path, BS_TOUCH_DONE, now);
    }
  else
    {
      if (is_folder)
        move_folder (self, from, path);
      bs_watch_batch_move (self->batch, from, path, is_folder, now);
    }
}

/* Files and folders that were moved away and did not arrive anywhere have left the library. */
static void
settle_departures (BsWatch *self, gint64 now, gint64 patience)
{
  GHashTableIter iter;
  gpointer value;

  if (self->departures == NULL)
    return;
  g_hash_table_iter_init (&iter, self->departures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Departure *departure = value;

      if (now - departure->time < patience)
        continue;
      leave (self, departure->path, departure->is_folder, now);
      g_hash_table_iter_remove (&iter);
    }
}

static void
handle_file (BsWatch *self, const struct inotify_event *event, const char *path, gint64 now)
{
  if ((event->mask & IN_MOVED_TO) != 0)
    arrive (self, event->cookie, path, FALSE, now);
  else if (!is_relevant (path, FALSE))
    return;
  else if ((event->mask & IN_MOVED_FROM) != 0)
    depart (self, event->cookie, path, FALSE, now);
  else if ((event->mask & IN_DELETE) != 0)
    bs_watch_batch_remove (self->batch, path, FALSE, now);
  else if ((event->mask & (IN_CREATE | IN_MODIFY)) != 0)
    bs_watch_batch_touch (self->batch, path, BS_TOUCH_WRITING, now);
  else if ((event->mask & (IN_CLOSE_WRITE | IN_ATTRIB)) != 0)
    bs_watch_batch_touch (self->batch, path, BS_TOUCH_DONE, now);
}

/* A folder may have become readable or unreadable. */
static void
look_at_permissions (BsWatch *self, const char *path, gint64 now)
{
  g_autofree char *absolute = g_build_filename (self->root, path, NULL);
  gboolean is_closed = faccessat (AT_FDCWD, absolute, R_OK | X_OK, AT_EACCESS) < 0;
  gboolean is_watched;
  gboolean is_other;
  BsWatchNode *node;

  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find (&self->tree, path);
  is_watched = node != NULL && node->wd >= 0;
  is_other = is_watched && node->is_closed != is_closed;
  if (is_other)
    node->is_closed = is_closed;
  g_mutex_unlock (&self->mutex);
  if (!is_watched)
    add_folder (self, path, now);
  else if (is_other)
    bs_watch_batch_add (self->batch, BS_WATCH_RESCAN, path, now);
}

static void
handle_folder (BsWatch *self, const struct inotify_event *event, const char *path, gint64 now)
{
  if ((event->mask & IN_MOVED_TO) != 0)
    arrive (self, event->cookie, path, TRUE, now);
  else if (!is_relevant (path, TRUE))
    return;
  else if ((event->mask & IN_MOVED_FROM) != 0)
    depart (self, event->cookie, path, TRUE, now);
  else if ((event->mask & IN_DELETE) != 0)
    leave (self, path, TRUE, now);
  else if ((event->mask & IN_CREATE) != 0)
    add_folder (self, path, now);
  else if ((event->mask & IN_ATTRIB) != 0)
    look_at_permissions (self, path, now);
}

/* Reports an event of a link's target as an event of the link. */
static void
tell_links (BsWatch *self, const struct inotify_event *event, gint64 now)
{
  g_autoptr (GPtrArray) links = NULL;
  gboolean is_writing = (event->mask & (IN_CREATE | IN_MODIFY)) != 0;

  g_mutex_lock (&self->mutex);
  if (event->len > 0)
    links = bs_watch_links_find_files (self->links, event->wd, event->name);
  if ((event->mask & IN_IGNORED) != 0)
    bs_watch_links_forget_wd (self->links, event->wd);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      /* Its target may itself be a link now. */
      if ((event->mask & (IN_CREATE | IN_MOVED_TO)) != 0)
        bs_watch_add_link (self, links->pdata[i], NULL);
      if (event->mask & (IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO))
        bs_watch_batch_touch (self->batch, links->pdata[i], is_writing ? BS_TOUCH_WRITING : BS_TOUCH_DONE, now);
    }
}

static void
tell_linked_folders (BsWatch *self, const struct inotify_event *event, const char *path, gint64 now)
{
  gboolean is_folder = (event->mask & IN_ISDIR) != 0;
  g_autoptr (GPtrArray) paths = NULL;

  g_mutex_lock (&self->mutex);
  paths = bs_watch_links_find_folders (self->links, path);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      if (!is_relevant (paths->pdata[i], is_folder))
        continue;
      if (is_folder)
        bs_watch_batch_add (self->batch, BS_WATCH_RESCAN, paths->pdata[i], now);
      else if ((event->mask & (IN_CREATE | IN_MODIFY)) == 0)
        bs_watch_batch_touch (self->batch, paths->pdata[i], BS_TOUCH_DONE, now);
    }
}

static void
handle_event (BsWatch *self, const struct inotify_event *event, gint64 now)
{
  BsWatchNode *node;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  gboolean is_root;

  if ((event->mask & IN_Q_OVERFLOW) != 0)
    {
      bs_watch_batch_clear (self->batch);
      if (self->departures != NULL)
        g_hash_table_remove_all (self->departures);
      bs_watch_batch_add (self->batch, BS_WATCH_RESCAN, "", now);
      return;
    }
  if (g_hash_table_contains (self->ancestors, GINT_TO_POINTER (event->wd)))
    {
      if ((event->mask & IN_IGNORED) != 0)
        g_hash_table_remove (self->ancestors, GINT_TO_POINTER (event->wd));
      self->next_root_check = now;
      return;
    }

  tell_links (self, event, now);
  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find_wd (&self->tree, event->wd);
  if (node != NULL)
    folder = bs_watch_node_dup_path (node);
  is_root = node == self->tree.root;
  if (node != NULL && (event->mask & IN_IGNORED) != 0)
    bs_watch_tree_set_wd (&self->tree, node, -1);
  g_mutex_unlock (&self->mutex);
  if (node == NULL)
    return;
  if (event->len == 0)
    {
      if (is_root)
        self->next_root_check = now;
      return;
    }
  path = bs_relative_path_join (folder, event->name);
  tell_linked_folders (self, event, path, now);
  if ((event->mask & IN_ISDIR) != 0)
    handle_folder (self, event, path, now);
  else
    handle_file (self, event, path, now);
}

static void
handle (BsWatch *self, const char *buffer, gsize length, gint64 now)
{
  gsize offset = 0;

  while (offset + sizeof (struct inotify_event) <= length)
    {
      const struct inotify_event *event = (const struct inotify_event *) (gconstpointer) (buffer + offset);

      offset += sizeof (struct inotify_event) + event->len;
      handle_event (self, event, now);
    }
}

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
  bs_watch_poll_stop (self->poll);
  g_mutex_unlock (&self->mutex);
  bs_watch_tree_end_watches (self->inotify_fd, wds);

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
  bs_watch_poll_start (self->poll, now);
  g_mutex_lock (&self->mutex);
  add_watch (self, "", TRUE);
  g_mutex_unlock (&self->mutex);
  bs_watch_batch_add (self->batch, BS_WATCH_ROOT_BACK, "", now);
}

/* Checks whether the root still exists, and is the same folder as before. */
static void
check_root (BsWatch *self, gint64 now)
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
  gint64 due = MIN (self->next_root_check, bs_watch_poll_get_due (self->poll));
  gint64 batch = bs_watch_batch_get_due (self->batch);

  if (batch >= 0)
    due = MIN (due, batch);
  if (self->departures != NULL && g_hash_table_size (self->departures) > 0)
    due = MIN (due, g_get_monotonic_time () + BS_WATCH_QUIET);
  return due;
}

/* Returns: whether there are no more */
static gboolean
read_events (BsWatch *self)
{
  char buffer[64 * 1024] __attribute__ ((aligned (__alignof__(struct inotify_event))));

  /* Limited, so that collected events are sent even during a flood. */
  for (guint i = 0; i < 16; i++)
    {
      gssize length = read (self->inotify_fd, buffer, sizeof buffer);

      if (length <= 0)
        return TRUE;
      handle (self, buffer, (gsize) length, g_get_monotonic_time ());
    }
  return FALSE;
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

static gpointer
watch_thread (gpointer data)
{
  BsWatch *self = data;
  struct pollfd fds[] = { { self->wake_fd, POLLIN, 0 }, { self->inotify_fd, POLLIN, 0 } };

  for (;;)
    {
      gint64 pause = get_due (self) - g_get_monotonic_time ();
      gboolean is_all_read = FALSE;
      guint64 count;
      gint64 now;
      gint64 due;

      if (pause > 0)
        {
          struct timespec timeout = { pause / G_USEC_PER_SEC, (pause % G_USEC_PER_SEC) * 1000 };

          ppoll (fds, self->inotify_fd >= 0 ? 2 : 1, &timeout, NULL);
        }
      if (read (self->wake_fd, &count, sizeof count) < 0 && errno != EAGAIN)
        g_debug ("The watch cannot be woken: %s", g_strerror (errno));
      if (self->inotify_fd >= 0)
        is_all_read = read_events (self);
      now = g_get_monotonic_time ();
      if (!take_orders (self, now))
        break;
      /* Departures and arrivals are reported together, if it is certain that no arrival is outstanding. */
      due = bs_watch_batch_get_due (self->batch);
      settle_departures (self, now, is_all_read && due >= 0 && now >= due ? ARRIVAL_PATIENCE : BS_WATCH_QUIET);
      if (now >= self->next_root_check)
        check_root (self, now);
      if (bs_watch_poll_run (self->poll, self->root, self->inotify_fd, now))
        {
          g_mutex_lock (&self->mutex);
          self->is_exhausted = FALSE;
          g_mutex_unlock (&self->mutex);
        }
      send_batch (self, now);
    }
  return NULL;
}

static void
bs_watch_finalize (GObject *object)
{
  BsWatch *self = BS_WATCH (object);

  bs_watch_stop (self);
  if (self->inotify_fd >= 0)
    close (self->inotify_fd);
  if (self->wake_fd >= 0)
    close (self->wake_fd);
  bs_watch_tree_clear (&self->tree);
  bs_watch_links_free (self->links);
  g_clear_pointer (&self->batch, bs_watch_batch_free);
  g_clear_pointer (&self->poll, bs_watch_poll_free);
  g_clear_pointer (&self->departures, g_hash_table_unref);
  g_clear_pointer (&self->ancestors, g_hash_table_unref);
  g_queue_clear_full (&self->looks, g_free);
  g_mutex_clear (&self->mutex);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self->root);
  G_OBJECT_CLASS (bs_watch_parent_class)->finalize (object);
}

static void
bs_watch_class_init (BsWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_watch_finalize;
}

static void
bs_watch_init (BsWatch *self)
{
  self->inotify_fd = -1;
  self->wake_fd = -1;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->looks);
  bs_watch_tree_init (&self->tree);
  self->links = bs_watch_links_new ();
  self->batch = bs_watch_batch_new ();
  self->poll = bs_watch_poll_new (&self->mutex, &self->tree, self->batch);
  self->ancestors = g_hash_table_new (NULL, NULL);
}

/**
 * bs_watch_new:
 * @root: path of a folder, which need not exist yet
 * @func: called on the watch's own thread with the events
 * @user_data: for @func
 * @destroy: (nullable): for @user_data
 *
 * Returns: (transfer full): a watch that is not started
 */
BsWatch *
bs_watch_new (const char *root, BsWatchFunc func, gpointer user_data, GDestroyNotify destroy)
{
  BsWatch *self;

  g_return_val_if_fail (root != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (BS_TYPE_WATCH, NULL);
  self->root = g_canonicalize_filename (root, NULL);
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  return self;
}

/**
 * bs_watch_start:
 * @self: a watch
 * @error: return location
 *
 * Starts to watch the root; the folders below it have to be added. If the user may have no more inotify instances, or
 * the environment has `BROADSHEET_POLL=1`, everything is polled.
 *
 * Returns: whether it is running; if not, a #GIOErrorEnum says that the process has too many open files
 */
gboolean
bs_watch_start (BsWatch *self, GError **error)
{
  g_return_val_if_fail (BS_IS_WATCH (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->wake_fd < 0)
    {
      int number = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", self->root, g_strerror (number));
      return FALSE;
    }
  self->is_forced = g_strcmp0 (g_getenv ("BROADSHEET_POLL"), "1") == 0;
  if (!self->is_forced)
    self->inotify_fd = inotify_init1 (IN_CLOEXEC | IN_NONBLOCK);
  self->is_exhausted = self->inotify_fd < 0 && !self->is_forced;
  check_root (self, g_get_monotonic_time ());
  bs_watch_batch_clear (self->batch);
  self->thread = g_thread_try_new ("bs-watch", watch_thread, self, error);
  return self->thread != NULL;
}

static void
wake (BsWatch *self)
{
  guint64 one = 1;

  if (write (self->wake_fd, &one, sizeof one) < 0)
    g_debug ("The watch is awake already");
}

/**
 * bs_watch_add_folder:
 * @self: a watch that is started
 * @relative_path: a folder below the root
 *
 * Watches one folder more. Any thread may call this, before it lists the folder: then no file can fall in between.
 */
void
bs_watch_add_folder (BsWatch *self, const char *relative_path)
{
  g_return_if_fail (BS_IS_WATCH (self));
  g_return_if_fail (relative_path != NULL);

  g_mutex_lock (&self->mutex);
  add_watch (self, relative_path, TRUE);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_watch_add_link:
 * @self: a watch that is started
 * @relative_path: a symbolic link below the root
 * @target: (nullable): the folder below the root that the link leads to; %NULL if it leads to a file
 *
 * Reports changes of the target as changes of the link. Any thread may call this.
 */
void
bs_watch_add_link (BsWatch *self, const char *relative_path, const char *target)
{
  g_return_if_fail (BS_IS_WATCH (self));
  g_return_if_fail (relative_path != NULL);

  g_mutex_lock (&self->mutex);
  if (target != NULL)
    bs_watch_links_add_folder (self->links, relative_path, target);
  else if (self->inotify_fd >= 0)
    bs_watch_links_add_file (self->links, self->inotify_fd, FOLDER_EVENTS, self->root, relative_path);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_watch_has_folder:
 * @self: a watch
 * @relative_path: a folder below the root
 *
 * Returns: whether it was added
 */
gboolean
bs_watch_has_folder (BsWatch *self, const char *relative_path)
{
  const BsWatchNode *node;
  gboolean has;

  g_return_val_if_fail (BS_IS_WATCH (self), FALSE);
  g_return_val_if_fail (relative_path != NULL, FALSE);

  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find (&self->tree, relative_path);
  has = node != NULL && (node->wd >= 0 || node->is_polled);
  g_mutex_unlock (&self->mutex);
  return has;
}

/**
 * bs_watch_set_in_use:
 * @self: a watch
 * @in_use: whether a user looks at the folder; initially assumed
 *
 * Polled folders are polled more often while the folder is in use.
 */
void
bs_watch_set_in_use (BsWatch *self, gboolean in_use)
{
  g_return_if_fail (BS_IS_WATCH (self));

  bs_watch_poll_set_in_use (self->poll, in_use);
  wake (self);
}

/**
 * bs_watch_look_at:
 * @self: a watch that is started
 * @relative_path: a file or a folder
 *
 * Reports a path as if it had changed. Called after writing a file, so that the change is noticed at once even if the
 * folder is polled.
 */
void
bs_watch_look_at (BsWatch *self, const char *relative_path)
{
  g_return_if_fail (BS_IS_WATCH (self));
  g_return_if_fail (relative_path != NULL);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->looks, g_strdup (relative_path));
  g_mutex_unlock (&self->mutex);
  wake (self);
}

/**
 * bs_watch_note_rescan:
 * @self: a watch
 * @duration: the duration of the comparison, in microseconds
 *
 * Called after a requested comparison. The time until the next one depends on this duration.
 */
void
bs_watch_note_rescan (BsWatch *self, gint64 duration)
{
  g_return_if_fail (BS_IS_WATCH (self));

  bs_watch_poll_note_rescan (self->poll, duration);
  wake (self);
}

/**
 * bs_watch_stop:
 * @self: a watch
 *
 * Ends the watch. Called on another thread than the watch's own, it waits for a call of the function that is under way;
 * there is none afterwards.
 */
void
bs_watch_stop (BsWatch *self)
{
  g_return_if_fail (BS_IS_WATCH (self));

  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_mutex_unlock (&self->mutex);
  wake (self);
  if (self->thread == g_thread_self ())
    g_thread_unref (g_steal_pointer (&self->thread));
  else
    g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * bs_watch_is_exhausted:
 * @self: a watch
 *
 * Returns: whether the system gave no more watches, so that a part of the folder is only compared from time to time
 */
gboolean
bs_watch_is_exhausted (BsWatch *self)
{
  gboolean is_exhausted;

  g_return_val_if_fail (BS_IS_WATCH (self), FALSE);

  g_mutex_lock (&self->mutex);
  is_exhausted = self->is_exhausted;
  g_mutex_unlock (&self->mutex);
  return is_exhausted;
}
