/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-private.h"

G_BEGIN_DECLS

void bs_import_images_find (BsImportStep *step, const BsImportReading *reading);
void bs_import_images_take_rest (BsImport *self, BsImportStep *step);
gboolean bs_import_images_place (BsImport *self, BsImportStep *step);
gboolean bs_import_images_change (const BsImportStep *step, BsImportDraft *draft, const BsArticle *article,
                                  GError **error);

G_END_DECLS
