/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/front-matter-kind.h"
#include "model/format/text/lines.h"

G_BEGIN_DECLS

/* The line that opens front matter. */
typedef struct
{
  BsFrontMatterKind kind; /* BS_FRONT_MATTER_NONE: it is not an opener */
  char mark;              /* `-`, `;` or `+` */
  gsize n_marks;
  gsize indent;         /* the length of the white space before it */
  gboolean is_bare;     /* the line has only marks */
  gboolean is_replaced; /* dashes that a keyboard or an editor substituted for `---` */
  const char *language; /* (nullable): the name of a script language, which is never run */
  const char *junk;     /* (nullable): text directly after the marks; not terminated */
  gsize junk_length;
  gboolean is_all; /* the whole front matter is on this line */
} BsFrontMatterOpener;

/* The lines after the opener. */
typedef struct
{
  gboolean has_closer;
  BsLine closer;
  gboolean is_long;     /* the closing line has more marks than the opener */
  gboolean is_replaced; /* the closing line consists of substituted dashes */
  gboolean has_indented;
  BsLine indented; /* the first indented line that would otherwise close the block */
  gboolean has_markers;
  gsize glued; /* the start of the first closing line with extra text after its marks; G_MAXSIZE if none */
} BsFrontMatterCloser;

gsize bs_front_matter_opener_skip_white (const char *text, gsize length);
void bs_front_matter_opener_read (BsFrontMatterOpener *self, const BsLine *line);
void bs_front_matter_opener_find_closer (const BsFrontMatterOpener *self, const BsLines *rest,
                                         BsFrontMatterCloser *closer);

G_END_DECLS
