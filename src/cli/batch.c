/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/batch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/output.h"
#include "cli/place.h"
#include "model/library/folder/home.h"

typedef struct
{
  const char *name; /* as on the command line */
  char *path;       /* the whole of it */
} File;

static void
free_file (gpointer data)
{
  File *file = data;

  g_free (file->path);
  g_free (file);
}

static void
free_batch (gpointer data)
{
  BsBatch *batch = data;

  g_ptr_array_unref (batch->paths);
  g_hash_table_unref (batch->names);
  g_free (batch->root);
  g_free (batch->folder);
  g_free (batch);
}

static BsBatch *
get_batch (GPtrArray *batches, const char *root)
{
  BsBatch *batch;

  for (guint i = batches->len; i > 0; i--)
    {
      batch = g_ptr_array_index (batches, i - 1);
      if (strcmp (batch->root, root) == 0)
        return batch;
    }
  batch = g_new0 (BsBatch, 1);
  batch->root = g_strdup (root);
  batch->paths = g_ptr_array_new_with_free_func (g_free);
  batch->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (batches, batch);

  return batch;
}

static void
add_to_batch (BsBatch *batch, const char *whole, const char *name)
{
  const char *path = whole + strlen (batch->root) + (g_str_has_suffix (batch->root, "/") ? 0 : 1);

  if (g_hash_table_contains (batch->names, path))
    return;
  g_ptr_array_add (batch->paths, g_strdup (path));
  g_hash_table_insert (batch->names, g_strdup (path), g_strdup (name));
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(File *const *) a)->path, (*(File *const *) b)->path);
}

/* How much of a path the deepest folder is that two files share, in bytes; 0 for the root of all. */
static gsize
share_folder (const char *one, const char *other)
{
  gsize length = 0;

  for (gsize i = 0; one[i] == other[i] && one[i] != '\0'; i++)
    {
      if (one[i] == '/')
        length = i;
    }

  return length;
}

/* Files outside known libraries and sites form one batch, in the deepest folder that contains them all. If that folder
 * contains all sorts of things, each of its subfolders has a batch. */
static void
add_loose (GPtrArray *batches, GPtrArray *files, guint start, guint end)
{
  const File *first = g_ptr_array_index (files, start);
  const File *last = g_ptr_array_index (files, end - 1);
  /* They are sorted, so the prefix of these two is the prefix of all. */
  gsize length = share_folder (first->path, last->path);
  g_autofree char *root = length > 0 ? g_strndup (first->path, length) : g_strdup ("/");
  gboolean is_shared = bs_home_folder_is_shared (root);

  for (guint i = start; i < end;)
    {
      const File *file = g_ptr_array_index (files, i);
      const char *slash = strchr (file->path + length + 1, '/');
      guint next = i + 1;

      if (!is_shared || slash == NULL)
        {
          add_to_batch (get_batch (batches, root), file->path, file->name);
          i = next;
          continue;
        }
      while (next < end &&
             strncmp (((File *) g_ptr_array_index (files, next))->path, file->path, slash - file->path + 1) == 0)
        next++;
      add_loose (batches, files, i, next);
      i = next;
    }
}

/**
 * bs_batches_new:
 *
 * Returns: (transfer full) (element-type BsBatch): no batches yet
 */
GPtrArray *
bs_batches_new (void)
{
  return g_ptr_array_new_with_free_func (free_batch);
}

/**
 * bs_batches_add_files:
 * @batches: batches
 * @names: files, as the command line has them
 * @n_names: their number
 *
 * Groups files by the library whose history covers them: the known one that contains them; otherwise their site;
 * otherwise their common folder.
 *
 * Returns: whether all of them exist
 */
gboolean
bs_batches_add_files (GPtrArray *batches, char **names, guint n_names)
{
  g_autoptr (BsHomeIndex) homes = bs_home_index_new ();
  g_autoptr (GHashTable) sites =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bs_site_unref);
  g_autoptr (GPtrArray) loose = g_ptr_array_new_with_free_func (free_file);
  gboolean are_there = TRUE;

  for (guint i = 0; i < n_names; i++)
    {
      File *file = g_new0 (File, 1);
      g_autofree char *root = NULL;
      g_autoptr (BsHome) home = NULL;

      file->name = names[i];
      file->path = bs_place_find_file (names[i]);
      if (file->path == NULL)
        are_there = FALSE;
      else if ((home = bs_home_index_find_around (homes, file->path, &root)) == NULL)
        {
          g_autofree char *folder = g_path_get_dirname (file->path);
          BsSite *site = g_hash_table_lookup (sites, folder);

          if (site == NULL)
            {
              site = bs_site_detect_for_file (file->path);
              g_hash_table_insert (sites, g_steal_pointer (&folder), site);
            }
          if (site->is_site)
            root = g_strdup (site->root);
          else
            g_ptr_array_add (loose, g_steal_pointer (&file));
        }
      if (root != NULL)
        add_to_batch (get_batch (batches, root), file->path, file->name);
      if (file != NULL)
        free_file (file);
    }
  g_ptr_array_sort (loose, compare_files);
  if (loose->len > 0)
    add_loose (batches, loose, 0, loose->len);

  return are_there;
}

/**
 * bs_batch_find_root:
 * @folder: the whole path of a folder
 *
 * Finds the library whose history covers a folder, by the rule of bs_batches_add_files().
 *
 * Returns: (transfer full): the library's folder, which is @folder or around it
 */
char *
bs_batch_find_root (const char *folder)
{
  g_autoptr (BsHomeIndex) homes = bs_home_index_new ();
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autofree char *file = NULL;
  char *root = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  file = g_build_filename (folder, "x.md", NULL);
  home = bs_home_index_find_around (homes, file, &root);
  if (home != NULL)
    return root;
  site = bs_site_detect_for_file (file);

  return g_strdup (site->root);
}

/**
 * bs_batches_add_folder:
 * @batches: batches
 * @folder: a folder, as the command line has it
 * @root: the whole path of it
 * @paths: (element-type filename): files in it, relative to it
 *
 * Adds files of a folder. Output names them as in @paths, and errors as on the command line.
 */
void
bs_batches_add_folder (GPtrArray *batches, const char *folder, const char *root, GPtrArray *paths)
{
  g_autofree char *library = NULL;
  BsBatch *batch;

  g_return_if_fail (batches != NULL && folder != NULL && root != NULL && paths != NULL);

  library = bs_batch_find_root (root);
  batch = get_batch (batches, library);
  batch->folder = g_strdup (folder);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *whole = g_build_filename (root, paths->pdata[i], NULL);

      add_to_batch (batch, whole, paths->pdata[i]);
    }
}

/**
 * bs_batches_add_found:
 * @batches: batches
 * @folder: a folder, as the command line has it
 * @text: a query; an empty one finds all
 *
 * Adds the articles of a folder in which a query is found. Unreadable files are reported on standard error.
 *
 * Returns: whether all could be read
 */
gboolean
bs_batches_add_found (GPtrArray *batches, const char *folder, const char *text)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsQuery) query = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  gboolean is_whole;

  g_return_val_if_fail (batches != NULL && folder != NULL && text != NULL, FALSE);

  site = bs_place_open_folder (folder);
  if (site == NULL)
    return FALSE;
  query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE, *text != '\0' ? text : " ", FALSE);
  if (bs_place_say_unclear (query))
    {
      bs_output_error (folder, _ ("Nothing was changed, because part of the search was not understood."));
      return FALSE;
    }
  is_whole = bs_place_query (folder, site, query, BS_FOLDER_QUERY_DEFAULT, BS_PLACE_SAY_FILES, &paths);
  if (paths != NULL)
    bs_batches_add_folder (batches, folder, site->root, paths);

  return is_whole;
}
