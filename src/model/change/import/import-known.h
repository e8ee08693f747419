/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-step.h"

G_BEGIN_DECLS

/* An index of a library's articles for finding duplicates. Any thread may add to it. */
typedef struct _BsImportKnown BsImportKnown;

BsImportKnown *bs_import_known_new (void);
void bs_import_known_free (BsImportKnown *self);
void bs_import_known_add (BsImportKnown *self, const BsImportKeys *keys, const char *path);
void bs_import_known_add_step (BsImportKnown *self, const BsImportKeys *keys, const BsImportStep *step);
BsTwin bs_import_known_find (BsImportKnown *self, const BsImportKeys *keys, const char **path,
                             const BsImportStep **step);
gboolean bs_import_known_has_path (BsImportKnown *self, const char *path);
void bs_import_known_reserve_path (BsImportKnown *self, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportKnown, bs_import_known_free)

G_END_DECLS
