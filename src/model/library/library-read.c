/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

/* Reading single articles of a library, which needs nothing but its site. */

/* A little more than two lines of a row in the list. */
#define FINDING_CHARS 160

typedef struct
{
  BsSite *site;
  char *path;
  BsQuery *query; /* (nullable): what to find in it */
} ReadRequest;

static ReadRequest *
read_request_new (BsLibrary *library, const char *path, BsQuery *query)
{
  ReadRequest *self = g_new (ReadRequest, 1);

  self->site = bs_site_ref (bs_library_get_site (library));
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

  /* While the user types, most requests are out of date before they start. */
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
 * @callback: called when the article was searched
 * @user_data: for @callback
 *
 * Finds the places in an article that match a query, on another thread.
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
