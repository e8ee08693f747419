/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/edit-report.h"
#include "model/change/edit/edit.h"
#include "model/change/write/journal.h"
#include "model/library/folder/home.h"

G_BEGIN_DECLS

/* What to do with a file that was changed since the step that is undone, or done again. */
typedef enum
{
  BS_EDITING_ASK,  /* nothing at all is done if there is one, and the report says which */
  BS_EDITING_SKIP, /* it stays as it is */
} BsEditingAnswer;

/* Edits, without a window: what broadsheet-cli calls, and BsEditor on a worker. They wait for the disk. */
gboolean bs_editing_make (const char *root, const char *path, const BsEdit *edit, GBytes **old_bytes,
                          GBytes **new_bytes, GError **error);
BsEditReport *bs_editing_apply (BsHome *home, const char *root, const char *const *paths, const BsEdit *edit,
                                GCancellable *cancellable, GError **error);
BsEditReport *bs_editing_move (BsHome *home, const char *root, BsJournalDirection direction, guint64 step,
                               BsEditingAnswer answer, GCancellable *cancellable, GError **error);
void bs_editing_take_over (BsHome *home, const char *root, GPtrArray *recovered);
guint64 bs_editing_peek (BsHome *home, BsJournalDirection direction, char **name);

G_END_DECLS
