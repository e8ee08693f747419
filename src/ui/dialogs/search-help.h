/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SEARCH_HELP (bs_search_help_get_type ())
G_DECLARE_FINAL_TYPE (BsSearchHelp, bs_search_help, BS, SEARCH_HELP, GtkPopover)

/* An operator: what to insert, and, to be translated, an example and its meaning. */
typedef struct
{
  const char *insert;
  const char *example;
  const char *meaning;
} BsSearchExample;

/* Explains search operators. The signal "chosen" has the text to insert for an example. */
GtkWidget *bs_search_help_new (void);
const BsSearchExample *bs_search_help_get_examples (guint *n);

G_END_DECLS
