/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/source-text.h"
#include "model/change/write/editor.h"

G_BEGIN_DECLS

/* The contents on the disk that differ from those that were read, and may be replaced. */
typedef struct
{
  GBytes *bytes; /* (nullable): NULL if there is no file */
} BsSourceOver;

BsEditReport *bs_source_save (BsHome *home, const char *root, const char *path, GBytes *old_bytes, GBytes *new_bytes,
                              GError **error);
void bs_source_save_async (BsEditor *editor, const char *path, BsSourceText *source, const char *text, gsize length,
                           const BsSourceOver *over, GAsyncReadyCallback callback, gpointer user_data);
BsEditReport *bs_source_save_finish (BsEditor *editor, GAsyncResult *result, BsSourceText **saved, GError **error);

G_END_DECLS
