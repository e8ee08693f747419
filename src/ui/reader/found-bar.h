/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "reader/reader.h"

G_BEGIN_DECLS

#define BS_TYPE_FOUND_BAR (bs_found_bar_get_type ())
G_DECLARE_FINAL_TYPE (BsFoundBar, bs_found_bar, BS, FOUND_BAR, GtkWidget)

/* Shows how often the search of the list matches in the article, and goes from match to match. */
GtkWidget *bs_found_bar_new (BsReader *reader);

void bs_found_bar_set_phrases (BsFoundBar *self, const char *const *phrases);

G_END_DECLS
