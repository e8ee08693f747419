/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/front-matter.h"
#include "model/format/text/lines.h"

G_BEGIN_DECLS

/* What the line that opens front matter says of it. */
typedef struct
{
  BsFrontMatterKind kind; /* BS_FRONT_MATTER_NONE: it opens nothing */
  char mark;              /* `-`, `;` or `+` */
  gsize n_marks;
  gsize indent;         /* the white space before it, in bytes */
  gboolean is_bare;     /* nothing but marks stands on the line */
  gboolean is_replaced; /* dashes that a keyboard or an editor put in the place of `---` */
  const char *language; /* (nullable): what is not run */
  const char *junk;     /* (nullable): what is glued to it; not terminated */
  gsize junk_length;
  gboolean is_all; /* the whole front matter stands on this line */
} BsFrontMatterOpener;

/* What the lines behind it hold. */
typedef struct
{
  gboolean has_closer;
  BsLine closer;
  gboolean is_long;     /* the closing line has more marks than the opening one */
  gboolean is_replaced; /* it is dashes that something put in the place of `---` */
  gboolean has_indented;
  BsLine indented; /* the first line before the closing one that would close, but for the white space before it */
  gboolean has_markers;
  gsize glued; /* where the first line begins that would close, but for what is glued to it; G_MAXSIZE without one */
} BsFrontMatterCloser;

gsize bs_front_matter_opener_skip_white (const char *text, gsize length);
void bs_front_matter_opener_read (BsFrontMatterOpener *self, const BsLine *line);
void bs_front_matter_opener_find_closer (const BsFrontMatterOpener *self, const BsLines *behind,
                                         BsFrontMatterCloser *closer);

G_END_DECLS
