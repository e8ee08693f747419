/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/relative-path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/**
 * bs_relative_path_is_safe:
 * @path: a path in the bytes of the file system
 *
 * Whether @path stays below the folder that it is relative to: it is not absolute and has no `.`, `..` or empty part.
 * Symbolic links are not considered.
 *
 * Returns: whether it may be joined to a folder's path
 */
gboolean
bs_relative_path_is_safe (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (*path == '\0')
    return FALSE;
  for (;;)
    {
      gsize length = strcspn (path, "/");

      if (length == 0 || (length == 1 && path[0] == '.') || (length == 2 && path[0] == '.' && path[1] == '.'))
        return FALSE;
      if (path[length] == '\0')
        return TRUE;
      path += length + 1;
    }
}

/**
 * bs_relative_path_is_below:
 * @path: a path relative to the library
 * @folder: another; the empty one is the library itself
 *
 * Returns: whether @path is somewhere below @folder, and not @folder itself
 */
gboolean
bs_relative_path_is_below (const char *path, const char *folder)
{
  gsize length;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (folder != NULL, FALSE);

  length = strlen (folder);
  if (length == 0)
    return *path != '\0';
  return strncmp (path, folder, length) == 0 && path[length] == '/';
}

/**
 * bs_relative_path_is_hidden:
 * @path: a path relative to the library
 *
 * Returns: whether a part of @path is never read: hidden, or `node_modules`
 */
gboolean
bs_relative_path_is_hidden (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  for (;;)
    {
      gsize length = strcspn (path, "/");

      if (path[0] == '.' || (length == 12 && memcmp (path, "node_modules", 12) == 0))
        return TRUE;
      if (path[length] == '\0')
        return FALSE;
      path += length + 1;
    }
}

/**
 * bs_relative_path_join:
 * @folder: a path relative to the library; the empty one is the library itself
 * @name: the name of something in it
 *
 * Returns: (transfer full): the path of @name
 */
char *
bs_relative_path_join (const char *folder, const char *name)
{
  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return *folder == '\0' ? g_strdup (name) : g_strconcat (folder, "/", name, NULL);
}

/**
 * bs_relative_path_resolve:
 * @root: a folder
 * @path: a path relative to it
 *
 * Follows all symbolic links, which must not lead out of the folder.
 *
 * Returns: (transfer full) (nullable) (type filename): the whole path, with links resolved, of an existing file; %NULL
 *   with an `errno` if there is none, and with `errno` 0 if it is outside
 */
char *
bs_relative_path_resolve (const char *root, const char *path)
{
  g_autofree char *joined = NULL;
  char *real_root;
  char *real;
  char *inside = NULL;
  int number = 0;

  g_return_val_if_fail (root != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  joined = g_build_filename (root, path, NULL);
  real_root = realpath (root, NULL);
  real = real_root != NULL ? realpath (joined, NULL) : NULL;
  if (real == NULL)
    number = errno;
  else
    {
      gsize length = strlen (real_root);

      if (strncmp (real, real_root, length) == 0 && (real[length] == '/' || length == 1))
        inside = g_strdup (real);
    }
  free (real_root);
  free (real);
  errno = number;
  return inside;
}
