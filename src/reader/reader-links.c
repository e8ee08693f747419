/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <string.h>

#include "model/format/text/web-address.h"
#include "page/page.h"
#include "page/sanitiser-links.h"
#include "reader/post-finder.h"

/* The prefix of a site's own link to another post, which contains the post's name and not its path. */
#define POST_PREFIX BS_PAGE_ARTICLE_PREFIX "?post="

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  g_assert (source == NULL || GTK_IS_WINDOW (source));
  g_assert (G_IS_TASK (task));

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_reader_emit (g_task_get_source_object (task), BS_READER_SIGNAL_LINK_FAILED, g_task_get_task_data (task),
                    error->message);
  g_task_return_boolean (task, error == NULL);
}

static void
open_link (BsReader *self, const char *uri)
{
  g_autofree char *link = bs_web_policy_clean_link (uri);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean handled = FALSE;
  GTask *task;

  bs_reader_emit (self, BS_READER_SIGNAL_OPEN_LINK, link, &handled);
  if (handled)
    return;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, open_link);
  g_task_set_task_data (task, g_strdup (link), g_free);
  gtk_show_uri_full (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, link, GDK_CURRENT_TIME, NULL, launched_cb, task);
}

static void
show_place (BsReader *self, const char *fragment)
{
  g_autoptr (GVariant) arguments = NULL;
  GVariantDict dict;
  g_autofree char *sanitised = NULL;
  g_autofree char *name = g_uri_unescape_string (fragment, NULL);

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", name);
  sanitised = g_strconcat (BS_SANITISED_ID_PREFIX, name, NULL);
  g_variant_dict_insert (&dict, "sanitised", "s", sanitised);
  arguments = g_variant_ref_sink (g_variant_dict_end (&dict));
  webkit_web_view_call_async_javascript_function (self->view, "broadsheet.show (name, sanitised)", -1, arguments,
                                                  BS_WEB_POLICY_WORLD, NULL, NULL, NULL, NULL);
}

static char *
unescape (const char *escaped, gsize length)
{
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (escaped, length, NULL, NULL);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || memchr (data, '\0', size) != NULL)
    return NULL;

  return g_strndup (data, size);
}

static void
post_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bs_post_finder_find_finish (BS_LIBRARY (source), result, &error);

  g_assert (BS_IS_READER (self));

  if (path != NULL)
    bs_reader_emit (self, BS_READER_SIGNAL_OPEN_ARTICLE, path);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_reader_emit (self, BS_READER_SIGNAL_LINK_FAILED, "", error->message);
}

static void
open_post (BsReader *self, const char *uri)
{
  const char *escaped = uri + strlen (POST_PREFIX);
  g_autofree char *post = unescape (escaped, strcspn (escaped, "#"));

  if (post != NULL && self->library != NULL)
    bs_post_finder_find_async (self->library, post, self->load_cancellable, post_found_cb, g_object_ref (self));
}

static void
open_article (BsReader *self, const char *uri)
{
  const char *escaped = uri + strlen (BS_PAGE_ARTICLE_PREFIX);
  const char *fragment = strchr (escaped, '#');
  g_autofree char *path = NULL;

  if (g_str_has_prefix (uri, POST_PREFIX))
    {
      open_post (self, uri);
      return;
    }

  path = unescape (escaped, strcspn (escaped, "?#"));
  if (path == NULL)
    return;

  if (g_strcmp0 (path, self->path) != 0)
    bs_reader_emit (self, BS_READER_SIGNAL_OPEN_ARTICLE, path);
  else
    show_place (self, fragment != NULL ? fragment + 1 : "");
}

static void
open_category (BsReader *self, const char *escaped)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = g_strndup (escaped, strcspn (escaped, "?#"));
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  g_auto (GStrv) names = NULL;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = unescape (parts[i], strlen (parts[i]));

      if (name == NULL || !g_utf8_validate (name, -1, NULL))
        return;
      g_strv_builder_add (builder, name);
    }

  names = g_strv_builder_end (builder);
  if (names[0] != NULL)
    bs_reader_emit (self, BS_READER_SIGNAL_OPEN_CATEGORY, names);
}

/* A tag or a source, which is a single name. */
static void
open_name (BsReader *self, BsReaderSignal signal, const char *escaped)
{
  g_autofree char *name = unescape (escaped, strcspn (escaped, "?#"));

  if (name != NULL && g_utf8_validate (name, -1, NULL))
    bs_reader_emit (self, signal, name);
}

static BsWebVerdict
judge_action (BsReader *self, WebKitNavigationAction *action, gboolean new_window)
{
  const char *asked = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  g_autofree char *uri = asked != NULL ? bs_web_address_normalise (asked) : NULL;
  BsWebNavigation navigation = {
    .uri = uri,
    .address = self->address,
    .token = self->token,
    .expected = self->expected,
    .clicked = webkit_navigation_action_is_user_gesture (action) &&
               webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_LINK_CLICKED,
    .new_window = new_window,
  };
  BsWebVerdict verdict = bs_web_policy_judge (&navigation);

  switch (verdict)
    {
    case BS_WEB_VERDICT_BROWSER:
      open_link (self, uri);
      break;
    case BS_WEB_VERDICT_ARTICLE:
      open_article (self, uri);
      break;
    case BS_WEB_VERDICT_CATEGORY:
      open_category (self, bs_web_policy_get_action (uri, BS_PAGE_CATEGORY_PREFIX, self->token));
      break;
    case BS_WEB_VERDICT_TAG:
      open_name (self, BS_READER_SIGNAL_OPEN_TAG, bs_web_policy_get_action (uri, BS_PAGE_TAG_PREFIX, self->token));
      break;
    case BS_WEB_VERDICT_SOURCE:
      open_name (self, BS_READER_SIGNAL_OPEN_SOURCE,
                 bs_web_policy_get_action (uri, BS_PAGE_SOURCE_PREFIX, self->token));
      break;
    case BS_WEB_VERDICT_FILE:
      bs_reader_emit (self, BS_READER_SIGNAL_OPEN_FILE);
      break;
    case BS_WEB_VERDICT_ALLOW:
    case BS_WEB_VERDICT_DENY:
    default:
      break;
    }

  return verdict;
}

/* Whether an address is that of a page, or of a position in it. */
gboolean
bs_reader_is_at (const char *uri, const char *address)
{
  gsize length = address != NULL ? strlen (address) : 0;

  return uri != NULL && address != NULL && strncmp (uri, address, length) == 0 &&
         (uri[length] == '\0' || uri[length] == '#');
}

gboolean
bs_reader_decide_policy_cb (WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type,
                            gpointer user_data)
{
  BsReader *self = user_data;
  gboolean allowed = FALSE;

  g_assert (WEBKIT_IS_WEB_VIEW (view));
  g_assert (BS_IS_READER (self));

  if (WEBKIT_IS_NAVIGATION_POLICY_DECISION (decision))
    {
      WebKitNavigationAction *action =
          webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
      gboolean new_window = type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION;

      allowed = judge_action (self, action, new_window) == BS_WEB_VERDICT_ALLOW && !new_window;
    }
  else if (WEBKIT_IS_RESPONSE_POLICY_DECISION (decision))
    {
      WebKitResponsePolicyDecision *response = WEBKIT_RESPONSE_POLICY_DECISION (decision);

      allowed = webkit_response_policy_decision_is_main_frame_main_resource (response) &&
                bs_reader_is_at (webkit_uri_request_get_uri (webkit_response_policy_decision_get_request (response)),
                                 self->address);
    }

  if (allowed)
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);

  return TRUE;
}
