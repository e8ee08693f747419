/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library-names.h"

G_BEGIN_DECLS

#define BS_TYPE_NAMES_WINDOW (bs_names_window_get_type ())
G_DECLARE_FINAL_TYPE (BsNamesWindow, bs_names_window, BS, NAMES_WINDOW, AdwWindow)

/* All tags, or all sources, of a library. Signals: organise (what is wanted: rename, merge or delete; names; the name
 * that they become, or NULL); chosen (a name, whose articles are to be shown); undo (gboolean: redo). */
BsNamesWindow *bs_names_window_new (GtkWindow *parent, BsLibrary *library, BsScope scope);
BsScope bs_names_window_get_scope (BsNamesWindow *self);
BsNameList *bs_names_window_get_list (BsNamesWindow *self);
GtkSelectionModel *bs_names_window_get_selection (BsNamesWindow *self);
GtkWindow *bs_names_window_get_dialog (BsNamesWindow *self);
void bs_names_window_follow (BsNamesWindow *self, const char *name);
void bs_names_window_show_toast (BsNamesWindow *self, const char *text);

G_END_DECLS
