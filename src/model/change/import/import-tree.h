/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* A folder whose files come in together: one that was named, that an archive was unpacked to, or a site in either. No
 * image comes from outside of it. */
typedef struct
{
  gatomicrefcount ref_count;
  BsSite *site;      /* of the folder, whole; a plain one where it is no site */
  GHashTable *names; /* (element-type utf8 filename): images by their folded names; empty where several have one */
} BsImportTree;

BsImportTree *bs_import_tree_new (BsSite *site);
BsImportTree *bs_import_tree_ref (BsImportTree *self);
void bs_import_tree_unref (BsImportTree *self);
gboolean bs_import_tree_is_image (const char *name);
void bs_import_tree_add_image (BsImportTree *self, const char *path);
const char *bs_import_tree_find_image (const BsImportTree *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportTree, bs_import_tree_unref)

G_END_DECLS
