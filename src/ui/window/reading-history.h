/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/reader/reader-pane.h"
#include "ui/sidebar/sidebar.h"

G_BEGIN_DECLS

#define BS_TYPE_READING_HISTORY (bs_reading_history_get_type ())
G_DECLARE_FINAL_TYPE (BsReadingHistory, bs_reading_history, BS, READING_HISTORY, GObject)

/* The articles that were shown in a window, each with the list that it was chosen from. */
BsReadingHistory *bs_reading_history_new (BsSidebar *sidebar, BsArticlePane *articles, BsReader *reader);
void bs_reading_history_set_library (BsReadingHistory *self, BsLibrary *library);
gboolean bs_reading_history_go (BsReadingHistory *self, int step);

G_END_DECLS
