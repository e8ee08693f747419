/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

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

G_END_DECLS
