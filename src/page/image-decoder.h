/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  BS_IMAGE_FIT_INSIDE, /* the longer side is at most size */
  BS_IMAGE_FIT_COVER,  /* the shorter side is at most size, the longer one at most twice that; the middle is kept */
} BsImageFit;

typedef enum
{
  BS_IMAGE_ENCODING_PIXELS, /* RGBA, one byte each, not premultiplied, rows without padding */
  BS_IMAGE_ENCODING_PNG,
  BS_IMAGE_ENCODING_JPEG, /* on a white background */
} BsImageEncoding;

/* The wanted size and format. Images are never enlarged, but for drawings without a size of their own. */
typedef struct
{
  guint size; /* in pixels, at most 4096 */
  BsImageFit fit;
  BsImageEncoding encoding;
} BsImageRequest;

typedef struct
{
  guint width;
  guint height;
  guint full_width; /* of the file */
  guint full_height;
  GBytes *bytes;
} BsImage;

void bs_image_free (BsImage *image);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImage, bs_image_free)

#define BS_TYPE_IMAGE_DECODER (bs_image_decoder_get_type ())
G_DECLARE_FINAL_TYPE (BsImageDecoder, bs_image_decoder, BS, IMAGE_DECODER, GObject)

BsImageDecoder *bs_image_decoder_get_default (void);
BsImageDecoder *bs_image_decoder_new (const char *program);
void bs_image_decoder_decode_file_async (BsImageDecoder *self, const char *path, const BsImageRequest *request,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BsImage *bs_image_decoder_decode_finish (BsImageDecoder *self, GAsyncResult *result, GError **error);
BsImage *bs_image_decoder_decode_file (BsImageDecoder *self, const char *path, const BsImageRequest *request,
                                       GCancellable *cancellable, GError **error);
BsImage *bs_image_decoder_decode_bytes (BsImageDecoder *self, GBytes *bytes, const BsImageRequest *request,
                                        GCancellable *cancellable, GError **error);

G_END_DECLS
