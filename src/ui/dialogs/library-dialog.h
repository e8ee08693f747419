/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/desktop/recent-folders.h"

G_BEGIN_DECLS

#define BS_TYPE_LIBRARY_DIALOG (bs_library_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsLibraryDialog, bs_library_dialog, BS, LIBRARY_DIALOG, AdwMessageDialog)

/* Asks for another library among those that were opened last. Signal: chosen (its folder, as a GFile). */
BsLibraryDialog *bs_library_dialog_new (GtkWindow *parent, BsRecentFolders *recent, GFile *current, guint n_articles);
GtkListBox *bs_library_dialog_get_list (BsLibraryDialog *self);

G_END_DECLS
