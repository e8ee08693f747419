/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/shorthand.h"

/* Adds a signal that returns nothing.
 *
 * @...: the types of its arguments */
guint
bs_new_signal (gpointer klass, const char *name, guint n_arguments, ...)
{
  va_list types;
  guint id;

  va_start (types, n_arguments);
  id = g_signal_new_valist (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE,
                            n_arguments, types);
  va_end (types);
  return id;
}

void
bs_set_css_class (GtkWidget *widget, const char *css_class, gboolean has_class)
{
  if (has_class)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* Fills the rows of a list by functions of an object, which get (object, list item, factory).
 *
 * @unbind: (nullable) */
void
bs_set_rows (GtkListView *view, gpointer object, GCallback setup, GCallback bind, GCallback unbind)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, object, G_CONNECT_SWAPPED);
  if (unbind != NULL)
    g_signal_connect_object (factory, "unbind", unbind, object, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (view, factory);
}

/* Passes keys to an object before the widget handles them.
 *
 * @key_pressed: as for the signal of GtkEventControllerKey, with the object first */
void
bs_catch_keys (GtkWidget *widget, gpointer object, GCallback key_pressed)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", key_pressed, object, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, key);
}
