/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "provider/result-id.h"

#include <string.h>

#include "model/library/folder/relative-path.h"

/*
 * bs_result_id_new:
 * @folder: a library's address, without spaces
 * @path: an article's path relative to it, as bytes
 *
 * Returns: (transfer full): an ASCII id for the shell, which stays valid after the program has exited
 */
char *
bs_result_id_new (const char *folder, const char *path)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  escaped = g_uri_escape_bytes ((const guint8 *) path, strlen (path), "/");
  return g_strconcat (folder, " ", escaped, NULL);
}

/*
 * bs_result_id_parse:
 * @id: an id, possibly from bs_result_id_new()
 * @folder: (out) (transfer full): a library's address
 * @path: (out) (transfer full): an article's path in it
 *
 * Returns: whether it is valid
 */
gboolean
bs_result_id_parse (const char *id, char **folder, char **path)
{
  const char *space;
  g_autofree char *unescaped = NULL;

  g_return_val_if_fail (id != NULL, FALSE);

  space = strchr (id, ' ');
  unescaped = space != NULL ? g_uri_unescape_string (space + 1, NULL) : NULL;
  if (unescaped == NULL || !bs_relative_path_is_safe (unescaped))
    return FALSE;
  *folder = g_strndup (id, (gsize) (space - id));
  *path = g_steal_pointer (&unescaped);
  return TRUE;
}

/*
 * bs_result_id_get_address:
 * @id: an id, possibly from bs_result_id_new()
 *
 * Returns: (transfer full) (nullable): the article's address, or %NULL if @id is invalid
 */
char *
bs_result_id_get_address (const char *id)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  if (!bs_result_id_parse (id, &folder, &path))
    return NULL;
  return g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", strchr (id, ' ') + 1, NULL);
}
