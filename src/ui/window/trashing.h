/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/widgets/progress-card.h"
#include "ui/window/history.h"

G_BEGIN_DECLS

#define BS_TYPE_TRASHING (bs_trashing_get_type ())
G_DECLARE_FINAL_TYPE (BsTrashing, bs_trashing, BS, TRASHING, GObject)

/* Moves articles to the trash: one at once, several after a question. Signal: trashed (GArray of ids; char *text), if
 * all of them are. */
BsTrashing *bs_trashing_new (GtkWindow *window, BsArticlePane *articles, BsHistory *history, AdwToastOverlay *toasts,
                             BsProgressCard *card);
void bs_trashing_close (BsTrashing *self);
void bs_trashing_set_editor (BsTrashing *self, BsEditor *editor);
void bs_trashing_trash_selected (BsTrashing *self);
void bs_trashing_trash (BsTrashing *self, GArray *ids);

G_END_DECLS
