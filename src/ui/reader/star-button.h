/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/list/article-item.h"

G_BEGIN_DECLS

#define BS_TYPE_STAR_BUTTON (bs_star_button_get_type ())
G_DECLARE_FINAL_TYPE (BsStarButton, bs_star_button, BS, STAR_BUTTON, GtkWidget)

/* Stars the article that is read, or removes its star; hidden if there is none. */
void bs_star_button_set_item (BsStarButton *self, BsArticleItem *item);
void bs_star_button_set_hidden (BsStarButton *self, gboolean is_hidden);

G_END_DECLS
