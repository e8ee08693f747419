/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-step.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called with each input found: new if it may be imported, else failed or skipped with a reason. */
typedef void (*BsImportGatherFunc) (BsImportInput *input, BsImportVerdict verdict, const char *reason,
                                    gpointer user_data);

gboolean bs_import_gather (const GPtrArray *inputs, const char *unpack_folder, BsImportGatherFunc func,
                           gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
