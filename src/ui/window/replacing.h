/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/dialogs/replace-dialog.h"
#include "ui/list/article-pane.h"
#include "ui/window/history.h"

G_BEGIN_DECLS

/* Finds and replaces in the selected articles of a window. */
void bs_replacing_open (GtkWindow *window, BsArticlePane *articles, BsHistory *history);

G_END_DECLS
