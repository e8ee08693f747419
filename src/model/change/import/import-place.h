/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-private.h"

G_BEGIN_DECLS

void bs_import_place_find (BsImport *self, BsImportStep *step, const BsImportReading *reading);
void bs_import_place_take (BsImport *self, BsImportStep *step);

G_END_DECLS
