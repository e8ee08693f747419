/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/export-file.h"

#include "model/library/folder/relative-path.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Larger files are not read. */
#define MAX_BYTES ((gint64) 256 * 1024 * 1024)

/* A site's folder of articles is followed wherever it leads. */
static char *
resolve_in_content (const BsSite *site, const char *path)
{
  for (const char *slash = strchr (path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      g_autofree char *part = g_strndup (path, slash - path);
      g_autofree char *folder = g_build_filename (site->root, part, NULL);
      char *resolved = bs_site_is_content_folder (site, part) ? bs_relative_path_resolve (folder, slash + 1) : NULL;

      if (resolved != NULL)
        return resolved;
    }
  return NULL;
}

static char *
resolve (const BsSite *site, const char *path, GError **error)
{
  char *resolved = bs_relative_path_resolve (site->root, path);
  int code = errno;

  if (resolved == NULL && code == 0)
    resolved = resolve_in_content (site, path);
  if (resolved != NULL)
    return resolved;
  if (code != 0)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                         _ ("This is a link to a file outside the library."));
  return NULL;
}

/**
 * bs_export_file_may_read:
 * @site: of a library
 * @path: (type filename): of a file in it, relative
 * @error: return location for an error of the disk, or of a link that leads out of the library
 *
 * Returns: whether the file is in the library
 */
gboolean
bs_export_file_may_read (const BsSite *site, const char *path, GError **error)
{
  g_autofree char *resolved = NULL;

  g_return_val_if_fail (site != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  resolved = resolve (site, path, error);
  return resolved != NULL;
}

static gboolean
read_all (int fd, guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      ssize_t n = read (fd, bytes + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0)
        errno = EAGAIN;
      if (n <= 0)
        return FALSE;
      done += n;
    }
  return TRUE;
}

/**
 * bs_export_file_read:
 * @site: of a library
 * @path: (type filename): of a file in it, relative
 * @modified: (out) (optional): when it was changed, in seconds since the epoch
 * @error: return location for an error of the disk, or of a link that leads out of the library
 *
 * Reads a file of the library, byte for byte. A pipe or a device is not waited for.
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
bs_export_file_read (const BsSite *site, const char *path, gint64 *modified, GError **error)
{
  g_autofree char *whole = NULL;
  g_autofree guint8 *bytes = NULL;
  struct stat status;
  gsize length;
  int fd;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  whole = resolve (site, path, error);
  if (whole == NULL)
    return NULL;
  errno = 0;
  fd = open (whole, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_BYTES)
    goto failed;
  length = status.st_size;
  bytes = g_malloc (length + 1);
  if (!read_all (fd, bytes, length))
    goto failed;
  close (fd);
  if (modified != NULL)
    *modified = status.st_mtime;
  return g_bytes_new_take (g_steal_pointer (&bytes), length);

failed:
  {
    int code = errno;

    if (fd >= 0)
      close (fd);
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s",
                 code != 0 ? g_strerror (code) : _ ("This is not a regular file."));
  }
  return NULL;
}
