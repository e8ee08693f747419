/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/scan-link.h"

#include <stdlib.h>
#include <string.h>

#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

static char *
find_real_path (const char *path)
{
  char *found = realpath (path, NULL);
  char *copy = g_strdup (found);

  free (found);
  return copy;
}

static void
prepare (BsScanLinks *self, const BsSite *site)
{
  if (self->targets != NULL)
    return;
  self->real_root = find_real_path (site->root);
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * bs_scan_links_judge:
 * @self: the links that were met
 * @site: the site that is read
 * @path: a link to a folder, relative to its root
 * @everything: whether files that are not part of the library are read too
 * @target: (out) (nullable) (transfer full): the folder of the library that a followed link leads to
 *
 * A link to a folder is followed once if its target is in the library, unless the link is inside its own target. A
 * site's folder of articles is followed wherever it leads. Others are left out.
 *
 * Returns: how to treat it
 */
BsScanLinkVerdict
bs_scan_links_judge (BsScanLinks *self, BsSite *site, const char *path, gboolean everything, char **target)
{
  g_autofree char *absolute = g_build_filename (site->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *real = find_real_path (absolute);
  g_autofree char *real_folder = find_real_path (folder);
  const char *inside;

  prepare (self, site);
  *target = NULL;
  if (real == NULL || real_folder == NULL || self->real_root == NULL || bs_path_get_below (real_folder, real) != NULL ||
      bs_path_get_below (self->real_root, real) != NULL || g_hash_table_contains (self->targets, real))
    return BS_SCAN_LINK_IGNORED;

  inside = bs_path_get_below (real, self->real_root);
  if (inside == NULL && !everything && !bs_site_is_content_folder (site, path))
    {
      if (self->left_out == NULL)
        self->left_out = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->left_out, g_strdup (path));
      return BS_SCAN_LINK_LEFT_OUT;
    }
  g_hash_table_insert (self->paths, g_strdup (path), GINT_TO_POINTER (inside != NULL ? 1 : 0));
  g_hash_table_add (self->targets, g_steal_pointer (&real));
  *target = g_strdup (inside);
  return BS_SCAN_LINK_FOLLOWED;
}

/**
 * bs_scan_links_judge_start:
 * @self: no links yet
 * @site: the site that is read
 * @path: a folder that a scan begins with
 * @everything: whether files that are not part of the library are read too
 *
 * Judges the links on the path to a folder.
 */
void
bs_scan_links_judge_start (BsScanLinks *self, BsSite *site, const char *path, gboolean everything)
{
  for (const char *end = path; *end != '\0';)
    {
      g_autofree char *part = NULL;
      g_autofree char *absolute = NULL;
      g_autofree char *target = NULL;

      end += strcspn (end, "/");
      part = g_strndup (path, end - path);
      absolute = g_build_filename (site->root, part, NULL);
      if (g_file_test (absolute, G_FILE_TEST_IS_SYMLINK))
        bs_scan_links_judge (self, site, part, everything, &target);
      while (*end == '/')
        end++;
    }
}

/**
 * bs_scan_links_has:
 * @self: the links that were met
 * @path: a folder
 *
 * Returns: whether it is a link that is followed
 */
gboolean
bs_scan_links_has (const BsScanLinks *self, const char *path)
{
  return self->paths != NULL && g_hash_table_contains (self->paths, path);
}

/**
 * bs_scan_links_has_alias:
 * @self: the links that were met
 * @path: a folder
 *
 * Returns: whether a link leads to it, and it is in the library under another path as well
 */
gboolean
bs_scan_links_has_alias (const BsScanLinks *self, const char *path)
{
  GHashTableIter iter;
  gpointer link, is_inside;

  if (self->paths == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &link, &is_inside))
    if (is_inside != NULL && (strcmp (path, link) == 0 || bs_relative_path_is_below (path, link)))
      return TRUE;
  return FALSE;
}

/**
 * bs_scan_links_clear:
 * @self: links
 */
void
bs_scan_links_clear (BsScanLinks *self)
{
  g_clear_pointer (&self->real_root, g_free);
  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_clear_pointer (&self->paths, g_hash_table_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
}
