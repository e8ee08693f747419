/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import.h"
#include "model/change/import/import-kind.h"
#include "model/change/import/import-layout.h"
#include "model/change/import/import-scratch.h"
#include "model/change/write/write-scope.h"
#include "model/library/folder/scan.h"

G_BEGIN_DECLS

struct _BsImport
{
  gatomicrefcount ref_count;
  char *folder;      /* of the library, whole */
  GPtrArray *thrown; /* (element-type BsImportInput) */
  GStrv category;    /* (nullable) */
  GPtrArray *steps;  /* (element-type BsImportStep) */

  BsSite *site;
  BsImportScratch *scratch;
  BsImportKnown *known;
  BsImportLayout *layout;
  guint64 step;  /* the stamp of the history's step that it became; 0 where nothing was written */
  char *history; /* (nullable): how far the library's history had come when it was looked at */
  BsScanResult scanned;

  BsWriteScope *scope;
  GPtrArray *recovered; /* (element-type utf8): what an earlier change had left, and was set right */

  int n_done; /* atomic */
  int n_total;
};

typedef void (*BsImportEachFunc) (BsImport *self, BsImportStep *step, gpointer user_data);

void bs_import_for_each (BsImport *self, guint first, guint count, BsImportEachFunc func, gpointer user_data,
                         GCancellable *cancellable);
gboolean bs_import_scan_library (BsImport *self, GCancellable *cancellable, GError **error);
void bs_import_decide (BsImport *self, BsImportStep *step);
void bs_import_note_history (BsImport *self);
gboolean bs_import_has_history_moved (BsImport *self);

G_END_DECLS
