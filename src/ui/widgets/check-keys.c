/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/check-keys.h"

#include <gtk/gtk.h>
#include <string.h>

static gboolean (*focus_group) (GtkWidget *widget, GtkDirectionType direction);

/* Its part is called so as soon as a button is one of several. */
static gboolean
is_radio (GtkWidget *button)
{
  GtkWidget *part = gtk_widget_get_first_child (button);

  return part != NULL && strcmp (gtk_widget_get_css_name (part), "radio") == 0;
}

static gboolean
focus (GtkWidget *button, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (button) && !is_radio (button))
    return FALSE;
  return focus_group (button, direction);
}

/* GTK 4.8 takes a check button for a group of one, whose next one it checks: arrow keys would not leave the button, but
 * toggle it, and change what is done to files. Before any is created. */
void
bs_check_keys_install (void)
{
  GtkWidgetClass *class = g_type_class_ref (GTK_TYPE_CHECK_BUTTON);

  /* The class is kept. */
  if (class->focus == focus)
    return;
  focus_group = class->focus;
  class->focus = focus;
}
