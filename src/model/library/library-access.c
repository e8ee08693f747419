/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-private.h"

/* What others get from a library: lists, items, documents. */

static void
remove_list (gpointer owner, BsArticleList *list)
{
  g_ptr_array_remove_fast (BS_LIBRARY (owner)->lists, list);
}

static BsArticleItem *
dup_item_by_id (gpointer owner, guint id)
{
  BsLibrary *self = owner;
  BsRow *row = bs_table_get (self->table, id);

  g_return_val_if_fail (row != NULL, NULL);
  return bs_items_dup (self->items, row);
}

static const BsArticleListFuncs list_funcs = { dup_item_by_id, bs_library_ask, remove_list };

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
  BsArticleList *list;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  list = bs_article_list_new (self, &list_funcs, query);
  g_ptr_array_add (self->lists, list);
  return list;
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

  return bs_category_tree_get_roots (self->tree);
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

  return G_LIST_MODEL (self->facets[0].list);
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

  return G_LIST_MODEL (self->facets[1].list);
}

/**
 * bs_library_dup_item:
 * @self: a library
 * @path: a path relative to the folder
 *
 * Returns: (transfer full) (nullable): the article there, if there is one
 */
BsArticleItem *
bs_library_dup_item (BsLibrary *self, const char *path)
{
  BsRow *row;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  row = bs_table_lookup (self->table, path);
  return row != NULL ? bs_items_dup (self->items, row) : NULL;
}

/**
 * bs_library_dup_paths:
 * @self: a library
 * @ids: (array length=n_ids): the numbers of articles
 * @n_ids: how many
 *
 * Returns: (transfer full) (element-type filename): their paths relative to the folder, without those that are gone
 */
GStrv
bs_library_dup_paths (BsLibrary *self, const guint *ids, guint n_ids)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_sized_new (n_ids + 1);

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  for (guint i = 0; i < n_ids; i++)
    {
      BsRow *row = bs_table_get (self->table, ids[i]);

      if (row != NULL && (bs_row_get_marks (row) & BS_MARK_GONE) == 0)
        g_ptr_array_add (paths, bs_row_dup_path (row));
    }
  g_ptr_array_add (paths, NULL);

  return (GStrv) g_ptr_array_steal (paths, NULL);
}

/* A little more than two lines of a row. */
#define FINDING_CHARS 160

typedef struct
{
  BsSite *site;
  char *path;
  BsQuery *query; /* (nullable): what to look for in it */
} ReadRequest;

static ReadRequest *
read_request_new (BsLibrary *library, const char *path, BsQuery *query)
{
  ReadRequest *self = g_new (ReadRequest, 1);

  self->site = bs_site_ref (library->site);
  self->path = g_strdup (path);
  self->query = query != NULL ? bs_query_ref (query) : NULL;
  return self;
}

static void
read_request_free (gpointer data)
{
  ReadRequest *request = data;

  bs_site_unref (request->site);
  g_free (request->path);
  g_clear_pointer (&request->query, bs_query_unref);
  g_free (request);
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const ReadRequest *request = task_data;
  GError *error = NULL;
  BsDocument *document;

  if (g_task_return_error_if_cancelled (task))
    return;
  document = bs_document_load (request->site, request->path, &error);
  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) bs_document_unref);
  else
    g_task_return_error (task, error);
}

/**
 * bs_library_read_async:
 * @self: a library
 * @path: path of an article, relative to the folder
 * @cancellable: (nullable): a cancellable
 * @callback: called when the article is read
 * @user_data: for @callback
 *
 * Reads an article and its text on another thread.
 */
void
bs_library_read_async (BsLibrary *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_read_async);
  g_task_set_task_data (task, read_request_new (self, path, NULL), read_request_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * bs_library_read_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with an error as bs_document_load() has it
 */
BsDocument *
bs_library_read_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
find_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const ReadRequest *request = task_data;
  g_autoptr (BsDocument) document = NULL;
  GError *error = NULL;

  /* Whoever types is long at another word when the first rows' turn comes. */
  if (g_task_return_error_if_cancelled (task))
    return;
  document = bs_document_load (request->site, request->path, &error);
  if (document != NULL)
    g_task_return_pointer (task, bs_finding_new (document, request->query, FINDING_CHARS),
                           (GDestroyNotify) bs_finding_free);
  else
    g_task_return_error (task, error);
}

/**
 * bs_library_find_in_async:
 * @self: a library
 * @path: path of an article, relative to the folder
 * @query: a query that searches for something
 * @cancellable: (nullable): a cancellable
 * @callback: called when the article was looked through
 * @user_data: for @callback
 *
 * Finds out where in an article that stands what is searched for, on another thread.
 */
void
bs_library_find_in_async (BsLibrary *self, const char *path, BsQuery *query, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (query != NULL && query->text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_find_in_async);
  g_task_set_task_data (task, read_request_new (self, path, query), read_request_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * bs_library_find_in_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with an error as bs_document_load() has it
 */
BsFinding *
bs_library_find_in_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
