/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/widgets/pane.h"

G_BEGIN_DECLS

#define BS_TYPE_SAVED_STATE (bs_saved_state_get_type ())
G_DECLARE_FINAL_TYPE (BsSavedState, bs_saved_state, BS, SAVED_STATE, GObject)

/* The restorable state of a window: its appearance, in the settings, and its contents, the session, which the
 * application saves. Signal: changed (of the session, with a delay). */
BsSavedState *bs_saved_state_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsPane *sidebar_pane,
                                  BsPane *list_pane, GSettings *settings);
void bs_saved_state_close (BsSavedState *self);
void bs_saved_state_set_library (BsSavedState *self, BsLibrary *library);

gboolean bs_saved_state_restore_look (BsSavedState *self);
void bs_saved_state_save_look (BsSavedState *self, gboolean sidebar_shown);
void bs_saved_state_save_expanded (BsSavedState *self);

GVariant *bs_saved_state_get_session (BsSavedState *self);
GFile *bs_saved_state_start_session (BsSavedState *self, GVariant *session);
void bs_saved_state_continue_session (BsSavedState *self, GVariant *session);
void bs_saved_state_finish_session (BsSavedState *self);
void bs_saved_state_note_change (BsSavedState *self);
void bs_saved_state_drop_session (BsSavedState *self);

G_END_DECLS
