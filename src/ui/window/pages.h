/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"
#include "ui/desktop/recent-folders.h"

G_BEGIN_DECLS

#define BS_TYPE_PAGES (bs_pages_get_type ())
G_DECLARE_FINAL_TYPE (BsPages, bs_pages, BS, PAGES, GObject)

/* Shows the library of a window, or in its place a page with the next step. */
BsPages *bs_pages_new (GtkStack *stack);
void bs_pages_set_recent (BsPages *self, BsRecentFolders *recent);
void bs_pages_show (BsPages *self, BsLibrary *library);
gboolean bs_pages_popup_menu (BsPages *self);

G_END_DECLS
