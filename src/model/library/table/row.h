/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/library/table/marks-types.h"
#include "model/library/folder/scan.h"
#include "model/library/folder/site.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

#define BS_ROW_NO_ID G_MAXUINT32
#define BS_ROW_MAX_TITLE_BYTES 4096

/* Before every date, so that undated articles come last if the newest is first. */
#define BS_ROW_NO_DATE (-G_MAXINT64)

typedef enum
{
  BS_ROW_HAS_DATE = 1 << 0,
  BS_ROW_DRAFT = 1 << 1,
  BS_ROW_NEEDS_REPAIR = 1 << 2,
  BS_ROW_NAME_BEGINS_WITH_TITLE = 1 << 3, /* the layout of the row */
  BS_ROW_DATE_HAS_ZONE = 1 << 4,          /* the date as written, in its time zone */
  BS_ROW_DATE_HAS_TIME = 1 << 5,
  BS_ROW_HAS_IMAGE = 1 << 6,
  BS_ROW_FRESH = 1 << 7,    /* the file was so new when it was read that another change may not show in its time */
  BS_ROW_RECORDED = 1 << 8, /* it was read from the index */
} BsRowFlags;

/* The data of an article in the lists, in one block of memory. Nothing in it but its marks changes once a list can see
 * it. */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 id;
  guint32 hash; /* of the path */
  guint16 n_sources;
  guint16 n_categories;
  guint16 n_tags;
  guint16 flags; /* BsRowFlags */
  guint8 marks;  /* BsMarks; changes, and is read on other threads: by bs_row_get_marks() alone */
  guint16 title_length;
  gint32 clock;    /* seconds that the written date's own clock is ahead of UTC */
  gint64 date;     /* in seconds since the epoch; BS_ROW_NO_DATE if undated */
  gint64 modified; /* modification time of the file, in nanoseconds since the epoch */
  guint64 size;    /* size of the file in bytes */
  guint64 inode;
  guint64 content_hash;
  guint64 body_hash;
  guint64 problems; /* the kinds of its problems; see bs_problems_get_kinds() */
  BsTerm *folder;
  BsTerm *terms[]; /* sources, categories, tags; then the title and the rest of the name */
} BsRow;

BsRow *bs_row_new (BsVocabulary *vocabulary, BsSite *site, const BsArticle *article, const BsFileStamp *stamp);
BsRow *bs_row_new_for_path (BsVocabulary *vocabulary, const char *path);
BsRow *bs_row_new_bare (BsTerm *folder, const char *name, gsize name_length, const char *title, gsize title_length,
                        BsTerm *const *terms, guint n_sources, guint n_categories, guint n_tags);
BsRow *bs_row_ref (BsRow *self);
void bs_row_unref (BsRow *self);

const char *bs_row_get_title (const BsRow *self);
const char *bs_row_get_source (const BsRow *self);
char *bs_row_dup_path (const BsRow *self);
char *bs_row_dup_name (const BsRow *self);
void bs_row_set_date (BsRow *self, const BsDate *date, GTimeZone *zone);
gboolean bs_row_get_date (const BsRow *self, BsDate *date);
int bs_row_compare_paths (const BsRow *a, const BsRow *b);
gboolean bs_row_has_term (const BsRow *self, BsVocabularyKind kind, const BsTerm *term);
BsMarks bs_row_get_marks (const BsRow *self);
void bs_row_set_marks (BsRow *self, BsMarks marks);
gboolean bs_row_looks_same (const BsRow *self, const BsRow *other);
gboolean bs_row_is_recorded_same (const BsRow *self, const BsRow *other);

guint32 bs_row_hash_name (const BsTerm *folder, const char *name);
gboolean bs_row_has_name (const BsRow *self, const BsTerm *folder, const char *name, guint32 hash);
guint64 bs_row_hash_content (const BsRow *self);
guint bs_row_hash_path (gconstpointer row);
gboolean bs_row_equal_path (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsRow, bs_row_unref)

G_END_DECLS
