/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "reader/page-find.h"
#include "reader/page-place.h"
#include "reader/page-script.h"
#include "reader/page-server.h"
#include "reader/picture-loader.h"

G_BEGIN_DECLS

#define BS_PAGE_VIEW_MIN_ZOOM 0.3
#define BS_PAGE_VIEW_MAX_ZOOM 5.0

#define BS_TYPE_PAGE_VIEW (bs_page_view_get_type ())
G_DECLARE_FINAL_TYPE (BsPageView, bs_page_view, BS, PAGE_VIEW, GtkWidget)

/* Shows a page, one at a time, in a web view that can access nothing else, and knows nothing of libraries. Properties:
 * zoom, link (the address under the pointer), n-blocked (the number of blocked pictures). Signals, of the last page
 * that was given: shown (it is on the screen), failed (message), scrolled (position, fraction: by the reader), follow
 * (BsWebVerdict, address or name: a link that leads elsewhere was clicked), save-picture (address, name). */
GtkWidget *bs_page_view_new (void);
void bs_page_view_leave (BsPageView *self);
const char *bs_page_view_get_token (BsPageView *self);
void bs_page_view_prepare (BsPageView *self);
void bs_page_view_show (BsPageView *self, const char *path, const char *title, GBytes *html, const char *position);
void bs_page_view_restore (BsPageView *self, const char *position);
gboolean bs_page_view_has (BsPageView *self, GBytes *html);

double bs_page_view_get_zoom (BsPageView *self);
void bs_page_view_set_zoom (BsPageView *self, double zoom);
void bs_page_view_set_look (BsPageView *self, const BsReaderLook *look);
BsPageFind *bs_page_view_get_find (BsPageView *self);
BsPagePlace *bs_page_view_get_place (BsPageView *self);
BsPageServer *bs_page_view_get_server (BsPageView *self);

void bs_page_view_print_async (BsPageView *self, GtkWindow *parent, GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_page_view_print_finish (GAsyncResult *result, GError **error);

void bs_page_view_set_root (BsPageView *self, const char *root);
void bs_page_view_set_pictures (BsPageView *self, BsPictureLoader *pictures, const char *article);
guint bs_page_view_get_n_blocked (BsPageView *self);
const char *const *bs_page_view_get_blocked_hosts (BsPageView *self);

G_END_DECLS
