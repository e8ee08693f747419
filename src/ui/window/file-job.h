/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/organiser.h"
#include "ui/widgets/progress-card.h"

G_BEGIN_DECLS

/* Something that is done to the files of many articles. A hundred thousand articles are listed in pieces, so that the
 * window does not wait, and the card shows the progress. */
void bs_file_job_list_async (BsLibrary *library, GArray *ids, GAsyncReadyCallback callback, gpointer user_data);
GStrv bs_file_job_list_finish (BsLibrary *library, GAsyncResult *result);
void bs_file_job_trash_async (BsEditor *editor, BsTrashMode mode, GArray *ids, BsProgressCard *card, const char *text,
                              GAsyncReadyCallback callback, gpointer user_data);
void bs_file_job_trash_paths_async (BsEditor *editor, BsTrashMode mode, GStrv paths, BsProgressCard *card,
                                    const char *text, GAsyncReadyCallback callback, gpointer user_data);
BsEditReport *bs_file_job_trash_finish (BsEditor *editor, GAsyncResult *result, GError **error);

G_END_DECLS
