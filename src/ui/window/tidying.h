/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/duplicates-page.h"
#include "ui/dialogs/health-page.h"
#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/history.h"
#include "ui/window/trashing.h"
#include "ui/window/wanted.h"

G_BEGIN_DECLS

#define BS_TYPE_TIDYING (bs_tidying_get_type ())
G_DECLARE_FINAL_TYPE (BsTidying, bs_tidying, BS, TIDYING, GObject)

/* The pages about a whole library, its duplicates and its health, and their actions. */
BsTidying *bs_tidying_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsHistory *history,
                           BsWanted *wanted, BsTrashing *trashing);
void bs_tidying_close (BsTidying *self);

G_END_DECLS
