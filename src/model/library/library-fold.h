/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"

G_BEGIN_DECLS

void bs_library_find_fold_async (BsLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
BsFold *bs_library_find_fold_finish (BsLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
