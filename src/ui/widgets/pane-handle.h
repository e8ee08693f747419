/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_PANE_HANDLE (bs_pane_handle_get_type ())
G_DECLARE_FINAL_TYPE (BsPaneHandle, bs_pane_handle, BS, PANE_HANDLE, GtkWidget)

/* The divider between two panes. Signals: drag-begin; moved (int offset from the start of the drag, positive in reading
 * direction); reset. */

G_END_DECLS
