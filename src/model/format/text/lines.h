/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of a text, without what ends it. */
typedef struct
{
  const char *text;
  gsize length;
  gsize start;      /* in bytes of the text that is walked */
  gsize next;       /* where the next line starts */
  guint number;     /* from the number of the first line */
  gboolean has_end; /* a line break ends it, not the end of the text */
} BsLine;

/* A walk over lines that end in LF, CRLF or a lone CR. */
typedef struct
{
  const char *text;
  gsize length;
  gsize place;
  const char *line_feed; /* the next one at or behind place */
  guint number;
} BsLines;

void bs_lines_init (BsLines *self, const char *text, gsize length, guint first_number);
gboolean bs_lines_next (BsLines *self, BsLine *line);

gboolean bs_line_is_blank (const BsLine *line);
gsize bs_line_indent (const BsLine *line);
gsize bs_line_trimmed_length (const BsLine *line);

G_END_DECLS
