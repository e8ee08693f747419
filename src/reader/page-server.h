/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

#include "page/page.h"
#include "reader/picture-loader.h"

G_BEGIN_DECLS

#define BS_TYPE_PAGE_SERVER (bs_page_server_get_type ())
G_DECLARE_FINAL_TYPE (BsPageServer, bs_page_server, BS, PAGE_SERVER, GObject)

/* Where the reader's own scripts find pictures of the net, + the percent-encoded address: those that are kept, and
 * those that there is leave to fetch. */
#define BS_PAGE_SERVER_KEPT_PREFIX BS_PAGE_SCHEME "://kept/"
#define BS_PAGE_SERVER_REMOTE_PREFIX BS_PAGE_SCHEME "://remote/"

/* Answers what a web context asks of our own addresses: the one page that was set, pictures of the library, and
 * pictures of the net by way of the loader. */
BsPageServer *bs_page_server_new (WebKitWebContext *context);
void bs_page_server_set_root (BsPageServer *self, const char *root);
void bs_page_server_set_page (BsPageServer *self, const char *address, GBytes *html);
void bs_page_server_set_pictures (BsPageServer *self, BsPictureLoader *pictures, const char *article);
void bs_page_server_read_async (BsPageServer *self, const char *uri, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GBytes *bs_page_server_read_finish (BsPageServer *self, GAsyncResult *result, GError **error);

G_END_DECLS
