/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/edit/edit.h"
#include "model/format/article/date.h"

G_BEGIN_DECLS

#define BS_TYPE_PROPERTY_ROW (bs_property_row_get_type ())
G_DECLARE_FINAL_TYPE (BsPropertyRow, bs_property_row, BS, PROPERTY_ROW, AdwEntryRow)

/* The kinds of values of a field. */
typedef enum
{
  BS_PROPERTY_TEXT,
  BS_PROPERTY_NUMBER,
  BS_PROPERTY_DATE,
  BS_PROPERTY_YES_NO,
  BS_PROPERTY_LIST, /* an item, to add to a list or to remove from it */
} BsPropertyKind;

/* A field that is written when one leaves it or presses Enter, or that waits until all fields are applied; Escape
 * restores it. Signal: write (there is another value than before; of one that waits, that it is to be text). */
GtkWidget *bs_property_row_new (const char *title);
void bs_property_row_set_kind (BsPropertyRow *self, BsPropertyKind kind);
void bs_property_row_set_waits (BsPropertyRow *self, gboolean waits);
void bs_property_row_set_value (BsPropertyRow *self, const char *value, gboolean is_editable);
gboolean bs_property_row_is_changed (BsPropertyRow *self);
gboolean bs_property_row_is_sent (BsPropertyRow *self);
gboolean bs_property_row_is_fault (BsPropertyRow *self);
void bs_property_row_take_over (BsPropertyRow *self, BsPropertyRow *from);
void bs_property_row_restore (BsPropertyRow *self);
void bs_property_row_commit (BsPropertyRow *self);
void bs_property_row_fail (BsPropertyRow *self, const char *reason);
void bs_property_row_add_to_edit (BsPropertyRow *self, BsEdit *edit, const char *key);

GtkWidget *bs_property_row_get_note (BsPropertyRow *self);
void bs_property_row_set_hint (BsPropertyRow *self, const char *hint);
void bs_property_row_set_detail (BsPropertyRow *self, const char *detail);
void bs_property_row_add_menu (BsPropertyRow *self);

char *bs_property_describe_date (const BsDate *date);

G_END_DECLS
