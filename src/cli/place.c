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
 * @n_folders: how many folders in it could not be opened
 *
 * Says on standard error that articles are missing, if they are.
 */
void
bs_place_say_unreadable (const char *folder, guint n_folders)
{
  g_autofree char *message = NULL;

  g_return_if_fail (folder != NULL);

  if (n_folders == 0)
    return;
  message = g_strdup_printf (
      ngettext ("%u folder in it could not be read. Its articles are missing here; look at its permissions.",
                "%u folders in it could not be read. Their articles are missing here; look at their permissions.",
                n_folders),
      n_folders);
  bs_output_error (folder, message);
}

static void
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
  bs_place_say_unreadable (folder, result->unreadable);
}

/**
 * bs_place_scan:
 * @folder: the folder, as the command line names it
 * @site: what bs_place_open_folder() found
 * @func: called for every article, from several threads at once
 * @user_data: for @func
 * @say_what_is_left_out: whether to say how many files are not part of the site
 *
 * Reads all of a folder's articles. If that cannot be done, it is told on standard error.
 *
 * Returns: whether it could be done
 */
gboolean
bs_place_scan (const char *folder, BsSite *site, BsScanArticleFunc func, gpointer user_data,
               gboolean say_what_is_left_out)
{
  g_autoptr (GError) error = NULL;
  BsScanResult result = { 0 };

  g_return_val_if_fail (folder != NULL && site != NULL && func != NULL, FALSE);

  if (!bs_scan_folder (site, "", BS_SCAN_DEFAULT, NULL, func, user_data, &result, NULL, &error))
    {
      bs_output_error (folder, error->message);
      return FALSE;
    }
  say_result (folder, &result, say_what_is_left_out);
  return TRUE;
}

/**
 * bs_place_search:
 * @folder: the folder, as the command line names it
 * @site: what bs_place_open_folder() found
 * @query: a query that searches for something
 * @flags: how
 * @say_what_is_left_out: whether to say how many files are not part of the site
 *
 * Searches a folder as bs_folder_search() does. If that cannot be done, it is told on standard error.
 *
 * Returns: (transfer full) (element-type filename) (nullable): the paths of what is found
 */
GPtrArray *
bs_place_search (const char *folder, BsSite *site, const BsQuery *query, BsFolderSearchFlags flags,
                 gboolean say_what_is_left_out)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *paths;
  BsScanResult result;

  paths = bs_folder_search (site, query, flags, &result, &error);
  if (paths == NULL)
    bs_output_error (folder, error->message);
  else
    say_result (folder, &result, say_what_is_left_out);
  return paths;
}
