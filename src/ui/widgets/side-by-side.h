/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SIDE_BY_SIDE (bs_side_by_side_get_type ())
G_DECLARE_FINAL_TYPE (BsSideBySide, bs_side_by_side, BS, SIDE_BY_SIDE, GtkWidget)

/* A main part that is always shown, and another before it that takes half of the width, or all of it if there is
 * little. Properties: main; other (nullable). */
void bs_side_by_side_set_other (BsSideBySide *self, GtkWidget *other);
GtkWidget *bs_side_by_side_get_other (BsSideBySide *self);

G_END_DECLS
