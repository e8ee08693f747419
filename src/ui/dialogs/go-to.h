/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/list/go-to.h"

G_BEGIN_DECLS

#define BS_TYPE_GO_TO_DIALOG (bs_go_to_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsGoToDialog, bs_go_to_dialog, BS, GO_TO_DIALOG, AdwWindow)

/* Finds a place by a few letters, or, after ">", a command. Signals: chosen (BsGoToItem: it is closed, go there); clear
 * (the last places are to be forgotten). */
BsGoToDialog *bs_go_to_dialog_new (GtkWindow *parent, BsGoTo *places, GPtrArray *recent);

G_END_DECLS
