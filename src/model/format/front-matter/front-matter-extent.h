/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/lines.h"
#include "model/format/front-matter/recovery.h"

G_BEGIN_DECLS

/* The extent of front matter without a closing line. */
typedef struct
{
  gsize end;  /* after the last line that is certainly front matter */
  guint line; /* the line of the file at @end */
  gboolean has_keys;
  gboolean has_known_key;
  gboolean only_plain_keys;
  guint n_keys;
  gboolean after_blank; /* a blank line or a line end separates it from the body */
  gboolean reaches_end; /* only blank lines, and perhaps one truncated line, follow */
  gsize stop;           /* the start of the first line that cannot be front matter, or the text's length */
  guint stop_line;
} BsFrontMatterExtent;

void bs_front_matter_extent_find (BsFrontMatterExtent *self, BsRecoverySyntax syntax, const char *text, gsize length,
                                  guint first_line);

G_END_DECLS
