/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "model/format/article/article.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/site.h"
#include "model/library/watch/watch-private.h"

/* What inotify says, in the words of the watch. */

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
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;

  if (bs_relative_path_is_hidden (name))
    return FALSE;
  return is_folder || bs_article_name_is_article (name) || bs_site_is_configuration (path);
}

/* A folder that appears again where it is watched already was told of with the one above it. */
static void
add_folder (BsWatch *self, const char *path, gint64 now)
{
  BsWatchNode *node;
  int wd;

  g_mutex_lock (&self->mutex);
  node = bs_watch_tree_find (&self->tree, path);
  wd = node != NULL ? node->wd : -1;
  bs_watch_add_below (self, path);
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
  bs_watch_remove_wds (self, wds);
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
  /* What of it was not watched yet is from now on. */
  bs_watch_add_below (self, path);
  g_mutex_unlock (&self->mutex);
  bs_watch_remove_wds (self, wds);
}

static void
depart (BsWatch *self, guint32 cookie, const char *path, gboolean is_folder, gint64 now)
{
  Departure *departure = g_new (Departure, 1);

  *departure = (Departure){ g_strdup (path), is_folder, now };
  if (self->departures == NULL)
    self->departures = g_hash_table_new_full (NULL, NULL, NULL, departure_free);
  g_hash_table_replace (self->departures, GUINT_TO_POINTER (cookie), departure);
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

/**
 * bs_watch_settle_departures:
 * @self: a watch, on its thread
 * @now: monotonic time in microseconds
 *
 * What left some time ago and arrived nowhere has left the library.
 */
void
bs_watch_settle_departures (BsWatch *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  if (self->departures == NULL)
    return;
  g_hash_table_iter_init (&iter, self->departures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Departure *departure = value;

      if (now - departure->time < BS_WATCH_QUIET)
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

/* A folder that could not be read maybe can be now, or the other way round. */
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

/* What happened to the target of a link happened to the link. */
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
      /* There may be another link in the place of what it led to. */
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

/**
 * bs_watch_handle:
 * @self: a watch, on its thread
 * @buffer: what was read from inotify
 * @length: how much, in bytes
 * @now: monotonic time in microseconds
 */
void
bs_watch_handle (BsWatch *self, const char *buffer, gsize length, gint64 now)
{
  gsize offset = 0;

  while (offset + sizeof (struct inotify_event) <= length)
    {
      const struct inotify_event *event = (const struct inotify_event *) (gconstpointer) (buffer + offset);

      offset += sizeof (struct inotify_event) + event->len;
      handle_event (self, event, now);
    }
}
