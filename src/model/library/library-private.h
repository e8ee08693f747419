/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/article-item-private.h"
#include "model/library/article-list-private.h"
#include "model/library/category-tree.h"
#include "model/library/facet-private.h"
#include "model/library/library.h"
#include "model/library/sync.h"
#include "model/library/table.h"

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

struct _BsLibrary
{
  GObject parent_instance;

  GFile *folder;
  BsLibraryState state;
  char *message;
  gboolean include_left_out;
  guint found;
  guint n_articles; /* as last told */
  guint n_drafts;
  guint n_needs_repair;
  guint told_drafts;
  guint told_needs_repair;
  guint n_left_out;

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

  gboolean is_loading;   /* the first scan: what it brings is no change */
  gboolean is_finishing; /* the scan is done, the lists are about to hear of the last of it */
  gboolean is_dirty;     /* something changed since the lists were last asked to follow */
  gint64 last_refresh;   /* monotonic */
  GPtrArray *changes;    /* (element-type BsChange): not told yet */
  guint64 changes_version;
};

/* What one turn of the main loop may take of our time, in microseconds. */
#define BS_LIBRARY_SLICE 3000

void bs_library_remove_list (BsLibrary *self, BsArticleList *list);
BsArticleItem *bs_library_dup_item_by_id (BsLibrary *self, guint id);
gboolean bs_library_ask (BsLibrary *self, BsArticleList *list, BsQuery *query, BsIds *before, gboolean is_same_query,
                         BsStamp *stamp);

void bs_library_free_change (gpointer data);
void bs_library_dispatch (gpointer owner);
void bs_library_apply_job (gpointer owner, gpointer data);
void bs_library_apply_details (gpointer owner, gpointer data);
void bs_library_set_state (BsLibrary *self, BsLibraryState state, const char *message);
void bs_library_notify_counts (BsLibrary *self);
void bs_library_emit_changed (BsLibrary *self, GPtrArray *changes);
void bs_library_count (BsLibrary *self, const BsRow *row, int difference);
void bs_library_set_n_left_out (BsLibrary *self, guint n_left_out);
void bs_library_request_compare (BsLibrary *self, const char *path, BsSyncFlags flags);

G_END_DECLS
