/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/list/thumbnails.h"

/* How many are kept, and the largest picture that is worth its decoding: a file may claim any size. */
#define KEPT 300
#define MAX_PIXELS (64 * 1000 * 1000)
#define MAX_BYTES (32 * 1024 * 1024)

struct _BsThumbnails
{
  GObject parent_instance;

  int size;
  GHashTable *textures; /* path to GdkTexture */
  GQueue order;         /* of the table's own paths, the latest last */
};

G_DEFINE_FINAL_TYPE (BsThumbnails, bs_thumbnails, G_TYPE_OBJECT)

static gboolean
format_is_plain (GdkPixbufFormat *format)
{
  static const char *const names[] = { "jpeg", "png", "gif", "webp", "bmp", NULL };
  g_autofree char *name = gdk_pixbuf_format_get_name (format);

  return g_strv_contains (names, name);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  BsThumbnails *self = source;
  const char *path = task_data;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) error = NULL;
  GdkPixbufFormat *format;
  int width = 0, height = 0;

  g_assert (BS_IS_THUMBNAILS (self));

  if (g_task_return_error_if_cancelled (task))
    return;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &error);
  if (info == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > MAX_BYTES ||
      (format = gdk_pixbuf_get_file_info (path, &width, &height)) == NULL || !format_is_plain (format) || width < 1 ||
      height < 1 || (gint64) width * height > MAX_PIXELS)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("“%s” is no picture that can be shown"),
                               path);
      return;
    }

  /* The shorter side fills the place; what is over is cut off where it is drawn. */
  if (width < height)
    pixbuf = gdk_pixbuf_new_from_file_at_scale (path, MIN (width, self->size), -1, TRUE, &error);
  else
    pixbuf = gdk_pixbuf_new_from_file_at_scale (path, -1, MIN (height, self->size), TRUE, &error);
  if (pixbuf == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static void
bs_thumbnails_finalize (GObject *object)
{
  BsThumbnails *self = BS_THUMBNAILS (object);

  g_queue_clear (&self->order);
  g_hash_table_unref (self->textures);

  G_OBJECT_CLASS (bs_thumbnails_parent_class)->finalize (object);
}

static void
bs_thumbnails_class_init (BsThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_thumbnails_finalize;
}

static void
bs_thumbnails_init (BsThumbnails *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_queue_init (&self->order);
}

/* @size: of the shorter side, in pixels of the screen */
BsThumbnails *
bs_thumbnails_new (int size)
{
  BsThumbnails *self = g_object_new (BS_TYPE_THUMBNAILS, NULL);

  self->size = size;
  return self;
}

GdkTexture *
bs_thumbnails_lookup (BsThumbnails *self, const char *path)
{
  g_return_val_if_fail (BS_IS_THUMBNAILS (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return g_hash_table_lookup (self->textures, path);
}

void
bs_thumbnails_load_async (BsThumbnails *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_THUMBNAILS (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_thumbnails_load_async);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, load_thread);
}

GdkTexture *
bs_thumbnails_load_finish (BsThumbnails *self, GAsyncResult *result, GError **error)
{
  GdkTexture *texture;
  const char *path;

  g_return_val_if_fail (BS_IS_THUMBNAILS (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  path = g_task_get_task_data (G_TASK (result));
  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL && !g_hash_table_contains (self->textures, path))
    {
      char *key = g_strdup (path);

      if (self->order.length >= KEPT)
        g_hash_table_remove (self->textures, g_queue_pop_head (&self->order));
      g_hash_table_insert (self->textures, key, g_object_ref (texture));
      g_queue_push_tail (&self->order, key);
    }

  return texture;
}
