/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/names-window.h"
#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/widgets/progress-card.h"
#include "ui/window/history.h"

G_BEGIN_DECLS

#define BS_TYPE_ORGANISER (bs_organiser_get_type ())
G_DECLARE_FINAL_TYPE (BsOrganiser, bs_organiser, BS, ORGANISER, GObject)

/* Renames, merges and removes the categories, tags and sources of a window's library. A few articles are changed at
 * once; changes of many, and those that are not possible in all of them, are previewed. */
BsOrganiser *bs_organiser_new (GtkWindow *window, BsSidebar *sidebar, BsHistory *history, BsProgressCard *card);
void bs_organiser_close (BsOrganiser *self);
void bs_organiser_set_editor (BsOrganiser *self, BsEditor *editor);

G_END_DECLS
