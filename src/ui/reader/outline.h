/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "reader/page-place.h"

G_BEGIN_DECLS

#define BS_TYPE_OUTLINE (bs_outline_get_type ())
G_DECLARE_FINAL_TYPE (BsOutline, bs_outline, BS, OUTLINE, GtkPopover)

/* The headings of the article, with the current one marked. Typing filters them, and Enter goes to the selected one. */
GtkWidget *bs_outline_new (BsPagePlace *place);

G_END_DECLS
