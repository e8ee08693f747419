/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/library.h"
#include "model/library/list/histogram.h"

G_BEGIN_DECLS

void bs_library_count_dates_async (BsLibrary *self, BsArticleList *list, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
BsHistogram *bs_library_count_dates_finish (BsLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
