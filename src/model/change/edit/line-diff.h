/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line, with or without its line end. */
typedef struct
{
  const char *text;
  gsize length;
} BsDiffLine;

/* Lines that differ: those of the old text, and those of the new text in their place. */
typedef struct
{
  guint old_start;
  guint n_old;
  guint new_start;
  guint n_new;
} BsLineHunk;

GArray *bs_diff_lines_split (const char *text, gsize length, gboolean with_ends);
gboolean bs_diff_line_equal (gconstpointer a, gconstpointer b);
GArray *bs_line_diff_make (const GArray *old_lines, const GArray *new_lines);

G_END_DECLS
