/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_PROPERTY_ROW (bs_property_row_get_type ())
G_DECLARE_FINAL_TYPE (BsPropertyRow, bs_property_row, BS, PROPERTY_ROW, AdwEntryRow)

/* A field that is written when one leaves it or presses Enter; Escape restores it. Signal: write (there is another
 * value than before). */
void bs_property_row_set_value (BsPropertyRow *self, const char *value, gboolean is_editable);
const char *bs_property_row_get_value (BsPropertyRow *self);
gboolean bs_property_row_is_changed (BsPropertyRow *self);
void bs_property_row_restore (BsPropertyRow *self);
void bs_property_row_commit (BsPropertyRow *self);
void bs_property_row_set_fault (BsPropertyRow *self, gboolean is_fault);

G_END_DECLS
