/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_ROW_RULER (bs_row_ruler_get_type ())
G_DECLARE_FINAL_TYPE (BsRowRuler, bs_row_ruler, BS, ROW_RULER, GObject)

/* The one height that all rows of a list have, measured once for all of them, and whether they are compact. */
BsRowRuler *bs_row_ruler_new (void);
int bs_row_ruler_get_height (BsRowRuler *self);
void bs_row_ruler_set_height (BsRowRuler *self, int height);
gboolean bs_row_ruler_get_compact (BsRowRuler *self);
void bs_row_ruler_set_compact (BsRowRuler *self, gboolean compact);
int bs_row_ruler_measure_lines (GtkWidget *widget, int lines);

G_END_DECLS
