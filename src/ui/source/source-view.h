/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/format/text/problem.h"

G_BEGIN_DECLS

#define BS_TYPE_SOURCE_VIEW (bs_source_view_get_type ())
G_DECLARE_FINAL_TYPE (BsSourceView, bs_source_view, BS, SOURCE_VIEW, GtkWidget)

/* A text with line numbers and highlighting. Property: modified (since it was set or saved). Signals:
 * filled (boolean: every character can be edited; the text was set); changed; moved (the cursor is elsewhere). */
GtkWidget *bs_source_view_new (void);
GtkTextView *bs_source_view_get_view (BsSourceView *self);
void bs_source_view_set_language (BsSourceView *self, gboolean is_html);
void bs_source_view_set_editable (BsSourceView *self, gboolean editable);
void bs_source_view_set_zoom (BsSourceView *self, double zoom);

void bs_source_view_set_text (BsSourceView *self, const char *text, gsize length);
void bs_source_view_replace_text (BsSourceView *self, GBytes *text);
GBytes *bs_source_view_dup_text (BsSourceView *self);
char *bs_source_view_dup_text_above (BsSourceView *self, guint n_lines);
guint bs_source_view_get_n_changes (BsSourceView *self);
gboolean bs_source_view_get_modified (BsSourceView *self);
void bs_source_view_set_modified (BsSourceView *self, gboolean modified);

guint bs_source_view_get_line (BsSourceView *self);
guint bs_source_view_get_column (BsSourceView *self);
void bs_source_view_go_to (BsSourceView *self, guint line, guint column);
void bs_source_view_clear_notes (BsSourceView *self);
void bs_source_view_add_note (BsSourceView *self, guint line, guint column, BsSeverity severity, const char *message);
void bs_source_view_shade (BsSourceView *self, guint first_line, guint n_lines);
const char *bs_source_view_get_note (BsSourceView *self, guint line);

G_END_DECLS
