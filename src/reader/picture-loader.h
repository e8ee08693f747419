/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "page/picture-store.h"
#include "reader/picture-fetcher.h"

G_BEGIN_DECLS

typedef enum
{
  BS_PICTURES_ASK,
  BS_PICTURES_NEVER,
  BS_PICTURES_ALWAYS,
} BsPictures;

#define BS_TYPE_PICTURES (bs_pictures_get_type ())
GType bs_pictures_get_type (void);

#define BS_TYPE_PICTURE_LOADER (bs_picture_loader_get_type ())
G_DECLARE_FINAL_TYPE (BsPictureLoader, bs_picture_loader, BS, PICTURE_LOADER, GObject)

/* Decides which remote pictures may be fetched, and loads them, from the store if they are in it. Properties: pictures
 * (BsPictures), hosts (GStrv: always allowed). Signal: leave-changed. */
BsPictureLoader *bs_picture_loader_new (BsPictureStore *store, BsPictureFetcher *fetcher);
BsPictureStore *bs_picture_loader_get_store (BsPictureLoader *self);
BsPictures bs_picture_loader_get_pictures (BsPictureLoader *self);
const char *const *bs_picture_loader_get_hosts (BsPictureLoader *self);
gboolean bs_picture_loader_is_allowed (BsPictureLoader *self, const char *article);
void bs_picture_loader_allow_article (BsPictureLoader *self, const char *article);
void bs_picture_loader_allow_address (BsPictureLoader *self, const char *address);
void bs_picture_loader_allow_hosts (BsPictureLoader *self, const char *const *hosts);
void bs_picture_loader_set_kept (BsPictureLoader *self, const char *article, gboolean kept);
void bs_picture_loader_move (BsPictureLoader *self, const char *from, const char *to);
void bs_picture_loader_set_limit (BsPictureLoader *self, guint64 bytes);
void bs_picture_loader_measure_async (BsPictureLoader *self, gboolean clear, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gint64 bs_picture_loader_measure_finish (BsPictureLoader *self, GAsyncResult *result, GError **error);

void bs_picture_loader_load_async (BsPictureLoader *self, const char *article, const char *address, gboolean only_kept,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *bs_picture_loader_load_finish (BsPictureLoader *self, GAsyncResult *result, GError **error);

G_END_DECLS
