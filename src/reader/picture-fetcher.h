/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "reader/public-address.h"

G_BEGIN_DECLS

/* Larger pictures are rejected. In bytes. */
#define BS_PICTURE_FETCHER_MAX_BYTES (16 * 1024 * 1024)

#define BS_TYPE_PICTURE_FETCHER (bs_picture_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (BsPictureFetcher, bs_picture_fetcher, BS, PICTURE_FETCHER, GObject)

/* Fetches remote pictures, a few at a time. The check decides which addresses may be connected to; except in tests it
 * is bs_public_address_is_public(). hosts says which hosts may be contacted, NULL meaning all. It applies to the
 * address, to an address inside it, and to each redirect. */
BsPictureFetcher *bs_picture_fetcher_new (BsAddressCheck check);
void bs_picture_fetcher_fetch_async (BsPictureFetcher *self, const char *address, const char *const *hosts,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *bs_picture_fetcher_fetch_finish (BsPictureFetcher *self, GAsyncResult *result, GError **error);

char *bs_picture_fetcher_find_inner (const char *address);

G_END_DECLS
