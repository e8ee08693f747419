/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/folders.h"

#include "model/format/text/path.h"
#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/site.h"

#include <dirent.h>
#include <string.h>

/* More than anyone chooses from. */
#define MAX_FOLDERS 20000
#define MAX_DEPTH 64

static void
add_folders (GPtrArray *folders, const BsSite *site, const char *folder, guint depth, GCancellable *cancellable)
{
  g_autofree char *whole = g_build_filename (site->root, folder, NULL);
  DIR *dir = depth < MAX_DEPTH ? opendir (whole) : NULL;
  const struct dirent *entry;

  if (dir == NULL)
    return;
  while ((entry = readdir (dir)) != NULL && folders->len < MAX_FOLDERS && !g_cancellable_is_cancelled (cancellable))
    {
      g_autofree char *path = NULL;

      if (*entry->d_name == '.' || strcmp (entry->d_name, "node_modules") == 0 ||
          !bs_file_system_is_folder (whole, entry))
        continue;
      path = bs_relative_path_join (folder, entry->d_name);
      if (!bs_site_folder_may_contain (site, path))
        continue;
      add_folders (folders, site, path, depth + 1, cancellable);
      g_ptr_array_add (folders, g_steal_pointer (&path));
    }
  closedir (dir);
}

/**
 * bs_folders_list:
 * @root: a library's folder
 * @cancellable: (nullable): ends it early
 *
 * Lists the folders in which the articles of a library can be, without those that its site does not read. Links to
 * folders are not followed. Waits for the disk.
 *
 * Returns: (transfer full) (element-type filename): folders relative to the library, sorted; the first is the library
 *   itself, ""
 */
GStrv
bs_folders_list (const char *root, GCancellable *cancellable)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  g_return_val_if_fail (root != NULL, NULL);

  site = bs_site_detect (root);
  g_ptr_array_add (folders, g_strdup (""));
  add_folders (folders, site, "", 0, cancellable);
  g_ptr_array_sort (folders, bs_path_compare);
  g_ptr_array_add (folders, NULL);

  return (GStrv) g_ptr_array_steal (folders, NULL);
}
