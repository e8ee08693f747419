/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_CHANGE_LINES (bs_change_lines_get_type ())
G_DECLARE_FINAL_TYPE (BsChangeLines, bs_change_lines, BS, CHANGE_LINES, GtkWidget)

/* A few lines of an article, before and after a change. */
GtkWidget *bs_change_lines_new (void);
void bs_change_lines_clear (BsChangeLines *self);
void bs_change_lines_add (BsChangeLines *self, const char *before, const char *after);
void bs_change_lines_add_marked (BsChangeLines *self, const char *line, gsize mark_start, gsize mark_end);
void bs_change_lines_add_diff (BsChangeLines *self, const char *diff);

G_END_DECLS
