/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"
#include "model/library/watch/watch-private.h"

#define FOLDER_EVENTS                                                                                                  \
  (IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF |     \
   IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)

/**
 * BsWatch:
 *
 * Follows a folder with inotify, one watch a folder. What happens is gathered until it has been quiet for ten
 * milliseconds, sixty at most, and told in few events on the watch's own thread. Where events are lost it asks for a
 * comparison. Folders for which there is no watch left, and those of file systems that others change without the kernel
 * knowing, are polled besides: see watch-poll.c.
 */
G_DEFINE_FINAL_TYPE (BsWatch, bs_watch, G_TYPE_OBJECT)

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
  self->poll = bs_watch_poll_new ();
  self->in_use = TRUE;
  self->ancestors = g_hash_table_new (NULL, NULL);
}

/**
 * bs_watch_new:
 * @root: path of a folder, which need not be there yet
 * @func: called on the watch's own thread with what happened
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
 * Starts to watch the root; the folders below it have to be added. Where the user may have no more of inotify's
 * instances, or the environment has `BROADSHEET_POLL=1`, everything is polled.
 *
 * Returns: whether it runs; if not, a #GIOErrorEnum says that the process has too many files open
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
  bs_watch_check_root (self, g_get_monotonic_time ());
  bs_watch_batch_clear (self->batch);
  self->thread = g_thread_try_new ("bs-watch", bs_watch_run, self, error);
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
 * bs_watch_add_watch:
 * @self: a watch whose mutex is held
 * @path: a folder relative to the root
 * @follow: whether it may be a link to one
 *
 * Watches one folder, and notes whether it has to be polled.
 */
void
bs_watch_add_watch (BsWatch *self, const char *path, gboolean follow)
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
  self->is_polling = TRUE;
  if (stat (absolute, &st) == 0)
    bs_watch_node_set_modified (node, &st.st_mtim);
}

/**
 * bs_watch_add_below:
 * @self: a watch whose mutex is held
 * @path: a folder relative to the root
 *
 * Watches a folder and all below it. Each is watched before it is listed, so that what is made meanwhile is seen either
 * way.
 */
void
bs_watch_add_below (BsWatch *self, const char *path)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (waiting, g_strdup (path));
  while (waiting->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      g_autofree char *absolute = g_build_filename (self->root, folder, NULL);
      const struct dirent *entry;
      DIR *dir;

      bs_watch_add_watch (self, folder, FALSE);
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

/**
 * bs_watch_remove_wds:
 * @self: a watch
 * @wds: (element-type int): watches to end
 */
void
bs_watch_remove_wds (BsWatch *self, GArray *wds)
{
  for (guint i = 0; i < wds->len; i++)
    inotify_rm_watch (self->inotify_fd, g_array_index (wds, int, i));
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
  bs_watch_add_watch (self, relative_path, TRUE);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_watch_add_link:
 * @self: a watch that is started
 * @relative_path: a symbolic link below the root
 * @target: (nullable): the folder below the root that it leads to; %NULL where it leads to a file
 *
 * Has the watch tell of the link what happens to its target. Any thread may call this.
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
 * @in_use: whether someone looks at what is in the folder; so it is at first
 *
 * What is polled is polled more often while it is in use.
 */
void
bs_watch_set_in_use (BsWatch *self, gboolean in_use)
{
  g_return_if_fail (BS_IS_WATCH (self));

  g_mutex_lock (&self->mutex);
  self->in_use = in_use;
  g_mutex_unlock (&self->mutex);
  wake (self);
}

/**
 * bs_watch_look_at:
 * @self: a watch that is started
 * @relative_path: a file or a folder
 *
 * Has the watch tell of a path as if something had happened there. Who wrote a file calls this, so that it is seen at
 * once where the folder is only polled.
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
 * @duration: how long a comparison took, in microseconds
 *
 * A comparison that was asked for is done. The next one is asked for after a time that goes with how long it took.
 */
void
bs_watch_note_rescan (BsWatch *self, gint64 duration)
{
  g_return_if_fail (BS_IS_WATCH (self));

  g_mutex_lock (&self->mutex);
  self->is_rescanning = FALSE;
  self->rescan_duration = duration;
  g_mutex_unlock (&self->mutex);
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
