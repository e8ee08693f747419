/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BS_TYPE_PICTURE_STORE (bs_picture_store_get_type ())
G_DECLARE_FINAL_TYPE (BsPictureStore, bs_picture_store, BS, PICTURE_STORE, GObject)

/* A folder of the remote pictures that articles have shown. All functions wait for the disk and may be called by any
 * thread. */
BsPictureStore *bs_picture_store_new (const char *folder);
char *bs_picture_store_make_key (const char *root, const char *path);
void bs_picture_store_set_limit (BsPictureStore *self, guint64 bytes);
GBytes *bs_picture_store_load (BsPictureStore *self, const char *article, const char *address);
gboolean bs_picture_store_save (BsPictureStore *self, const char *article, const char *address, GBytes *picture,
                                GError **error);
void bs_picture_store_set_kept (BsPictureStore *self, const char *article, gboolean kept);
void bs_picture_store_move (BsPictureStore *self, const char *from, const char *to);
guint64 bs_picture_store_measure (BsPictureStore *self);
void bs_picture_store_clear (BsPictureStore *self);

G_END_DECLS
