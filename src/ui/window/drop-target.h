/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/history.h"
#include "ui/window/importer.h"

G_BEGIN_DECLS

#define BS_TYPE_DROP_TARGET (bs_drop_target_get_type ())
G_DECLARE_FINAL_TYPE (BsDropTarget, bs_drop_target, BS, DROP_TARGET, GObject)

/* Handles drops on a window and pastes: imports files, gives articles a category, a tag or a source, and moves
 * categories. Signal: open-files (GPtrArray
 * of GFile: there is no library to import them into). */
BsDropTarget *bs_drop_target_new (GtkWindow *window, GtkWidget *pages, BsSidebar *sidebar, BsArticlePane *articles,
                                  BsImporter *importer, BsHistory *history, AdwToastOverlay *toasts);
void bs_drop_target_close (BsDropTarget *self);
void bs_drop_target_set_library (BsDropTarget *self, BsLibrary *library);
GtkWidget *bs_drop_target_get_hint (BsDropTarget *self);

G_END_DECLS
