/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/marks/marks-news.h"
#include "model/library/table/inbox.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

void bs_marks_position_free (BsMarksPosition *self);

/* The thread that stores the marks of a library on the disk. */
typedef struct _BsMarksKeeper BsMarksKeeper;

BsMarksKeeper *bs_marks_keeper_new (const char *root, BsVocabulary *vocabulary, BsInbox *inbox,
                                    void (*apply) (gpointer owner, gpointer news));
void bs_marks_keeper_compare (BsMarksKeeper *self, BsSnapshot *snapshot, BsMarksCompareFlags flags);
void bs_marks_keeper_follow (BsMarksKeeper *self, GArray *events);
void bs_marks_keeper_mark (BsMarksKeeper *self, GPtrArray *rows, BsMarks mark, gboolean on);
void bs_marks_keeper_keep_categories (BsMarksKeeper *self, GPtrArray *dropped, GPtrArray *added);
void bs_marks_keeper_keep_searches (BsMarksKeeper *self, GArray *dropped, GPtrArray *changed);
void bs_marks_keeper_keep_distinct (BsMarksKeeper *self, GArray *distinct, gboolean on, GTask *task);
void bs_marks_keeper_set_position (BsMarksKeeper *self, const char *path, const char *position, double fraction);
void bs_marks_keeper_get_position (BsMarksKeeper *self, const char *path, GTask *task);
void bs_marks_keeper_transfer (BsMarksKeeper *self, BsMarksTransfer direction, GFile *file, BsSnapshot *snapshot,
                               GTask *task);
void bs_marks_keeper_free (BsMarksKeeper *self);
gboolean bs_marks_keeper_wait (guint seconds);

G_END_DECLS
