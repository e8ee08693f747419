/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/window/panes.h"
#include "ui/window/reading-history.h"
#include "ui/window/source-panel.h"

G_BEGIN_DECLS

#define BS_TYPE_NAVIGATION (bs_navigation_get_type ())
G_DECLARE_FINAL_TYPE (BsNavigation, bs_navigation, BS, NAVIGATION, GObject)

/* The actions of a window that go to another pane, article or place in the article, and the steps after a choice in the
 * sidebar or the list of a narrow window. Also shows the article alone, in full screen. */
BsNavigation *bs_navigation_new (GtkWindow *window, const BsPaneWidgets *widgets, BsPanes *panes,
                                 BsReadingHistory *history, BsSourcePanel *source, AdwToastOverlay *toasts);

G_END_DECLS
