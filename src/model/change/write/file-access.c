/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/file-access.h"

#include "model/format/article/article.h"
#include "model/library/folder/file-buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/**
 * bs_file_set_error:
 * @error: return location
 * @number: an errno
 * @path: the file
 *
 * Sets an error with the reason why a file could not be read or written, and what to do.
 */
void
bs_file_set_error (GError **error, int number, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("“%s” no longer exists."), name);
      break;
    case EINVAL:
    case EISDIR:
    case ENXIO:
    case ELOOP:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("“%s” is no longer a regular file."), name);
      break;
    case EACCES:
    case EPERM:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   _ ("“%s” cannot be changed. Check the permissions of the file and of its folder."), name);
      break;
    case EROFS:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY, _ ("“%s” is on a read-only disk, and cannot be changed."),
                   name);
      break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _ ("“%s” could not be written, because the disk is full. Free some space, and try again."), name);
      break;
    default:
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), _ ("“%s” could not be written: %s"), name,
                   g_strerror (number));
      break;
    }
}

/**
 * bs_file_set_new_error:
 * @error: return location
 * @number: an errno
 * @path: a file or a folder that does not exist yet
 *
 * Sets an error that says why it could not be created, and what to do.
 */
void
bs_file_set_new_error (GError **error, int number, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (number == EACCES || number == EPERM)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _ ("“%s” cannot be created. Check the permissions of its folder."), name);
  else if (number == EINVAL || number == EILSEQ || number == ENAMETOOLONG)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                 _ ("The disk does not accept the name “%s”. Use another one."), name);
  else
    bs_file_set_error (error, number, path);
}

/**
 * bs_file_is_unsupported:
 * @number: an errno
 *
 * Returns: whether it means that the file system or the kernel does not support an operation
 */
gboolean
bs_file_is_unsupported (int number)
{
  return number == EINVAL || number == ENOSYS || number == ENOTTY || number == EOPNOTSUPP;
}

/**
 * bs_file_set_own_error:
 * @error: return location
 * @number: an errno
 * @path: a file in the data of a library
 *
 * Sets an error with the reason why a change could not be recorded. It names the folder, which shows the affected disk,
 * and not our internal file.
 */
void
bs_file_set_own_error (GError **error, int number, const char *path)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autofree char *folder = g_str_has_prefix (path, data) ? g_strdup (data) : g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (folder);

  if (number == ENOSPC || number == EDQUOT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 /* Translators: the argument is a folder. */
                 _ ("The disk of “%s”, where changes are recorded, is full. Free some space, and try again."), shown);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                 /* Translators: the arguments are a folder and a reason. */
                 _ ("Changes cannot be recorded in “%s”: %s"), shown, g_strerror (number));
}

/**
 * bs_file_is_changeable:
 * @path: an absolute path
 * @error: return location
 *
 * Called before a move writes the new file. Otherwise the old one might have to stay, and there would be two.
 *
 * Returns: whether the permissions of the file and of its folder allow to replace or remove it; otherwise a
 *   #GIOErrorEnum
 */
gboolean
bs_file_is_changeable (const char *path, GError **error)
{
  g_autofree char *folder = NULL;
  struct stat st, folder_st;
  uid_t user = geteuid ();
  int number = 0;

  g_return_val_if_fail (path != NULL, FALSE);

  folder = g_path_get_dirname (path);
  if (lstat (path, &st) != 0 || stat (folder, &folder_st) != 0 || faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) != 0 ||
      faccessat (AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
    number = errno;
  /* Like the writer, we respect permissions even as root. */
  else if ((st.st_mode & 0222) == 0 || (folder_st.st_mode & 0222) == 0 ||
           ((folder_st.st_mode & S_ISVTX) != 0 && user != 0 && user != st.st_uid && user != folder_st.st_uid))
    number = EACCES;
  if (number != 0)
    bs_file_set_error (error, number, path);

  return number == 0;
}

/**
 * bs_file_is_known:
 * @files: (element-type utf8): the files seen so far, from g_str_hash() and g_str_equal(), with g_free()
 * @root: a folder
 * @path: a file, relative to it; a symbolic link is followed
 *
 * Returns: whether the file was seen before, under any of its names; it is added to @files
 */
gboolean
bs_file_is_known (GHashTable *files, const char *root, const char *path)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  struct stat st;

  return stat (whole, &st) == 0 &&
         !g_hash_table_add (files, g_strdup_printf ("%ju:%ju", (uintmax_t) st.st_dev, (uintmax_t) st.st_ino));
}

/**
 * bs_file_is_creatable:
 * @path: the absolute path of a file or a folder that does not exist
 *
 * Like the writer, this respects permissions even as root.
 *
 * Returns: whether the permissions of the innermost folder that exists allow to create it
 */
gboolean
bs_file_is_creatable (const char *path)
{
  g_autofree char *folder = NULL;
  struct stat st;

  g_return_val_if_fail (path != NULL, FALSE);

  folder = g_path_get_dirname (path);
  while (stat (folder, &st) != 0 && errno == ENOENT && strcmp (folder, "/") != 0 && strcmp (folder, ".") != 0)
    {
      char *above = g_path_get_dirname (folder);

      g_free (folder);
      folder = above;
    }

  return stat (folder, &st) != 0 || (st.st_mode & 0222) != 0;
}

/**
 * bs_file_check_creatable:
 * @path: the absolute path of a file that does not exist, or is to be replaced
 * @error: return location
 *
 * Returns: whether it can be created, as far as its name and the permissions tell
 */
gboolean
bs_file_check_creatable (const char *path, GError **error)
{
  struct stat st;

  g_return_val_if_fail (path != NULL, FALSE);

  if (lstat (path, &st) != 0 && (errno == ENAMETOOLONG || errno == EINVAL || errno == EILSEQ))
    bs_file_set_new_error (error, errno, path);
  else if (!bs_file_is_creatable (path))
    bs_file_set_new_error (error, EACCES, path);
  else
    return TRUE;
  return FALSE;
}

/**
 * bs_file_read:
 * @path: an absolute path
 * @error: return location
 *
 * Reads a regular file, up to one byte more than the maximum size of an article; see bs_file_is_whole().
 *
 * Returns: (transfer full) (nullable): its bytes, or %NULL with a #GIOErrorEnum
 */
GBytes *
bs_file_read (const char *path, GError **error)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  gsize length;
  int number;

  g_return_val_if_fail (path != NULL, NULL);

  number = bs_file_buffer_read (&buffer, -1, path, BS_ARTICLE_MAX_BYTES + 1, NULL, &length);
  if (number != 0)
    {
      bs_file_set_error (error, number, path);
      return NULL;
    }

  return g_bytes_new_take (bs_file_buffer_steal (&buffer, length), length);
}

/**
 * bs_file_is_whole:
 * @bytes: (nullable): the result of bs_file_read()
 * @path: the file, relative to the library
 * @error: return location
 *
 * Only the beginning of a file that is too large is read, which must not be mistaken for the file. It must not be taken
 * for the file.
 *
 * Returns: FALSE, with %G_IO_ERROR_FAILED, for such a file
 */
gboolean
bs_file_is_whole (GBytes *bytes, const char *path, GError **error)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (bytes == NULL || g_bytes_get_size (bytes) <= BS_ARTICLE_MAX_BYTES)
    return TRUE;
  shown = g_filename_display_name (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” is larger than 64 MiB, and was left where it is."),
               shown);

  return FALSE;
}

/**
 * bs_file_read_open:
 * @fd: a regular file open for reading
 * @max_bytes: the maximum size
 *
 * Reads a whole file, even if it has been renamed or deleted.
 *
 * Returns: (transfer full) (nullable): its bytes, or %NULL with `errno` set, to `EFBIG` if it is too large
 */
GBytes *
bs_file_read_open (int fd, gsize max_bytes)
{
  gsize capacity, length = 0;
  char *data;
  struct stat st;

  if (fstat (fd, &st) != 0)
    return NULL;
  capacity = MIN ((gsize) st.st_size, max_bytes) + 1;
  data = g_try_malloc (capacity);
  while (data != NULL)
    {
      gssize n = pread (fd, data + length, capacity - length, (off_t) length);
      char *longer;

      if (n == 0)
        return g_bytes_new_take (data, length);
      if (n < 0 && errno != EINTR)
        break;
      length += MAX (n, 0);
      if (length < capacity)
        continue;
      if (length > max_bytes)
        {
          errno = EFBIG;
          break;
        }
      capacity = MIN (capacity * 2, max_bytes + 1);
      longer = g_try_realloc (data, capacity);
      if (longer == NULL)
        break;
      data = longer;
    }
  g_free (data);

  return NULL;
}

/**
 * bs_file_write_all:
 * @fd: a file open for writing
 * @data: (array length=length): the bytes
 * @length: the number of bytes
 *
 * Returns: whether everything was written; otherwise `errno` is set
 */
gboolean
bs_file_write_all (int fd, const void *data, gsize length)
{
  const char *p = data;

  while (length > 0)
    {
      gssize n = write (fd, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      p += n;
      length -= n;
    }

  return TRUE;
}

/**
 * bs_file_hash:
 * @bytes: (nullable): bytes
 *
 * Returns: a hash of the bytes; 0 for %NULL
 */
guint64
bs_file_hash (GBytes *bytes)
{
  gsize length;
  const void *data;

  if (bytes == NULL)
    return 0;
  data = g_bytes_get_data (bytes, &length);

  return XXH3_64bits (data, length);
}

/**
 * bs_file_sync_folder:
 * @folder: a folder's path
 *
 * Syncs a folder's entries to the disk.
 *
 * Returns: whether it succeeded; otherwise `errno` is set
 */
gboolean
bs_file_sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result, number;

  if (fd < 0)
    return FALSE;
  result = fsync (fd);
  /* Some file systems cannot sync folders. */
  if (result != 0 && bs_file_is_unsupported (errno))
    result = 0;
  number = errno;
  close (fd);
  errno = number;

  return result == 0;
}
