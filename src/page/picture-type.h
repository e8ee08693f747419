/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_PICTURE_TYPE_NONE,
  BS_PICTURE_TYPE_PNG,
  BS_PICTURE_TYPE_JPEG,
  BS_PICTURE_TYPE_GIF,
  BS_PICTURE_TYPE_WEBP,
  BS_PICTURE_TYPE_AVIF,
  BS_PICTURE_TYPE_BMP,
  BS_PICTURE_TYPE_SVG, /* a document: only its pixels are shown */
} BsPictureType;

/* This many bytes are enough to determine a file's type. Drawings begin with the comments of their programs. */
#define BS_PICTURE_TYPE_SNIFFED_BYTES 4096

BsPictureType bs_picture_type_sniff (const guint8 *bytes, gsize length);
const char *bs_picture_type_get_media_type (BsPictureType type);

G_END_DECLS
