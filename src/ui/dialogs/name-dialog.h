/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_NAME_DIALOG (bs_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsNameDialog, bs_name_dialog, BS, NAME_DIALOG, AdwMessageDialog)

/* @name: the typed text, as one line without spaces around it
 *
 * Returns: (transfer full) (nullable): why it is not allowed */
typedef char *(*BsNameDialogCheck) (const char *name, gpointer user_data);

BsNameDialog *bs_name_dialog_new (GtkWindow *parent, const char *name, const char *response, const char *label);
void bs_name_dialog_set_check (BsNameDialog *self, BsNameDialogCheck check, gpointer user_data, GDestroyNotify destroy);
void bs_name_dialog_set_hint (BsNameDialog *self, const char *hint);
void bs_name_dialog_check (BsNameDialog *self);
void bs_name_dialog_show_failure (BsNameDialog *self, const char *name, const char *reason);
GtkEditable *bs_name_dialog_get_entry (BsNameDialog *self);
char *bs_name_dialog_dup_name (BsNameDialog *self);

G_END_DECLS
