/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/web-filter.h"

#include "reader/page-server.h"

/* Everything is blocked, and then a few kinds of address are allowed, each for its one purpose. */
static const char filter_rules[] =
    "["
    "{\"trigger\":{\"url-filter\":\".*\"},\"action\":{\"type\":\"block\"}},"
    "{\"trigger\":{\"url-filter\":\"^" BS_PAGE_ARTICLE_PREFIX
    "\",\"resource-type\":[\"document\"],\"load-context\":[\"top-frame\"]},"
    "\"action\":{\"type\":\"ignore-previous-rules\"}},"
    "{\"trigger\":{\"url-filter\":\"^" BS_PAGE_PICTURE_PREFIX "\",\"resource-type\":[\"image\"]},"
    "\"action\":{\"type\":\"ignore-previous-rules\"}},"
    "{\"trigger\":{\"url-filter\":\"^" BS_PAGE_FONT_ADDRESS "$\",\"resource-type\":[\"font\"]},"
    "\"action\":{\"type\":\"ignore-previous-rules\"}},"
    "{\"trigger\":{\"url-filter\":\"^" BS_PAGE_SERVER_KEPT_PREFIX "\",\"resource-type\":[\"image\"]},"
    "\"action\":{\"type\":\"ignore-previous-rules\"}},"
    "{\"trigger\":{\"url-filter\":\"^" BS_PAGE_SERVER_REMOTE_PREFIX "\",\"resource-type\":[\"image\"]},"
    "\"action\":{\"type\":\"ignore-previous-rules\"}}"
    "]";

typedef struct
{
  WebKitUserContentFilterStore *store;
  char *identifier;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_object (&load->store);
  g_free (load->identifier);
  g_free (load);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter;

  g_assert (WEBKIT_IS_USER_CONTENT_FILTER_STORE (source));
  g_assert (G_IS_TASK (task));

  filter = webkit_user_content_filter_store_save_finish (WEBKIT_USER_CONTENT_FILTER_STORE (source), result, &error);
  if (filter != NULL)
    g_task_return_pointer (task, filter, (GDestroyNotify) webkit_user_content_filter_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) rules = NULL;
  WebKitUserContentFilter *filter;
  Load *load;

  g_assert (WEBKIT_IS_USER_CONTENT_FILTER_STORE (source));
  g_assert (G_IS_TASK (task));

  load = g_task_get_task_data (task);
  filter = webkit_user_content_filter_store_load_finish (load->store, result, NULL);
  if (filter != NULL)
    {
      g_task_return_pointer (task, filter, (GDestroyNotify) webkit_user_content_filter_unref);
      return;
    }

  /* None is stored yet, or by an older WebKit: compile it. */
  rules = g_bytes_new_static (filter_rules, sizeof filter_rules - 1);
  webkit_user_content_filter_store_save (load->store, load->identifier, rules, g_task_get_cancellable (task), save_cb,
                                         g_object_ref (task));
}

/* Loads the filter that blocks everything but the reader's own addresses. It is compiled once and kept in the cache
 * folder. Its name contains a hash of its rules, so a stored filter always has the right rules. */
void
bs_web_filter_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *folder = NULL;
  Load *load;

  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_web_filter_load_async);

  folder = g_build_filename (g_get_user_cache_dir (), "broadsheet", "filter", NULL);
  load = g_new0 (Load, 1);
  load->store = webkit_user_content_filter_store_new (folder);
  load->identifier = g_compute_checksum_for_string (G_CHECKSUM_SHA256, filter_rules, -1);
  g_task_set_task_data (task, load, load_free);

  webkit_user_content_filter_store_load (load->store, load->identifier, cancellable, load_cb, g_object_ref (task));
}

WebKitUserContentFilter *
bs_web_filter_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
