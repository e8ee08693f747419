/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/lines.h"
#include "model/format/front-matter/recovery.h"

G_BEGIN_DECLS

/* How far lines that can be front matter go, where no closing line says so. */
typedef struct
{
  gsize end;  /* behind the last line that is front matter for certain */
  guint line; /* of the file, of what stands at @end */
  gboolean has_keys;
  gboolean has_known_key;
  gboolean only_plain_keys;
  guint n_keys;
  gboolean after_blank; /* a blank line, or the last line's end, parts it from what follows */
  gboolean reaches_end; /* nothing follows but blank lines, and perhaps a line that was cut off */
  gsize stop;           /* where the first line is that cannot be front matter; the text's length if there is none */
  guint stop_line;
} BsFrontMatterExtent;

void bs_front_matter_extent_find (BsFrontMatterExtent *self, BsRecoverySyntax syntax, const char *text, gsize length,
                                  guint first_line);

G_END_DECLS
