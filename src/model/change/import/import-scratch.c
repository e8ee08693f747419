/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-scratch.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "import-"

struct _BsImportScratch
{
  char *path;
  int lock; /* lock on the folder, held while the process runs */
};

/**
 * bs_import_scratch_remove_tree:
 * @path: a folder of ours
 *
 * Removes a folder and its contents. Symbolic links are removed, never followed.
 */
void
bs_import_scratch_remove_tree (const char *path)
{
  struct stat st;

  g_return_if_fail (path != NULL);

  if (lstat (path, &st) == 0 && S_ISDIR (st.st_mode))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          bs_import_scratch_remove_tree (child);
        }
    }
  g_remove (path);
}

static int
try_lock (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

/* Removes folders of killed processes, whose locks are free. */
static void
remove_stale (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int fd;

      if (!g_str_has_prefix (name, PREFIX) || (fd = try_lock (path)) < 0)
        continue;
      bs_import_scratch_remove_tree (path);
      close (fd);
    }
}

/**
 * bs_import_scratch_new:
 *
 * Creates a folder to unpack to, and removes those that earlier processes left. Blocks on disk I/O.
 *
 * Returns: (transfer full): the folder; if it could not be created, writing to it fails
 */
BsImportScratch *
bs_import_scratch_new (void)
{
  BsImportScratch *self = g_new0 (BsImportScratch, 1);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "broadsheet", NULL);

  self->path = g_build_filename (folder, PREFIX "XXXXXX", NULL);
  self->lock = -1;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return self;
  remove_stale (folder);
  if (g_mkdtemp (self->path) != NULL)
    self->lock = try_lock (self->path);
  return self;
}

/**
 * bs_import_scratch_free:
 * @self: (nullable) (transfer full): the folder
 *
 * Removes the folder.
 */
void
bs_import_scratch_free (BsImportScratch *self)
{
  if (self == NULL)
    return;
  if (self->lock >= 0)
    {
      bs_import_scratch_remove_tree (self->path);
      close (self->lock);
    }
  g_free (self->path);
  g_free (self);
}

/**
 * bs_import_scratch_get_path:
 * @self: the folder
 *
 * Returns: (transfer none): its absolute path
 */
const char *
bs_import_scratch_get_path (const BsImportScratch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}
