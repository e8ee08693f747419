/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/history.h"

G_BEGIN_DECLS

#define BS_TYPE_MARKING (bs_marking_get_type ())
G_DECLARE_FINAL_TYPE (BsMarking, bs_marking, BS, MARKING, GObject)

/* Marks articles of a list as read and starred, as steps that can be undone. */
BsMarking *bs_marking_new (GtkWindow *window, BsArticlePane *articles, BsSidebar *sidebar, BsHistory *history,
                           AdwToastOverlay *toasts);
void bs_marking_set_library (BsMarking *self, BsLibrary *library);

void bs_marking_update_actions (BsMarking *self);
void bs_marking_toggle_selected (BsMarking *self, BsMarks mark);
void bs_marking_read (BsMarking *self, guint id);
void bs_marking_release_held (BsMarking *self);

G_END_DECLS
