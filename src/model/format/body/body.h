/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  BS_BODY_MARKDOWN,        /* CommonMark with the extensions of GitHub and the generators */
  BS_BODY_MARKDOWN_BREAKS, /* the same, with every line end shown as a line break, as Hexo does */
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
