/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

/* Larger front matter is truncated, and a problem is reported. */
#define BS_FRONT_MATTER_MAX_BYTES (1024 * 1024)

typedef enum
{
  BS_FRONT_MATTER_NONE,
  BS_FRONT_MATTER_YAML,
  BS_FRONT_MATTER_JSON,
  BS_FRONT_MATTER_TOML,
  BS_FRONT_MATTER_SCRIPT,        /* JavaScript, CoffeeScript: kept as text, never run */
  BS_FRONT_MATTER_COMMENT_LINKS, /* [#]: key: "value" */
} BsFrontMatterKind;

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
