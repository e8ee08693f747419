/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library-index.h"
#include "model/library/list/article-item-private.h"
#include "model/library/list/article-list.h"
#include "model/library/list/category-tree.h"
#include "model/library/list/query-thread.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* Everything that shows the articles of a library: lists, the tree of categories, tags and sources. The views follow
 * the table when they are refreshed; answers come from a thread. */
typedef struct _BsLibraryViews BsLibraryViews;

BsLibraryViews *bs_library_views_new (GObject *owner, BsTable *table, BsItems *items, BsVocabulary *vocabulary,
                                      BsLibraryIndex *index);
void bs_library_views_free (BsLibraryViews *self);
void bs_library_views_open (BsLibraryViews *self, BsQueryThread *queries);
void bs_library_views_close (BsLibraryViews *self);
void bs_library_views_set_site (BsLibraryViews *self, BsSite *site);
BsSite *bs_library_views_get_site (BsLibraryViews *self);

BsArticleList *bs_library_views_query (BsLibraryViews *self, BsQuery *query);
BsCategoryTree *bs_library_views_get_tree (BsLibraryViews *self);
GListModel *bs_library_views_get_facets (BsLibraryViews *self, BsVocabularyKind kind);
void bs_library_views_hold_facets (BsLibraryViews *self, gboolean is_held);

void bs_library_views_count (BsLibraryViews *self, const BsRow *row, int difference);
void bs_library_views_touch (BsLibraryViews *self);
gboolean bs_library_views_is_touched (BsLibraryViews *self);
void bs_library_views_set_refreshed (BsLibraryViews *self, gint64 time);
gint64 bs_library_views_get_refreshed (BsLibraryViews *self);
void bs_library_views_refresh (BsLibraryViews *self);
void bs_library_views_refresh_searches (BsLibraryViews *self);
void bs_library_views_rank (BsLibraryViews *self);
void bs_library_views_apply (BsLibraryViews *self, BsQueryJob *job);
gboolean bs_library_views_is_told (BsLibraryViews *self, guint64 version);
gboolean bs_library_views_is_answered (BsLibraryViews *self);
void bs_library_views_drop_removed (BsLibraryViews *self);

G_END_DECLS
