/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/import/import.h"

G_BEGIN_DECLS

#define BS_TYPE_IMPORT_DIALOG (bs_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsImportDialog, bs_import_dialog, BS, IMPORT_DIALOG, AdwWindow)

/* Previews an import for confirmation, or shows its results. Signals: accepted; show-article (path, relative to the
 * library). */
BsImportDialog *bs_import_dialog_new (GtkWindow *parent, BsImport *import, gboolean is_over);
BsImport *bs_import_dialog_get_import (BsImportDialog *self);

G_END_DECLS
