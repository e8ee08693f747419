/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/path.h"

#include <string.h>

/**
 * bs_path_compare:
 * @a: the address of a path
 * @b: that of another
 *
 * Is a #GCompareFunc for arrays of paths.
 *
 * Returns: their order by bytes
 */
int
bs_path_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * bs_path_get_name:
 * @path: a path
 *
 * Returns: its last part; empty if it ends in a slash
 */
const char *
bs_path_get_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

/**
 * bs_path_dup_folder:
 * @path: a path
 *
 * Returns: (transfer full): the part before its last slash; empty if it has none
 */
char *
bs_path_dup_folder (const char *path)
{
  const char *slash = strrchr (path, '/');

  return g_strndup (path, slash != NULL ? (gsize) (slash - path) : 0);
}

/**
 * bs_path_dup_stem:
 * @path: the path of a file
 *
 * Returns: (transfer full): the path without its extension; a dot at the start of a name does not begin one
 */
char *
bs_path_dup_stem (const char *path)
{
  const char *name = bs_path_get_name (path);
  const char *dot = strrchr (name, '.');

  return g_strndup (path, dot != NULL && dot != name ? (gsize) (dot - path) : strlen (path));
}

/**
 * bs_path_get_below:
 * @path: a path
 * @folder: the path of a folder; everything is below the empty one
 *
 * Returns: (nullable): the part of @path below @folder, which is empty for the folder itself; %NULL if it is elsewhere
 */
const char *
bs_path_get_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  if (length == 0)
    return path;
  if (folder[length - 1] == '/')
    length--;
  if (strncmp (path, folder, length) != 0)
    return NULL;
  if (path[length] == '\0')
    return path + length;

  return path[length] == '/' ? path + length + 1 : NULL;
}

/**
 * bs_path_normalise:
 * @folder: a path
 * @path: a path from there
 *
 * Resolves `.` and `..` by name.
 *
 * Returns: (transfer full) (nullable): the path without them, and without slashes at its ends; %NULL if it leads out of
 *   the folder that @folder is relative to
 */
char *
bs_path_normalise (const char *folder, const char *path)
{
  g_autofree char *whole = g_strconcat (folder, "/", path, NULL);
  g_auto (GStrv) parts = g_strsplit (whole, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0)
        continue;
      if (strcmp (parts[i], "..") != 0)
        g_ptr_array_add (kept, parts[i]);
      else if (kept->len == 0)
        return NULL;
      else
        g_ptr_array_set_size (kept, (int) kept->len - 1);
    }
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("/", (char **) kept->pdata);
}

/**
 * bs_path_find_way:
 * @folder: a folder
 * @path: a file, relative to the same as @folder
 *
 * Returns: (transfer full): the relative path of the file from the folder, with `..` for each level upwards
 */
char *
bs_path_find_way (const char *folder, const char *path)
{
  g_auto (GStrv) from = g_strsplit (folder, "/", -1);
  g_auto (GStrv) to = g_strsplit (path, "/", -1);
  g_autoptr (GString) way = g_string_new (NULL);
  guint same = 0;

  while (from[same] != NULL && to[same] != NULL && to[same + 1] != NULL && strcmp (from[same], to[same]) == 0)
    same++;
  for (guint i = same; from[i] != NULL && *from[i] != '\0'; i++)
    g_string_append (way, "../");
  for (guint i = same; to[i] != NULL; i++)
    g_string_append_printf (way, "%s%s", i > same ? "/" : "", to[i]);

  return g_string_free (g_steal_pointer (&way), FALSE);
}
