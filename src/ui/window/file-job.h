/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/organiser.h"
#include "ui/widgets/progress-card.h"

G_BEGIN_DECLS

typedef enum
{
  BS_FILE_JOB_TRASH,
  BS_FILE_JOB_DELETE,
  BS_FILE_JOB_MOVE,
  BS_FILE_JOB_PUBLISH,
  BS_FILE_JOB_UNPUBLISH,
} BsFileJobKind;

/* Something that is done to the files of many articles. A hundred thousand are listed in pieces, so that the window
 * does not wait for it, and the card shows what is going on. */
void bs_file_job_list_async (BsLibrary *library, GArray *ids, GAsyncReadyCallback callback, gpointer user_data);
GStrv bs_file_job_list_finish (BsLibrary *library, GAsyncResult *result);
void bs_file_job_run_async (BsEditor *editor, BsFileJobKind kind, GArray *ids, const char *folder, BsProgressCard *card,
                            const char *text, GAsyncReadyCallback callback, gpointer user_data);
BsEditReport *bs_file_job_run_finish (BsEditor *editor, GAsyncResult *result, guint *n_files, GError **error);

G_END_DECLS
