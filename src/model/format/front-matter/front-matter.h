/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/front-matter-kind.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

typedef struct
{
  BsFrontMatterKind kind;
  gsize block_start; /* the block between its delimiters, in bytes of the text */
  gsize block_length;
  guint block_line; /* the line of the file where the block starts, from 1 */
  gsize body_start; /* in bytes of the text */
  guint body_line;
  gboolean recovered; /* it could not be parsed and was read line by line */
  BsValue *root;      /* (nullable): a map */
} BsFrontMatter;

#define BS_FRONT_MATTER_INIT                                                                                           \
  {                                                                                                                    \
    0                                                                                                                  \
  }

void bs_front_matter_read (BsFrontMatter *self, const char *text, gsize length, GPtrArray *problems);
gboolean bs_front_matter_is_doubtful (const BsFrontMatter *self, const char *text, gsize length);
void bs_front_matter_clear (BsFrontMatter *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsFrontMatter, bs_front_matter_clear)

G_END_DECLS
