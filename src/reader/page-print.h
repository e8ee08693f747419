/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

void bs_page_print_async (WebKitWebView *view, GtkWindow *parent, GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_page_print_finish (GAsyncResult *result, GError **error);

G_END_DECLS
