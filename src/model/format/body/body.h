/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  BS_BODY_MARKDOWN,
  BS_BODY_HTML,
  BS_BODY_TEXT,
} BsBodyKind;

const char *bs_body_kind_to_string (BsBodyKind kind);
BsBodyKind bs_body_detect (const char *path, const char *body, gsize length);

G_END_DECLS
