/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-work.h"

/* Reads single articles of a library, for which its site is enough. */

/* A little more than two lines of a row in the list. */
#define FINDING_CHARS 160

typedef struct
{
  char *path;
  BsQuery *query; /* (nullable): the search to highlight */
} ReadRequest;

static void
read_request_free (gpointer data)
{
  ReadRequest *request = data;

  g_free (request->path);
  g_clear_pointer (&request->query, bs_query_unref);
  g_free (request);
}

static void
start (BsLibrary *library, BsLibraryWork work, const char *path, BsQuery *query, gpointer source_tag,
       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ReadRequest *request = g_new (ReadRequest, 1);

  *request = (ReadRequest){ g_strdup (path), query != NULL ? bs_query_ref (query) : NULL };
  work.data = request;
  work.free_data = read_request_free;
  bs_library_work_on_file (library, work, source_tag, cancellable, callback, user_data);
}

static gpointer
load (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  const ReadRequest *request = work->data;

  return bs_document_load (work->site, request->path, error);
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
  const BsLibraryWork work = { load, (GDestroyNotify) bs_document_unref };

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  start (self, work, path, NULL, bs_library_read_async, cancellable, callback, user_data);
}

/**
 * bs_library_read_finish:
 * @self: a library
 * @result: the result passed to the callback
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

static gpointer
find (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  const ReadRequest *request = work->data;
  g_autoptr (BsDocument) document = bs_document_load (work->site, request->path, error);

  return document != NULL ? bs_finding_new (document, request->query, FINDING_CHARS) : NULL;
}

/**
 * bs_library_find_in_async:
 * @self: a library
 * @path: path of an article, relative to the folder
 * @query: a query that searches for something
 * @cancellable: (nullable): a cancellable
 * @callback: called when the article was searched
 * @user_data: for @callback
 *
 * Finds the places in an article that match a query, on another thread.
 */
void
bs_library_find_in_async (BsLibrary *self, const char *path, BsQuery *query, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  const BsLibraryWork work = { find, (GDestroyNotify) bs_finding_free };

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (query != NULL && query->text != NULL);

  start (self, work, path, query, bs_library_find_in_async, cancellable, callback, user_data);
}

/**
 * bs_library_find_in_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the article, or %NULL with an error of bs_document_load()
 */
BsFinding *
bs_library_find_in_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
