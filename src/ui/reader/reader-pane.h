/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/write/editor.h"
#include "model/library/list/article-item.h"
#include "reader/reader.h"

G_BEGIN_DECLS

#define BS_TYPE_READER_PANE (bs_reader_pane_get_type ())
G_DECLARE_FINAL_TYPE (BsReaderPane, bs_reader_pane, BS, READER_PANE, GtkWidget)

/* The reader with its header bar, messages about the article, and the page that is shown without one. Signal: menu (the
 * article's menu is about to be shown). */
AdwHeaderBar *bs_reader_pane_get_header (BsReaderPane *self);
BsReader *bs_reader_pane_get_reader (BsReaderPane *self);
GtkWidget *bs_reader_pane_get_body (BsReaderPane *self);
void bs_reader_pane_set_back_visible (BsReaderPane *self, gboolean visible);
void bs_reader_pane_set_editor (BsReaderPane *self, BsEditor *editor);
void bs_reader_pane_show (BsReaderPane *self, BsArticleItem *item);
void bs_reader_pane_show_many (BsReaderPane *self, guint n_selected);
void bs_reader_pane_focus (BsReaderPane *self);
void bs_reader_pane_set_source (BsReaderPane *self, GtkWidget *source);
void bs_reader_pane_find (BsReaderPane *self);
gboolean bs_reader_pane_has_outline (BsReaderPane *self);
void bs_reader_pane_show_outline (BsReaderPane *self);
void bs_reader_pane_set_found (BsReaderPane *self, const char *const *phrases);
void bs_reader_pane_set_asks_for_pictures (BsReaderPane *self, gboolean asks);

G_END_DECLS
