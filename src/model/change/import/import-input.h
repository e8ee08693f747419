/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-tree.h"

G_BEGIN_DECLS

typedef enum
{
  BS_IMPORT_FILE,
  BS_IMPORT_HTML, /* a selection in another program */
  BS_IMPORT_TEXT,
  BS_IMPORT_LINK,
} BsImportInputKind;

/* Something to import. Immutable once the import has started. */
typedef struct
{
  gatomicrefcount ref_count;
  BsImportInputKind kind;
  char *path;         /* (nullable): for a file, absolute */
  char *name;         /* the display name */
  char *folder;       /* relative to the input that contains it; empty for the input itself */
  gboolean inside;    /* it was found in a folder or an archive, not named by the user */
  BsImportTree *tree; /* (nullable): the folder it was found in, with its images */
  char *text;         /* (nullable): the data of an input without a file, in UTF-8 */
  char *address;      /* (nullable): its source */
  char *title;        /* (nullable): the link's title */
} BsImportInput;

BsImportInput *bs_import_input_new_file (const char *path, const char *name);
BsImportInput *bs_import_input_new_inside (const char *path, const char *name, const char *folder, BsImportTree *tree);
BsImportInput *bs_import_input_new_link (const char *address, const char *title);
gboolean bs_import_input_is_ours (const BsImportInput *self);
BsImportInput *bs_import_input_ref (BsImportInput *self);
void bs_import_input_unref (BsImportInput *self);

gboolean bs_import_html_is_plain (const char *html, gsize length);
GPtrArray *bs_import_inputs_read (const char *mime_type, const char *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportInput, bs_import_input_unref)

G_END_DECLS
