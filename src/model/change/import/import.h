/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-step.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* An import into a library. All inputs are read first and written later; in between, the plan can be viewed and
 * changed. Only one thread may use an import at a time, except for its progress. */
typedef struct _BsImport BsImport;

typedef struct
{
  guint imported;
  guint duplicates;
  guint failed;
  guint skipped;
  guint missing_images;
} BsImportCounts;

BsImport *bs_import_new (const char *folder);
BsImport *bs_import_ref (BsImport *self);
void bs_import_unref (BsImport *self);

void bs_import_add (BsImport *self, BsImportInput *input);
void bs_import_set_category (BsImport *self, const char *const *category);
const char *const *bs_import_get_category (BsImport *self);

gboolean bs_import_look (BsImport *self, GCancellable *cancellable, GError **error);
gboolean bs_import_act (BsImport *self, GCancellable *cancellable, GError **error);
void bs_import_look_async (BsImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_import_look_finish (BsImport *self, GAsyncResult *result, GError **error);
void bs_import_act_async (BsImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_import_act_finish (BsImport *self, GAsyncResult *result, GError **error);

GPtrArray *bs_import_get_unreadable (BsImport *self);
const GPtrArray *bs_import_get_steps (BsImport *self);
guint64 bs_import_get_step (BsImport *self);
const GPtrArray *bs_import_get_recovered (BsImport *self);
void bs_import_count (BsImport *self, BsImportCounts *counts);
gboolean bs_import_is_doubtful (BsImport *self);
void bs_import_get_progress (BsImport *self, guint *done, guint *total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImport, bs_import_unref)

G_END_DECLS
