/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-input.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Given each thing that may come in; with an error where it cannot. */
typedef void (*BsImportGatherFunc) (BsImportInput *input, const GError *error, gpointer user_data);

gboolean bs_import_gather (const GPtrArray *thrown, const char *unpack_folder, BsImportGatherFunc func,
                           gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
