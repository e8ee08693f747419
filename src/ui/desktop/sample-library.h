/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void bs_sample_library_copy_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GFile *bs_sample_library_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
