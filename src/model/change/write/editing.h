/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/edit-report.h"
#include "model/change/edit/edit.h"
#include "model/change/write/journal.h"
#include "model/change/write/writer.h"
#include "model/library/folder/home.h"

G_BEGIN_DECLS

/* How to treat a file that has been changed since the step to undo or redo. */
typedef enum
{
  BS_EDITING_ASK,  /* nothing is changed if there is such a file; the report lists them */
  BS_EDITING_SKIP, /* it is not changed */
} BsEditingAnswer;

/* Edits without a window: used by broadsheet-cli, and by BsEditor on a worker. They block on disk I/O. */
gboolean bs_editing_make (const char *root, const char *path, const BsEdit *edit, GBytes **old_bytes,
                          GBytes **new_bytes, GError **error);
BsEditReport *bs_editing_apply (BsHome *home, const char *root, const char *const *paths, const BsEdit *edit,
                                BsWriterProgressFunc progress_func, gpointer user_data, GCancellable *cancellable,
                                GError **error);
BsEditReport *bs_editing_move (BsHome *home, const char *root, BsJournalDirection direction, guint64 step,
                               BsEditingAnswer answer, GCancellable *cancellable, GError **error);
/* Told of each file that a step would give other bytes, of which either may be NULL. */
typedef void (*BsEditingPreviewFunc) (const char *path, GBytes *old_bytes, GBytes *new_bytes, gpointer user_data);

BsEditReport *bs_editing_preview_move (BsHome *home, const char *root, BsJournalDirection direction, guint64 step,
                                       BsEditingPreviewFunc func, gpointer user_data, GError **error);
BsEditReport *bs_editing_revert (BsHome *home, const char *root, guint64 step, BsEditingAnswer answer,
                                 GCancellable *cancellable, GError **error);
GPtrArray *bs_editing_list (const char *root, GPtrArray *recovered, GError **error);
void bs_editing_take_over (BsHome *home, const char *root, GPtrArray *recovered);
guint64 bs_editing_peek (BsHome *home, BsJournalDirection direction, char **name);

G_END_DECLS
