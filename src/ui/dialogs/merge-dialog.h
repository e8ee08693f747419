/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/list/query.h"

G_BEGIN_DECLS

#define BS_TYPE_MERGE_DIALOG (bs_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsMergeDialog, bs_merge_dialog, BS, MERGE_DIALOG, AdwWindow)

/* Asks for the category, tag or source that another one is merged into. Signal: merge (the names of what was chosen).
 */
BsMergeDialog *bs_merge_dialog_new (GtkWindow *parent, const char *const *from, GListModel *places);
void bs_merge_dialog_set_texts (BsMergeDialog *self, const char *title, const char *button);

G_END_DECLS
