/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days as a query names them. Both ends are faces, as BsDate has them: the seconds of a clock that shows local time. */
typedef struct
{
  gint64 start;
  gint64 end; /* the first second after them */
} BsSearchDays;

gboolean bs_search_days_parse (const char *text, GDateTime *now, BsSearchDays *days);

G_END_DECLS
