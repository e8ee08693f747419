/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_BAR_CHART (bs_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (BsBarChart, bs_bar_chart, BS, BAR_CHART, GtkWidget)

/* A bar for each of several counts. Arrow keys move along the bars; Return and a click choose one. Signal: chosen
 * (guint index). */
GtkWidget *bs_bar_chart_new (void);
void bs_bar_chart_set (BsBarChart *self, const char *const *names, const guint *counts, guint n);

G_END_DECLS
