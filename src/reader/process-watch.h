/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

#define BS_TYPE_PROCESS_WATCH (bs_process_watch_get_type ())
G_DECLARE_FINAL_TYPE (BsProcessWatch, bs_process_watch, BS, PROCESS_WATCH, GObject)

/* Watches the process that draws a web view, and ends it if it does not respond. Signal: ended (gboolean: the page is
 * to be loaded again; message: otherwise, why; NULL if another page is about to be loaded). */
BsProcessWatch *bs_process_watch_new (WebKitWebView *web);
void bs_process_watch_note_drawn (BsProcessWatch *self);
void bs_process_watch_end_if_stuck (BsProcessWatch *self);

G_END_DECLS
