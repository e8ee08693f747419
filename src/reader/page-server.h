/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "page/page.h"
#include "reader/picture-loader.h"

G_BEGIN_DECLS

/* The layers above know nothing of WebKit. */
typedef struct _WebKitWebContext WebKitWebContext;

#define BS_TYPE_PAGE_SERVER (bs_page_server_get_type ())
G_DECLARE_FINAL_TYPE (BsPageServer, bs_page_server, BS, PAGE_SERVER, GObject)

/* The prefix at which the reader's own scripts find remote pictures, followed by the percent-encoded address. Only
 * pictures that are kept or allowed are served. */
#define BS_PAGE_SERVER_KEPT_PREFIX BS_PAGE_SCHEME "://kept/"
#define BS_PAGE_SERVER_REMOTE_PREFIX BS_PAGE_SCHEME "://remote/"

/* Answers the requests of a web context to our own addresses: the one page that was set, pictures of the library, and
 * remote pictures from the loader. */
BsPageServer *bs_page_server_new (WebKitWebContext *context);
void bs_page_server_set_root (BsPageServer *self, const char *root);
void bs_page_server_set_page (BsPageServer *self, const char *address, GBytes *html);
void bs_page_server_set_pictures (BsPageServer *self, BsPictureLoader *pictures, const char *article);
void bs_page_server_save_async (BsPageServer *self, const char *uri, GFile *file, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_page_server_save_finish (BsPageServer *self, GAsyncResult *result, GError **error);
char *bs_page_server_make_picture_name (const char *uri);

G_END_DECLS
