/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint number; /* among the headings of the article, from 0 */
  guint depth;  /* 0 for the highest level that the article has */
  char *text;
} BsPageHeading;

GPtrArray *bs_page_outline_read (const char *page, gsize length);

G_END_DECLS
