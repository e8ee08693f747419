/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/late-menu.h"

static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  g_assert (GTK_IS_MENU_BUTTON (button));
  g_assert (G_IS_MENU_MODEL (user_data));

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, user_data);
}

/* Gives a button a menu whose widgets are created when it is first opened: a window has many menus, and most stay
 * closed. */
void
bs_late_menu_set (GtkMenuButton *button, GMenuModel *model)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (model));

  gtk_menu_button_set_create_popup_func (button, popup_cb, g_object_ref (model), g_object_unref);
}
