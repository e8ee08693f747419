/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/change/import/import-step.h"

G_BEGIN_DECLS

#define BS_TYPE_IMPORT_ROW (bs_import_row_get_type ())
G_DECLARE_FINAL_TYPE (BsImportRow, bs_import_row, BS, IMPORT_ROW, GtkWidget)

/* One step of an import, and its result. Signals: chosen (the user changed that); show-old and show-new (show its
 * duplicate in the library, or its source). */
GtkWidget *bs_import_row_new (void);
void bs_import_row_show (BsImportRow *self, BsImportStep *step, gboolean is_over);
BsImportStep *bs_import_row_get_step (BsImportRow *self);

G_END_DECLS
