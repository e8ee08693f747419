/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line, without its line end. */
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

GArray *bs_line_diff_make (const BsDiffLine *old_lines, guint n_old, const BsDiffLine *new_lines, guint n_new);

G_END_DECLS
