/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Whose rules the categories of a folder follow. */
typedef enum
{
  BS_SITE_HEXO, /* and every folder that is no site */
  BS_SITE_JEKYLL,
  BS_SITE_HUGO,
} BsSiteKind;

const char *bs_site_kind_to_string (BsSiteKind kind);

G_END_DECLS
