/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The amount that an import may still unpack, from all archives together. */
typedef struct
{
  guint64 bytes;
  guint files;
  gboolean is_of_disk; /* the disk is full */
} BsImportBudget;

typedef void (*BsImportArchiveFunc) (const char *name, const char *reason, gpointer user_data);

gboolean bs_import_archive_is_one (const char *name);
gboolean bs_import_archive_is_ours (const char *path);
void bs_import_budget_init (BsImportBudget *self, const char *folder);
gboolean bs_import_archive_make_folder (const char *folder, GError **error);
gboolean bs_import_archive_unpack (const char *path, const char *folder, BsImportBudget *budget,
                                   BsImportArchiveFunc refused_func, gpointer user_data, GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
