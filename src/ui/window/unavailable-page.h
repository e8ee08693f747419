/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_UNAVAILABLE_PAGE (bs_unavailable_page_get_type ())
G_DECLARE_FINAL_TYPE (BsUnavailablePage, bs_unavailable_page, BS, UNAVAILABLE_PAGE, GtkWidget)

GtkWidget *bs_unavailable_page_new (void);

void bs_unavailable_page_explain (BsUnavailablePage *self, BsLibrary *library);
void bs_unavailable_page_popup_menu (BsUnavailablePage *self);

G_END_DECLS
