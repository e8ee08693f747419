/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The layers above know nothing of WebKit. */
typedef struct _WebKitWebView WebKitWebView;

#define BS_TYPE_PAGE_FIND (bs_page_find_get_type ())
G_DECLARE_FINAL_TYPE (BsPageFind, bs_page_find, BS, PAGE_FIND, GObject)

/* The highlights in the pages of a view: the words of a search, until another text is searched for. Properties: n-found
 * (the number of matches), found (the current match, from 1). */
BsPageFind *bs_page_find_new (void);
void bs_page_find_enter (BsPageFind *self, WebKitWebView *view, GCancellable *cancellable);
void bs_page_find_leave (BsPageFind *self);
void bs_page_find_set_phrases (BsPageFind *self, const char *const *phrases);
void bs_page_find_set_text (BsPageFind *self, const char *text);
void bs_page_find_step (BsPageFind *self, int direction);
guint bs_page_find_get_n_found (BsPageFind *self);
guint bs_page_find_get_found (BsPageFind *self);

G_END_DECLS
