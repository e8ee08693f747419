/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/choose-dialog.h"

G_BEGIN_DECLS

#define BS_TYPE_FOLDER_DIALOG (bs_folder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsFolderDialog, bs_folder_dialog, BS, FOLDER_DIALOG, BsChooseDialog)

/* Asks for a folder of a library, which may be a new one. Signal: chosen (the folder, relative to the library). */
BsFolderDialog *bs_folder_dialog_new (GtkWindow *parent, GFile *library, const char *current, guint n_articles);
void bs_folder_dialog_suggest (BsFolderDialog *self, GFile *from, GStrv paths);
void bs_folder_dialog_show_failure (BsFolderDialog *self, const char *folder, const char *reason);

G_END_DECLS
