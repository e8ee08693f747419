/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/article-item-private.h"
#include "model/library/list/article-list-private.h"
#include "model/library/list/category-tree.h"
#include "model/library/list/facet-private.h"
#include "model/library/index/index-writer.h"
#include "model/library/library.h"
#include "model/library/marks/marks-keeper.h"
#include "model/library/sync.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* Tags or sources, and what of them is not shown yet. */
typedef struct
{
  BsFacetList *list;
  BsVocabularyKind kind;
  GPtrArray *dirty; /* (element-type BsTerm): those whose counts changed */
  BsStamp *stamp;
  gboolean is_asking;
} BsFacets;

/* The marks of the articles, between the table that shows them and the thread that keeps them. */
typedef struct
{
  gboolean is_wanted;
  BsMarksKeeper *keeper; /* (nullable): while the library is open */
  GArray *events;        /* (element-type BsMarksEvent): not told yet */
  gboolean is_following; /* the whole library was compared with what is known: what comes now is news */
  gboolean as_read;      /* what the scan that runs brings was there before */
  guint n_asked;         /* questions to the keeper, who answers each in its turn */
  guint n_answered;
  guint n_disbelieved; /* answers up to this one know nothing of what the reader has changed since */
  GHashTable *touched; /* (element-type guint Touch): what the reader has changed while answers were to come */
  guint n_unread;
  guint n_starred;
  guint n_recent;
  guint told_unread;
  guint told_starred;
  guint told_recent;
  char *message; /* (nullable) */
} BsLibraryMarks;

struct _BsLibrary
{
  GObject parent_instance;

  GFile *folder;
  BsLibraryState state;
  char *message;
  GStrv names; /* (nullable): the files in the folder that are read; all without */
  gboolean include_left_out;
  gboolean in_use;
  guint found;
  guint n_articles; /* as last told */
  guint n_drafts;
  guint n_needs_repair;
  guint told_drafts;
  guint told_needs_repair;
  guint n_left_out;
  GPtrArray *unreadable; /* (element-type BsUnreadable) */
  BsLibraryMarks marks;

  BsSite *site;
  BsVocabulary *vocabulary;
  BsTable *table;
  BsItems *items;
  BsCategoryTree *tree;
  BsFacets facets[2];
  GPtrArray *lists; /* (element-type BsArticleList): without a reference */

  /* While it is open. */
  GMainContext *context;
  BsInbox *inbox;
  BsSync *sync;
  BsQueryThread *queries;

  /* The index: library-index.c. */
  BsIndexUse index_use;
  gboolean index_is_awaited;
  BsIndexWriter *index; /* (nullable): while it is open, and one is kept */
  gboolean index_wants_rows;
  BsIndexProgress index_progress;
  guint told_to_index;

  gboolean is_loading;   /* the first scan: what it brings is no change */
  gboolean is_finishing; /* the scan is done, the lists are about to hear of the last of it */
  gboolean is_dirty;     /* something changed since the lists were last asked to follow */
  gint64 last_refresh;   /* monotonic */
  GPtrArray *changes;    /* (element-type BsChange): not told yet */
  guint64 changes_version;
};

/* What one turn of the main loop may take of our time, in microseconds. */
#define BS_LIBRARY_SLICE 3000

gboolean bs_library_ask (gpointer owner, BsArticleList *list, BsQuery *query, BsIds *before, gboolean is_same_query,
                         BsStamp *stamp);

void bs_library_free_change (gpointer data);
void bs_library_dispatch (gpointer owner);
void bs_library_apply_job (gpointer owner, gpointer data);
void bs_library_apply_details (gpointer owner, gpointer data);
void bs_library_set_state (BsLibrary *self, BsLibraryState state, const char *message);
void bs_library_notify_counts (BsLibrary *self);
void bs_library_set_marks_message (BsLibrary *self, char *message);
void bs_library_emit_changed (BsLibrary *self, GPtrArray *changes);
void bs_library_count (BsLibrary *self, const BsRow *row, int difference);
void bs_library_set_n_left_out (BsLibrary *self, guint n_left_out);
void bs_library_update_unreadable (BsLibrary *self, const char *path, gboolean with_below, GPtrArray *found);
void bs_library_notify_index (BsLibrary *self);
void bs_library_start_scan (BsLibrary *self, BsSyncFlags flags);

void bs_library_start_index (BsLibrary *self);
void bs_library_stop_index (BsLibrary *self);
void bs_library_look_at_index (BsLibrary *self);
void bs_library_doubt_index (gpointer owner, gpointer nothing);
void bs_library_feed_index (BsLibrary *self);
void bs_library_index_row (BsLibrary *self, BsRow *row, BsRow *old);

void bs_library_request_compare (BsLibrary *self, const char *path, BsSyncFlags flags);

/* library-marks.c */
void bs_library_marks_init (BsLibrary *self);
void bs_library_marks_clear (BsLibrary *self);
void bs_library_marks_open (BsLibrary *self);
void bs_library_marks_close (BsLibrary *self);
void bs_library_marks_count (BsLibrary *self, const BsRow *row, int difference);
void bs_library_marks_put (BsLibrary *self, BsRow *row, BsRow *old);
void bs_library_marks_moved (BsLibrary *self, BsRow *row, BsRow *from);
void bs_library_marks_removed (BsLibrary *self, BsRow *row);
void bs_library_marks_scan_starts (BsLibrary *self);
void bs_library_marks_scan_ended (BsLibrary *self, gboolean is_complete);
void bs_library_marks_send (BsLibrary *self);
void bs_library_marks_compare (BsLibrary *self, BsMarksCompareFlags flags);
void bs_library_marks_flush (BsLibrary *self);
void bs_library_marks_take_news (gpointer owner, gpointer data);

G_END_DECLS
