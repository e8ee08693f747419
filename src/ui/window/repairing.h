/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/repair-page.h"
#include "ui/reader/reader-pane.h"
#include "ui/window/history.h"
#include "ui/window/panes.h"
#include "ui/window/source-panel.h"

G_BEGIN_DECLS

#define BS_TYPE_REPAIRING (bs_repairing_get_type ())
G_DECLARE_FINAL_TYPE (BsRepairing, bs_repairing, BS, REPAIRING, GObject)

/* Fixes problems: one of the article in the reader, or all of a library on a page of their own. */
BsRepairing *bs_repairing_new (GtkWindow *window, BsReaderPane *reader, BsPanes *panes, BsHistory *history,
                               BsSourcePanel *source, AdwToastOverlay *toasts);
void bs_repairing_close (BsRepairing *self);

G_END_DECLS
