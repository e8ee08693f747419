/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/article-paths.h"

#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"

#include <dirent.h>

#define MAX_DEPTH 64

static void
list (BsSite *site, const char *folder, guint depth, GPtrArray *paths)
{
  g_autofree char *whole = g_build_filename (site->root, folder, NULL);
  g_auto (BsSiteFolder) files = { 0 };
  const struct dirent *entry;
  DIR *dir = depth < MAX_DEPTH && bs_site_folder_may_contain (site, folder) ? opendir (whole) : NULL;

  if (dir == NULL)
    return;
  bs_site_look_at_folder (site, folder, &files);
  while ((entry = readdir (dir)) != NULL)
    {
      g_autofree char *path = NULL;

      if (bs_relative_path_is_hidden (entry->d_name))
        continue;
      if (bs_file_system_is_folder (whole, entry))
        {
          path = bs_relative_path_join (folder, entry->d_name);
          list (site, path, depth + 1, paths);
        }
      else if (bs_article_name_is_article (entry->d_name) && bs_site_folder_has_article (&files, entry->d_name))
        {
          g_ptr_array_add (paths, bs_relative_path_join (folder, entry->d_name));
        }
    }
  closedir (dir);
}

/**
 * bs_article_paths_list:
 * @site: a library
 *
 * Lists the articles of a library by their names, without reading them. Links to folders are not followed. Blocks on
 * disk I/O.
 *
 * Returns: (transfer full) (element-type filename): their paths, relative to the library, in any order
 */
GPtrArray *
bs_article_paths_list (BsSite *site)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (site != NULL, paths);

  list (site, "", 0, paths);

  return paths;
}
