/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/unsaved-text.h"

#include "model/change/write/file-access.h"
#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A file of its own for each text. Its first line is its format, the next ones are the path, the time and the size of
 * the base; then follow an empty line, the base and the text. */
#define FORMAT "broadsheet-unsaved 1"
#define FOLDER "unsaved"
#define MAX_FILES 1000

/**
 * bs_unsaved_text_free:
 * @self: (transfer full): a text
 */
void
bs_unsaved_text_free (BsUnsavedText *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_bytes_unref (self->base);
  g_bytes_unref (self->text);
  g_free (self);
}

static char *
build_path (BsHome *home, const char *path)
{
  g_autofree char *folder = bs_home_build_data_path (home, FOLDER);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  return g_build_filename (folder, name, NULL);
}

static char *
next_line (const char **p, const char *end)
{
  const char *feed = memchr (*p, '\n', (gsize) (end - *p));
  char *line;

  if (feed == NULL)
    return NULL;
  line = g_strndup (*p, (gsize) (feed - *p));
  *p = feed + 1;

  return line;
}

/* No file is trusted, though it is our own. */
static BsUnsavedText *
parse (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *p = data;
  const char *end = data + length;
  g_autofree char *format = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *time_line = NULL;
  g_autofree char *size_line = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *path = NULL;
  BsUnsavedText *self;
  gint64 written;
  guint64 size;

  if (length == 0 || (format = next_line (&p, end)) == NULL || strcmp (format, FORMAT) != 0 ||
      (escaped = next_line (&p, end)) == NULL || (time_line = next_line (&p, end)) == NULL ||
      (size_line = next_line (&p, end)) == NULL || (empty = next_line (&p, end)) == NULL || *empty != '\0')
    return NULL;
  path = g_uri_unescape_string (escaped, NULL);
  if (path == NULL || !bs_relative_path_is_safe (path) ||
      !g_ascii_string_to_signed (time_line, 10, 0, G_MAXINT64 / G_USEC_PER_SEC, &written, NULL) ||
      !g_ascii_string_to_unsigned (size_line, 10, 0, (guint64) (end - p), &size, NULL) ||
      memchr (p + size, '\0', (gsize) (end - p) - size) != NULL ||
      !g_utf8_validate (p + size, (gssize) ((gsize) (end - p) - size), NULL))
    return NULL;

  self = g_new0 (BsUnsavedText, 1);
  self->path = g_steal_pointer (&path);
  self->base = g_bytes_new_from_bytes (bytes, (gsize) (p - data), size);
  self->text = g_bytes_new_from_bytes (bytes, (gsize) (p - data) + size, (gsize) (end - p) - size);

  return self;
}

static BsUnsavedText *
read_file (const char *file)
{
  char *data;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_get_contents (file, &data, &length, NULL))
    return NULL;
  bytes = g_bytes_new_take (data, length);

  return parse (bytes);
}

/**
 * bs_unsaved_text_keep:
 * @home: the library's data folder
 * @path: the file, relative to the library
 * @base: the file that was read
 * @text: the edited text
 * @error: return location
 *
 * Keeps a text that is being edited through a crash, in a file that only the user can read. Blocks on disk I/O.
 *
 * Returns: whether it is on the disk; otherwise the error is a #GIOErrorEnum
 */
gboolean
bs_unsaved_text_keep (BsHome *home, const char *path, GBytes *base, GBytes *text, GError **error)
{
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GByteArray) all = NULL;

  g_return_val_if_fail (home != NULL && path != NULL && base != NULL && text != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  file = build_path (home, path);
  folder = g_path_get_dirname (file);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      bs_file_set_own_error (error, errno, folder);
      return FALSE;
    }
  escaped = g_uri_escape_bytes ((const guint8 *) path, strlen (path), "/");
  head = g_strdup_printf (FORMAT "\n%s\n%" G_GINT64_FORMAT "\n%" G_GSIZE_FORMAT "\n\n", escaped,
                          g_get_real_time () / G_USEC_PER_SEC, g_bytes_get_size (base));
  all = g_byte_array_sized_new ((guint) (strlen (head) + g_bytes_get_size (base) + g_bytes_get_size (text)));
  g_byte_array_append (all, (const guint8 *) head, (guint) strlen (head));
  if (g_bytes_get_size (base) > 0)
    g_byte_array_append (all, g_bytes_get_data (base, NULL), (guint) g_bytes_get_size (base));
  if (g_bytes_get_size (text) > 0)
    g_byte_array_append (all, g_bytes_get_data (text, NULL), (guint) g_bytes_get_size (text));
  if (!g_file_set_contents_full (file, (const char *) all->data, (gssize) all->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    {
      bs_file_set_own_error (error, errno != 0 ? errno : EIO, file);
      return FALSE;
    }

  return TRUE;
}

/**
 * bs_unsaved_text_find:
 * @home: the library's data folder
 * @path: a file, relative to the library
 *
 * Looks for the unsaved text of a file. Blocks on disk I/O.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if there is no readable text
 */
BsUnsavedText *
bs_unsaved_text_find (BsHome *home, const char *path)
{
  g_autofree char *file = NULL;
  g_autoptr (BsUnsavedText) found = NULL;

  g_return_val_if_fail (home != NULL && path != NULL, NULL);

  file = build_path (home, path);
  found = read_file (file);

  return found != NULL && strcmp (found->path, path) == 0 ? g_steal_pointer (&found) : NULL;
}

/**
 * bs_unsaved_text_remove:
 * @home: the library's data folder
 * @path: a file, relative to the library
 *
 * Removes the unsaved text of a file, if there is any. Blocks on disk I/O.
 */
void
bs_unsaved_text_remove (BsHome *home, const char *path)
{
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;

  g_return_if_fail (home != NULL && path != NULL);

  file = build_path (home, path);
  folder = g_path_get_dirname (file);
  if (g_unlink (file) == 0)
    g_rmdir (folder);
}

/**
 * bs_unsaved_text_list:
 * @home: the library's data folder
 *
 * Lists the files that have unsaved text. Blocks on disk I/O.
 *
 * Returns: (transfer full): their paths, relative to the library
 */
GStrv
bs_unsaved_text_list (BsHome *home)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  GPtrArray *paths = g_ptr_array_new ();
  const char *name;

  g_return_val_if_fail (home != NULL, (GStrv) g_ptr_array_free (paths, FALSE));

  folder = bs_home_build_data_path (home, FOLDER);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && paths->len < MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autoptr (BsUnsavedText) text = read_file (file);

      if (text != NULL)
        g_ptr_array_add (paths, g_strdup (text->path));
    }
  g_ptr_array_sort (paths, bs_path_compare);
  g_ptr_array_add (paths, NULL);

  return (GStrv) g_ptr_array_free (paths, FALSE);
}
