/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "reader/reader.h"

G_BEGIN_DECLS

#define BS_TYPE_FIND_BAR (bs_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (BsFindBar, bs_find_bar, BS, FIND_BAR, GtkWidget)

/* Finds text in the current article, or shows the matches of the list's search there: their number, and each in turn.
 */
GtkWidget *bs_find_bar_new (BsReader *reader);

void bs_find_bar_open (BsFindBar *self);
void bs_find_bar_end_typing (BsFindBar *self);
void bs_find_bar_set_phrases (BsFindBar *self, const char *const *phrases);

G_END_DECLS
