/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/front-matter-kind.h"
#include "model/format/front-matter/value.h"
#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* The text between two delimiters and the result of parsing it. */
typedef struct
{
  BsFrontMatterKind kind;
  const char *text; /* points into the file or into an owned copy */
  gsize length;
  guint line;
  char *ours;        /* (nullable): the text with only the upper side of conflicts */
  guint marker_line; /* of the first conflict marker; 0 if none */
  gboolean is_too_large;
  GPtrArray *problems; /* (nullable): from a successful parse */
  BsProblem *failure;  /* (nullable): from a failed parse */
  BsValue *root;       /* (nullable): a map */
  gboolean recovered;
} BsFrontMatterBlock;

#define BS_FRONT_MATTER_BLOCK_INIT                                                                                     \
  {                                                                                                                    \
    0                                                                                                                  \
  }

gboolean bs_front_matter_block_parse (BsFrontMatterBlock *self, BsFrontMatterKind kind, const char *text, gsize length,
                                      guint line, gboolean may_have_markers);
gboolean bs_front_matter_block_recover (BsFrontMatterBlock *self);
BsValue *bs_front_matter_block_finish (BsFrontMatterBlock *self, gboolean report_recovered, GPtrArray *problems);
void bs_front_matter_block_clear (BsFrontMatterBlock *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsFrontMatterBlock, bs_front_matter_block_clear)

G_END_DECLS
