/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/list/query.h"

G_BEGIN_DECLS

#define BS_TYPE_RENAME_DIALOG (bs_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsRenameDialog, bs_rename_dialog, BS, RENAME_DIALOG, AdwMessageDialog)

/* Asks for another name of a category, a tag or a source. Its response is “rename”, also where two are merged by it. */
BsRenameDialog *bs_rename_dialog_new (GtkWindow *parent, BsScope scope, const char *name);
GtkEditable *bs_rename_dialog_get_entry (BsRenameDialog *self);
char *bs_rename_dialog_dup_name (BsRenameDialog *self);

G_END_DECLS
