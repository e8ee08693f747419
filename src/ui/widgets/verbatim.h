/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Labels with paths, addresses or lines of a file, which a hyphen at the end of a line would falsify. */
GtkWidget *bs_verbatim_new (const char *text, int n_lines, const char *css_class);
char *bs_verbatim_shorten (const char *text, glong n_characters);
void bs_verbatim_wrap (GtkLabel *label);
void bs_verbatim_set_attributes (GtkLabel *label, PangoAttrList *attributes);

G_END_DECLS
