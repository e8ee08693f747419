/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/picture-fetcher.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "model/format/text/web-address.h"
#include "page/picture-type.h"

#define MAX_AT_ONCE 6
#define MAX_REDIRECTS 5
/* The time limit for all attempts at one picture. */
#define MAX_SECONDS 30
#define CHUNK_BYTES 65536
/* Other ports below this one belong to services that are not web servers. */
#define FIRST_OPEN_PORT 1024

/* Many hosts refuse programs that do not claim to be a browser. */
#define USER_AGENT "Mozilla/5.0"
#define ACCEPT "image/avif,image/webp,image/png,image/jpeg,image/gif"

struct _BsPictureFetcher
{
  GObject parent_instance;

  BsAddressCheck check;
  GQueue waiting; /* (element-type GTask) */
  guint n_running;
};

G_DEFINE_FINAL_TYPE (BsPictureFetcher, bs_picture_fetcher, G_TYPE_OBJECT)

/* One picture being fetched: its address, then the address inside that, each first without a referrer and then with
 * one. */
typedef struct
{
  GQueue addresses; /* (element-type utf8): addresses still to be tried, the current one first */
  GStrv hosts;      /* (nullable): hosts that may be contacted */
  gboolean with_referrer;
  GUri *uri; /* the target of the last redirect */
  guint n_redirects;
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *bytes;
  GCancellable *cancellable;
  GCancellable *outer; /* (nullable) */
  gulong outer_handler;
  guint timeout;
} Fetch;

static void try_address (GTask *task);

static void
clear_attempt (Fetch *fetch)
{
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  if (fetch->session != NULL)
    soup_session_abort (fetch->session);
  g_clear_object (&fetch->session);
  g_byte_array_set_size (fetch->bytes, 0);
}

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  clear_attempt (fetch);
  g_clear_handle_id (&fetch->timeout, g_source_remove);
  if (fetch->outer != NULL)
    g_cancellable_disconnect (fetch->outer, fetch->outer_handler);
  g_clear_object (&fetch->outer);
  g_clear_object (&fetch->cancellable);
  g_queue_clear_full (&fetch->addresses, g_free);
  g_strfreev (fetch->hosts);
  g_byte_array_unref (fetch->bytes);
  g_free (fetch);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->timeout = 0;
  g_cancellable_cancel (fetch->cancellable);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * bs_picture_fetcher_find_inner:
 * @address: of a picture
 *
 * Archives contain addresses of proxies that no longer exist, with the real address in the query, plain or escaped.
 *
 * Returns: (transfer full) (nullable): the address in the query of @address
 */
char *
bs_picture_fetcher_find_inner (const char *address)
{
  const char *query;
  const char *start;

  g_return_val_if_fail (address != NULL, NULL);

  query = strchr (address, '?');
  if (query == NULL)
    return NULL;
  for (start = query + 1; *start != '\0'; start++)
    {
      if (g_ascii_strncasecmp (start, "http://", 7) == 0 || g_ascii_strncasecmp (start, "https://", 8) == 0)
        return g_strndup (start, strcspn (start, "#"));
      if (g_ascii_strncasecmp (start, "http%3a%2f%2f", 13) == 0 ||
          g_ascii_strncasecmp (start, "https%3a%2f%2f", 14) == 0)
        return g_uri_unescape_segment (start, start + strcspn (start, "&#"), NULL);
    }
  return NULL;
}

static void
run_waiting (BsPictureFetcher *self)
{
  while (self->n_running < MAX_AT_ONCE && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);
      Fetch *fetch = g_task_get_task_data (task);

      self->n_running++;
      fetch->timeout = g_timeout_add_seconds (MAX_SECONDS, timeout_cb, fetch);
      try_address (task);
    }
}

static void
end (GTask *task)
{
  BsPictureFetcher *self = g_task_get_source_object (task);

  clear_attempt (g_task_get_task_data (task));
  self->n_running--;
  run_waiting (self);
}

static void
fail (GTask *task, GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (fetch->cancellable) && fetch->timeout == 0)
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("The image took too long to load."));
    }
  g_task_return_error (task, error);
  end (task);
}

/* A host that refused may accept a request with a referrer. A failed connection will fail again. */
static void
try_next (GTask *task, GError *error, gboolean was_refused)
{
  Fetch *fetch = g_task_get_task_data (task);

  clear_attempt (fetch);
  fetch->n_redirects = 0;
  if (g_cancellable_is_cancelled (fetch->cancellable))
    {
      fail (task, error);
      return;
    }
  if (was_refused && !fetch->with_referrer)
    {
      fetch->with_referrer = TRUE;
    }
  else
    {
      fetch->with_referrer = FALSE;
      g_free (g_queue_pop_head (&fetch->addresses));
    }
  if (g_queue_is_empty (&fetch->addresses))
    {
      fail (task, error);
      return;
    }
  g_clear_error (&error);
  try_address (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length;
  gconstpointer data;

  if (chunk == NULL)
    {
      try_next (task, error, FALSE);
      return;
    }

  data = g_bytes_get_data (chunk, &length);
  if (length == 0)
    {
      if (bs_picture_type_get_media_type (bs_picture_type_sniff (fetch->bytes->data, fetch->bytes->len)) == NULL)
        {
          try_next (task,
                    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The response was not an image.")),
                    TRUE);
          return;
        }
      g_task_return_pointer (task, g_bytes_new (fetch->bytes->data, fetch->bytes->len), (GDestroyNotify) g_bytes_unref);
      end (task);
      return;
    }
  if (fetch->bytes->len + length > BS_PICTURE_FETCHER_MAX_BYTES)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("The image is too large.")));
      return;
    }
  g_byte_array_append (fetch->bytes, data, length);
  g_input_stream_read_bytes_async (fetch->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, fetch->cancellable, read_cb,
                                   g_steal_pointer (&task));
}

/* The redirect's target is checked like the first address. */
static gboolean
follow_redirect (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "Location");
  GUri *uri;

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (fetch->message)) || location == NULL ||
      fetch->n_redirects >= MAX_REDIRECTS)
    return FALSE;
  uri = g_uri_parse_relative (fetch->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    return FALSE;

  clear_attempt (fetch);
  fetch->n_redirects++;
  fetch->uri = uri;
  try_address (task);
  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      try_next (task, error, FALSE);
      return;
    }
  if (follow_redirect (task))
    return;

  status = soup_message_get_status (fetch->message);
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      try_next (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The host responded with status %u."), status),
                TRUE);
      return;
    }
  if (soup_message_headers_get_content_length (soup_message_get_response_headers (fetch->message)) >
      BS_PICTURE_FETCHER_MAX_BYTES)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("The image is too large.")));
      return;
    }
  g_input_stream_read_bytes_async (fetch->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, fetch->cancellable, read_cb,
                                   g_steal_pointer (&task));
}

/* Checks the address that is connected to next, whether it comes from the article or a redirect. */
static gboolean
may_ask (const Fetch *fetch, GError **error)
{
  g_autofree char *host = fetch->uri != NULL ? bs_web_address_get_host (fetch->uri) : NULL;
  const char *scheme = host != NULL ? g_uri_get_scheme (fetch->uri) : "";
  int port = host != NULL ? g_uri_get_port (fetch->uri) : -1;

  if (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
    {
      if (port == -1)
        port = g_str_equal (scheme, "http") ? 80 : 443;
    }
  else
    {
      port = -1;
    }
  if (port != 80 && port != 443 && port < FIRST_OPEN_PORT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("This is not the address of an image."));
      return FALSE;
    }
  if (fetch->hosts != NULL && !g_strv_contains ((const char *const *) fetch->hosts, host))
    {
      /* Translators: %s is the name of a host on the net, such as “example.org”. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _ ("Images from %s may not be loaded."), host);
      return FALSE;
    }
  return TRUE;
}

/* A session per request shares no state with others: no cookies, no passwords, no open connections. No proxy is used,
 * because it would connect to addresses that we never see. */
static SoupSession *
create_session (BsPictureFetcher *self, GUri *uri)
{
  g_autoptr (GSocketConnectable) address =
      bs_public_address_new (g_uri_get_host (uri), g_uri_get_port (uri), self->check);
  /* clang-format off */
  SoupSession *session = soup_session_new_with_options ("remote-connectable", address,
                                                        "proxy-resolver", NULL,
                                                        "max-conns", 1,
                                                        "max-conns-per-host", 1,
                                                        "timeout", MAX_SECONDS,
                                                        "user-agent", USER_AGENT,
                                                        NULL);
  /* clang-format on */

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static char *
make_referrer (const char *address)
{
  g_autoptr (GUri) uri = bs_web_address_parse (address);
  g_autoptr (GUri) origin = NULL;

  if (uri == NULL)
    return NULL;
  origin = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                        "/", NULL, NULL);
  return g_uri_to_string (origin);
}

static void
try_address (GTask *task)
{
  BsPictureFetcher *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  const char *address = g_queue_peek_head (&fetch->addresses);
  SoupMessageHeaders *headers;
  g_autoptr (GUri) bare = NULL;
  GError *error = NULL;

  if (fetch->uri == NULL)
    fetch->uri = bs_web_address_parse (address);
  if (!may_ask (fetch, &error))
    {
      try_next (task, error, FALSE);
      return;
    }

  /* User names in an address are not sent to its host. */
  bare = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (fetch->uri), NULL, g_uri_get_host (fetch->uri),
                      g_uri_get_port (fetch->uri), g_uri_get_path (fetch->uri), g_uri_get_query (fetch->uri), NULL);
  fetch->session = create_session (self, bare);
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, bare);
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (fetch->message);
  soup_message_headers_replace (headers, "Accept", ACCEPT);
  if (fetch->with_referrer)
    {
      g_autofree char *referrer = make_referrer (address);

      if (referrer != NULL)
        soup_message_headers_replace (headers, "Referer", referrer);
    }
  soup_session_send_async (fetch->session, fetch->message, G_PRIORITY_DEFAULT, fetch->cancellable, sent_cb,
                           g_object_ref (task));
}

static void
bs_picture_fetcher_finalize (GObject *object)
{
  BsPictureFetcher *self = BS_PICTURE_FETCHER (object);

  g_queue_clear_full (&self->waiting, g_object_unref);

  G_OBJECT_CLASS (bs_picture_fetcher_parent_class)->finalize (object);
}

static void
bs_picture_fetcher_class_init (BsPictureFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_picture_fetcher_finalize;
}

static void
bs_picture_fetcher_init (BsPictureFetcher *self)
{
  g_queue_init (&self->waiting);
}

BsPictureFetcher *
bs_picture_fetcher_new (BsAddressCheck check)
{
  BsPictureFetcher *self;

  g_return_val_if_fail (check != NULL, NULL);

  self = g_object_new (BS_TYPE_PICTURE_FETCHER, NULL);
  self->check = check;
  return self;
}

/* Fetches a picture with bounded size and time, without cookies, and only from addresses that the check and @hosts
 * allow. */
void
bs_picture_fetcher_fetch_async (BsPictureFetcher *self, const char *address, const char *const *hosts,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Fetch *fetch;
  char *inner;

  g_return_if_fail (BS_IS_PICTURE_FETCHER (self));
  g_return_if_fail (address != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  fetch = g_new0 (Fetch, 1);
  fetch->hosts = g_strdupv ((char **) hosts);
  fetch->bytes = g_byte_array_new ();
  fetch->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      fetch->outer = g_object_ref (cancellable);
      fetch->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                    g_object_ref (fetch->cancellable), g_object_unref);
    }
  g_queue_push_tail (&fetch->addresses, g_strdup (address));
  inner = bs_picture_fetcher_find_inner (address);
  if (inner != NULL)
    g_queue_push_tail (&fetch->addresses, inner);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_picture_fetcher_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);
  g_queue_push_tail (&self->waiting, task);
  run_waiting (self);
}

GBytes *
bs_picture_fetcher_fetch_finish (BsPictureFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_PICTURE_FETCHER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
