/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library-index.h"
#include "model/library/library-marks.h"
#include "model/library/library-views.h"
#include "model/library/list/saved-search.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

#define BS_TYPE_SAVED_SEARCHES (bs_saved_searches_get_type ())
G_DECLARE_FINAL_TYPE (BsSavedSearches, bs_saved_searches, BS, SAVED_SEARCHES, GObject)

/* A GListModel of BsSavedSearch, in the user's order. Signal: found (BsSavedSearch, guint n, title: so many new
 * articles that a search with notifications finds, and the title of one). */
BsSavedSearch *bs_saved_searches_lookup (BsSavedSearches *self, guint64 id);
BsSavedSearch *bs_saved_searches_find (BsSavedSearches *self, const char *key);
void bs_saved_searches_put (BsSavedSearches *self, const BsMarksSearch *search);
void bs_saved_searches_remove (BsSavedSearches *self, guint64 id);
void bs_saved_searches_follow_rename (BsSavedSearches *self, BsScope scope, const char *const *from,
                                      const char *const *to, guint64 step);
void bs_saved_searches_follow_step (BsSavedSearches *self, guint64 step, gboolean redo);

/* The library's own. */
BsSavedSearches *bs_saved_searches_new (BsTable *table, BsVocabulary *vocabulary, BsLibraryViews *views,
                                        BsLibraryIndex *index, BsLibraryMarks *marks);
void bs_saved_searches_set_ready (BsSavedSearches *self, gboolean is_ready);
void bs_saved_searches_stop (BsSavedSearches *self);
void bs_saved_searches_close (BsSavedSearches *self);
void bs_saved_searches_take (BsSavedSearches *self, GPtrArray *kept);
void bs_saved_searches_note_put (BsSavedSearches *self, const BsRow *row, gboolean is_new);
void bs_saved_searches_note_removed (BsSavedSearches *self, const BsRow *row);
void bs_saved_searches_note_marked (BsSavedSearches *self, const BsRow *row, BsMarks before);
void bs_saved_searches_update (BsSavedSearches *self);

G_END_DECLS
