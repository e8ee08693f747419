/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_DATE_HISTOGRAM (bs_date_histogram_get_type ())
G_DECLARE_FINAL_TYPE (BsDateHistogram, bs_date_histogram, BS, DATE_HISTOGRAM, GtkWidget)

/* How many articles of a list there are by date. Dragging selects the dates to search for. Signal: search (from when,
 * before when: each nullable, as a search takes it; gboolean: those without a date instead). */
GtkWidget *bs_date_histogram_new (void);
void bs_date_histogram_set_list (BsDateHistogram *self, BsLibrary *library, BsArticleList *list);
void bs_date_histogram_set_query (BsDateHistogram *self, BsQuery *query);

G_END_DECLS
