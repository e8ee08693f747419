/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files of one library, which are changed in one step of its history. */
typedef struct
{
  char *root;
  char *folder;      /* (nullable): as on the command line, if the names are relative to that */
  GPtrArray *paths;  /* (element-type filename): relative to @root */
  GHashTable *names; /* (element-type filename filename): by path, the name for output */
} BsBatch;

GPtrArray *bs_batches_new (void);
gboolean bs_batches_add_files (GPtrArray *batches, char **names, guint n_names);
char *bs_batch_find_root (const char *folder);
void bs_batches_add_folder (GPtrArray *batches, const char *folder, const char *root, GPtrArray *paths);
gboolean bs_batches_add_found (GPtrArray *batches, const char *folder, const char *text);

G_END_DECLS
