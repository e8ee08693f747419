/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/go-to.h"
#include "ui/window/panes.h"
#include "ui/window/wanted.h"

G_BEGIN_DECLS

#define BS_TYPE_GOING (bs_going_get_type ())
G_DECLARE_FINAL_TYPE (BsGoing, bs_going, BS, GOING, GObject)

/* Goes to a place of the library that is found by a few letters, or runs a command, and remembers the last places. */
BsGoing *bs_going_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsPanes *panes,
                       BsWanted *wanted);
void bs_going_set_settings (BsGoing *self, GSettings *settings);
void bs_going_set_library (BsGoing *self, BsLibrary *library);

G_END_DECLS
