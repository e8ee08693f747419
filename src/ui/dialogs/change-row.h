/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/change/edit/edit.h"
#include "ui/dialogs/report-rows.h"

G_BEGIN_DECLS

#define BS_TYPE_CHANGE_ROW (bs_change_row_get_type ())
G_DECLARE_FINAL_TYPE (BsChangeRow, bs_change_row, BS, CHANGE_ROW, GtkWidget)

/* An article with the lines that an edit changes in it, and a check button to exclude it. The lines are found on a
 * worker while the row is bound. Signal: toggled. */
GtkWidget *bs_change_row_new (void);
void bs_change_row_bind (BsChangeRow *self, BsReportRow *item, const char *title, const char *root, BsEdit *edit,
                         gboolean is_active);
void bs_change_row_unbind (BsChangeRow *self);
const char *bs_change_row_get_path (BsChangeRow *self);
gboolean bs_change_row_get_active (BsChangeRow *self);
void bs_change_row_set_active (BsChangeRow *self, gboolean is_active);

G_END_DECLS
