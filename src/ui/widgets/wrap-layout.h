/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_WRAP_LAYOUT (bs_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (BsWrapLayout, bs_wrap_layout, BS, WRAP_LAYOUT, GtkLayoutManager)

/* Puts children of different widths into lines, as words are. The last one takes the rest of its line if it expands. */
GtkLayoutManager *bs_wrap_layout_new (void);

G_END_DECLS
