/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "reader/public-address.h"

G_BEGIN_DECLS

/* A larger picture is given up, in bytes. */
#define BS_PICTURE_FETCHER_MAX_BYTES (16 * 1024 * 1024)

#define BS_TYPE_PICTURE_FETCHER (bs_picture_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (BsPictureFetcher, bs_picture_fetcher, BS, PICTURE_FETCHER, GObject)

/* Pictures from the net, a few at a time. What may be connected to is a matter of the check: outside of tests it is
 * bs_public_address_is_public(). What may be asked is a matter of hosts, or of no matter if that is NULL: it holds for
 * the address, for one inside it, and for each that a redirect leads to. */
BsPictureFetcher *bs_picture_fetcher_new (BsAddressCheck check);
void bs_picture_fetcher_fetch_async (BsPictureFetcher *self, const char *address, const char *const *hosts,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *bs_picture_fetcher_fetch_finish (BsPictureFetcher *self, GAsyncResult *result, GError **error);

char *bs_picture_fetcher_find_inner (const char *address);

G_END_DECLS
