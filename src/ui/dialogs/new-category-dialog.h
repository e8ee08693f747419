/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_NEW_CATEGORY_DIALOG (bs_new_category_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsNewCategoryDialog, bs_new_category_dialog, BS, NEW_CATEGORY_DIALOG, AdwMessageDialog)

/* Asks for the name of a category that is to be. The response is "create". */
BsNewCategoryDialog *bs_new_category_dialog_new (GtkWindow *parent, const char *const *above, GListModel *siblings);
GtkEditable *bs_new_category_dialog_get_entry (BsNewCategoryDialog *self);
char *bs_new_category_dialog_dup_name (BsNewCategoryDialog *self);

G_END_DECLS
