/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/picture-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"

static char *
unescape_path (const char *escaped)
{
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (escaped, -1, NULL, NULL);
  g_autofree char *path = NULL;
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  if (length == 0 || length > 4096 || memchr (data, '\0', length) != NULL)
    return NULL;

  path = g_strndup (data, length);
  return bs_relative_path_is_safe (path) ? g_steal_pointer (&path) : NULL;
}

/* Opens a picture for a page. escaped_path is relative to root and percent-encoded once. Its target, with all links
 * resolved, must be inside root. SVG is never passed to a page as it is. All failures look the same, so that a page
 * cannot probe for files. */
GInputStream *
bs_picture_file_open (const char *root, const char *escaped_path, gint64 *size, BsPictureType *type, GError **error)
{
  g_autofree char *relative_path = NULL;
  g_autofree char *path = NULL;
  guint8 head[BS_PICTURE_TYPE_SNIFFED_BYTES];
  struct stat status;
  ssize_t length;
  int fd = -1;

  g_return_val_if_fail (root != NULL, NULL);
  g_return_val_if_fail (escaped_path != NULL, NULL);
  g_return_val_if_fail (size != NULL, NULL);
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  relative_path = unescape_path (escaped_path);
  path = relative_path != NULL && !g_str_equal (root, "/") ? bs_relative_path_resolve (root, relative_path) : NULL;

  /* Does not wait for the writer of a pipe that someone put into the folder. */
  if (path != NULL)
    fd = bs_file_system_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    goto not_found;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > BS_PICTURE_MAX_BYTES)
    goto not_found;

  do
    length = pread (fd, head, sizeof head, 0);
  while (length < 0 && errno == EINTR);
  *type = bs_picture_type_sniff (head, MAX (length, 0));
  if (*type == BS_PICTURE_TYPE_NONE)
    goto not_found;

  *size = status.st_size;
  return g_unix_input_stream_new (fd, TRUE);

not_found:
  if (fd >= 0)
    close (fd);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such picture");
  return NULL;
}
