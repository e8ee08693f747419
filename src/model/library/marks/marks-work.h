/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/marks/marks-news.h"
#include "model/library/marks/marks-store.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* The work of the keeper's thread on its store. Each is one transaction, and can be repeated if it failed. */
typedef struct
{
  BsMarksStore *store;
  GPtrArray *categories; /* (nullable) (element-type GStrv): the current ones, if they may have changed */
  GPtrArray *searches;   /* (nullable) (element-type BsMarksSearch): the saved searches, if they are reported */
  GHashTable *arrivals;  /* (element-type guint64 BsRow): by content, recently added articles */
} BsMarksWork;

void bs_marks_work_compare (BsMarksWork *self, const BsSnapshot *snapshot, BsMarksCompareFlags flags, GArray *found);
void bs_marks_work_follow (BsMarksWork *self, GArray *events, GArray *found);
void bs_marks_work_mark (BsMarksWork *self, GPtrArray *rows, BsMarks mark, gboolean on);
void bs_marks_work_keep_categories (BsMarksWork *self, GPtrArray *dropped, GPtrArray *added);
void bs_marks_work_keep_searches (BsMarksWork *self, GArray *dropped, GPtrArray *changed);
void bs_marks_work_keep_distinct (BsMarksWork *self, GArray *distinct, gboolean on);
void bs_marks_work_set_position (BsMarksWork *self, const char *path, const BsMarksPosition *position);

G_END_DECLS
