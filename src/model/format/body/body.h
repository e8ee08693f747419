/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  BS_BODY_MARKDOWN,        /* CommonMark with what GitHub and the generators add */
  BS_BODY_MARKDOWN_BREAKS, /* the same, where the end of a line is one to the reader too: Hexo's */
  BS_BODY_HTML,
  BS_BODY_TEXT,
} BsBodyKind;

static inline gboolean
bs_body_kind_is_markdown (BsBodyKind kind)
{
  return kind == BS_BODY_MARKDOWN || kind == BS_BODY_MARKDOWN_BREAKS;
}

const char *bs_body_kind_to_string (BsBodyKind kind);
BsBodyKind bs_body_detect (const char *path, const char *body, gsize length);

G_END_DECLS
