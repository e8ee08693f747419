/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/marks/marks-distinct.h"
#include "model/library/marks/marks-search.h"
#include "model/library/table/row.h"

G_BEGIN_DECLS

/* The stored data of an article, under a hash of its path. */
typedef struct
{
  guint64 id;
  guint64 content; /* hash of the file; 0 if it could not be read */
  guint64 body;    /* hash of its text; 0 if unknown */
  BsMarks marks;   /* unread, read and starred */
  gint64 changed;  /* when a change of its text was noticed, in seconds since the epoch; 0 for never */
  gint64 gone;     /* since when the file has been missing; 0 if it exists */
} BsKnown;

guint64 bs_marks_hash_path (const char *path);

/* The database of marks. Used only by the thread that opened it. */
typedef struct _BsMarksStore BsMarksStore;

BsMarksStore *bs_marks_store_open (const char *path, char **message);
BsMarksStore *bs_marks_store_mend (BsMarksStore *self, char **message);
BsMarksStore *bs_marks_store_open_copy (const char *path);
void bs_marks_store_close (BsMarksStore *self);
gboolean bs_marks_store_is_replaced (BsMarksStore *self);
gboolean bs_marks_store_was_changed (BsMarksStore *self);

void bs_marks_store_back_up (BsMarksStore *self);

gboolean bs_marks_store_begin (BsMarksStore *self);
gboolean bs_marks_store_end (BsMarksStore *self);
gboolean bs_marks_store_is_damaged (BsMarksStore *self);
void bs_marks_store_clear_error (BsMarksStore *self);
const char *bs_marks_store_get_error (BsMarksStore *self);

gboolean bs_marks_store_is_complete (BsMarksStore *self);
void bs_marks_store_set_complete (BsMarksStore *self);
GArray *bs_marks_store_load (BsMarksStore *self);
gint64 bs_marks_store_find_recent (BsMarksStore *self, gint64 since, guint most);
gboolean bs_marks_store_lookup (BsMarksStore *self, guint64 id, BsKnown *known);
gboolean bs_marks_store_find_gone (BsMarksStore *self, guint64 content, BsKnown *known);
void bs_marks_store_put (BsMarksStore *self, const BsKnown *known);
void bs_marks_store_move (BsMarksStore *self, guint64 from, guint64 to, const char *path);
void bs_marks_store_forget_gone (BsMarksStore *self, gint64 before);

void bs_marks_store_put_path (BsMarksStore *self, guint64 id, const char *path);
char *bs_marks_store_dup_path (BsMarksStore *self, guint64 id);
void bs_marks_store_put_position (BsMarksStore *self, guint64 id, const char *path, const char *position,
                                  double fraction);
GPtrArray *bs_marks_store_list_categories (BsMarksStore *self);
void bs_marks_store_put_category (BsMarksStore *self, const char *const *path, gboolean on);
GPtrArray *bs_marks_store_list_searches (BsMarksStore *self);
void bs_marks_store_put_search (BsMarksStore *self, const BsMarksSearch *search);
void bs_marks_store_drop_search (BsMarksStore *self, guint64 id);
GArray *bs_marks_store_list_distinct (BsMarksStore *self);
void bs_marks_store_put_distinct (BsMarksStore *self, const BsMarksDistinct *entry, gboolean on);
gboolean bs_marks_store_get_position (BsMarksStore *self, guint64 id, char **position, double *fraction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMarksStore, bs_marks_store_close)

G_END_DECLS
