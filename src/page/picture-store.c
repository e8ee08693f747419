/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/picture-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name of the marker file in the folder of an article whose pictures are never deleted. */
#define KEPT_NAME "kept"

/* At the limit, pictures are deleted down to this share, so that not every new picture scans all others. */
#define REMAINING_PERCENT 90

#define DEFAULT_LIMIT (G_GUINT64_CONSTANT (256) * 1024 * 1024)

/**
 * BsPictureStore:
 *
 * A folder of pictures: one folder per article and one file per picture, both named by a hash because paths and
 * addresses are not valid file names. Above the limit, the pictures that were shown longest ago are deleted first, but
 * never those of a kept article.
 */
struct _BsPictureStore
{
  GObject parent_instance;

  GMutex lock;
  char *folder;
  guint64 limit;
  guint64 size; /* of all files that may be deleted */
  gboolean is_measured;
};

G_DEFINE_FINAL_TYPE (BsPictureStore, bs_picture_store, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  gint64 used;
  guint64 size;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_free (picture->path);
  g_free (picture);
}

static void
bs_picture_store_finalize (GObject *object)
{
  BsPictureStore *self = BS_PICTURE_STORE (object);

  g_mutex_clear (&self->lock);
  g_free (self->folder);

  G_OBJECT_CLASS (bs_picture_store_parent_class)->finalize (object);
}

static void
bs_picture_store_class_init (BsPictureStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_picture_store_finalize;
}

static void
bs_picture_store_init (BsPictureStore *self)
{
  g_mutex_init (&self->lock);
  self->limit = DEFAULT_LIMIT;
}

/**
 * bs_picture_store_new:
 * @folder: the folder of the pictures; created when the first one is saved
 *
 * Returns: (transfer full): a store
 */
BsPictureStore *
bs_picture_store_new (const char *folder)
{
  BsPictureStore *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (BS_TYPE_PICTURE_STORE, NULL);
  self->folder = g_strdup (folder);
  return self;
}

static char *
find_folder (BsPictureStore *self, const char *article)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, article, -1);

  return g_build_filename (self->folder, name, NULL);
}

static char *
find_file (BsPictureStore *self, const char *article, const char *address)
{
  g_autofree char *folder = find_folder (self, article);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_kept (const char *folder)
{
  g_autofree char *mark = g_build_filename (folder, KEPT_NAME, NULL);

  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

static void
add_pictures (GPtrArray *pictures, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat status;
      Picture *picture;

      if (lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
        continue;
      picture = g_new0 (Picture, 1);
      picture->path = g_steal_pointer (&path);
      picture->used = status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec;
      picture->size = status.st_size;
      g_ptr_array_add (pictures, picture);
    }
}

/* Lists everything that may be deleted. */
static GPtrArray *
list_pictures (BsPictureStore *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  GPtrArray *pictures = g_ptr_array_new_with_free_func (picture_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (self->folder, name, NULL);

      if (!is_kept (folder))
        add_pictures (pictures, folder);
    }
  return pictures;
}

static int
compare_used (gconstpointer a, gconstpointer b)
{
  const Picture *one = *(const Picture *const *) a;
  const Picture *other = *(const Picture *const *) b;

  return one->used < other->used ? -1 : one->used > other->used;
}

static void
remove_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  /* Fails on purpose while the folder is not empty. */
  g_rmdir (folder);
}

/* Deletes the oldest until at most @limit bytes are left. */
static void
shrink (BsPictureStore *self, guint64 limit)
{
  g_autoptr (GPtrArray) pictures = list_pictures (self);

  self->size = 0;
  for (guint i = 0; i < pictures->len; i++)
    self->size += ((Picture *) g_ptr_array_index (pictures, i))->size;
  self->is_measured = TRUE;

  g_ptr_array_sort (pictures, compare_used);
  for (guint i = 0; i < pictures->len && self->size > limit; i++)
    {
      const Picture *picture = g_ptr_array_index (pictures, i);

      remove_file (picture->path);
      self->size -= picture->size;
    }
}

static void
shrink_if_needed (BsPictureStore *self)
{
  if (!self->is_measured)
    shrink (self, G_MAXUINT64);
  if (self->size > self->limit)
    shrink (self, self->limit / 100 * REMAINING_PERCENT);
}

/**
 * bs_picture_store_set_limit:
 * @self: a store
 * @bytes: the maximum size of all pictures, not counting those of kept articles
 *
 * Deletes pictures above the limit at once.
 */
void
bs_picture_store_set_limit (BsPictureStore *self, guint64 bytes)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (BS_IS_PICTURE_STORE (self));

  locker = g_mutex_locker_new (&self->lock);
  self->limit = bytes;
  shrink_if_needed (self);
}

/**
 * bs_picture_store_make_key:
 * @root: (type filename): the folder of a library
 * @path: (type filename): of an article in it
 *
 * Returns: (transfer full): the store's key of the article
 */
char *
bs_picture_store_make_key (const char *root, const char *path)
{
  g_return_val_if_fail (root != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return g_strconcat (root, "\n", path, NULL);
}

/**
 * bs_picture_store_load:
 * @self: a store
 * @article: whose picture it is
 * @address: of the picture
 *
 * Loads a saved picture, and notes that it was used now.
 *
 * Returns: (transfer full) (nullable): the picture's bytes
 */
GBytes *
bs_picture_store_load (BsPictureStore *self, const char *article, const char *address)
{
  g_autofree char *path = NULL;
  char *data;
  gsize length;

  g_return_val_if_fail (BS_IS_PICTURE_STORE (self), NULL);
  g_return_val_if_fail (article != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  path = find_file (self, article, address);
  if (!g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  utimensat (AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW);
  return g_bytes_new_take (data, length);
}

/**
 * bs_picture_store_save:
 * @self: a store
 * @article: whose picture it is
 * @address: of the picture
 * @picture: its bytes
 * @error: return location
 *
 * Returns: whether it was saved; otherwise @error is a #GFileError
 */
gboolean
bs_picture_store_save (BsPictureStore *self, const char *article, const char *address, GBytes *picture, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (BS_IS_PICTURE_STORE (self), FALSE);
  g_return_val_if_fail (article != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (picture != NULL, FALSE);

  locker = g_mutex_locker_new (&self->lock);
  folder = find_folder (self, article);
  path = find_file (self, article, address);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int number = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "%s: %s", folder, g_strerror (number));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;

  if (!is_kept (folder))
    self->size += g_bytes_get_size (picture);
  shrink_if_needed (self);
  return TRUE;
}

/**
 * bs_picture_store_set_kept:
 * @self: a store
 * @article: an article
 * @kept: whether its pictures, including future ones, are exempt from the limit
 */
void
bs_picture_store_set_kept (BsPictureStore *self, const char *article, gboolean kept)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *mark = NULL;

  g_return_if_fail (BS_IS_PICTURE_STORE (self));
  g_return_if_fail (article != NULL);

  locker = g_mutex_locker_new (&self->lock);
  folder = find_folder (self, article);
  if (is_kept (folder) == kept)
    return;

  mark = g_build_filename (folder, KEPT_NAME, NULL);
  if (!kept)
    remove_file (mark);
  else if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (mark, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  self->is_measured = FALSE;
  shrink_if_needed (self);
}

/**
 * bs_picture_store_move:
 * @self: a store
 * @from: the old path of an article
 * @to: its new path
 *
 * Keeps the pictures of a renamed article.
 */
void
bs_picture_store_move (BsPictureStore *self, const char *from, const char *to)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *old_folder = NULL;
  g_autofree char *new_folder = NULL;

  g_return_if_fail (BS_IS_PICTURE_STORE (self));
  g_return_if_fail (from != NULL);
  g_return_if_fail (to != NULL);

  locker = g_mutex_locker_new (&self->lock);
  old_folder = find_folder (self, from);
  new_folder = find_folder (self, to);
  g_rename (old_folder, new_folder);
}

/**
 * bs_picture_store_measure:
 * @self: a store
 *
 * Returns: the size of all pictures that may be deleted, in bytes
 */
guint64
bs_picture_store_measure (BsPictureStore *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (BS_IS_PICTURE_STORE (self), 0);

  locker = g_mutex_locker_new (&self->lock);
  shrink (self, G_MAXUINT64);
  return self->size;
}

/**
 * bs_picture_store_clear:
 * @self: a store
 *
 * Deletes all pictures except those of kept articles.
 */
void
bs_picture_store_clear (BsPictureStore *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (BS_IS_PICTURE_STORE (self));

  locker = g_mutex_locker_new (&self->lock);
  shrink (self, 0);
}
