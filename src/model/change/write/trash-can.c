/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/trash-can.h"

#include "model/change/write/file-access.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define INFO_SUFFIX ".trashinfo"
#define MAX_INFO_BYTES 65536

/* A file in the trash, as the Trash specification of freedesktop.org keeps it. */
typedef struct
{
  char *file;
  char *info;
  char *date;       /* (nullable): when it was trashed; sorts as text */
  gboolean is_used; /* it was linked to its old place */
} Trashed;

struct _BsTrashCan
{
  GHashTable *files; /* (element-type filename GPtrArray): by old path, the files in the trash, the latest first */
};

static void
free_trashed (gpointer data)
{
  Trashed *trashed = data;

  g_free (trashed->file);
  g_free (trashed->info);
  g_free (trashed->date);
  g_free (trashed);
}

static char *
find_value (const char *text, const char *key)
{
  const char *line = strstr (text, key);

  return line != NULL ? g_strndup (line + strlen (key), strcspn (line + strlen (key), "\r\n")) : NULL;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(const Trashed *const *) b)->date, (*(const Trashed *const *) a)->date);
}

/* @top: (nullable): the base of its paths */
static void
read_info (BsTrashCan *self, const char *trash, const char *name, const char *top)
{
  g_autofree char *info = g_build_filename (trash, "info", name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *unescaped = NULL;
  g_autofree char *path = NULL;
  g_autofree char *stem = NULL;
  GPtrArray *same;
  Trashed *trashed;
  struct stat st;

  if (lstat (info, &st) != 0 || !S_ISREG (st.st_mode) || st.st_size > MAX_INFO_BYTES ||
      !g_file_get_contents (info, &text, NULL, NULL))
    return;
  escaped = find_value (text, "\nPath=");
  unescaped = escaped != NULL ? g_uri_unescape_string (escaped, NULL) : NULL;
  if (unescaped == NULL)
    return;
  path = g_path_is_absolute (unescaped) || top == NULL ? g_strdup (unescaped) : g_build_filename (top, unescaped, NULL);
  stem = g_strndup (name, strlen (name) - strlen (INFO_SUFFIX));
  trashed = g_new0 (Trashed, 1);
  trashed->file = g_build_filename (trash, "files", stem, NULL);
  trashed->info = g_steal_pointer (&info);
  trashed->date = find_value (text, "\nDeletionDate=");
  same = g_hash_table_lookup (self->files, path);
  if (same == NULL)
    {
      same = g_ptr_array_new_with_free_func (free_trashed);
      g_hash_table_insert (self->files, g_steal_pointer (&path), same);
    }
  g_ptr_array_add (same, trashed);
  g_ptr_array_sort (same, compare_dates);
}

static void
read_trash (BsTrashCan *self, const char *trash, const char *top)
{
  g_autofree char *infos = g_build_filename (trash, "info", NULL);
  g_autoptr (GDir) dir = g_dir_open (infos, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, INFO_SUFFIX))
        read_info (self, trash, name, top);
    }
}

/* Returns: (transfer full): the folder at which a folder's file system is mounted */
static char *
find_top (const char *folder)
{
  char *top = g_strdup (folder);
  struct stat here, above;

  while (strcmp (top, "/") != 0)
    {
      g_autofree char *parent = g_path_get_dirname (top);

      /* The folder itself may have been removed. */
      if (stat (top, &here) == 0 && (stat (parent, &above) != 0 || here.st_dev != above.st_dev))
        break;
      g_free (top);
      top = g_steal_pointer (&parent);
    }

  return top;
}

/**
 * bs_trash_can_open:
 * @folder: the absolute path of a folder, without symbolic links
 *
 * Reads which files are in the trash: the user's own, and that of the folder's file system. Through a portal none can
 * be seen.
 *
 * Returns: (transfer full): the contents of the trash
 */
BsTrashCan *
bs_trash_can_open (const char *folder)
{
  BsTrashCan *self;
  g_autofree char *home = NULL;
  g_autofree char *top = NULL;
  g_autofree char *user = NULL;
  g_autofree char *shared = NULL;
  g_autofree char *own = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (BsTrashCan, 1);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  home = g_build_filename (g_get_user_data_dir (), "Trash", NULL);
  read_trash (self, home, NULL);
  top = find_top (folder);
  user = g_strdup_printf ("%ju", (uintmax_t) getuid ());
  shared = g_build_filename (top, ".Trash", user, NULL);
  own = g_strdup_printf ("%s%s.Trash-%s", top, g_str_has_suffix (top, "/") ? "" : "/", user);
  read_trash (self, shared, top);
  read_trash (self, own, top);

  return self;
}

/**
 * bs_trash_can_close:
 * @self: (transfer full): the contents of the trash
 */
void
bs_trash_can_close (BsTrashCan *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->files);
  g_free (self);
}

static gboolean
has_bytes (const char *path, GBytes *bytes)
{
  struct stat st;
  g_autoptr (GBytes) there = NULL;

  if (lstat (path, &st) != 0 || !S_ISREG (st.st_mode) || (gsize) st.st_size != g_bytes_get_size (bytes))
    return FALSE;
  there = bs_file_read (path, NULL);

  return there != NULL && g_bytes_equal (there, bytes);
}

/**
 * bs_trash_can_link:
 * @self: the contents of the trash
 * @path: the original path of a file
 * @bytes: its required contents
 * @target: a new name for it, which must not exist
 *
 * Links a file in the trash to a second name, so that it cannot be lost.
 *
 * Returns: whether it was linked; otherwise nothing was changed
 */
gboolean
bs_trash_can_link (BsTrashCan *self, const char *path, GBytes *bytes, const char *target)
{
  GPtrArray *same;

  g_return_val_if_fail (self != NULL && path != NULL && bytes != NULL && target != NULL, FALSE);

  same = g_hash_table_lookup (self->files, path);
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      Trashed *trashed = g_ptr_array_index (same, i);

      if (trashed->is_used || !has_bytes (trashed->file, bytes) || link (trashed->file, target) != 0)
        continue;
      /* The linked file is the one that was examined. */
      if (has_bytes (target, bytes))
        {
          trashed->is_used = TRUE;
          return TRUE;
        }
      unlink (target);
    }

  return FALSE;
}

/**
 * bs_trash_can_remove:
 * @self: the contents of the trash
 * @path: the original path of a file, which exists again
 *
 * Takes a file that bs_trash_can_link() found out of the trash.
 */
void
bs_trash_can_remove (BsTrashCan *self, const char *path)
{
  GPtrArray *same;

  g_return_if_fail (self != NULL && path != NULL);

  same = g_hash_table_lookup (self->files, path);
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const Trashed *trashed = g_ptr_array_index (same, i);

      if (!trashed->is_used)
        continue;
      unlink (trashed->file);
      unlink (trashed->info);
    }
}
