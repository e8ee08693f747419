/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-step.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Given each thing that was found: new if it may come in, else failed or skipped for a reason. */
typedef void (*BsImportGatherFunc) (BsImportInput *input, BsImportVerdict verdict, const char *reason,
                                    gpointer user_data);

gboolean bs_import_gather (const GPtrArray *thrown, const char *unpack_folder, BsImportGatherFunc func,
                           gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
