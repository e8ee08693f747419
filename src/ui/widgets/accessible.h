/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Information for screen readers that GTK 4.8 does not provide. */
void bs_accessible_init (void);
void bs_accessible_set_role (GtkWidget *widget, GtkAccessibleRole role);
void bs_accessible_announce (GtkWidget *widget, const char *text);
void bs_accessible_announce_changes (GtkWidget *widget);

G_END_DECLS
