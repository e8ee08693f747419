/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_FOCUS_KEEPER (bs_focus_keeper_get_type ())
G_DECLARE_FINAL_TYPE (BsFocusKeeper, bs_focus_keeper, BS, FOCUS_KEEPER, GObject)

void bs_focus_keeper_install (GtkWindow *window);

G_END_DECLS
