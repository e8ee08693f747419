/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/write/editor.h"
#include "ui/dialogs/history-page.h"
#include "ui/window/undo-stack.h"

G_BEGIN_DECLS

#define BS_TYPE_HISTORY (bs_history_get_type ())
G_DECLARE_FINAL_TYPE (BsHistory, bs_history, BS, HISTORY, GObject)

/* The undo history of a window: the steps done in it, then those of the library's history. Signal: moved (a step was
 * undone or redone). */
BsHistory *bs_history_new (GtkWindow *window, AdwToastOverlay *toasts);
void bs_history_close (BsHistory *self);
void bs_history_set_editor (BsHistory *self, BsEditor *editor);
BsEditor *bs_history_get_editor (BsHistory *self);
BsUndoStack *bs_history_get_stack (BsHistory *self);
AdwToast *bs_history_get_toast (BsHistory *self);

void bs_history_show_page (BsHistory *self);

void bs_history_undo (BsHistory *self);
void bs_history_redo (BsHistory *self);
void bs_history_say_moved (BsHistory *self, const char *name, guint n_articles, gboolean redo);
guint bs_history_push (BsHistory *self, const char *name, guint64 stamp);
void bs_history_edit (BsHistory *self, const char *const *paths, BsEdit *edit);
void bs_history_edit_async (BsHistory *self, const char *const *paths, BsEdit *edit, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bs_history_edit_finish (BsHistory *self, GAsyncResult *result, GError **error);
char *bs_history_dup_failure (const BsEditReport *report, const GError *error);
void bs_history_take_report (BsHistory *self, const BsEditReport *report, const char *text, const GError *error);
void bs_history_offer_undo (BsHistory *self, AdwToast *toast, guint number);
void bs_history_show_undo_toast (BsHistory *self, const char *text, guint number);

G_END_DECLS
