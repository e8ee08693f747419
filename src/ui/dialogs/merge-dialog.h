/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/choose-dialog.h"

G_BEGIN_DECLS

#define BS_TYPE_MERGE_DIALOG (bs_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsMergeDialog, bs_merge_dialog, BS, MERGE_DIALOG, BsChooseDialog)

/* Asks for the category, tag or source that another one is merged into, or for its new parent category. Signal: merge
 * (the chosen names). */
BsMergeDialog *bs_merge_dialog_new (GtkWindow *parent, const char *const *from, GListModel *places, gboolean moves);

G_END_DECLS
