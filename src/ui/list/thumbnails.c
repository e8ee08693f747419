/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/thumbnails.h"

#include "page/image-decoder.h"

/* The maximum number of thumbnails, and of their bytes. */
#define KEPT 300
#define KEPT_BYTES ((gsize) 16 * 1024 * 1024)

struct _BsThumbnails
{
  GObject parent_instance;

  int size;
  GHashTable *textures; /* path to GdkTexture */
  GQueue order;         /* the table's own paths, the latest last */
  gsize n_bytes;        /* of the textures */
};

G_DEFINE_FINAL_TYPE (BsThumbnails, bs_thumbnails, G_TYPE_OBJECT)

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

/* @size: of the shorter side, in device pixels */
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

static gsize
count_bytes (GdkTexture *texture)
{
  return (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
}

static void
keep (BsThumbnails *self, const char *path, GdkTexture *texture)
{
  char *key;

  if (g_hash_table_contains (self->textures, path))
    return;
  self->n_bytes += count_bytes (texture);
  while (self->order.length > 0 && (self->order.length >= KEPT || self->n_bytes > KEPT_BYTES))
    {
      const char *oldest = g_queue_pop_head (&self->order);

      self->n_bytes -= count_bytes (g_hash_table_lookup (self->textures, oldest));
      g_hash_table_remove (self->textures, oldest);
    }
  key = g_strdup (path);
  g_hash_table_insert (self->textures, key, g_object_ref (texture));
  g_queue_push_tail (&self->order, key);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BsThumbnails *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BsImage) image = bs_image_decoder_decode_finish (BS_IMAGE_DECODER (source), result, &error);
  GdkTexture *texture;

  g_assert (BS_IS_THUMBNAILS (self));

  if (image == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  texture = gdk_memory_texture_new (image->width, image->height, GDK_MEMORY_R8G8B8A8, image->bytes, image->width * 4);
  keep (self, g_task_get_task_data (task), texture);
  g_task_return_pointer (task, texture, g_object_unref);
}

void
bs_thumbnails_load_async (BsThumbnails *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  BsImageRequest request = { 0 };

  g_return_if_fail (BS_IS_THUMBNAILS (self));
  g_return_if_fail (path != NULL);

  /* The shorter side fits exactly; the rest is clipped when it is drawn. */
  request.size = self->size;
  request.fit = BS_IMAGE_FIT_COVER;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_thumbnails_load_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  bs_image_decoder_decode_file_async (bs_image_decoder_get_default (), path, &request, cancellable, decoded_cb, task);
}

GdkTexture *
bs_thumbnails_load_finish (BsThumbnails *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_THUMBNAILS (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
