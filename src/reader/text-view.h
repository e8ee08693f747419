/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_TEXT_VIEW (bs_text_view_get_type ())
G_DECLARE_FINAL_TYPE (BsTextView, bs_text_view, BS, TEXT_VIEW, GtkWidget)

/* An article as a list of headings, paragraphs and links, of which each is a row. Properties: n-found (the number of
 * matches), found (the current match, from 1). Signals: follow (address: a link was activated), moved (text: what is at
 * the top). */
GtkWidget *bs_text_view_new (void);
void bs_text_view_show (BsTextView *self, GPtrArray *blocks);
void bs_text_view_set_zoom (BsTextView *self, double zoom);
void bs_text_view_go_to_text (BsTextView *self, const char *const *texts);
gboolean bs_text_view_go_to_id (BsTextView *self, const char *id);
gboolean bs_text_view_turn (BsTextView *self, int direction);
void bs_text_view_find (BsTextView *self, const char *text);
void bs_text_view_find_step (BsTextView *self, int direction);
guint bs_text_view_get_n_found (BsTextView *self);
guint bs_text_view_get_found (BsTextView *self);

G_END_DECLS
