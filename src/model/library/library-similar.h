/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"
#include "model/library/similar/conflict.h"
#include "model/library/similar/similar-reason.h"
#include "model/library/similar/similar.h"

G_BEGIN_DECLS

/* The similar articles of a library at one moment. Nothing in it changes. */
typedef struct
{
  BsSnapshot *snapshot;
  BsSite *site;
  BsSimilar *similar;
  GPtrArray *conflicts; /* (element-type BsConflict) */
} BsSimilarFindings;

BsSimilarFindings *bs_similar_findings_ref (BsSimilarFindings *self);
void bs_similar_findings_unref (BsSimilarFindings *self);
const BsRow *bs_similar_findings_get_row (const BsSimilarFindings *self, guint id);

void bs_library_find_similar_async (BsLibrary *self, BsSimilarProgressFunc progress_func, gpointer progress_data,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BsSimilarFindings *bs_library_find_similar_finish (BsLibrary *self, GAsyncResult *result, GError **error);
void bs_library_group_similar_async (BsLibrary *self, BsSimilarFindings *findings, guint percent,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bs_library_group_similar_finish (BsLibrary *self, GAsyncResult *result, GError **error);
void bs_library_explain_similar_async (BsLibrary *self, BsSimilarFindings *findings, GArray *members, guint n_members,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bs_library_explain_similar_finish (BsLibrary *self, GAsyncResult *result, GError **error);
void bs_library_keep_distinct (BsLibrary *self, const BsSimilarFindings *findings, GArray *members, gboolean on);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSimilarFindings, bs_similar_findings_unref)

G_END_DECLS
