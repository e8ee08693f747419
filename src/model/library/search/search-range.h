/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-date.h"

G_BEGIN_DECLS

/* The range of dates of a search, and its position in the text. */
typedef struct
{
  gboolean has_start;
  gboolean has_end;
  gboolean is_undated; /* those without a date */
  gint64 start;        /* in local time, in seconds: the start */
  gint64 end;          /* the end, exclusive */
} BsSearchRange;

char *bs_search_range_strip (const char *text, BsSearchRange *range);
char *bs_search_range_write (const char *text, const char *after, const char *before);
char *bs_search_range_write_undated (const char *text);

G_END_DECLS
