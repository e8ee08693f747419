/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of a text, without its line end. */
typedef struct
{
  const char *text;
  gsize length;
  gsize start;      /* in bytes of the whole text */
  gsize next;       /* where the next line starts */
  guint number;     /* from the number of the first line */
  gboolean has_end; /* it ends in a line break, not at the end of the text */
} BsLine;

/* An iterator over lines that end in LF, CRLF or a lone CR. */
typedef struct
{
  const char *text;
  gsize length;
  gsize place;
  const char *line_feed; /* the next one at or after place */
  guint number;
} BsLines;

/* The bytes of white space at @p: a space, a tab, a no-break space (U+00A0) or an ideographic one (U+3000). */
static inline gsize
bs_white_length (const char *p, const char *end)
{
  if (p == end)
    return 0;
  if (*p == ' ' || *p == '\t')
    return 1;
  if (*p == '\xc2' && end - p >= 2 && p[1] == '\xa0')
    return 2;

  return *p == '\xe3' && end - p >= 3 && p[1] == '\x80' && p[2] == '\x80' ? 3 : 0;
}

void bs_lines_init (BsLines *self, const char *text, gsize length, guint first_number);
gboolean bs_lines_next (BsLines *self, BsLine *line);

gboolean bs_line_is_blank (const BsLine *line);
gsize bs_line_indent (const BsLine *line);
gsize bs_line_trimmed_length (const BsLine *line);

G_END_DECLS
