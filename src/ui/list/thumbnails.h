/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_THUMBNAILS (bs_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (BsThumbnails, bs_thumbnails, BS, THUMBNAILS, GObject)

/* Thumbnails of images on the disk, made by the image decoder; the last few hundred are cached. */
BsThumbnails *bs_thumbnails_new (int size);
GdkTexture *bs_thumbnails_lookup (BsThumbnails *self, const char *path);
void bs_thumbnails_load_async (BsThumbnails *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *bs_thumbnails_load_finish (BsThumbnails *self, GAsyncResult *result, GError **error);

G_END_DECLS
