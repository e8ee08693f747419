/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/reader/reader-pane.h"
#include "ui/source/source-page.h"
#include "ui/window/history.h"
#include "ui/window/wanted.h"

G_BEGIN_DECLS

#define BS_TYPE_SOURCE_PANEL (bs_source_panel_get_type ())
G_DECLARE_FINAL_TYPE (BsSourcePanel, bs_source_panel, BS, SOURCE_PANEL, GObject)

/* Shows the source of the selected article in place of its page, with a preview beside it if there is room, and asks
 * before unsaved text is left. */
BsSourcePanel *bs_source_panel_new (GtkWindow *window, BsReaderPane *reader, BsArticlePane *articles,
                                    BsHistory *history, BsWanted *wanted, AdwToastOverlay *toasts);
void bs_source_panel_close (BsSourcePanel *self);
void bs_source_panel_set_editor (BsSourcePanel *self, BsEditor *editor);
BsSourcePage *bs_source_panel_get_page (BsSourcePanel *self);

void bs_source_panel_toggle (BsSourcePanel *self);
void bs_source_panel_open_at (BsSourcePanel *self, const char *path, guint line, guint column);
void bs_source_panel_drop (BsSourcePanel *self);
gboolean bs_source_panel_ask (BsSourcePanel *self, const char *action);

gboolean bs_source_panel_find (BsSourcePanel *self, gboolean replace);
gboolean bs_source_panel_find_step (BsSourcePanel *self, int direction);

G_END_DECLS
