/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A position in a text that is read from start to end, with its line and column. */
typedef struct
{
  const char *p; /* moved by the reader, except over line ends, which need bs_cursor_skip_newline() */
  const char *end;
  const char *line_start;
  guint line;
  const char *counted; /* the line's characters are counted up to here, so that none is counted twice */
  guint counted_column;
  guint wide_line; /* of the first wide space that was passed over as white space, and 0 before there is one */
  guint wide_column;
} BsCursor;

void bs_cursor_init (BsCursor *self, const char *text, gsize length, guint first_line);
void bs_cursor_locate (BsCursor *self, guint *line, guint *column);
gboolean bs_cursor_skip (BsCursor *self, char c);
void bs_cursor_skip_blanks (BsCursor *self);
gboolean bs_cursor_skip_newline (BsCursor *self);

G_END_DECLS
