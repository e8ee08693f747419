/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/change/import/import-step.h"

G_BEGIN_DECLS

#define BS_TYPE_IMPORT_ROW (bs_import_row_get_type ())
G_DECLARE_FINAL_TYPE (BsImportRow, bs_import_row, BS, IMPORT_ROW, GtkWidget)

/* One thing that is imported: what it is, and what becomes of it. Signals: chosen (what becomes of it has changed);
 * show-old and show-new (its double in the library, or where it comes from, is to be shown). */
GtkWidget *bs_import_row_new (void);
void bs_import_row_show (BsImportRow *self, BsImportStep *step, gboolean is_over);
BsImportStep *bs_import_row_get_step (BsImportRow *self);

G_END_DECLS
