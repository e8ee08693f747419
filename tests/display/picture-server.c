/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "picture-server.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "reader/picture-fetcher.h"

static void
answer_picture (SoupServerMessage *message)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 30, 20);
  char *data;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x884422ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", NULL, NULL));
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_TAKE, data, length);
}

static void
answer_too_much (SoupServerMessage *message)
{
  gsize length = BS_PICTURE_FETCHER_MAX_BYTES + 1;
  char *data = g_malloc0 (length);

  memcpy (data, "\x89PNG\r\n\x1a\n", 8);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_append_take (soup_server_message_get_response_body (message), (guchar *) data, length);
  soup_message_body_complete (soup_server_message_get_response_body (message));
}

static void
redirect (SoupServerMessage *message, const char *query)
{
  g_autofree char *place = query != NULL ? g_uri_unescape_string (query, NULL) : g_strdup ("/picture.png");

  soup_server_message_set_redirect (message, 302, place);
}

static void
handle_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  PictureServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *referrer = soup_message_headers_get_one (headers, "Referer");
  g_autofree char *own = picture_server_make_address (self, "/");

  g_ptr_array_add (self->paths, g_strdup (path));
  g_ptr_array_add (self->referrers, g_strdup (referrer != NULL ? referrer : ""));
  self->n_cookies += soup_message_headers_get_one (headers, "Cookie") != NULL ||
                     soup_message_headers_get_one (headers, "Authorization") != NULL;
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie", "a=b; Path=/");

  if (g_str_has_suffix (path, ".png"))
    answer_picture (message);
  else if (g_str_equal (path, "/needs-own") && g_strcmp0 (referrer, own) == 0)
    answer_picture (message);
  else if (g_str_equal (path, "/needs-none") && referrer == NULL)
    answer_picture (message);
  else if (g_str_equal (path, "/redirect"))
    redirect (message, g_uri_get_query (soup_server_message_get_uri (message)));
  else if (g_str_equal (path, "/loop"))
    redirect (message, "/loop");
  else if (g_str_equal (path, "/too-much"))
    answer_too_much (message);
  else if (g_str_equal (path, "/page"))
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, "<svg onload=x>", 14),
        soup_server_message_set_status (message, 200, NULL);
  else if (g_str_equal (path, "/password"))
    soup_server_message_set_status (message, 401, NULL),
        soup_message_headers_append (soup_server_message_get_response_headers (message), "WWW-Authenticate",
                                     "Basic realm=\"x\"");
  else if (g_str_has_prefix (path, "/wait"))
    {
      g_ptr_array_add (self->paused, g_object_ref (message));
      self->most_paused = MAX (self->most_paused, self->paused->len);
      soup_server_message_pause (message);
    }
  else
    soup_server_message_set_status (message, 403, NULL);
}

/* Answers all waiting requests. */
void
picture_server_go_on (PictureServer *self)
{
  g_autoptr (GPtrArray) paused = g_steal_pointer (&self->paused);

  self->paused = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < paused->len; i++)
    {
      answer_picture (g_ptr_array_index (paused, i));
      soup_server_message_unpause (g_ptr_array_index (paused, i));
    }
}

void
picture_server_start (PictureServer *self)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->referrers = g_ptr_array_new_with_free_func (g_free);
  self->paused = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

void
picture_server_stop (PictureServer *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->referrers, g_ptr_array_unref);
  g_clear_pointer (&self->paused, g_ptr_array_unref);
}

char *
picture_server_make_address (PictureServer *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

guint
picture_server_count (PictureServer *self, const char *path)
{
  guint n = 0;

  for (guint i = 0; i < self->paths->len; i++)
    n += g_str_equal (g_ptr_array_index (self->paths, i), path);
  return n;
}

/* Treats this one local address as a public one. */
gboolean
picture_server_is_allowed (GInetAddress *address)
{
  g_autofree char *text = g_inet_address_to_string (address);

  return g_str_equal (text, "127.0.0.1") || bs_public_address_is_public (address);
}
