/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-date.h"

G_BEGIN_DECLS

/* The dates that a search asks for, where they stand for themselves in its text. */
typedef struct
{
  gboolean has_start;
  gboolean has_end;
  gboolean is_undated; /* those without a date */
  gint64 start;        /* as a clock shows it, in seconds: from then on */
  gint64 end;          /* likewise: before then */
} BsSearchRange;

char *bs_search_range_strip (const char *text, BsSearchRange *range);
char *bs_search_range_write (const char *text, const char *after, const char *before);
char *bs_search_range_write_undated (const char *text);

G_END_DECLS
