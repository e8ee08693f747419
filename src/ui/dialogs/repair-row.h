/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/change/repair/repair-report.h"
#include "ui/dialogs/repair-list.h"

G_BEGIN_DECLS

#define BS_TYPE_REPAIR_ROW (bs_repair_row_get_type ())
G_DECLARE_FINAL_TYPE (BsRepairRow, bs_repair_row, BS, REPAIR_ROW, GtkWidget)

/* A problem of an article, its line with the place marked, and the fix. It is read on a worker while the row is bound.
 * Signals: fix (the report, as a pointer); compare (it is a conflicted copy); show-line (path, line, column). */
GtkWidget *bs_repair_row_new (void);
void bs_repair_row_bind (BsRepairRow *self, BsLibrary *library, BsRepairItem *item, BsProblemKind kind);
void bs_repair_row_unbind (BsRepairRow *self);
void bs_repair_row_fix (BsRepairRow *self);
void bs_repair_row_show_line (BsRepairRow *self);

G_END_DECLS
