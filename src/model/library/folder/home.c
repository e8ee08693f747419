/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/home.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* In each library's data folder: which folder it is the library of. */
#define FOLDER_FILE "folder"
#define GROUP "Folder"

/* Where the document portal reports the path that a folder represents. */
#define HOST_PATH_ATTRIBUTE "user.document-portal.host-path"

/**
 * BsHome:
 *
 * A library is identified by its folder: by device, inode and birth time, so that a moved or renamed folder stays the
 * same library; and by path, so that a folder restored from a backup, or on a disk with another device number, does
 * too. A folder of the document portal is identified by the path that it represents.
 */
struct _BsHome
{
  gatomicrefcount ref_count;
  char *id;
};

/* The identity of a folder. */
typedef struct
{
  char *path;
  guint64 device;
  guint64 inode;
  gint64 born; /* birth time, in nanoseconds since the epoch; 0 if the file system has none */
} Folder;

static void
folder_clear (Folder *self)
{
  g_clear_pointer (&self->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_clear)

static char *
get_host_path (const char *path)
{
  char value[PATH_MAX + 1];
  ssize_t length = getxattr (path, HOST_PATH_ATTRIBUTE, value, PATH_MAX);

  /* Some versions of the portal count the byte that ends it. */
  return length > 0 && value[0] == '/' ? g_strndup (value, (gsize) length) : NULL;
}

static gboolean
folder_stat (Folder *self, const char *path)
{
  struct statx st;

  if (statx (AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &st) != 0)
    return FALSE;
  self->device = ((guint64) st.stx_dev_major << 32) | st.stx_dev_minor;
  self->inode = st.stx_ino;
  self->born = (st.stx_mask & STATX_BTIME) != 0 ? st.stx_btime.tv_sec * 1000000000 + st.stx_btime.tv_nsec : 0;
  return TRUE;
}

static gboolean
folder_identify (Folder *self, const char *path)
{
  if (!folder_stat (self, path))
    return FALSE;
  self->path = get_host_path (path);
  if (self->path == NULL)
    self->path = realpath (path, NULL);
  return self->path != NULL;
}

static gboolean
is_same_inode (const Folder *a, const Folder *b)
{
  return a->device == b->device && a->inode == b->inode && (a->born == b->born || a->born == 0 || b->born == 0);
}

/* The inode number of a deleted folder may be reused; the birth time tells them apart. Without it, a folder has moved
 * here only if it is no longer where it was. */
static gboolean
has_moved (const Folder *from, const Folder *to)
{
  g_auto (Folder) there = { 0 };

  if (!is_same_inode (from, to))
    return FALSE;
  return (from->born != 0 && to->born != 0) || !folder_stat (&there, from->path) || is_same_inode (&there, to);
}

static char *
get_libraries_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "broadsheet", "libraries", NULL);
}

static gboolean
folder_load (Folder *self, const char *id)
{
  g_autofree char *libraries = get_libraries_path ();
  g_autofree char *file = g_build_filename (libraries, id, FOLDER_FILE, NULL);
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = NULL;

  if (!g_key_file_load_from_file (keys, file, G_KEY_FILE_NONE, NULL))
    return FALSE;
  path = g_key_file_get_string (keys, GROUP, "Path", NULL);
  self->path = path != NULL ? g_uri_unescape_string (path, NULL) : NULL;
  self->device = g_key_file_get_uint64 (keys, GROUP, "Device", NULL);
  self->inode = g_key_file_get_uint64 (keys, GROUP, "Inode", NULL);
  self->born = g_key_file_get_int64 (keys, GROUP, "Born", NULL);
  return self->path != NULL;
}

static gboolean
folder_save (const Folder *self, const char *id, GError **error)
{
  g_autofree char *libraries = get_libraries_path ();
  g_autofree char *folder = g_build_filename (libraries, id, NULL);
  g_autofree char *file = g_build_filename (folder, FOLDER_FILE, NULL);
  g_autofree char *path = g_uri_escape_bytes ((const guint8 *) self->path, strlen (self->path), "/");
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The folder “%s” could not be created: %s"),
                   folder, g_strerror (code));
      return FALSE;
    }
  g_key_file_set_string (keys, GROUP, "Path", path);
  g_key_file_set_uint64 (keys, GROUP, "Device", self->device);
  g_key_file_set_uint64 (keys, GROUP, "Inode", self->inode);
  g_key_file_set_int64 (keys, GROUP, "Born", self->born);
  text = g_key_file_to_data (keys, &length, NULL);
  return g_file_set_contents_full (file, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

typedef struct
{
  Folder folder;
  char *id;
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  folder_clear (&known->folder);
  g_free (known->id);
  g_free (known);
}

static GPtrArray *
load_all (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (known_free);
  g_autofree char *libraries = get_libraries_path ();
  g_autoptr (GDir) dir = g_dir_open (libraries, 0, NULL);
  const char *id;

  while (dir != NULL && (id = g_dir_read_name (dir)) != NULL)
    {
      Known *known = g_new0 (Known, 1);

      known->id = g_strdup (id);
      if (folder_load (&known->folder, id))
        g_ptr_array_add (all, known);
      else
        known_free (known);
    }

  return all;
}

/* The library of a folder, the surest match first: the same folder at the same path, a moved folder, another folder at
 * the same path. */
static const Known *
find_known (const Folder *folder, const GPtrArray *all)
{
  const Known *best = NULL;
  int best_rank = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const Known *known = g_ptr_array_index (all, i);
      gboolean is_same_path = strcmp (known->folder.path, folder->path) == 0;
      int rank = 0;

      if (is_same_path && is_same_inode (&known->folder, folder))
        rank = 3;
      else if (has_moved (&known->folder, folder))
        rank = 2;
      else if (is_same_path)
        rank = 1;
      if (rank <= best_rank)
        continue;
      best_rank = rank;
      best = known;
    }

  return best;
}

static BsHome *
home_new (const char *id)
{
  BsHome *self = g_new (BsHome, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  return self;
}

/**
 * bs_home_find:
 * @folder: path of a library's folder
 *
 * Looks up the data of a library without writing anything. May be called from any thread that may wait for a disk.
 *
 * Returns: (transfer full) (nullable): its home, or %NULL if nothing is stored for it yet
 */
BsHome *
bs_home_find (const char *folder)
{
  g_auto (Folder) wanted = { 0 };
  g_autoptr (GPtrArray) all = NULL;
  const Known *known;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!folder_identify (&wanted, folder))
    return NULL;
  all = load_all ();
  known = find_known (&wanted, all);
  return known != NULL ? home_new (known->id) : NULL;
}

static int
lock_libraries (GError **error)
{
  g_autofree char *libraries = get_libraries_path ();
  g_autofree char *file = g_build_filename (libraries, ".lock", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (libraries, 0700) == 0)
    fd = open (file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   _ ("Reading marks and history cannot be saved, because “%s” cannot be written: %s"), libraries,
                   g_strerror (code));
      return -1;
    }
  /* Where a file system has no locks, two programs at the same moment are the lesser problem. */
  while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

/**
 * bs_home_open:
 * @folder: path of a library's folder, which must exist
 * @error: return location
 *
 * Looks up the data of a library, or creates a place for it, and records the folder's current path. May be called from
 * any thread that may wait for a disk, and from several programs at once.
 *
 * Returns: (transfer full) (nullable): its home, or %NULL with a #GIOErrorEnum if the folder is missing or the user's
 *   data folder cannot be written
 */
BsHome *
bs_home_open (const char *folder, GError **error)
{
  g_auto (Folder) wanted = { 0 };
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *id = NULL;
  const Known *known;
  gboolean is_saved = TRUE;
  int lock;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!folder_identify (&wanted, folder))
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (folder);

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The folder “%s” could not be examined: %s"),
                   name, g_strerror (code));
      return NULL;
    }
  lock = lock_libraries (error);
  if (lock < 0)
    return NULL;

  all = load_all ();
  known = find_known (&wanted, all);
  id = known != NULL ? g_strdup (known->id) : g_uuid_string_random ();
  if (known == NULL)
    is_saved = folder_save (&wanted, id, error);
  /* The library is recognised next time even if that cannot be recorded. */
  else if (strcmp (known->folder.path, wanted.path) != 0 || !is_same_inode (&known->folder, &wanted))
    folder_save (&wanted, id, NULL);
  close (lock);
  return is_saved ? home_new (id) : NULL;
}

/* A folder with many purposes: the user's home folder, a disk, the root of the file system. */
static gboolean
is_mount_point (const char *folder)
{
  g_autofree char *above = g_build_filename (folder, "..", NULL);
  struct statx st, parent;

  if (statx (AT_FDCWD, folder, 0, STATX_INO, &st) != 0)
    return FALSE;
  if ((st.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
    return (st.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;

  return statx (AT_FDCWD, above, 0, STATX_INO, &parent) == 0 &&
         (parent.stx_dev_major != st.stx_dev_major || parent.stx_dev_minor != st.stx_dev_minor);
}

/**
 * bs_home_folder_is_shared:
 * @folder: path of a folder
 *
 * Returns: whether a folder contains more than one thing, so that it is a library only if the user opens it as one: the
 *   user's home folder, the root of the file system or of a disk
 */
gboolean
bs_home_folder_is_shared (const char *folder)
{
  g_auto (Folder) one = { 0 };
  g_auto (Folder) home = { 0 };

  g_return_val_if_fail (folder != NULL, TRUE);

  return strcmp (folder, "/") == 0 || is_mount_point (folder) ||
         (folder_stat (&one, folder) && folder_stat (&home, g_get_home_dir ()) && is_same_inode (&one, &home));
}

/**
 * bs_home_is_opened:
 * @self: a home
 *
 * Returns: whether the library was opened or indexed; otherwise only a history of its files is stored
 */
gboolean
bs_home_is_opened (const BsHome *self)
{
  g_autofree char *marks = NULL;
  g_autofree char *index = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  marks = bs_home_build_data_path (self, "marks.db");
  index = bs_home_build_cache_path (self, "index.db");

  return access (marks, F_OK) == 0 || access (index, F_OK) == 0;
}

struct _BsHomeIndex
{
  GPtrArray *all; /* (element-type Known) */
  GHashTable
      *found; /* (element-type filename Known) (nullable values): by folder, for each folder that was looked up */
};

/**
 * bs_home_index_new:
 *
 * Returns: (transfer full): all known libraries
 */
BsHomeIndex *
bs_home_index_new (void)
{
  BsHomeIndex *self = g_new (BsHomeIndex, 1);

  self->all = load_all ();
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * bs_home_index_free:
 * @self: (transfer full): an index
 */
void
bs_home_index_free (BsHomeIndex *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->found);
  g_ptr_array_unref (self->all);
  g_free (self);
}

static const Known *
find_folder (BsHomeIndex *self, const char *folder)
{
  g_auto (Folder) wanted = { 0 };
  const Known *known;
  gpointer found;

  if (g_hash_table_lookup_extended (self->found, folder, NULL, &found))
    return found;
  known = self->all->len > 0 && folder_identify (&wanted, folder) ? find_known (&wanted, self->all) : NULL;
  if (known != NULL && bs_home_folder_is_shared (folder))
    {
      g_autoptr (BsHome) home = home_new (known->id);

      if (!bs_home_is_opened (home))
        known = NULL;
    }
  g_hash_table_insert (self->found, g_strdup (folder), (gpointer) known);

  return known;
}

/**
 * bs_home_index_find_around:
 * @self: an index
 * @path: the whole path of a file or folder
 * @folder: (out) (transfer full): the library's folder, which is the start of @path
 *
 * Finds the library that contains a file: the outermost known one, whose history covers everything in it. Waits for the
 * disk.
 *
 * Returns: (transfer full) (nullable): its home, or %NULL if no known library contains @path
 */
BsHome *
bs_home_index_find_around (BsHomeIndex *self, const char *path, char **folder)
{
  g_return_val_if_fail (self != NULL && path != NULL && *path == '/' && folder != NULL, NULL);

  for (const char *end = strchr (path + 1, '/'); end != NULL; end = strchr (end + 1, '/'))
    {
      g_autofree char *ancestor = g_strndup (path, end - path);
      const Known *known = find_folder (self, ancestor);

      if (known == NULL)
        continue;
      *folder = g_steal_pointer (&ancestor);
      return home_new (known->id);
    }

  return NULL;
}

static void
free_inner (gpointer data)
{
  BsInnerHome *inner = data;

  bs_home_unref (inner->home);
  g_free (inner->relative_path);
  g_free (inner);
}

/**
 * bs_home_list_inside:
 * @folder: path of a library's folder
 *
 * Finds other known libraries whose folders still exist inside a folder.
 *
 * Returns: (transfer full) (element-type BsInnerHome): them
 */
GPtrArray *
bs_home_list_inside (const char *folder)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_inner);
  g_auto (Folder) outer = { 0 };
  g_autoptr (GPtrArray) all = load_all ();
  gsize length;

  g_return_val_if_fail (folder != NULL, list);

  if (!folder_identify (&outer, folder))
    return list;
  length = strlen (outer.path);
  while (length > 0 && outer.path[length - 1] == '/')
    length--;

  for (guint i = 0; i < all->len; i++)
    {
      const Known *known = g_ptr_array_index (all, i);
      const char *path = known->folder.path;
      g_auto (Folder) there = { 0 };
      BsInnerHome *inner;

      if (strncmp (path, outer.path, length) != 0 || path[length] != '/' || path[length + 1] == '\0' ||
          !folder_stat (&there, path) || !is_same_inode (&known->folder, &there))
        continue;
      inner = g_new0 (BsInnerHome, 1);
      inner->home = home_new (known->id);
      inner->relative_path = g_strdup (path + length + 1);
      g_ptr_array_add (list, inner);
    }

  return list;
}

/**
 * bs_home_remove:
 * @self: a home
 *
 * Forgets a library for which nothing is stored any more. Where something is, it stays.
 */
void
bs_home_remove (BsHome *self)
{
  g_autofree char *journal = NULL;
  g_autofree char *records = NULL;
  g_autofree char *moves = NULL;
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;
  int lock;

  g_return_if_fail (self != NULL);

  lock = lock_libraries (NULL);
  if (lock < 0)
    return;
  journal = bs_home_build_data_path (self, "journal");
  records = bs_home_build_data_path (self, "writing");
  moves = bs_home_build_data_path (self, "moves");
  file = bs_home_build_data_path (self, FOLDER_FILE);
  folder = g_path_get_dirname (file);
  rmdir (journal);
  rmdir (records);
  if (access (journal, F_OK) != 0 && access (records, F_OK) != 0 && !bs_home_is_opened (self))
    {
      unlink (moves);
      unlink (file);
      rmdir (folder);
    }
  close (lock);
}

/**
 * bs_home_unref:
 * @self: (transfer full): a home
 */
void
bs_home_unref (BsHome *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self);
}

/**
 * bs_home_get_id:
 * @self: a home
 *
 * Returns: (transfer none): the library's identifier, which stays the same for as long as anything is stored for it
 */
const char *
bs_home_get_id (const BsHome *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * bs_home_build_data_path:
 * @self: a home
 * @name: name of something that has to last
 *
 * Returns: (transfer full): its path; its folder exists
 */
char *
bs_home_build_data_path (const BsHome *self, const char *name)
{
  g_autofree char *libraries = get_libraries_path ();

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_build_filename (libraries, self->id, name, NULL);
}

/**
 * bs_home_build_cache_path:
 * @self: a home
 * @name: name of data that can be rebuilt
 *
 * Returns: (transfer full): its path; whoever writes it creates its folder
 */
char *
bs_home_build_cache_path (const BsHome *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_build_filename (g_get_user_cache_dir (), "broadsheet", "libraries", self->id, name, NULL);
}
