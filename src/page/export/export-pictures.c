/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/export-pictures.h"

#include <string.h>

#include "page/export/export-file.h"
#include "page/image-decoder.h"
#include "page/picture-type.h"

/* The longer side of a picture in a book, in pixels. */
#define MAX_PIXELS 1600

/* A picture up to this size in bytes is stored unchanged. */
#define MAX_KEPT_BYTES ((gsize) 4 * 1024 * 1024)

struct _BsExportPictures
{
  BsSite *site;
  BsPictureStore *kept;
};

/**
 * bs_export_pictures_new:
 * @site: of the library
 * @kept: (nullable): the remote pictures that are stored on this computer
 *
 * Creates an object that finds and scales the pictures of an export. It never uses the network.
 *
 * Returns: (transfer full): the pictures
 */
BsExportPictures *
bs_export_pictures_new (BsSite *site, BsPictureStore *kept)
{
  BsExportPictures *self;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (kept == NULL || BS_IS_PICTURE_STORE (kept), NULL);

  self = g_new0 (BsExportPictures, 1);
  self->site = bs_site_ref (site);
  g_set_object (&self->kept, kept);
  return self;
}

static gboolean
is_for_books (BsPictureType type)
{
  return type == BS_PICTURE_TYPE_PNG || type == BS_PICTURE_TYPE_JPEG || type == BS_PICTURE_TYPE_GIF;
}

static void
fill (BsExportPicture *picture, GBytes *bytes, BsPictureType type)
{
  picture->bytes = g_bytes_ref (bytes);
  picture->media_type = bs_picture_type_get_media_type (type);
  picture->extension = type == BS_PICTURE_TYPE_PNG  ? ".png" :
                       type == BS_PICTURE_TYPE_GIF  ? ".gif" :
                       type == BS_PICTURE_TYPE_JPEG ? ".jpg" :
                                                      "";
}

/**
 * bs_export_pictures_load:
 * @self: the pictures
 * @article: (type filename): path of the article that has it
 * @path: (type filename) (nullable): of a picture in the library, relative
 * @address: (nullable): address of a remote one, if there is no @path
 * @use: what displays it
 * @picture: (out): the picture
 * @cancellable: (nullable): stops decoding
 *
 * Loads a picture as a PNG, JPEG or GIF file of at most 1,600 pixels. The confined helper decodes each of them, so that
 * unreadable images are not in the export. A type that it does not know on this computer, such as WebP, is exported
 * unchanged, but SVG never is.
 *
 * Returns: whether there is one
 */
gboolean
bs_export_pictures_load (BsExportPictures *self, const char *article, const char *path, const char *address,
                         BsExportPictureUse use, BsExportPicture *picture, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BsImage) image = NULL;
  g_autoptr (GError) error = NULL;
  BsImageRequest request = { .size = MAX_PIXELS, .fit = BS_IMAGE_FIT_INSIDE, .encoding = BS_IMAGE_ENCODING_JPEG };
  BsPictureType type;
  gsize length;
  const guint8 *start;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (article != NULL, FALSE);
  g_return_val_if_fail (path != NULL || address != NULL, FALSE);
  g_return_val_if_fail (picture != NULL, FALSE);

  memset (picture, 0, sizeof *picture);
  if (path != NULL)
    {
      bytes = bs_export_file_read (self->site, path, NULL, NULL);
    }
  else if (self->kept != NULL)
    {
      g_autofree char *key = bs_picture_store_make_key (self->site->root, article);

      bytes = bs_picture_store_load (self->kept, key, address);
    }
  if (bytes == NULL)
    return FALSE;

  start = g_bytes_get_data (bytes, &length);
  type = bs_picture_type_sniff (start, MIN (length, BS_PICTURE_TYPE_SNIFFED_BYTES));
  if (type != BS_PICTURE_TYPE_JPEG)
    request.encoding = BS_IMAGE_ENCODING_PNG;
  image = bs_image_decoder_decode_bytes (bs_image_decoder_get_default (), bytes, &request, cancellable, &error);
  if (image == NULL && use == BS_EXPORT_PICTURE_FOR_BROWSERS && length <= MAX_KEPT_BYTES &&
      bs_picture_type_get_media_type (type) != NULL && !is_for_books (type) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    {
      fill (picture, bytes, type);
      return TRUE;
    }
  if (image == NULL)
    return FALSE;
  if (is_for_books (type) && MAX (image->full_width, image->full_height) <= MAX_PIXELS && length <= MAX_KEPT_BYTES)
    fill (picture, bytes, type);
  else
    fill (picture, image->bytes,
          request.encoding == BS_IMAGE_ENCODING_JPEG ? BS_PICTURE_TYPE_JPEG : BS_PICTURE_TYPE_PNG);
  return TRUE;
}

void
bs_export_picture_clear (BsExportPicture *picture)
{
  g_return_if_fail (picture != NULL);

  g_clear_pointer (&picture->bytes, g_bytes_unref);
}

void
bs_export_pictures_free (BsExportPictures *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->kept);
  bs_site_unref (self->site);
  g_free (self);
}
