/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/editing.h"
#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_EDITOR (bs_editor_get_type ())
G_DECLARE_FINAL_TYPE (BsEditor, bs_editor, BS, EDITOR, GObject)

/* Changes the articles of a library, with undo and redo. Its functions are called on the main thread and never block.
 * Properties, all read-only: library, is-busy, undo-name and redo-name (the step that would be undone or redone, or
 * NULL). */
BsEditor *bs_editor_new (BsLibrary *library);
BsLibrary *bs_editor_get_library (BsEditor *self);
void bs_editor_tell_recovered (BsEditor *self, const GPtrArray *recovered);
gboolean bs_editor_get_is_busy (BsEditor *self);
const char *bs_editor_get_undo_name (BsEditor *self);
const char *bs_editor_get_redo_name (BsEditor *self);
guint64 bs_editor_get_undo_step (BsEditor *self);
guint64 bs_editor_get_redo_step (BsEditor *self);
void bs_editor_refresh (BsEditor *self);

/* Changes files on a worker, in its turn. bs_editor_run_finish() returns the report of each change. */
typedef BsEditReport *(*BsEditorFunc) (BsHome *home, const char *root, gpointer data, GCancellable *cancellable,
                                       GError **error);

void bs_editor_run_async (BsEditor *self, BsEditorFunc func, gpointer data, GDestroyNotify free_data,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BsEditReport *bs_editor_run_finish (BsEditor *self, GAsyncResult *result, GError **error);
void bs_editor_edit_async (BsEditor *self, const char *const *paths, BsEdit *edit, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
void bs_editor_move_async (BsEditor *self, BsJournalDirection direction, guint64 step, BsEditingAnswer answer,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
