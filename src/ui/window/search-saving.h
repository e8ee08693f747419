/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/history.h"

G_BEGIN_DECLS

#define BS_TYPE_SEARCH_SAVING (bs_search_saving_get_type ())
G_DECLARE_FINAL_TYPE (BsSearchSaving, bs_search_saving, BS, SEARCH_SAVING, GObject)

/* Saves the search of a window, shows saved searches, and runs their actions in the sidebar. */
BsSearchSaving *bs_search_saving_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles,
                                      BsHistory *history);
void bs_search_saving_close (BsSearchSaving *self);
void bs_search_saving_set_library (BsSearchSaving *self, BsLibrary *library);
gboolean bs_search_saving_show_scope (BsSearchSaving *self);

G_END_DECLS
