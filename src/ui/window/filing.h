/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/desktop/recent-folders.h"
#include "ui/window/panes.h"
#include "ui/window/trashing.h"
#include "ui/window/wanted.h"

G_BEGIN_DECLS

#define BS_TYPE_FILING (bs_filing_get_type ())
G_DECLARE_FINAL_TYPE (BsFiling, bs_filing, BS, FILING, GObject)

/* Actions on the files of the selected articles: rename, duplicate, publish, move, move to the trash, and copy their
 * paths. Also makes new ones. Its actions are those of the window, to which it adds them. */
BsFiling *bs_filing_new (GtkWindow *window, const BsPaneWidgets *widgets, BsHistory *history, BsWanted *wanted,
                         BsTrashing *trashing, BsProgressCard *card, AdwToastOverlay *toasts);
void bs_filing_set_recent (BsFiling *self, BsRecentFolders *recent);
void bs_filing_close (BsFiling *self);
void bs_filing_set_editor (BsFiling *self, BsEditor *editor);
void bs_filing_act (BsFiling *self, const char *action);

G_END_DECLS
