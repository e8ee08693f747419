/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"

G_BEGIN_DECLS

void bs_post_finder_find_async (BsLibrary *library, const char *post, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
char *bs_post_finder_find_finish (BsLibrary *library, GAsyncResult *result, GError **error);
gboolean bs_post_finder_is_post (const char *path, const char *post);

G_END_DECLS
