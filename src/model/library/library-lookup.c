/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include "model/library/library-articles.h"

/* Single articles of a library, by path and by number. */

/**
 * bs_library_dup_item:
 * @self: a library
 * @path: a path relative to the folder
 *
 * Until #BsLibrary::changed reports a move, the article is found under both paths.
 *
 * Returns: (transfer full) (nullable): the article there, if there is one
 */
BsArticleItem *
bs_library_dup_item (BsLibrary *self, const char *path)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return bs_library_articles_dup_item (bs_library_get_articles (self), path);
}

/**
 * bs_library_is_draft:
 * @self: a library
 * @id: an article's number
 *
 * Returns: whether it is a draft
 */
gboolean
bs_library_is_draft (BsLibrary *self, guint id)
{
  const BsRow *row;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);

  row = bs_table_get (bs_library_get_table (self), id);

  return row != NULL && (row->flags & BS_ROW_DRAFT) != 0;
}

/**
 * bs_library_take_snapshot:
 * @self: a library
 *
 * Returns: (transfer full) (nullable): the rows of all articles, for a worker; %NULL while the library is not open
 */
BsSnapshot *
bs_library_take_snapshot (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_library_get_site (self) != NULL ? bs_table_take_snapshot (bs_library_get_table (self)) : NULL;
}

/**
 * bs_library_dup_paths:
 * @self: a library
 * @ids: (array length=n_ids): the numbers of articles
 * @n_ids: how many
 *
 * Returns: (transfer full) (element-type filename): their paths relative to the folder, without removed articles
 */
GStrv
bs_library_dup_paths (BsLibrary *self, const guint *ids, guint n_ids)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_sized_new (n_ids + 1);

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  for (guint i = 0; i < n_ids; i++)
    {
      BsRow *row = bs_table_get (bs_library_get_table (self), ids[i]);

      if (row != NULL && (bs_row_get_marks (row) & BS_MARK_GONE) == 0)
        g_ptr_array_add (paths, bs_row_dup_path (row));
    }
  g_ptr_array_add (paths, NULL);

  return (GStrv) g_ptr_array_steal (paths, NULL);
}
