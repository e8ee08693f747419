/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch-links.h"

#include <string.h>
#include <sys/inotify.h>

#include "model/library/folder/relative-path.h"

/* As many as the kernel follows. */
#define MAX_LINKS 40

typedef struct
{
  char *name; /* name of the target, or of a link on the path to it, in its folder */
  char *path; /* path of the link, relative to the library */
} FileLink;

typedef struct
{
  char *path;
  char *target; /* both relative to the library */
} FolderLink;

struct _BsWatchLinks
{
  GHashTable *by_wd;  /* (element-type int GPtrArray) of FileLink */
  GPtrArray *folders; /* (element-type FolderLink) */
};

static void
file_link_free (gpointer data)
{
  FileLink *link = data;

  g_free (link->name);
  g_free (link->path);
  g_free (link);
}

static void
folder_link_free (gpointer data)
{
  FolderLink *link = data;

  g_free (link->path);
  g_free (link->target);
  g_free (link);
}

/**
 * bs_watch_links_new:
 *
 * Returns: (transfer full): no links
 */
BsWatchLinks *
bs_watch_links_new (void)
{
  BsWatchLinks *self = g_new0 (BsWatchLinks, 1);

  self->by_wd = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->folders = g_ptr_array_new_with_free_func (folder_link_free);
  return self;
}

/**
 * bs_watch_links_free:
 * @self: (transfer full): links
 */
void
bs_watch_links_free (BsWatchLinks *self)
{
  g_hash_table_unref (self->by_wd);
  g_ptr_array_unref (self->folders);
  g_free (self);
}

static void
add_file_at (BsWatchLinks *self, int wd, const char *name, const char *path)
{
  GPtrArray *links = g_hash_table_lookup (self->by_wd, GINT_TO_POINTER (wd));
  FileLink *link;

  if (links == NULL)
    {
      links = g_ptr_array_new_with_free_func (file_link_free);
      g_hash_table_insert (self->by_wd, GINT_TO_POINTER (wd), links);
    }
  for (guint i = 0; i < links->len; i++)
    {
      link = links->pdata[i];
      if (strcmp (link->name, name) == 0 && strcmp (link->path, path) == 0)
        return;
    }
  link = g_new (FileLink, 1);
  *link = (FileLink){ g_strdup (name), g_strdup (path) };
  g_ptr_array_add (links, link);
}

/**
 * bs_watch_links_add_file:
 * @self: links
 * @inotify_fd: the inotify instance
 * @mask: inotify's events, the same for every folder
 * @root: path of the library
 * @path: a link in it to a file, which need not exist yet
 *
 * Watches the folders of the link's target and of the links between them.
 */
void
bs_watch_links_add_file (BsWatchLinks *self, int inotify_fd, guint32 mask, const char *root, const char *path)
{
  g_autofree char *place = g_build_filename (root, path, NULL);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *target = g_file_read_link (place, NULL);
      g_autofree char *folder = NULL;
      g_autofree char *real_folder = NULL;
      g_autofree char *name = NULL;
      int wd;

      if (target == NULL)
        return;
      folder = g_path_get_dirname (place);
      g_free (place);
      place = g_canonicalize_filename (target, folder);
      real_folder = g_path_get_dirname (place);
      name = g_path_get_basename (place);
      wd = inotify_add_watch (inotify_fd, real_folder, mask);
      if (wd >= 0)
        add_file_at (self, wd, name, path);
    }
}

/**
 * bs_watch_links_add_folder:
 * @self: links
 * @path: a link in the library
 * @target: the folder of the library that it leads to
 */
void
bs_watch_links_add_folder (BsWatchLinks *self, const char *path, const char *target)
{
  FolderLink *link;

  for (guint i = 0; i < self->folders->len; i++)
    {
      link = self->folders->pdata[i];
      if (strcmp (link->path, path) != 0)
        continue;
      g_free (link->target);
      link->target = g_strdup (target);
      return;
    }
  link = g_new (FolderLink, 1);
  *link = (FolderLink){ g_strdup (path), g_strdup (target) };
  g_ptr_array_add (self->folders, link);
}

/**
 * bs_watch_links_forget_wd:
 * @self: links
 * @wd: inotify's number of a folder that is not watched any more
 */
void
bs_watch_links_forget_wd (BsWatchLinks *self, int wd)
{
  g_hash_table_remove (self->by_wd, GINT_TO_POINTER (wd));
}

/**
 * bs_watch_links_find_files:
 * @self: links
 * @wd: inotify's number of a folder
 * @name: something in it
 *
 * Returns: (transfer full) (nullable) (element-type filename): the links that lead there, or %NULL without any
 */
GPtrArray *
bs_watch_links_find_files (BsWatchLinks *self, int wd, const char *name)
{
  const GPtrArray *links = g_hash_table_lookup (self->by_wd, GINT_TO_POINTER (wd));
  GPtrArray *paths = NULL;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const FileLink *link = links->pdata[i];

      if (strcmp (link->name, name) != 0)
        continue;
      if (paths == NULL)
        paths = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (paths, g_strdup (link->path));
    }
  return paths;
}

/**
 * bs_watch_links_find_folders:
 * @self: links
 * @path: a file or a folder of the library
 *
 * Returns: (transfer full) (nullable) (element-type filename): the other paths that it has by links to folders above it
 */
GPtrArray *
bs_watch_links_find_folders (BsWatchLinks *self, const char *path)
{
  GPtrArray *paths = NULL;

  for (guint i = 0; i < self->folders->len; i++)
    {
      const FolderLink *link = self->folders->pdata[i];

      if (!bs_relative_path_is_below (path, link->target))
        continue;
      if (paths == NULL)
        paths = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (paths, bs_relative_path_join (link->path, path + strlen (link->target) + 1));
    }
  return paths;
}
