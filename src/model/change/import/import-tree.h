/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* A folder whose files are imported together: one that the user named, an unpacked archive, or a site inside either.
 * Images are never taken from outside of it. */
typedef struct
{
  gatomicrefcount ref_count;
  BsSite *site;      /* of the folder, absolute; a plain one if it is not a site */
  gboolean is_ours;  /* an archive of ours: its files keep their paths and bytes */
  GPtrArray *images; /* (element-type filename): of an archive of ours, relative */
  GHashTable *names; /* (element-type utf8 filename): images by their folded names; empty if a name is not unique */
} BsImportTree;

BsImportTree *bs_import_tree_new (BsSite *site);
BsImportTree *bs_import_tree_ref (BsImportTree *self);
void bs_import_tree_unref (BsImportTree *self);
const char *bs_import_tree_get_path (const BsImportTree *self, const char *whole);
gboolean bs_import_tree_is_image (const char *name);
void bs_import_tree_add_image (BsImportTree *self, const char *path);
const char *bs_import_tree_find_image (const BsImportTree *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportTree, bs_import_tree_unref)

G_END_DECLS
