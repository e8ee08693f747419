/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "page/export/export.h"
#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/widgets/progress-card.h"

G_BEGIN_DECLS

#define BS_TYPE_EXPORTING (bs_exporting_get_type ())
G_DECLARE_FINAL_TYPE (BsExporting, bs_exporting, BS, EXPORTING, GObject)

/* Exports the selected articles, those of the list, or those of a place in the sidebar: asks for the format and the
 * file, shows the progress, and reports the result. */
BsExporting *bs_exporting_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsProgressCard *card,
                               AdwToastOverlay *toasts);
void bs_exporting_close (BsExporting *self);
void bs_exporting_set_library (BsExporting *self, BsLibrary *library);
void bs_exporting_set_pictures (BsExporting *self, BsPictureStore *kept);
void bs_exporting_write (BsExporting *self, GArray *ids, BsExportKind kind, const char *title, GFile *file);
AdwToast *bs_exporting_get_toast (BsExporting *self);

G_END_DECLS
