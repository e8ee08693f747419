/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/article-item-private.h"
#include "model/library/marks/marks-news.h"
#include "model/library/table/inbox.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* The marks of a library's articles. The marks are in the rows, where they change at once, and a thread stores them on
 * the disk. When a scan ends, all articles are compared with all stored marks; from then on, changes are followed. */
typedef struct _BsLibraryMarks BsLibraryMarks;

typedef struct
{
  void (*changed) (gpointer owner); /* the marks of an article changed */
  void (*told) (gpointer owner);    /* there is another message */
  void (*take_categories) (gpointer owner,
                           GPtrArray *paths); /* (element-type GStrv): categories that are shown while empty */
  void (*take_searches) (gpointer owner, GPtrArray *searches); /* (element-type BsMarksSearch) */
  void (*marked) (gpointer owner, BsRow *row, BsMarks before); /* an article has other marks than before */
} BsLibraryMarksFuncs;

BsLibraryMarks *bs_library_marks_new (BsTable *table, BsItems *items, const BsLibraryMarksFuncs *funcs, gpointer owner);
void bs_library_marks_free (BsLibraryMarks *self);
void bs_library_marks_open (BsLibraryMarks *self, const char *root, BsVocabulary *vocabulary, BsInbox *inbox,
                            void (*apply) (gpointer owner, gpointer news));
void bs_library_marks_take_news (BsLibraryMarks *self, BsMarksNews *news);
void bs_library_marks_close (BsLibraryMarks *self);
gboolean bs_library_marks_is_answered (BsLibraryMarks *self);
const char *bs_library_marks_get_message (BsLibraryMarks *self);
void bs_library_marks_set_as_read (BsLibraryMarks *self);
void bs_library_marks_count (BsLibraryMarks *self, const BsRow *row, int difference);
void bs_library_marks_put (BsLibraryMarks *self, BsRow *row, BsRow *old);
void bs_library_marks_moved (BsLibraryMarks *self, BsRow *row, BsRow *from);
void bs_library_marks_removed (BsLibraryMarks *self, BsRow *row);
void bs_library_marks_scan_starts (BsLibraryMarks *self);
void bs_library_marks_scan_ended (BsLibraryMarks *self, gboolean is_complete, gboolean is_partial);
void bs_library_marks_keep_categories (BsLibraryMarks *self, GPtrArray *dropped, GPtrArray *added);
void bs_library_marks_keep_searches (BsLibraryMarks *self, GArray *dropped, GPtrArray *changed);
void bs_library_marks_keep_distinct (BsLibraryMarks *self, GArray *distinct, gboolean on, GTask *task);
void bs_library_marks_flush (BsLibraryMarks *self);

guint bs_library_marks_get_n (BsLibraryMarks *self, BsMarks mark);
GArray *bs_library_marks_mark (BsLibraryMarks *self, const guint *ids, guint n_ids, gint64 before, BsMarks mark,
                               gboolean on);
void bs_library_marks_refresh (BsLibraryMarks *self);
void bs_library_marks_set_position (BsLibraryMarks *self, const char *path, const char *position, double fraction);
void bs_library_marks_get_position (BsLibraryMarks *self, const char *path, GTask *task);
void bs_library_marks_transfer (BsLibraryMarks *self, BsMarksTransfer direction, GFile *file, GTask *task);

G_END_DECLS
