/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The generator whose rules apply to a folder's articles. */
typedef enum
{
  BS_SITE_NONE, /* a folder that is not a site: Hexo's rules */
  BS_SITE_HEXO,
  BS_SITE_JEKYLL,
  BS_SITE_HUGO,
} BsSiteKind;

static inline gboolean
bs_site_kind_is_hexo (BsSiteKind kind)
{
  return kind == BS_SITE_NONE || kind == BS_SITE_HEXO;
}

G_END_DECLS
