/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

void bs_web_filter_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
WebKitUserContentFilter *bs_web_filter_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
