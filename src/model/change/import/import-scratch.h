/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A temporary folder in the cache for unpacked archives. It is removed when it is freed or, if the process is killed,
 * when the next one is created. */
typedef struct _BsImportScratch BsImportScratch;

BsImportScratch *bs_import_scratch_new (void);
void bs_import_scratch_free (BsImportScratch *self);
const char *bs_import_scratch_get_path (const BsImportScratch *self);
void bs_import_scratch_remove_tree (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportScratch, bs_import_scratch_free)

G_END_DECLS
