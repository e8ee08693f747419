/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_FOLDER_OPENER (bs_folder_opener_get_type ())
G_DECLARE_FINAL_TYPE (BsFolderOpener, bs_folder_opener, BS, FOLDER_OPENER, GObject)

/* The actions of a window that open a folder: one that the user chooses, a recent one, or the sample library. Signal:
 * open-folder (GFile). */
BsFolderOpener *bs_folder_opener_new (GtkWindow *window, AdwToastOverlay *toasts);
void bs_folder_opener_close (BsFolderOpener *self);
void bs_folder_opener_set_library (BsFolderOpener *self, BsLibrary *library);

G_END_DECLS
