/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SEARCH_HELP (bs_search_help_get_type ())
G_DECLARE_FINAL_TYPE (BsSearchHelp, bs_search_help, BS, SEARCH_HELP, GtkPopover)

/* Explains search operators. The signal "chosen" has the text to insert for an example. */
GtkWidget *bs_search_help_new (void);

G_END_DECLS
