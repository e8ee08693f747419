/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library-articles.h"
#include "model/library/library-types.h"
#include "model/library/sync.h"

G_BEGIN_DECLS

/* The folder of a library: requests to the thread that reads it, its reports, and its progress. */
typedef struct _BsLibraryFolder BsLibraryFolder;

BsLibraryFolder *bs_library_folder_new (GObject *owner, BsTable *table, BsLibraryArticles *articles,
                                        BsLibraryViews *views, BsLibraryMarks *marks);
void bs_library_folder_free (BsLibraryFolder *self);
void bs_library_folder_open (BsLibraryFolder *self, const char *const *names, BsVocabulary *vocabulary, BsInbox *inbox,
                             gboolean has_index);
void bs_library_folder_close (BsLibraryFolder *self);
gboolean bs_library_folder_apply (BsLibraryFolder *self, BsUpdate *update, gint64 deadline);
gboolean bs_library_folder_finish (BsLibraryFolder *self);
gboolean bs_library_folder_is_reading (BsLibraryFolder *self);

void bs_library_folder_set_state (BsLibraryFolder *self, BsLibraryState state, const char *message);
BsLibraryState bs_library_folder_get_state (BsLibraryFolder *self);
const char *bs_library_folder_get_message (BsLibraryFolder *self);
guint bs_library_folder_get_n_left_out (BsLibraryFolder *self);
GPtrArray *bs_library_folder_get_unreadable (BsLibraryFolder *self);
guint bs_library_folder_get_found (BsLibraryFolder *self, guint found);
gboolean bs_library_folder_get_include_left_out (BsLibraryFolder *self);
void bs_library_folder_set_include_left_out (BsLibraryFolder *self, gboolean include);
void bs_library_folder_set_in_use (BsLibraryFolder *self, gboolean in_use);
void bs_library_folder_rescan (BsLibraryFolder *self);
void bs_library_folder_cancel_scan (BsLibraryFolder *self);
void bs_library_folder_look_at (BsLibraryFolder *self, const char *path);

G_END_DECLS
