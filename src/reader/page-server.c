/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/page-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <webkit/webkit.h>

#include "page/image-decoder.h"
#include "page/picture-type.h"
#include "reader/picture-file.h"
#include "reader/weak-reference.h"
#include "reader/web-policy.h"

/* A page may contain thousands of pictures. Only this many files are open at a time. */
#define MAX_OPEN 16
/* The longer side of a drawing, in pixels. */
#define DRAWING_SIDE 1600

struct _BsPageServer
{
  GObject parent_instance;

  char *root;
  char *address;
  GBytes *html;
  BsPictureLoader *pictures; /* (nullable) */
  char *article;             /* (nullable): the key of the page's article in the loader */
  GCancellable *cancellable; /* of the page's pictures */
  GQueue waiting;            /* (element-type WebKitURISchemeRequest) */
  guint n_open;
};

G_DEFINE_FINAL_TYPE (BsPageServer, bs_page_server, G_TYPE_OBJECT)

typedef struct
{
  char *root;
  char *escaped_path;
  WebKitURISchemeRequest *request;
  GCancellable *cancellable; /* of the page */
  BsPictureType type;
  gint64 size;
} PictureJob;

static void start_waiting (BsPageServer *self);

static void
picture_job_free (gpointer data)
{
  PictureJob *job = data;

  g_free (job->root);
  g_free (job->escaped_path);
  g_clear_object (&job->request);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static void
answer (WebKitURISchemeRequest *request, GInputStream *stream, gint64 size, const char *media_type)
{
  g_autoptr (WebKitURISchemeResponse) response = webkit_uri_scheme_response_new (stream, size);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  soup_message_headers_append (headers, "Cache-Control", "no-store");
  soup_message_headers_append (headers, "Content-Security-Policy", BS_WEB_POLICY_CSP);
  soup_message_headers_append (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_append (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_append (headers, "X-DNS-Prefetch-Control", "off");

  /* Every page is an origin of its own, and a font is only usable by its own origin unless its headers allow others. */
  if (g_str_has_prefix (media_type, "font/"))
    soup_message_headers_append (headers, "Access-Control-Allow-Origin", "*");
  webkit_uri_scheme_response_set_http_headers (response, headers);
  webkit_uri_scheme_response_set_content_type (response, media_type);
  webkit_uri_scheme_response_set_status (response, 200, NULL);
  webkit_uri_scheme_request_finish_with_response (request, response);
}

static void
refuse (WebKitURISchemeRequest *request)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Not found");

  webkit_uri_scheme_request_finish_error (request, error);
}

static gboolean
closed_idle_cb (gpointer data)
{
  BsPageServer *self = data;

  g_assert (BS_IS_PAGE_SERVER (self));
  g_assert (self->n_open > 0);

  self->n_open--;
  start_waiting (self);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (gpointer data, GObject *where_the_stream_was)
{
  /* The thread that read the file may have held the last reference. */
  g_idle_add_full (G_PRIORITY_DEFAULT, closed_idle_cb, data, g_object_unref);
}

static GBytes *
read_all (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, cancellable, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Of a document that could contain scripts and links, the page gets the pixels. */
static GInputStream *
draw (PictureJob *job, GInputStream *stream, GError **error)
{
  const BsImageRequest request = { DRAWING_SIDE, BS_IMAGE_FIT_INSIDE, BS_IMAGE_ENCODING_PNG };
  g_autoptr (GBytes) document = read_all (stream, job->cancellable, error);
  g_autoptr (BsImage) image = NULL;

  if (document != NULL)
    image =
        bs_image_decoder_decode_bytes (bs_image_decoder_get_default (), document, &request, job->cancellable, error);
  if (image == NULL)
    return NULL;
  job->type = BS_PICTURE_TYPE_PNG;
  job->size = g_bytes_get_size (image->bytes);
  return g_memory_input_stream_new_from_bytes (image->bytes);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PictureJob *job = task_data;
  GError *error = NULL;
  GInputStream *stream;

  stream = bs_picture_file_open (job->root, job->escaped_path, &job->size, &job->type, &error);
  if (stream != NULL && job->type == BS_PICTURE_TYPE_SVG)
    {
      g_autoptr (GInputStream) document = stream;

      stream = draw (job, document, &error);
    }
  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsPageServer *self = BS_PAGE_SERVER (source);
  PictureJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GInputStream) stream = g_task_propagate_pointer (G_TASK (result), NULL);

  if (stream == NULL)
    {
      refuse (job->request);
      self->n_open--;
      start_waiting (self);
      return;
    }

  g_object_weak_ref (G_OBJECT (stream), closed_cb, g_object_ref (self));
  answer (job->request, stream, job->size, bs_picture_type_get_media_type (job->type));
}

static void
start_waiting (BsPageServer *self)
{
  while (self->n_open < MAX_OPEN && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (WebKitURISchemeRequest) request = g_queue_pop_head (&self->waiting);
      const char *uri = webkit_uri_scheme_request_get_uri (request);
      g_autoptr (GTask) task = g_task_new (self, NULL, open_cb, NULL);
      PictureJob *job = g_new0 (PictureJob, 1);

      uri += strlen (BS_PAGE_PICTURE_PREFIX);
      job->root = g_strdup (self->root);
      job->escaped_path = g_strndup (uri, strcspn (uri, "?#"));
      job->request = g_object_ref (request);
      job->cancellable = g_object_ref (self->cancellable);

      self->n_open++;
      g_task_set_source_tag (task, start_waiting);
      g_task_set_task_data (task, job, picture_job_free);
      g_task_run_in_thread (task, open_thread);
    }
}

static void
refuse_waiting (BsPageServer *self)
{
  WebKitURISchemeRequest *request;

  while ((request = g_queue_pop_head (&self->waiting)) != NULL)
    {
      refuse (request);
      g_object_unref (request);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WebKitURISchemeRequest) request = user_data;
  g_autoptr (GBytes) picture = bs_picture_loader_load_finish (BS_PICTURE_LOADER (source), result, NULL);
  g_autoptr (GInputStream) stream = NULL;
  const char *media_type = NULL;

  if (picture != NULL)
    media_type = bs_picture_type_get_media_type (
        bs_picture_type_sniff (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture)));
  if (media_type == NULL)
    {
      refuse (request);
      return;
    }
  stream = g_memory_input_stream_new_from_bytes (picture);
  answer (request, stream, g_bytes_get_size (picture), media_type);
}

static void
font_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *data;
  gsize length;

  if (g_file_get_contents (MATH_FONT, &data, &length, &error))
    g_task_return_pointer (task, g_bytes_new_take (data, length), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
font_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WebKitURISchemeRequest) request = user_data;
  g_autoptr (GBytes) font = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GInputStream) stream = NULL;

  g_assert (BS_IS_PAGE_SERVER (source));

  if (font == NULL)
    {
      refuse (request);
      return;
    }
  stream = g_memory_input_stream_new_from_bytes (font);
  answer (request, stream, g_bytes_get_size (font), "font/otf");
}

static void
load_font (BsPageServer *self, WebKitURISchemeRequest *request)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, font_cb, g_object_ref (request));

  g_task_set_source_tag (task, load_font);
  g_task_run_in_thread (task, font_thread);
}

/* The address of a remote picture inside one of our own addresses. */
static char *
find_remote (const char *uri, gboolean *only_kept)
{
  const char *escaped;

  *only_kept = g_str_has_prefix (uri, BS_PAGE_SERVER_KEPT_PREFIX);
  if (!*only_kept && !g_str_has_prefix (uri, BS_PAGE_SERVER_REMOTE_PREFIX))
    return NULL;
  escaped = uri + strlen (*only_kept ? BS_PAGE_SERVER_KEPT_PREFIX : BS_PAGE_SERVER_REMOTE_PREFIX);
  return g_uri_unescape_segment (escaped, escaped + strcspn (escaped, "?#"), NULL);
}

static gboolean
load_remote (BsPageServer *self, WebKitURISchemeRequest *request, const char *uri)
{
  gboolean only_kept;
  g_autofree char *address = find_remote (uri, &only_kept);

  if (address == NULL || self->pictures == NULL || self->article == NULL)
    return FALSE;
  bs_picture_loader_load_async (self->pictures, self->article, address, only_kept, self->cancellable, loaded_cb,
                                g_object_ref (request));
  return TRUE;
}

static gboolean
is_current_page (BsPageServer *self, const char *uri)
{
  gsize length = strcspn (uri, "#");

  return self->address != NULL && strlen (self->address) == length && strncmp (uri, self->address, length) == 0;
}

static void
request_cb (WebKitURISchemeRequest *request, gpointer user_data)
{
  GWeakRef *reference = user_data;
  g_autoptr (BsPageServer) self = g_weak_ref_get (reference);
  const char *uri = webkit_uri_scheme_request_get_uri (request);

  g_assert (self == NULL || BS_IS_PAGE_SERVER (self));

  if (self == NULL || uri == NULL || g_strcmp0 (webkit_uri_scheme_request_get_http_method (request), "GET") != 0)
    {
      refuse (request);
    }
  else if (is_current_page (self, uri))
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (self->html);

      answer (request, stream, g_bytes_get_size (self->html), "text/html; charset=utf-8");
    }
  else if (g_str_equal (uri, BS_PAGE_FONT_ADDRESS))
    {
      load_font (self, request);
    }
  else if (self->root != NULL && g_str_has_prefix (uri, BS_PAGE_PICTURE_PREFIX))
    {
      g_queue_push_tail (&self->waiting, g_object_ref (request));
      start_waiting (self);
    }
  else if (!load_remote (self, request, uri))
    {
      refuse (request);
    }
}

static void
bs_page_server_dispose (GObject *object)
{
  BsPageServer *self = BS_PAGE_SERVER (object);

  refuse_waiting (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->pictures);

  G_OBJECT_CLASS (bs_page_server_parent_class)->dispose (object);
}

static void
bs_page_server_finalize (GObject *object)
{
  BsPageServer *self = BS_PAGE_SERVER (object);

  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->html, g_bytes_unref);
  g_clear_pointer (&self->article, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bs_page_server_parent_class)->finalize (object);
}

static void
bs_page_server_class_init (BsPageServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bs_page_server_dispose;
  object_class->finalize = bs_page_server_finalize;
}

static void
bs_page_server_init (BsPageServer *self)
{
  g_queue_init (&self->waiting);
  self->cancellable = g_cancellable_new ();
}

BsPageServer *
bs_page_server_new (WebKitWebContext *context)
{
  BsPageServer *self;

  g_return_val_if_fail (WEBKIT_IS_WEB_CONTEXT (context), NULL);

  self = g_object_new (BS_TYPE_PAGE_SERVER, NULL);

  /* The context keeps its callback data for as long as any of its processes runs. */
  webkit_web_context_register_uri_scheme (context, BS_PAGE_SCHEME, request_cb, bs_weak_reference_new (self),
                                          bs_weak_reference_free);

  return self;
}

/* The folder that pictures may come from. Without one, none are served. */
void
bs_page_server_set_root (BsPageServer *self, const char *root)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (BS_IS_PAGE_SERVER (self));

  copy = g_strdup (root);
  g_free (self->root);
  self->root = g_steal_pointer (&copy);
}

/* Sets the one page that is served, at its one address. Pending requests belong to the previous page. */
void
bs_page_server_set_page (BsPageServer *self, const char *address, GBytes *html)
{
  g_return_if_fail (BS_IS_PAGE_SERVER (self));
  g_return_if_fail ((address == NULL) == (html == NULL));

  refuse_waiting (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->address);
  self->address = g_strdup (address);
  g_clear_pointer (&self->html, g_bytes_unref);
  self->html = html != NULL ? g_bytes_ref (html) : NULL;
}

/* Sets the source of the page's remote pictures. Without one, none are served. */
void
bs_page_server_set_pictures (BsPageServer *self, BsPictureLoader *pictures, const char *article)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (BS_IS_PAGE_SERVER (self));
  g_return_if_fail (pictures == NULL || BS_IS_PICTURE_LOADER (pictures));

  copy = g_strdup (article);
  g_set_object (&self->pictures, pictures);
  g_free (self->article);
  self->article = g_steal_pointer (&copy);
}

static void
read_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *picture = bs_picture_loader_load_finish (BS_PICTURE_LOADER (source), result, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PictureJob *job = task_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = bs_picture_file_open (job->root, job->escaped_path, &job->size, &job->type, &error);
  GBytes *picture = stream != NULL ? read_all (stream, cancellable, &error) : NULL;

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* Loads the bytes of a picture of the page, by its address in the page. */
static void
read_picture_async (BsPageServer *self, const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *remote = NULL;
  gboolean only_kept;

  g_return_if_fail (BS_IS_PAGE_SERVER (self));
  g_return_if_fail (uri != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, read_picture_async);
  remote = find_remote (uri, &only_kept);
  if (remote != NULL && self->pictures != NULL && self->article != NULL)
    {
      bs_picture_loader_load_async (self->pictures, self->article, remote, only_kept, cancellable, read_loaded_cb,
                                    g_object_ref (task));
    }
  else if (self->root != NULL && g_str_has_prefix (uri, BS_PAGE_PICTURE_PREFIX))
    {
      PictureJob *job = g_new0 (PictureJob, 1);

      uri += strlen (BS_PAGE_PICTURE_PREFIX);
      job->root = g_strdup (self->root);
      job->escaped_path = g_strndup (uri, strcspn (uri, "?#"));
      g_task_set_task_data (task, job, picture_job_free);
      g_task_run_in_thread (task, read_thread);
    }
  else
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such picture");
    }
}

static GBytes *
read_picture_finish (BsPageServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_PAGE_SERVER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_assert (G_IS_FILE (source));

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
picture_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) picture = read_picture_finish (BS_PAGE_SERVER (source), result, &error);

  if (picture != NULL)
    g_file_replace_contents_bytes_async (file, picture, NULL, FALSE, G_FILE_CREATE_NONE, g_task_get_cancellable (task),
                                         replaced_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* Saves a picture of the page to a file. */
void
bs_page_server_save_async (BsPageServer *self, const char *uri, GFile *file, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BS_IS_PAGE_SERVER (self));
  g_return_if_fail (uri != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_page_server_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  read_picture_async (self, uri, cancellable, picture_read_cb, task);
}

gboolean
bs_page_server_save_finish (BsPageServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The last part of a picture's own address, as a file name. */
char *
bs_page_server_make_picture_name (const char *uri)
{
  const char *start = uri;
  g_autofree char *address = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  const char *slash;

  if (g_str_has_prefix (uri, BS_PAGE_SERVER_KEPT_PREFIX))
    start = uri + strlen (BS_PAGE_SERVER_KEPT_PREFIX);
  else if (g_str_has_prefix (uri, BS_PAGE_SERVER_REMOTE_PREFIX))
    start = uri + strlen (BS_PAGE_SERVER_REMOTE_PREFIX);
  address = g_uri_unescape_segment (start, start + strcspn (start, "?#"), NULL);
  if (address == NULL)
    return g_strdup (_ ("image"));

  path = g_strndup (address, strcspn (address, "?#"));
  slash = strrchr (path, '/');
  name = g_uri_unescape_string (slash != NULL ? slash + 1 : path, "/");
  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return g_strdup (_ ("image"));
  return g_steal_pointer (&name);
}
