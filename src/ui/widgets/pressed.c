/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/pressed.h"

static void
closed_cb (GtkWidget *pressed, GtkPopover *menu)
{
  g_assert (GTK_IS_WIDGET (pressed));

  g_signal_handlers_disconnect_by_func (menu, closed_cb, pressed);
  for (GtkWidget *widget = pressed; widget != NULL; widget = gtk_widget_get_parent (widget))
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_ACTIVE);
}

/*
 * bs_pressed_release:
 * @pressed: the pressed widget
 * @menu: was opened by that
 *
 * Ends the look of a press when its menu closes. The menu gets the release, so GTK 4.8 would draw the row as pressed
 * until it is clicked again.
 */
void
bs_pressed_release (GtkWidget *pressed, GtkPopover *menu)
{
  g_return_if_fail (GTK_IS_WIDGET (pressed));
  g_return_if_fail (GTK_IS_POPOVER (menu));

  g_signal_connect_object (menu, "closed", G_CALLBACK (closed_cb), pressed, G_CONNECT_SWAPPED);
}
