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

/* Where the document portal says which folder it stands for. */
#define HOST_PATH_ATTRIBUTE "user.document-portal.host-path"

/**
 * BsHome:
 *
 * A library is known by its folder: by device, inode and time of birth, so that it stays the same library when the
 * folder is moved or renamed; and by path, so that it does when the folder was restored from a copy or its disk has
 * another number than before. A folder that the document portal hands out is known by the path that it stands for.
 */
struct _BsHome
{
  gatomicrefcount ref_count;
  char *id;
};

/* What a folder is known by. */
typedef struct
{
  char *path;
  guint64 device;
  guint64 inode;
  gint64 born; /* in nanoseconds since the epoch; 0 where the file system does not say */
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

/* An inode's number may be given to another folder when its first one is deleted; the time of birth tells. Without it,
 * a folder has moved here only if it is no longer where it was. */
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

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The folder “%s” could not be made: %s"), folder,
                   g_strerror (code));
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

/* The library of a folder, the surest match first: what stands where it stood, what has moved here, what is in the
 * place of another. */
static char *
find_id (const Folder *folder, Folder *known)
{
  g_autofree char *libraries = get_libraries_path ();
  g_autoptr (GDir) dir = g_dir_open (libraries, 0, NULL);
  g_autofree char *best = NULL;
  int best_rank = 0;
  const char *id;

  while (dir != NULL && (id = g_dir_read_name (dir)) != NULL)
    {
      g_auto (Folder) candidate = { 0 };
      gboolean is_same_path;
      int rank = 0;

      if (!folder_load (&candidate, id))
        continue;
      is_same_path = strcmp (candidate.path, folder->path) == 0;
      if (is_same_path && is_same_inode (&candidate, folder))
        rank = 3;
      else if (has_moved (&candidate, folder))
        rank = 2;
      else if (is_same_path)
        rank = 1;
      if (rank <= best_rank)
        continue;
      best_rank = rank;
      g_free (best);
      best = g_strdup (id);
      folder_clear (known);
      *known = candidate;
      candidate.path = NULL;
    }
  return g_steal_pointer (&best);
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
 * Looks for what is kept of a library, and writes nothing. May be called from any thread that may wait for a disk.
 *
 * Returns: (transfer full) (nullable): its home, or %NULL if nothing was kept of it yet
 */
BsHome *
bs_home_find (const char *folder)
{
  g_auto (Folder) wanted = { 0 };
  g_auto (Folder) known = { 0 };
  g_autofree char *id = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!folder_identify (&wanted, folder))
    return NULL;
  id = find_id (&wanted, &known);
  return id != NULL ? home_new (id) : NULL;
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
                   _ ("Nothing can be kept of the library, because “%s” cannot be written: %s"), libraries,
                   g_strerror (code));
      return -1;
    }
  /* Where a file system knows no locks, two programs at the same moment are the lesser trouble. */
  while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

/**
 * bs_home_open:
 * @folder: path of a library's folder, which is there
 * @error: return location
 *
 * Finds what is kept of a library, or makes a place for it, and notes where its folder is now. May be called from any
 * thread that may wait for a disk, and from several programs at once.
 *
 * Returns: (transfer full) (nullable): its home, or %NULL with a #GIOErrorEnum where the folder is not there or the
 *   user's data folder cannot be written
 */
BsHome *
bs_home_open (const char *folder, GError **error)
{
  g_auto (Folder) wanted = { 0 };
  g_auto (Folder) known = { 0 };
  g_autofree char *id = NULL;
  gboolean is_saved = TRUE;
  int lock;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!folder_identify (&wanted, folder))
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (folder);

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The folder “%s” could not be looked at: %s"),
                   name, g_strerror (code));
      return NULL;
    }
  lock = lock_libraries (error);
  if (lock < 0)
    return NULL;

  id = find_id (&wanted, &known);
  if (id == NULL)
    {
      id = g_uuid_string_random ();
      is_saved = folder_save (&wanted, id, error);
    }
  else if (strcmp (known.path, wanted.path) != 0 || !is_same_inode (&known, &wanted))
    {
      /* It is known again the next time also if that cannot be noted. */
      folder_save (&wanted, id, NULL);
    }
  close (lock);
  return is_saved ? home_new (id) : NULL;
}

/**
 * bs_home_ref:
 * @self: a home
 *
 * Returns: (transfer full): @self
 */
BsHome *
bs_home_ref (BsHome *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
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
 * Returns: (transfer none): what the library is called among all; it is the same for as long as anything is kept of it
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
 * Returns: (transfer full): where it lies; the folder that it lies in is there
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
 * @name: name of something that can be made anew
 *
 * Returns: (transfer full): where it lies; whoever writes it makes the folder that it lies in
 */
char *
bs_home_build_cache_path (const BsHome *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_build_filename (g_get_user_cache_dir (), "broadsheet", "libraries", self->id, name, NULL);
}
