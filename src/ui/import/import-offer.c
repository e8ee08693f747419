/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/import/import-offer.h"

#include "model/change/import/import-input.h"
#include "model/format/article/html-page-head.h"

#define MAX_BYTES (64 * 1024 * 1024)

#define LINK_TYPE "text/x-moz-url"
#define HTML_TYPE "text/html"

/* Plain text, under the names used by X11 and Wayland programs; those with a known encoding first. */
static const char *const plain_types[] = {
  "text/plain;charset=utf-8", "text/plain;charset=UTF-8", "UTF8_STRING", "text/plain", "STRING", "TEXT", NULL,
};
/* Returns: (nullable): the first of these types that is offered */
static const char *
find_type (GdkContentFormats *formats, const char *const *types)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, types[i]))
      return types[i];
  return NULL;
}

/* Chooses the one type to read, independently of the order in which a program offers them: a link with its name, then
 * formatted text, if it has formatting. */
static const char *
choose_type (GdkContentFormats *formats)
{
  if (gdk_content_formats_contain_mime_type (formats, LINK_TYPE))
    return LINK_TYPE;
  if (gdk_content_formats_contain_mime_type (formats, HTML_TYPE))
    return HTML_TYPE;
  return find_type (formats, plain_types);
}

static gboolean
has_files (GdkContentFormats *formats)
{
  g_autoptr (GdkContentFormats) all = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (formats));

  return gdk_content_formats_contain_gtype (all, GDK_TYPE_FILE_LIST);
}

gboolean
bs_import_offer_is_known (GdkContentFormats *formats)
{
  g_return_val_if_fail (formats != NULL, FALSE);

  return choose_type (formats) != NULL || has_files (formats) ||
         gdk_content_formats_contain_gtype (formats, G_TYPE_STRING);
}

/* Returns: (transfer full) (element-type BsImportInput): the files with a path, and the links */
GPtrArray *
bs_import_offer_from_files (const GSList *files)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);

  for (const GSList *link = files; link != NULL; link = link->next)
    {
      const char *path = g_file_peek_path (link->data);
      g_autofree char *uri = path == NULL ? g_file_get_uri (link->data) : NULL;
      g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;

      if (path != NULL)
        g_ptr_array_add (inputs, bs_import_input_new_file (path, name));
      else if (bs_html_address_is_web (uri))
        g_ptr_array_add (inputs, bs_import_input_new_link (uri, NULL));
    }
  return g_steal_pointer (&inputs);
}

/* A read in progress. */
typedef struct
{
  GdkDrop *drop;           /* (nullable) */
  GdkClipboard *clipboard; /* (nullable) */
  const char *plain_type;  /* (nullable): the plain text of the same offer */
  char *mime_type;
} Offer;

static void read_type (GTask *task, const char *type);

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_clear_object (&offer->drop);
  g_clear_object (&offer->clipboard);
  g_free (offer->mime_type);
  g_free (offer);
}

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Offer *offer = g_task_get_task_data (task);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (source);
  GError *error = NULL;
  GPtrArray *inputs;

  g_assert (G_IS_TASK (task));

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  if (offer->plain_type != NULL && g_str_equal (offer->mime_type, HTML_TYPE) &&
      bs_import_html_is_plain (g_memory_output_stream_get_data (memory),
                               MIN (g_memory_output_stream_get_data_size (memory), MAX_BYTES)))
    {
      read_type (g_steal_pointer (&task), offer->plain_type);
      return;
    }
  inputs = bs_import_inputs_read (offer->mime_type, g_memory_output_stream_get_data (memory),
                                  MIN (g_memory_output_stream_get_data_size (memory), MAX_BYTES));
  g_task_return_pointer (task, inputs, (GDestroyNotify) g_ptr_array_unref);
}

static void
stream_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Offer *offer = g_task_get_task_data (task);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  GError *error = NULL;
  const char *mime_type = NULL;

  g_assert (G_IS_TASK (task));

  if (offer->drop != NULL)
    stream = gdk_drop_read_finish (offer->drop, result, &mime_type, &error);
  else
    stream = gdk_clipboard_read_finish (offer->clipboard, result, &mime_type, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (offer->mime_type);
  offer->mime_type = g_strdup (mime_type);
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, g_steal_pointer (&task));
}

static void
value_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Offer *offer = g_task_get_task_data (task);
  GError *error = NULL;
  const GValue *value;

  g_assert (G_IS_TASK (task));

  if (offer->drop != NULL)
    value = gdk_drop_read_value_finish (offer->drop, result, &error);
  else
    value = gdk_clipboard_read_value_finish (offer->clipboard, result, &error);
  if (value != NULL)
    g_task_return_pointer (task, bs_import_offer_from_files (g_value_get_boxed (value)),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full) */
static void
read_type (GTask *task, const char *type)
{
  const Offer *offer = g_task_get_task_data (task);
  const char *types[] = { type, NULL };

  if (offer->drop != NULL)
    gdk_drop_read_async (offer->drop, types, G_PRIORITY_DEFAULT, NULL, stream_cb, task);
  else
    gdk_clipboard_read_async (offer->clipboard, types, G_PRIORITY_DEFAULT, NULL, stream_cb, task);
}

static void
read_offer (Offer *offer, GdkContentFormats *offered, gpointer tag, GAsyncReadyCallback callback, gpointer user_data)
{
  /* Our own offers must be asked for their types too. */
  g_autoptr (GdkContentFormats) formats =
      gdk_content_formats_union_serialize_mime_types (gdk_content_formats_ref (offered));
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  const char *type = choose_type (formats);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, offer, offer_free);
  offer->plain_type = find_type (formats, plain_types);
  if (g_strcmp0 (type, LINK_TYPE) == 0 || !has_files (formats))
    read_type (task, type != NULL ? type : plain_types[0]);
  else if (offer->drop != NULL)
    gdk_drop_read_value_async (offer->drop, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, value_cb, task);
  else
    gdk_clipboard_read_value_async (offer->clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, value_cb, task);
}

void
bs_import_offer_read_drop_async (GdkDrop *drop, GAsyncReadyCallback callback, gpointer user_data)
{
  Offer *offer;

  g_return_if_fail (GDK_IS_DROP (drop));

  offer = g_new0 (Offer, 1);
  offer->drop = g_object_ref (drop);
  read_offer (offer, gdk_drop_get_formats (drop), bs_import_offer_read_drop_async, callback, user_data);
}

void
bs_import_offer_read_clipboard_async (GdkClipboard *clipboard, GAsyncReadyCallback callback, gpointer user_data)
{
  Offer *offer;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  offer = g_new0 (Offer, 1);
  offer->clipboard = g_object_ref (clipboard);
  read_offer (offer, gdk_clipboard_get_formats (clipboard), bs_import_offer_read_clipboard_async, callback, user_data);
}

/* Returns: (transfer full) (nullable) (element-type BsImportInput): the offered items */
GPtrArray *
bs_import_offer_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
