/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BS_DATE_ZONE_NAME_SIZE 6

/* A date as written: the local time and the zone, if it has one. */
typedef struct
{
  gint64 face; /* seconds from 1970-01-01 00:00:00 to the date in its own local time */
  gint32 zone; /* seconds east of UTC; only with has_zone */
  gboolean has_zone;
  gboolean has_time;
  char zone_name[BS_DATE_ZONE_NAME_SIZE]; /* an ambiguous zone abbreviation, or empty */
  gboolean has_unknown_zone;              /* zone_name is unknown, and zone is UTC */
} BsDate;

gboolean bs_date_parse (const char *text, BsDate *date);
gboolean bs_date_parse_name (const char *name, BsDate *date);
gboolean bs_date_is_none (const BsDate *date);
gint64 bs_date_to_unix (const BsDate *date, GTimeZone *zone);

G_END_DECLS
