/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR_TYPING (bs_sidebar_typing_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarTyping, bs_sidebar_typing, BS, SIDEBAR_TYPING, GObject)

/* Finds categories by typing in a list view. Signal: found (BsCategory). */
BsSidebarTyping *bs_sidebar_typing_new (GtkWidget *view, GtkLabel *label, GtkRevealer *revealer);
void bs_sidebar_typing_set_library (BsSidebarTyping *self, BsLibrary *library);
void bs_sidebar_typing_set_current (BsSidebarTyping *self, const char *const *path);

G_END_DECLS
