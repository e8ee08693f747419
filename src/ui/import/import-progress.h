/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/import/import.h"

G_BEGIN_DECLS

#define BS_TYPE_IMPORT_PROGRESS (bs_import_progress_get_type ())
G_DECLARE_FINAL_TYPE (BsImportProgress, bs_import_progress, BS, IMPORT_PROGRESS, GtkWidget)

/* The progress of an import, at the bottom of the window; shown only if it takes a while. Signal: cancel. */
GtkWidget *bs_import_progress_new (void);
void bs_import_progress_start (BsImportProgress *self, BsImport *import, gboolean is_writing);
void bs_import_progress_stop (BsImportProgress *self);

G_END_DECLS
