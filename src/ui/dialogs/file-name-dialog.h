/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/name-dialog.h"

G_BEGIN_DECLS

/* Asks for another name of a file. Its response is “rename”. */
BsNameDialog *bs_file_name_dialog_new (GtkWindow *parent, GFile *file, const char *suggested);

G_END_DECLS
