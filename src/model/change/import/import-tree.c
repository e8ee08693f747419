/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-tree.h"

#include "model/change/import/import-name.h"

#include <string.h>

/**
 * bs_import_tree_new:
 * @site: a folder
 *
 * Returns: (transfer full): a folder without known files
 */
BsImportTree *
bs_import_tree_new (BsSite *site)
{
  BsImportTree *self;

  g_return_val_if_fail (site != NULL, NULL);

  self = g_new0 (BsImportTree, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->site = bs_site_ref (site);
  self->images = g_ptr_array_new_with_free_func (g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * bs_import_tree_ref:
 * @self: a folder
 *
 * Returns: (transfer full): @self
 */
BsImportTree *
bs_import_tree_ref (BsImportTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_import_tree_unref:
 * @self: (transfer full): a folder
 */
void
bs_import_tree_unref (BsImportTree *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  bs_site_unref (self->site);
  g_ptr_array_unref (self->images);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * bs_import_tree_get_path:
 * @self: a folder
 * @whole: absolute path of a file in it
 *
 * Returns: (transfer none): its path relative to the folder
 */
const char *
bs_import_tree_get_path (const BsImportTree *self, const char *whole)
{
  const char *path;

  g_return_val_if_fail (self != NULL && whole != NULL, NULL);

  path = g_str_has_prefix (whole, self->site->root) ? whole + strlen (self->site->root) : whole;
  while (*path == '/')
    path++;
  return path;
}

/**
 * bs_import_tree_is_image:
 * @name: a file's name or path
 *
 * Returns: whether it is the name of an image
 */
gboolean
bs_import_tree_is_image (const char *name)
{
  static const char *const extensions[] = {
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico", ".jxl", ".apng",
  };
  const char *dot;

  g_return_val_if_fail (name != NULL, FALSE);

  dot = strrchr (name, '.');
  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (dot, extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * bs_import_tree_add_image:
 * @self: a folder being searched
 * @path: an image's path relative to the folder
 */
void
bs_import_tree_add_image (BsImportTree *self, const char *path)
{
  g_autofree char *name = NULL;
  char *folded;

  g_return_if_fail (self != NULL && path != NULL);

  if (self->is_ours)
    g_ptr_array_add (self->images, g_strdup (path));
  name = g_path_get_basename (path);
  folded = bs_import_name_fold (name);
  g_hash_table_insert (self->names, folded, g_strdup (g_hash_table_contains (self->names, folded) ? "" : path));
}

/**
 * bs_import_tree_find_image:
 * @self: a folder that has been searched
 * @name: an image's name, without its folder
 *
 * Returns: (transfer none) (nullable): its path relative to the folder, if the name is unique
 */
const char *
bs_import_tree_find_image (const BsImportTree *self, const char *name)
{
  g_autofree char *folded = NULL;
  const char *path;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  folded = bs_import_name_fold (name);
  path = g_hash_table_lookup (self->names, folded);
  return path != NULL && *path != '\0' ? path : NULL;
}
