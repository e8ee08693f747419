/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/dialogs/duplicate-group.h"

G_BEGIN_DECLS

/* The maximum number of articles listed for a group. */
#define BS_DUPLICATE_ROW_MEMBERS 6

#define BS_TYPE_DUPLICATE_ROW (bs_duplicate_row_get_type ())
G_DECLARE_FINAL_TYPE (BsDuplicateRow, bs_duplicate_row, BS, DUPLICATE_ROW, GtkWidget)

/* A group of near-duplicates with the actions for it. Signals: trash; distinct; open (char *path). */
GtkWidget *bs_duplicate_row_new (void);
void bs_duplicate_row_set_group (BsDuplicateRow *self, BsDuplicateGroup *group);
BsDuplicateGroup *bs_duplicate_row_get_group (BsDuplicateRow *self);

G_END_DECLS
