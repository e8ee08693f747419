/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR_FOOT (bs_sidebar_foot_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarFoot, bs_sidebar_foot, BS, SIDEBAR_FOOT, GtkWidget)

/* The current activity of the library, and the skipped files. Usually empty. */
void bs_sidebar_foot_set_library (BsSidebarFoot *self, BsLibrary *library);

G_END_DECLS
