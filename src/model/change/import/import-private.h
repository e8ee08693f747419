/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import.h"
#include "model/change/import/import-kind.h"
#include "model/change/import/import-known.h"
#include "model/change/import/import-layout.h"
#include "model/change/import/import-scratch.h"
#include "model/change/write/write-scope.h"
#include "model/library/folder/scan.h"

G_BEGIN_DECLS

/* The maximum number of bytes of articles in memory at once, unless a single one is larger. */
#define BS_IMPORT_MEMORY ((gsize) 32 * 1024 * 1024)

struct _BsImport
{
  gatomicrefcount ref_count;
  char *folder;      /* of the library, absolute */
  GPtrArray *inputs; /* (element-type BsImportInput) */
  GStrv category;    /* (nullable) */
  GPtrArray *steps;  /* (element-type BsImportStep) */

  BsSite *site;
  BsImportScratch *scratch;
  BsImportKnown *known;
  BsImportLayout *layout;
  BsScanResult scanned;

  BsWriteScope *scope;
  GPtrArray *recovered;      /* (element-type utf8): reports on an interrupted earlier change that was recovered */
  GHashTable *image_targets; /* (element-type utf8 filename): folded paths to the paths of planned files */
  GHashTable *brought;       /* (element-type filename): absolute paths of images that belong to articles */
  GHashTable *numbers;       /* (element-type utf8 guint): names to their next possibly free number */
  guint64 step;              /* the id of the resulting step in the history; 0 if nothing was written */
  char *history;             /* (nullable): the state of the library's history at the time of the look */

  GMutex memory_mutex;
  GCond memory_cond;
  gsize memory_used; /* of the articles being read, in bytes of their sources */

  int n_done; /* atomic */
  int n_total;
};

typedef void (*BsImportEachFunc) (BsImport *self, BsImportStep *step, gpointer user_data);

void bs_import_for_each (BsImport *self, guint first, guint count, BsImportEachFunc func, gpointer user_data,
                         GCancellable *cancellable);
gboolean bs_import_scan_library (BsImport *self, GCancellable *cancellable, GError **error);
void bs_import_decide (BsImport *self, BsImportStep *step);
void bs_import_fail_rest (BsImport *self, const char *reason);
void bs_import_settle (BsImport *self);
void bs_import_take_memory (BsImport *self, gsize bytes);
void bs_import_give_memory (BsImport *self, gsize bytes);
void bs_import_note_history (BsImport *self);
gboolean bs_import_has_history_moved (BsImport *self);

G_END_DECLS
