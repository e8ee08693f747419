/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_SIDEBAR (bs_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebar, bs_sidebar, BS, SIDEBAR, GtkWidget)

/* The places of a library: all of it, its categories as a tree, its tags and sources. Signals: scope-changed;
 * chosen (gboolean from the keyboard: a place was clicked or entered, even the one that is shown already);
 * expansion-changed; drag-row-changed (during a drag, rows scrolled under the pointer); organise (what is wanted:
 * rename, new, merge, move, remove, export or all; the BsScope; the names of a category, a tag or a source, or NULL;
 * its new names if they are known, or NULL). */
void bs_sidebar_set_library (BsSidebar *self, BsLibrary *library);
AdwHeaderBar *bs_sidebar_get_header (BsSidebar *self);
GtkPopover *bs_sidebar_popup_menu (BsSidebar *self);
void bs_sidebar_focus (BsSidebar *self);
void bs_sidebar_end_drag (BsSidebar *self, const char *const *category);
const char *const *bs_sidebar_get_place_at (BsSidebar *self, GtkWidget *widget, BsScope *scope, GtkWidget **row);
const char *const *bs_sidebar_get_dragged (BsSidebar *self, GdkDrag *drag);
void bs_sidebar_move (BsSidebar *self, const char *const *category, const char *const *to);

BsScope bs_sidebar_get_scope (BsSidebar *self);
const char *const *bs_sidebar_get_names (BsSidebar *self);
const char *bs_sidebar_get_title (BsSidebar *self);
void bs_sidebar_show_scope (BsSidebar *self, BsScope scope, const char *const *names);

char **bs_sidebar_dup_expanded (BsSidebar *self);
void bs_sidebar_set_expanded (BsSidebar *self, const char *const *keys);

G_END_DECLS
