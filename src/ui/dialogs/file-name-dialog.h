/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_FILE_NAME_DIALOG (bs_file_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsFileNameDialog, bs_file_name_dialog, BS, FILE_NAME_DIALOG, AdwMessageDialog)

/* Asks for another name of a file. Its response is “rename”. */
BsFileNameDialog *bs_file_name_dialog_new (GtkWindow *parent, GFile *file, const char *suggested);
GtkEditable *bs_file_name_dialog_get_entry (BsFileNameDialog *self);
char *bs_file_name_dialog_dup_name (BsFileNameDialog *self);

G_END_DECLS
