/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/desktop/recent-folders.h"

G_BEGIN_DECLS

/* Shown by a window without a library: ways to open one. */
#define BS_TYPE_START_PAGE (bs_start_page_get_type ())
G_DECLARE_FINAL_TYPE (BsStartPage, bs_start_page, BS, START_PAGE, GtkWidget)

GtkWidget *bs_start_page_new (void);

void bs_start_page_set_recent (BsStartPage *self, BsRecentFolders *recent);
void bs_start_page_popup_menu (BsStartPage *self);

G_END_DECLS
