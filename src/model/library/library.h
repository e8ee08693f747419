/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library-types.h"
#include "model/library/list/article-list.h"
#include "model/library/list/category.h"
#include "model/library/folder/document.h"
#include "model/library/folder/unreadable.h"
#include "model/library/list/facet.h"
#include "model/library/list/finding.h"
#include "model/library/list/survey.h"
#include "model/library/index/index-counts.h"
#include "model/library/index/index-state.h"
#include "model/library/table/marks-types.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

#define BS_TYPE_LIBRARY (bs_library_get_type ())
G_DECLARE_FINAL_TYPE (BsLibrary, bs_library, BS, LIBRARY, GObject)

/* A folder of articles, followed as it changes. All its functions are called on the main thread and none waits for a
 * disk. Properties: folder, state, message, found, n-articles, n-drafts, n-needs-repair, n-left-out, unreadable,
 * include-left-out, n-unread, n-starred, n-recent, marks-message (what a person has to be told of the marks),
 * index-state, n-to-index, is-index-slow, index-bytes. Signal: changed (GPtrArray of BsChange), after the lists show
 * the changes. */
BsLibrary *bs_library_new (GFile *folder);
BsLibrary *bs_library_new_for_files (GFile *folder, const char *const *names);
GFile *bs_library_get_folder (BsLibrary *self);
BsSite *bs_library_get_site (BsLibrary *self);
void bs_library_open (BsLibrary *self);
void bs_library_rescan (BsLibrary *self);
void bs_library_cancel_scan (BsLibrary *self);
void bs_library_look_at (BsLibrary *self, const char *path);
void bs_library_set_in_use (BsLibrary *self, gboolean in_use);
void bs_library_close (BsLibrary *self);
BsLibraryState bs_library_get_state (BsLibrary *self);
const char *bs_library_get_message (BsLibrary *self);
guint bs_library_get_n_articles (BsLibrary *self);
guint bs_library_get_n_drafts (BsLibrary *self);
guint bs_library_get_n_needs_repair (BsLibrary *self);
guint bs_library_get_n_left_out (BsLibrary *self);
GPtrArray *bs_library_get_unreadable (BsLibrary *self);

void bs_library_set_index_use (BsLibrary *self, BsIndexUse use);
void bs_library_set_index_awaited (BsLibrary *self, gboolean is_awaited);
BsIndexState bs_library_get_index_state (BsLibrary *self);
guint bs_library_get_n_to_index (BsLibrary *self);
gboolean bs_library_is_index_slow (BsLibrary *self);
gboolean bs_library_is_index_beside (BsLibrary *self);
guint64 bs_library_get_index_bytes (BsLibrary *self);
const BsIndexCounts *bs_library_get_counts (BsLibrary *self);
void bs_library_check_index (BsLibrary *self);
void bs_library_drop_index (BsLibrary *self);

BsArticleList *bs_library_query (BsLibrary *self, BsQuery *query);
GListModel *bs_library_get_categories (BsLibrary *self);
GPtrArray *bs_library_list_kept_categories (BsLibrary *self, const char *const *from);
gboolean bs_library_change_kept_categories (BsLibrary *self, const char *const *from, const char *const *to);
GListModel *bs_library_get_tags (BsLibrary *self);
GListModel *bs_library_get_sources (BsLibrary *self);
void bs_library_hold_names (BsLibrary *self, gboolean is_held);
BsArticleItem *bs_library_dup_item (BsLibrary *self, const char *path);
gboolean bs_library_is_draft (BsLibrary *self, guint id);
GStrv bs_library_dup_paths (BsLibrary *self, const guint *ids, guint n_ids);
BsSnapshot *bs_library_take_snapshot (BsLibrary *self);

/* Marks: on the screen at once, and on the disk soon after. */
void bs_library_keep_marks (BsLibrary *self);
guint bs_library_get_n_unread (BsLibrary *self);
guint bs_library_get_n_starred (BsLibrary *self);
guint bs_library_get_n_recent (BsLibrary *self);
GArray *bs_library_mark (BsLibrary *self, const guint *ids, guint n_ids, BsMarks mark, gboolean on);
GArray *bs_library_mark_list (BsLibrary *self, BsArticleList *list, gint64 before, BsMarks mark, gboolean on);
BsMarks bs_library_get_marks (BsLibrary *self, guint id);
gboolean bs_library_find_marked (BsLibrary *self, BsArticleList *list, BsMarks mark, guint *position);
void bs_library_refresh_marks (BsLibrary *self);
void bs_library_set_position (BsLibrary *self, const char *path, const char *position, double fraction);
void bs_library_get_position_async (BsLibrary *self, const char *path, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
char *bs_library_get_position_finish (BsLibrary *self, GAsyncResult *result, double *fraction, GError **error);
void bs_library_transfer_marks_async (BsLibrary *self, BsMarksTransfer direction, GFile *file,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gssize bs_library_transfer_marks_finish (BsLibrary *self, GAsyncResult *result, GError **error);
gboolean bs_library_wait_for_marks (guint seconds);

void bs_library_read_async (BsLibrary *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
BsDocument *bs_library_read_finish (BsLibrary *self, GAsyncResult *result, GError **error);
void bs_library_find_in_async (BsLibrary *self, const char *path, BsQuery *query, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
BsFinding *bs_library_find_in_finish (BsLibrary *self, GAsyncResult *result, GError **error);
void bs_library_survey_async (BsLibrary *self, GArray *ids, gboolean of_keys, BsSurveyProgressFunc progress_func,
                              gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
BsSurvey *bs_library_survey_finish (BsLibrary *self, GAsyncResult *result, GError **error);

/* Its parts, each with a header of its own. */
typedef struct _BsLibraryArticles BsLibraryArticles;
typedef struct _BsLibraryIndex BsLibraryIndex;
typedef struct _BsLibraryMarks BsLibraryMarks;
typedef struct _BsLibraryViews BsLibraryViews;
typedef struct _BsSavedSearches BsSavedSearches;

BsTable *bs_library_get_table (BsLibrary *self);
BsVocabulary *bs_library_get_vocabulary (BsLibrary *self);
BsLibraryArticles *bs_library_get_articles (BsLibrary *self);
BsLibraryViews *bs_library_get_views (BsLibrary *self);
BsLibraryIndex *bs_library_get_indexing (BsLibrary *self);
BsLibraryMarks *bs_library_get_marking (BsLibrary *self);
BsSavedSearches *bs_library_get_searches (BsLibrary *self);

G_END_DECLS
