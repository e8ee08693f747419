/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/post-finder.h"

#include "model/format/text/path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The maximum time for which one look at the list may block the main loop. */
#define SLICE_MICROSECONDS 3000

typedef struct
{
  char *post;
  BsArticleList *list;
  gulong pending_handler;
  guint position;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_signal_handler (&search->pending_handler, search->list);
  g_clear_object (&search->list);
  g_free (search->post);
  g_free (search);
}

static gsize
stem_length (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name && strchr (dot, '/') == NULL && bs_article_name_is_article (name) ?
             (gsize) (dot - name) :
             strlen (name);
}

static gboolean
is_same_name (const char *a, const char *b)
{
  gsize length = stem_length (a);

  return length == stem_length (b) && strncmp (a, b, length) == 0;
}

/* Whether the article at path is the post that a link refers to: by its path or the end of it, with or without an
 * extension, and with or without the date in its name. */
gboolean
bs_post_finder_is_post (const char *path, const char *post)
{
  const char *path_name;
  const char *post_name;
  gsize folder_length;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (post != NULL, FALSE);

  while (*post == '/')
    post++;
  path_name = bs_path_get_name (path);
  post_name = bs_path_get_name (post);
  if (*post_name == '\0')
    return FALSE;

  if (!is_same_name (path_name, post_name) && !is_same_name (bs_article_name_skip_date (path_name), post_name) &&
      !is_same_name (bs_article_name_skip_date (path_name), bs_article_name_skip_date (post_name)))
    return FALSE;

  folder_length = post_name - post;
  if (folder_length > (gsize) (path_name - path) || strncmp (path_name - folder_length, post, folder_length) != 0)
    return FALSE;
  return path_name - folder_length == path || folder_length == 0 || path_name[-(gssize) folder_length - 1] == '/';
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);
  gint64 end = g_get_monotonic_time () + SLICE_MICROSECONDS;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  while (g_get_monotonic_time () < end)
    {
      g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (search->list), search->position++);
      const char *path = item != NULL ? bs_article_item_get_path (item) : NULL;

      if (item == NULL)
        {
          g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                   _ ("The article “%s” was not found in this library."), search->post);
          return G_SOURCE_REMOVE;
        }
      if (path != NULL && bs_post_finder_is_post (path, search->post))
        {
          g_task_return_pointer (task, g_strdup (path), g_free);
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
pending_cb (BsArticleList *list, GParamSpec *pspec, GTask *task)
{
  Search *search = g_task_get_task_data (task);

  g_assert (BS_IS_ARTICLE_LIST (list));
  g_assert (G_IS_TASK (task));

  if (bs_article_list_get_pending (list))
    return;

  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, look_cb, g_object_ref (task), g_object_unref);
  g_clear_signal_handler (&search->pending_handler, list);
}

static void
task_closure_cb (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/* Finds the path of the article that a site's post link names. If there are several, the first by path. */
void
bs_post_finder_find_async (BsLibrary *library, const char *post, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (BsQuery) query = NULL;
  Search *search;

  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (post != NULL);

  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_post_finder_find_async);
  query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);

  search = g_new0 (Search, 1);
  search->post = g_strdup (post);
  search->list = bs_library_query (library, query);
  g_task_set_task_data (task, search, search_free);
  search->pending_handler = g_signal_connect_data (search->list, "notify::pending", G_CALLBACK (pending_cb),
                                                   g_object_ref (task), task_closure_cb, 0);
  pending_cb (search->list, NULL, task);
}

char *
bs_post_finder_find_finish (BsLibrary *library, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
