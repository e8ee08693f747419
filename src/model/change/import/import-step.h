/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-input.h"
#include "model/change/import/import-known.h"

G_BEGIN_DECLS

typedef enum
{
  BS_IMPORT_NEW,
  BS_IMPORT_DUPLICATE,
  BS_IMPORT_FAILED,
} BsImportVerdict;

/* What becomes of something that is there already. */
typedef enum
{
  BS_IMPORT_SKIP,
  BS_IMPORT_KEEP_BOTH,
  BS_IMPORT_REPLACE, /* what is there goes, and can be had back by undoing */
} BsImportChoice;

/* What an import does with one thing, and what came of it. */
typedef struct
{
  BsImportInput *input;
  BsImportVerdict verdict;
  BsImportChoice choice; /* of a duplicate */
  BsTwin twin;           /* of a duplicate: by what it is the same as what lies at twin_path */
  char *twin_path;       /* (nullable): relative to the library */
  char *title;           /* (nullable): of what was read */
  char *path;            /* (nullable): where it is to be, relative to the library */
  char *reason;          /* (nullable): a sentence that says why it does not come in */
  BsImportKeys keys;
  gboolean done; /* it is on the disk */

  /* What its path is made of. */
  guint number; /* among the steps, from 0 */
  char *folder;
  char *date; /* (nullable) */
  char *stem;
  char *extension;
} BsImportStep;

BsImportStep *bs_import_step_new (BsImportInput *input);
void bs_import_step_free (BsImportStep *self);
void bs_import_step_fail (BsImportStep *self, const char *reason);
gboolean bs_import_step_is_wanted (const BsImportStep *self);

G_END_DECLS
