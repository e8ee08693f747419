/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/files.h"
#include "model/change/organise/new-article.h"
#include "model/change/organise/plan.h"
#include "model/change/write/editor.h"

G_BEGIN_DECLS

/* Requests of a window to an editor, other than edits. Changes of files end with bs_editor_run_finish(). */
void bs_editor_plan_async (BsEditor *self, GPtrArray *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
                           gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
BsEditReport *bs_editor_plan_finish (BsEditor *self, GAsyncResult *result, GError **error);
void bs_editor_apply_async (BsEditor *self, GPtrArray *paths, BsEdit *edit, BsPlanProgressFunc progress_func,
                            gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
void bs_editor_undo_step_async (BsEditor *self, guint64 step, BsEditingAnswer answer, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void bs_editor_clear_history_async (BsEditor *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean bs_editor_clear_history_finish (BsEditor *self, GAsyncResult *result, GError **error);
void bs_editor_trash_async (BsEditor *self, GStrv paths, BsTrashMode mode, BsPlanProgressFunc progress_func,
                            gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
void bs_editor_write_article_async (BsEditor *self, BsNewArticle *article, GAsyncReadyCallback callback,
                                    gpointer user_data);
void bs_editor_duplicate_async (BsEditor *self, const char *path, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
