/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

/* Reports from a worker how many articles have been processed. */
typedef void (*BsPlanProgressFunc) (guint n_done, gpointer user_data);

BsEditReport *bs_plan_edit (const char *root, const char *const *paths, const BsEdit *edit,
                            BsPlanProgressFunc progress_func, gpointer user_data, GCancellable *cancellable);
void bs_plan_count_pushed_out (const char *root, BsEditReport *report);
char *bs_plan_diff_text (const char *path, GBytes *old_bytes, GBytes *new_bytes);
char *bs_plan_show (const char *root, const char *path, const BsEdit *edit, GError **error);
char *bs_plan_diff (const char *root, const char *path, const BsEdit *edit, GError **error);

G_END_DECLS
