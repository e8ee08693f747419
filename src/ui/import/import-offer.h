/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Reads drag-and-drop or clipboard data of another program, as inputs of an import. */
gboolean bs_import_offer_is_known (GdkContentFormats *formats);
GPtrArray *bs_import_offer_from_files (const GSList *files);

void bs_import_offer_read_drop_async (GdkDrop *drop, GAsyncReadyCallback callback, gpointer user_data);
void bs_import_offer_read_clipboard_async (GdkClipboard *clipboard, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bs_import_offer_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
