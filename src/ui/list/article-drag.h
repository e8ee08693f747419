/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/id-selection.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_DRAG (bs_article_drag_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleDrag, bs_article_drag, BS, ARTICLE_DRAG, GObject)

/* Allows dragging articles out of a list view. */
BsArticleDrag *bs_article_drag_new (GtkListView *view);
void bs_article_drag_set_selection (BsArticleDrag *self, BsIdSelection *selection, const char *folder);
GPtrArray *bs_article_drag_get_dragged (BsArticleDrag *self, GdkDrag *drag);
GdkDragAction bs_article_drag_get_move_action (GdkDisplay *display);

G_END_DECLS
