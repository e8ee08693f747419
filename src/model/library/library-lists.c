/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include "model/library/library-views.h"

/* The lists of a library. */

/**
 * bs_library_query:
 * @self: a library
 * @query: a query
 *
 * Returns: (transfer full): a list that follows the library; it is empty until the query is answered
 */
BsArticleList *
bs_library_query (BsLibrary *self, BsQuery *query)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return bs_library_views_query (bs_library_get_views (self), query);
}

/**
 * bs_library_get_categories:
 * @self: a library
 *
 * Returns: (transfer none): a list of #BsCategory, the roots of the tree
 */
GListModel *
bs_library_get_categories (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_category_tree_get_roots (bs_library_views_get_tree (bs_library_get_views (self)));
}

/**
 * bs_library_list_kept_categories:
 * @self: a library
 * @from: (array zero-terminated=1): a category
 *
 * Returns: (transfer full) (element-type GStrv): the empty categories that are shown, among @from and those below it
 */
GPtrArray *
bs_library_list_kept_categories (BsLibrary *self, const char *const *from)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (from != NULL && *from != NULL, NULL);

  return bs_category_tree_list_kept (bs_library_views_get_tree (bs_library_get_views (self)), from);
}

/**
 * bs_library_get_tags:
 * @self: a library
 *
 * Returns: (transfer none): a list of #BsFacet, the commonest first
 */
GListModel *
bs_library_get_tags (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_library_views_get_facets (bs_library_get_views (self), BS_VOCABULARY_TAGS);
}

/**
 * bs_library_get_sources:
 * @self: a library
 *
 * Returns: (transfer none): a list of #BsFacet, the commonest first
 */
GListModel *
bs_library_get_sources (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_library_views_get_facets (bs_library_get_views (self), BS_VOCABULARY_SOURCES);
}
