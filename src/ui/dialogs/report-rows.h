/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

#define BS_TYPE_REPORT_ROW (bs_report_row_get_type ())
G_DECLARE_FINAL_TYPE (BsReportRow, bs_report_row, BS, REPORT_ROW, GObject)

const char *bs_report_row_get_path (BsReportRow *self);
const char *bs_report_row_get_reason (BsReportRow *self);
gboolean bs_report_row_is_changed (BsReportRow *self);

#define BS_TYPE_REPORT_ROWS (bs_report_rows_get_type ())
G_DECLARE_FINAL_TYPE (BsReportRows, bs_report_rows, BS, REPORT_ROWS, GObject)

/* The articles of a report, as a list of BsReportRow: first those that cannot be changed. Rows are created on demand,
 * because there may be very many. */
BsReportRows *bs_report_rows_new (BsEditReport *report, const char *unchanged_reason);
guint bs_report_rows_get_n_stuck (BsReportRows *self);

G_END_DECLS
