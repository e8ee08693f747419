/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/place.h"

#include "cli/output.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder that was removed while someone stands in it has no path: what is named from there would be looked for at the
 * root of the disk. */
static gboolean
is_reachable (const char *path)
{
  char *current = g_path_is_absolute (path) ? strdup ("/") : getcwd (NULL, 0);

  if (current == NULL || *path == '\0')
    {
      bs_output_error (path, g_strerror (ENOENT));
      free (current);
      return FALSE;
    }
  free (current);
  return TRUE;
}

/**
 * bs_place_open_folder:
 * @folder: a folder, as the command line names it
 *
 * Finds out what kind of site a folder is. If it is no folder, that is told on standard error.
 *
 * Returns: (transfer full) (nullable): the site
 */
BsSite *
bs_place_open_folder (const char *folder)
{
  g_autofree char *root = NULL;
  GStatBuf status;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!is_reachable (folder))
    return NULL;
  root = g_canonicalize_filename (folder, NULL);
  if (g_stat (root, &status) != 0)
    {
      bs_output_error (folder, g_strerror (errno));
      return NULL;
    }
  if (!S_ISDIR (status.st_mode))
    {
      bs_output_error (folder, g_strerror (ENOTDIR));
      return NULL;
    }
  return bs_site_detect (root);
}

/**
 * bs_place_open_file:
 * @file: a file, as the command line names it
 * @relative_path: (out): its path within the site
 *
 * Finds the site that a file belongs to, which without one is the folder it lies in. If there is no such file, that
 * is told on standard error.
 *
 * Returns: (transfer full) (nullable): the site
 */
BsSite *
bs_place_open_file (const char *file, char **relative_path)
{
  g_autofree char *path = NULL;
  g_autoptr (BsSite) site = NULL;
  GStatBuf status;
  gsize root_length;

  g_return_val_if_fail (file != NULL && relative_path != NULL, NULL);

  if (!is_reachable (file))
    return NULL;
  path = g_canonicalize_filename (file, NULL);
  if (g_stat (path, &status) != 0)
    {
      bs_output_error (file, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      bs_output_error (file, S_ISDIR (status.st_mode) ? g_strerror (EISDIR) : _ ("This is not an ordinary file."));
      return NULL;
    }

  site = bs_site_detect_for_file (path);
  root_length = strlen (site->root);
  if (root_length > 0 && site->root[root_length - 1] == '/')
    root_length--;
  g_assert (strncmp (path, site->root, root_length) == 0 && path[root_length] == '/');

  *relative_path = g_strdup (path + root_length + 1);
  return g_steal_pointer (&site);
}

/**
 * bs_place_say_unreadable:
 * @folder: the folder, as the command line names it
 * @unreadable: (element-type BsUnreadable) (nullable): which folders in it cannot be read
 *
 * Names each of them on standard error, and the reason.
 *
 * Returns: whether there are any, so that articles may be missing
 */
gboolean
bs_place_say_unreadable (const char *folder, GPtrArray *unreadable)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  for (guint i = 0; unreadable != NULL && i < unreadable->len; i++)
    {
      const BsUnreadable *one = unreadable->pdata[i];
      g_autofree char *path = *one->path != '\0' ? g_build_filename (folder, one->path, NULL) : g_strdup (folder);
      g_autofree char *message =
          g_strdup_printf (_ ("The folder cannot be read: %s. Articles in it may be missing here."), one->reason);

      bs_output_error (path, message);
    }
  return unreadable != NULL && unreadable->len > 0;
}

static gboolean
say_result (const char *folder, const BsScanResult *result, gboolean say_what_is_left_out)
{
  if (say_what_is_left_out && result->left_out > 0)
    {
      g_autofree char *message =
          g_strdup_printf (ngettext ("%u file is not part of the site, and is left out.",
                                     "%u files are not part of the site, and are left out.", result->left_out),
                           result->left_out);

      bs_output_message (message);
    }
  return !bs_place_say_unreadable (folder, result->unreadable);
}

/**
 * bs_place_scan:
 * @folder: the folder, as the command line names it
 * @site: what bs_place_open_folder() found
 * @func: called for every article, from several threads at once
 * @user_data: for @func
 * @say_what_is_left_out: whether to say how many files are not part of the site
 *
 * Reads all of a folder's articles. What of it cannot be read is told on standard error.
 *
 * Returns: whether all could be read
 */
gboolean
bs_place_scan (const char *folder, BsSite *site, BsScanArticleFunc func, gpointer user_data,
               gboolean say_what_is_left_out)
{
  g_autoptr (GError) error = NULL;
  g_auto (BsScanResult) result = { 0 };

  g_return_val_if_fail (folder != NULL && site != NULL && func != NULL, FALSE);

  if (!bs_scan_folder (site, "", BS_SCAN_DEFAULT, NULL, func, user_data, &result, NULL, &error))
    {
      bs_output_error (folder, error->message);
      return FALSE;
    }
  return say_result (folder, &result, say_what_is_left_out);
}

/**
 * bs_place_query:
 * @folder: the folder, as the command line names it
 * @site: what bs_place_open_folder() found
 * @query: a query
 * @flags: how
 * @say_what_is_left_out: whether to say how many files are not part of the site
 * @paths: (out) (transfer full) (element-type filename) (nullable): the paths of what is found
 *
 * Asks a folder as bs_folder_query() does. What of it cannot be read is told on standard error.
 *
 * Returns: whether all could be read
 */
gboolean
bs_place_query (const char *folder, BsSite *site, const BsQuery *query, BsFolderQueryFlags flags,
                gboolean say_what_is_left_out, GPtrArray **paths)
{
  g_autoptr (GError) error = NULL;
  g_auto (BsScanResult) result = { 0 };

  *paths = bs_folder_query (site, query, flags, &result, &error);
  if (*paths == NULL)
    {
      bs_output_error (folder, error->message);
      return FALSE;
    }
  return say_result (folder, &result, say_what_is_left_out);
}
