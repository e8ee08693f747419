/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "page/picture-store.h"

G_BEGIN_DECLS

typedef struct
{
  GBytes *bytes;
  const char *media_type;
  const char *extension; /* including the dot */
} BsExportPicture;

/* Where the pictures are displayed: e-book readers support fewer types. */
typedef enum
{
  BS_EXPORT_PICTURE_FOR_BOOKS,
  BS_EXPORT_PICTURE_FOR_BROWSERS,
} BsExportPictureUse;

typedef struct _BsExportPictures BsExportPictures;

BsExportPictures *bs_export_pictures_new (BsSite *site, BsPictureStore *kept);
gboolean bs_export_pictures_load (BsExportPictures *self, const char *article, const char *path, const char *address,
                                  BsExportPictureUse use, BsExportPicture *picture, GCancellable *cancellable);
void bs_export_picture_clear (BsExportPicture *picture);
void bs_export_pictures_free (BsExportPictures *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsExportPicture, bs_export_picture_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsExportPictures, bs_export_pictures_free)

G_END_DECLS
