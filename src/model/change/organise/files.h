/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

typedef enum
{
  BS_TRASH_MOVE,   /* without a trash, the file stays, and the report has G_IO_ERROR_NOT_SUPPORTED for it */
  BS_TRASH_DELETE, /* deleted files can only be restored from the history */
} BsTrashMode;

/* Changes of whole files, each as one step of the library's history. They wait for the disk. */
BsEditReport *bs_files_plan_trash (const char *root, const char *const *paths);
BsEditReport *bs_files_trash (BsHome *home, const char *root, const char *const *paths, BsTrashMode mode,
                              BsWriterProgressFunc progress_func, gpointer user_data, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
