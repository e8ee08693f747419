/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/write/editor.h"

G_BEGIN_DECLS

#define BS_TYPE_SOURCE_PAGE (bs_source_page_get_type ())
G_DECLARE_FINAL_TYPE (BsSourcePage, bs_source_page, BS, SOURCE_PAGE, GtkWidget)

/* The source of an article, to be viewed and edited. Property: modified. Signals: preview (BsDocument, letters near the
 * cursor or NULL: the text as an article); follow (letters near the cursor); saved (BsEditReport); save-ended (boolean:
 * the text is in the file). */
GtkWidget *bs_source_page_new (BsEditor *editor, const char *path);
const char *bs_source_page_get_path (BsSourcePage *self);
void bs_source_page_set_path (BsSourcePage *self, const char *path);
void bs_source_page_set_place (BsSourcePage *self, const char *const *shown, double fraction);
void bs_source_page_go_to (BsSourcePage *self, guint line, guint column);
void bs_source_page_set_zoom (BsSourcePage *self, double zoom);
gboolean bs_source_page_get_modified (BsSourcePage *self);
gboolean bs_source_page_is_saving (BsSourcePage *self);
void bs_source_page_save (BsSourcePage *self);
void bs_source_page_keep (BsSourcePage *self);
void bs_source_page_discard (BsSourcePage *self);
void bs_source_page_update_preview (BsSourcePage *self);

gboolean bs_source_page_has_focus (BsSourcePage *self);
void bs_source_page_find (BsSourcePage *self, gboolean replace);
void bs_source_page_find_step (BsSourcePage *self, int direction);

G_END_DECLS
