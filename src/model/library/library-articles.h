/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/change-queue.h"
#include "model/library/library-index.h"
#include "model/library/library-marks.h"
#include "model/library/library-views.h"
#include "model/library/saved-searches.h"

G_BEGIN_DECLS

/* Applies the results of reading the folder to a library's table, and updates everything that depends on it. */
typedef struct _BsLibraryArticles BsLibraryArticles;

BsLibraryArticles *bs_library_articles_new (BsTable *table, BsItems *items, BsVocabulary *vocabulary,
                                            BsLibraryViews *views, BsLibraryIndex *index, BsLibraryMarks *marks,
                                            BsSavedSearches *searches);
void bs_library_articles_free (BsLibraryArticles *self);
void bs_library_articles_set_loading (BsLibraryArticles *self, gboolean is_loading);
gboolean bs_library_articles_is_loading (BsLibraryArticles *self);
void bs_library_articles_set_ready (BsLibraryArticles *self, gboolean is_ready);
void bs_library_articles_note_edition (BsLibraryArticles *self, guint64 edition);
void bs_library_articles_announce (BsLibraryArticles *self, GHashTable *origins);
void bs_library_articles_put (BsLibraryArticles *self, BsRow *row, const char *from);
gboolean bs_library_articles_remove (BsLibraryArticles *self, const char *path, gint64 deadline);
gboolean bs_library_articles_settle (BsLibraryArticles *self, gint64 deadline);
gboolean bs_library_articles_is_settling (BsLibraryArticles *self);
gint64 bs_library_articles_get_due (BsLibraryArticles *self, gboolean is_more_coming);
void bs_library_articles_clear (BsLibraryArticles *self);
void bs_library_articles_keep_categories (BsLibraryArticles *self, GPtrArray *paths);
void bs_library_articles_flush_categories (BsLibraryArticles *self, gint64 deadline);
BsArticleItem *bs_library_articles_dup_item (BsLibraryArticles *self, const char *path);
BsChangeQueue *bs_library_articles_get_changes (BsLibraryArticles *self);
guint bs_library_articles_get_n_drafts (BsLibraryArticles *self);
guint bs_library_articles_get_n_needs_repair (BsLibraryArticles *self);

G_END_DECLS
