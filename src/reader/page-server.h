/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

#define BS_TYPE_PAGE_SERVER (bs_page_server_get_type ())
G_DECLARE_FINAL_TYPE (BsPageServer, bs_page_server, BS, PAGE_SERVER, GObject)

/* Answers what a web context asks of our own addresses: the one page that was set, and pictures of the library. */
BsPageServer *bs_page_server_new (WebKitWebContext *context);
void bs_page_server_set_root (BsPageServer *self, const char *root);
void bs_page_server_set_page (BsPageServer *self, const char *address, GBytes *html);

G_END_DECLS
