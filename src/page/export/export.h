/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "page/export/export-report.h"
#include "page/picture-store.h"

G_BEGIN_DECLS

typedef enum
{
  BS_EXPORT_EPUB, /* EPUB 3 */
  BS_EXPORT_HTML, /* one file, with its pictures in it */
  BS_EXPORT_ZIP,  /* the files of the articles and their pictures */
  BS_EXPORT_PDF,  /* printed by another process, which needs a display */
} BsExportKind;

typedef struct
{
  BsExportKind kind;
  const char *title;    /* of the book */
  BsPictureStore *kept; /* (nullable): the pictures from the net that are on this computer */
} BsExportOptions;

void bs_export_write_async (BsSite *site, GPtrArray *paths, const BsExportOptions *options, const char *output,
                            BsExportProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_export_write_finish (GAsyncResult *result, GPtrArray **problems, GError **error);
gboolean bs_export_write (BsSite *site, GPtrArray *paths, const BsExportOptions *options, const char *output,
                          BsExportProgressFunc progress, gpointer user_data, GPtrArray **problems,
                          GCancellable *cancellable, GError **error);

G_END_DECLS
