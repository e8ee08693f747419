/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_MARKS_CHOOSER (bs_marks_chooser_get_type ())
G_DECLARE_FINAL_TYPE (BsMarksChooser, bs_marks_chooser, BS, MARKS_CHOOSER, GObject)

/* Exports marks to a file that the user chooses, and imports them from one. */
BsMarksChooser *bs_marks_chooser_new (GtkWindow *window, AdwToastOverlay *toasts);
void bs_marks_chooser_close (BsMarksChooser *self);
void bs_marks_chooser_set_library (BsMarksChooser *self, BsLibrary *library);

G_END_DECLS
