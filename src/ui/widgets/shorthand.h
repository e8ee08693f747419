/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Code that nearly all our classes share. */
guint bs_new_signal (gpointer klass, const char *name, guint n_arguments, ...);
void bs_set_css_class (GtkWidget *widget, const char *css_class, gboolean has_class);
void bs_set_rows (GtkListView *view, gpointer object, GCallback setup, GCallback bind, GCallback unbind);
void bs_catch_keys (GtkWidget *widget, gpointer object, GCallback key_pressed);

G_END_DECLS
