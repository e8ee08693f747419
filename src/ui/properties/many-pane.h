/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/edit/edit.h"
#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_MANY_PANE (bs_many_pane_get_type ())
G_DECLARE_FINAL_TYPE (BsManyPane, bs_many_pane, BS, MANY_PANE, GtkWidget)

/* The properties of several articles, and their differences. Changes wait until they are applied to all articles.
 * Signals: apply; discard (what was changed is forgotten). */
GtkWidget *bs_many_pane_new (void);
void bs_many_pane_show (BsManyPane *self, BsLibrary *library, GArray *ids);
void bs_many_pane_reload (BsManyPane *self);
GArray *bs_many_pane_get_ids (BsManyPane *self);
gboolean bs_many_pane_is_changed (BsManyPane *self);
gboolean bs_many_pane_is_counting (BsManyPane *self);
gboolean bs_many_pane_is_pending (BsManyPane *self);
void bs_many_pane_discard (BsManyPane *self);
BsEdit *bs_many_pane_dup_edit (BsManyPane *self);
gboolean bs_many_pane_focus (BsManyPane *self);

G_END_DECLS
