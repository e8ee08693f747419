/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/folders.h"

#include "model/change/import/import-layout.h"
#include "model/change/import/import-name.h"
#include "model/format/text/path.h"
#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/scan.h"

#include <dirent.h>
#include <string.h>

/* A longer list is of no use to anyone. */
#define MAX_FOLDERS 20000
#define MAX_DEPTH 64

/* Whether an article may be in a folder, whatever names the site wants. */
static gboolean
may_have_articles (BsSite *site, const char *folder)
{
  g_autofree char *path = bs_relative_path_join (folder, "2000-01-01-a.md");

  return bs_site_contains (site, path);
}

static void
add_folders (GPtrArray *folders, BsSite *site, const char *folder, guint depth, GCancellable *cancellable)
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
      if (may_have_articles (site, path))
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
 *   itself, "", unless its site reads no articles there
 */
GStrv
bs_folders_list (const char *root, GCancellable *cancellable)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  g_return_val_if_fail (root != NULL, NULL);

  site = bs_site_detect (root);
  if (may_have_articles (site, ""))
    g_ptr_array_add (folders, g_strdup (""));
  add_folders (folders, site, "", 0, cancellable);
  g_ptr_array_sort (folders, bs_path_compare);
  g_ptr_array_add (folders, NULL);

  return (GStrv) g_ptr_array_steal (folders, NULL);
}

/* Returns: (transfer full) (nullable): the category that all of the articles have first */
static GStrv
find_category (const char *root, const char *const *paths)
{
  g_autoptr (BsSite) site = bs_site_detect (root);
  g_auto (GStrv) category = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (BsArticle) article = bs_scan_file (site, paths[i], NULL);
      const char *const *first =
          article != NULL && article->categories->len > 0 ? g_ptr_array_index (article->categories, 0) : NULL;

      if (first == NULL || (category != NULL && !g_strv_equal (first, (const char *const *) category)))
        return NULL;
      if (category == NULL)
        category = g_strdupv ((GStrv) first);
    }

  return g_steal_pointer (&category);
}

/* Whether the last names of a folder are those of a category. */
static gboolean
ends_in (const char *folder, const char *const *names)
{
  g_auto (GStrv) parts = g_strsplit (folder, "/", -1);
  guint n_parts = g_strv_length (parts);
  guint n_names = g_strv_length ((GStrv) names);

  for (guint i = 0; i < n_names && n_names <= n_parts; i++)
    {
      const char *part = parts[n_parts - n_names + i];
      g_autofree char *safe = bs_import_name_make_safe (names[i]);
      g_autofree char *lower = g_utf8_strdown (safe, -1);

      if (strcmp (part, safe) != 0 && strcmp (part, lower) != 0)
        return FALSE;
    }

  return n_names <= n_parts;
}

/* Returns: (transfer none) (nullable): of the folders that end in these names, the outermost */
static const char *
find_outermost (const char *const *folders, const char *const *names)
{
  const char *found = NULL;

  for (guint i = 0; folders[i] != NULL; i++)
    if (ends_in (folders[i], names) && (found == NULL || strlen (folders[i]) < strlen (found)))
      found = folders[i];

  return found;
}

/* The folder of the whole category, or one that is called like the category itself, or that of one above it. */
static const char *
find_folder_of (const char *const *folders, const char *const *category)
{
  g_auto (GStrv) names = g_strdupv ((GStrv) category);
  const char *found = NULL;

  for (guint n = g_strv_length (names); n > 0 && found == NULL; n--)
    {
      found = find_outermost (folders, (const char *const *) names);
      if (found == NULL)
        found = find_outermost (folders, (const char *const *) names + n - 1);
      g_clear_pointer (&names[n - 1], g_free);
    }

  return found;
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer layout)
{
  bs_import_layout_count (layout, article);
}

/**
 * bs_folders_suggest:
 * @root: a library's folder
 * @paths: (array zero-terminated=1): some of the articles that leave it, relative to it
 * @other_root: the folder of the library to which they go
 * @cancellable: (nullable): ends it early
 *
 * Finds where articles most likely go: to the folder of their category if there is one, otherwise to where an import
 * would put them. Reads the articles of the other library if it has to. Waits for the disk.
 *
 * Returns: (transfer full) (nullable) (type filename): a folder of the other library, relative to it; %NULL if it
 * cannot be read
 */
char *
bs_folders_suggest (const char *root, const char *const *paths, const char *other_root, GCancellable *cancellable)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsImportLayout) layout = NULL;
  g_auto (BsScanResult) result = { 0 };
  g_auto (GStrv) category = NULL;
  g_auto (GStrv) folders = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (root != NULL && paths != NULL && other_root != NULL, NULL);

  category = find_category (root, paths);
  folders = bs_folders_list (other_root, cancellable);
  if (category != NULL)
    folder = g_strdup (find_folder_of ((const char *const *) folders, (const char *const *) category));
  if (folder != NULL)
    return g_steal_pointer (&folder);
  site = bs_site_detect (other_root);
  layout = bs_import_layout_new (site);
  if (!bs_scan_folder (site, "", BS_SCAN_DEFAULT, NULL, article_cb, layout, &result, cancellable, NULL))
    return NULL;
  folder = bs_import_layout_find_folder (layout, (const char *const *) category);
  while (*folder != '\0' && !g_strv_contains ((const char *const *) folders, folder))
    {
      char *slash = strrchr (folder, '/');

      *(slash != NULL ? slash : folder) = '\0';
    }

  return g_steal_pointer (&folder);
}
