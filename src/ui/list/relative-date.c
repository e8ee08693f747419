/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/list/relative-date.h"

/* Days since the first day of year 1, in the date's own zone. */
static int
day_number (GDateTime *date)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, g_date_time_get_day_of_month (date), g_date_time_get_month (date), g_date_time_get_year (date));
  return (int) g_date_get_julian (&day);
}

/*
 * bs_relative_date_format:
 * @date: a date
 * @now: the present, in the same time zone
 *
 * Formats a date as short as possible: the time for today, then “Yesterday”, the day of the week, the day of the year,
 * the whole date. Dates in the future are always whole.
 *
 * Returns: (transfer full): the text
 */
char *
bs_relative_date_format (GDateTime *date, GDateTime *now)
{
  char *text;
  int days;

  g_return_val_if_fail (date != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);

  days = day_number (now) - day_number (date);
  if (days == 0)
    /* Translators: the time of something today, as g_date_time_format() takes it */
    text = g_date_time_format (date, _ ("%H:%M"));
  else if (days == 1)
    text = g_strdup (_ ("Yesterday"));
  else if (days > 1 && days < 7)
    /* Translators: the day of the week of something in the last days, as g_date_time_format() takes it */
    text = g_date_time_format (date, _ ("%A"));
  else if (days > 0 && g_date_time_get_year (date) == g_date_time_get_year (now))
    /* Translators: a date in this year, as g_date_time_format() takes it. xgettext:no-c-format */
    text = g_date_time_format (date, _ ("%-d %b"));
  else
    /* Translators: a whole date, as g_date_time_format() takes it */
    text = g_date_time_format (date, _ ("%-d %b %Y"));

  return text != NULL ? text : g_strdup ("");
}
