/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/child-window.h"

#include <adwaita.h>

#include "ui/widgets/accessible.h"

/* Prepares a new window that belongs to another one: closes it with its parent, as the property destroy-with-parent
 * does. With that property, GTK 4.8 leaves a pointer to the parent in a window that still has references, such as from
 * a running change, and crashes when the window is freed. */
void
bs_child_window_attach (GtkWindow *window, GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  /* GTK 4.8 has none for a window that is modal from the start. */
  bs_accessible_set_role (GTK_WIDGET (window),
                          ADW_IS_MESSAGE_DIALOG (window) ? GTK_ACCESSIBLE_ROLE_DIALOG : GTK_ACCESSIBLE_ROLE_WINDOW);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), window, G_CONNECT_SWAPPED);
}
