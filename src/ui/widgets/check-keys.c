/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/check-keys.h"

#include <gtk/gtk.h>
#include <string.h>

static gboolean (*focus_group) (GtkWidget *widget, GtkDirectionType direction);

/* GTK names the indicator "radio" when the button is in a group. */
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

/* GTK 4.8 treats a check button as a radio group of one: arrow keys toggle it instead of moving on, which could change
 * the files to be edited. Call it before the first check button is created. */
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
