/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The layers above know nothing of WebKit. */
typedef struct _WebKitWebView WebKitWebView;

#define BS_TYPE_PAGE_PLACE (bs_page_place_get_type ())
G_DECLARE_FINAL_TYPE (BsPagePlace, bs_page_place, BS, PAGE_PLACE, GObject)

/* Where the page of a view is read. The reading position in the page of a view. Property: outline. */
BsPagePlace *bs_page_place_new (void);
void bs_page_place_enter (BsPagePlace *self, WebKitWebView *web);
void bs_page_place_leave (BsPagePlace *self);
void bs_page_place_turn (BsPagePlace *self, int direction, GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_page_place_turn_finish (BsPagePlace *self, GAsyncResult *result, GError **error);
void bs_page_place_go_to (BsPagePlace *self, const char *fragment);
void bs_page_place_follow (BsPagePlace *self, const char *words);
void bs_page_place_ask_async (BsPagePlace *self, const char *words, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *bs_page_place_ask_finish (BsPagePlace *self, GAsyncResult *result, double *fraction, GError **error);
void bs_page_place_set_outline (BsPagePlace *self, GPtrArray *outline);
GPtrArray *bs_page_place_get_outline (BsPagePlace *self);
void bs_page_place_show_heading (BsPagePlace *self, guint number);
void bs_page_place_ask_heading_async (BsPagePlace *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
int bs_page_place_ask_heading_finish (BsPagePlace *self, GAsyncResult *result, GError **error);
void bs_page_place_locate_async (BsPagePlace *self, GAsyncReadyCallback callback, gpointer user_data);
GStrv bs_page_place_locate_finish (BsPagePlace *self, GAsyncResult *result, double *fraction);

G_END_DECLS
