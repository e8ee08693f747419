/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_CHIP_ROW (bs_chip_row_get_type ())
G_DECLARE_FINAL_TYPE (BsChipRow, bs_chip_row, BS, CHIP_ROW, AdwPreferencesRow)

/* Categories or tags as chips, which can be removed, and an entry that completes names and adds them. A chip that not
 * all articles have is outlined, shows how many have it, and is added to all when it is clicked. Signals: write
 * (something was added or removed); done (Enter was pressed with nothing typed). */
void bs_chip_row_set_library (BsChipRow *self, BsLibrary *library, gboolean are_categories);
void bs_chip_row_set_field (BsChipRow *self, const BsSurveyField *field, gboolean is_editable);
gboolean bs_chip_row_is_changed (BsChipRow *self);
gboolean bs_chip_row_is_fault (BsChipRow *self);
void bs_chip_row_restore (BsChipRow *self);
void bs_chip_row_commit (BsChipRow *self);
gboolean bs_chip_row_is_sent (BsChipRow *self);
void bs_chip_row_fail (BsChipRow *self, const char *reason);
GPtrArray *bs_chip_row_list_added (BsChipRow *self);
GPtrArray *bs_chip_row_list_removed (BsChipRow *self);

BsSurveyField *bs_chip_field_new (const GPtrArray *paths, GStrv names);
void bs_chip_field_free (BsSurveyField *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSurveyField, bs_chip_field_free)

G_END_DECLS
