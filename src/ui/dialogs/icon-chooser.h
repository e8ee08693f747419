/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_ICON_CHOOSER (bs_icon_chooser_get_type ())
G_DECLARE_FINAL_TYPE (BsIconChooser, bs_icon_chooser, BS, ICON_CHOOSER, AdwBin)

/* A button with an icon, which shows others to choose from. */
GtkWidget *bs_icon_chooser_new (void);
const char *bs_icon_chooser_get_icon (BsIconChooser *self);
void bs_icon_chooser_set_icon (BsIconChooser *self, const char *icon);

G_END_DECLS
