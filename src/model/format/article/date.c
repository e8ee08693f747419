/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/date.h"
#include "model/format/article/date-reader.h"
#include "model/format/text/path.h"

#include <string.h>

#define SECONDS_A_DAY 86400

static gboolean read_tail (BsDateReader *r);

static void
expand_year (BsDateReader *r, gsize n_digits)
{
  if (n_digits == 2)
    r->year += r->year < 50 ? 2000 : 1900;
  else if (n_digits == 3)
    r->year += 1900;
}

/* A year after a month's name, which may have two digits (RFC 5322, 4.3). */
static gboolean
read_late_year (BsDateReader *r)
{
  gsize n = bs_date_reader_count_digits (r->p);

  if (n < 2 || n > 4)
    return FALSE;

  bs_date_reader_read_number (r, 4, &r->year);
  expand_year (r, n);
  bs_date_reader_skip_text (r, "年");

  return TRUE;
}

static gboolean
read_day (BsDateReader *r)
{
  if (!bs_date_reader_read_number (r, 2, &r->day))
    return FALSE;

  if (bs_date_reader_count_letters (r->p) == 2)
    {
      char c = g_ascii_tolower (r->p[0]);

      if (c == 's' || c == 'n' || c == 'r' || (c == 't' && g_ascii_tolower (r->p[1]) == 'h'))
        r->p += 2;
    }

  return TRUE;
}

/* May 17, 2022 23:51:20 +0800 and Tue May 17 23:51:20 CST 2022. */
static gboolean
read_month_first (BsDateReader *r)
{
  bs_date_reader_skip_blanks (r);
  if (!read_day (r))
    return FALSE;

  bs_date_reader_skip_blanks (r);
  if (*r->p == ',')
    r->p++;
  bs_date_reader_skip_blanks (r);

  if (bs_date_reader_count_digits (r->p) == 4)
    return read_late_year (r) && read_tail (r);

  if (!bs_date_reader_read_time (r, FALSE) || !r->has_time || !bs_date_reader_read_zone (r))
    return FALSE;
  bs_date_reader_skip_blanks (r);
  if (bs_date_reader_count_digits (r->p) != 4 || !read_late_year (r))
    return FALSE;

  return r->has_zone || bs_date_reader_read_zone (r);
}

/* 17 May 2022, 17-May-2022, 17. May 2022. */
static gboolean
read_day_first (BsDateReader *r)
{
  char separator;

  if (!read_day (r))
    return FALSE;
  if (*r->p == '.')
    r->p++;

  separator = *r->p;
  if (separator == '-' || separator == '/')
    r->p++;
  else
    bs_date_reader_skip_blanks (r);
  if (!bs_date_reader_read_month (r))
    return FALSE;

  if (*r->p == separator || *r->p == ',')
    r->p++;
  bs_date_reader_skip_blanks (r);

  return read_late_year (r) && read_tail (r);
}

/* 2022-05-17, 2022/5/17, 2022.5.17, 2022-May-17, 2022年5月17日, 2022-05. */
static gboolean
read_year_first (BsDateReader *r)
{
  char separator;

  if (!bs_date_reader_read_number (r, 4, &r->year))
    return FALSE;

  bs_date_reader_skip_blanks (r);
  if (bs_date_reader_skip_text (r, "年"))
    {
      static const char *const days[] = { "日", "号", "號", NULL };

      bs_date_reader_skip_blanks (r);
      if (!bs_date_reader_read_number (r, 2, &r->month))
        return FALSE;
      bs_date_reader_skip_blanks (r);
      if (!bs_date_reader_skip_text (r, "月"))
        return FALSE;
      bs_date_reader_skip_blanks (r);
      r->day = 1;
      if (!bs_date_reader_is_digit (*r->p))
        return TRUE;
      if (!bs_date_reader_read_number (r, 2, &r->day))
        return FALSE;
      bs_date_reader_skip_blanks (r);
      if (!bs_date_reader_skip_any (r, days))
        return FALSE;
      return read_tail (r);
    }

  separator = *r->p;
  if (g_ascii_isalpha (separator))
    separator = ' ';
  else if (separator == '-' || separator == '/' || separator == '.')
    r->p++;
  else
    return FALSE;

  if (g_ascii_isalpha (*r->p) ? !bs_date_reader_read_month (r) : !bs_date_reader_read_number (r, 2, &r->month))
    return FALSE;

  r->day = 1;
  if (*r->p == separator)
    {
      r->p++;
      if (!bs_date_reader_read_number (r, 2, &r->day))
        return FALSE;
    }
  else
    {
      return separator == '-';
    }

  return read_tail (r);
}

/* 04/21/2020 is read month first, 21.04.2020 day first, unless only the other order is possible. */
static gboolean
read_year_last (BsDateReader *r)
{
  int first;
  int second;
  char separator;

  if (!bs_date_reader_read_number (r, 2, &first))
    return FALSE;
  separator = *r->p++;
  if (!bs_date_reader_read_number (r, 2, &second) || *r->p != separator)
    return FALSE;
  r->p++;
  if (bs_date_reader_count_digits (r->p) != 4 || !bs_date_reader_read_number (r, 4, &r->year))
    return FALSE;

  if (separator == '.' ? second <= 12 : first > 12)
    {
      r->day = first;
      r->month = second;
    }
  else
    {
      r->month = first;
      r->day = second;
    }

  return read_tail (r);
}

/* 20220517, 20220517T235120Z, 202205172351, 20220517235120. */
static gboolean
read_basic (BsDateReader *r, gsize n)
{
  r->year = bs_date_reader_digits_to_int (r->p, 4);
  r->month = bs_date_reader_digits_to_int (r->p + 4, 2);
  r->day = bs_date_reader_digits_to_int (r->p + 6, 2);
  r->p += 8;
  if (n == 8)
    return read_tail (r);

  return bs_date_reader_read_time (r, TRUE) && bs_date_reader_read_zone (r);
}

/* Reads the optional parts after a date: a weekday, a time, a zone. */
static gboolean
read_tail (BsDateReader *r)
{
  gboolean after_t = FALSE;

  if ((*r->p == 'T' || *r->p == 't') && bs_date_reader_is_digit (r->p[1]))
    {
      r->p++;
      after_t = TRUE;
    }
  else
    {
      bs_date_reader_skip_blanks (r);
      if (*r->p == ',')
        r->p++;
      bs_date_reader_skip_blanks (r);
      if ((*r->p == 'T' || *r->p == 't') && (r->p[1] == ' ' || bs_date_reader_is_digit (r->p[1])))
        {
          r->p++;
          bs_date_reader_skip_blanks (r);
        }
      else if (*r->p == 'a' && strncmp (r->p, "at ", 3) == 0)
        {
          r->p += 3;
          bs_date_reader_skip_blanks (r);
        }
      bs_date_reader_skip_han_weekday (r);
    }

  if (!bs_date_reader_read_time (r, after_t))
    return FALSE;

  /* A date without a time may have a numeric zone, as in XML Schema, but not a named one, which would be ambiguous. */
  if (!r->has_time && *r->p != '+' && *r->p != 'Z')
    return TRUE;

  return bs_date_reader_read_zone (r);
}

static gboolean
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static gboolean
is_day (int year, int month, int day)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
    return FALSE;

  return day <= lengths[month - 1] + (month == 2 && is_leap (year) ? 1 : 0);
}

/* Days since 1970-01-01 in the Gregorian calendar. The year starts in March, which makes the leap day its last day. */
static gint64
count_days (int year, int month, int day)
{
  gint64 y = year - (month <= 2 ? 1 : 0);
  gint64 m = (month + 9) % 12;

  return y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719468;
}

static gboolean
finish (const BsDateReader *r, BsDate *date)
{
  gint64 face;

  if (!is_day (r->year, r->month, r->day))
    return FALSE;
  if (r->hour > 24 || r->minute > 59 || r->second > 60)
    return FALSE;
  if (r->hour == 24 && (r->minute != 0 || r->second != 0))
    return FALSE;

  face = count_days (r->year, r->month, r->day) * SECONDS_A_DAY;
  face += r->hour * 3600 + r->minute * 60 + MIN (r->second, 59);
  if (face > count_days (9999, 12, 31) * SECONDS_A_DAY + SECONDS_A_DAY - 1)
    return FALSE;

  date->face = face;
  date->zone = r->has_zone ? r->zone : 0;
  date->has_zone = r->has_zone;
  date->has_time = r->has_time;
  memset (date->zone_name, 0, sizeof date->zone_name);
  for (gsize i = 0; i < r->zone_length; i++)
    date->zone_name[i] = g_ascii_toupper (r->zone_name[i]);
  date->has_unknown_zone = r->has_unknown_zone;

  return TRUE;
}

static gboolean
at_end (BsDateReader *r, char quote)
{
  bs_date_reader_skip_blanks (r);
  if (quote != '\0' && *r->p == quote)
    {
      r->p++;
      bs_date_reader_skip_blanks (r);
    }

  return *r->p == '\0';
}

static gboolean
read_unix (BsDateReader *r, gsize n, char quote, BsDate *date)
{
  gint64 value = g_ascii_strtoll (r->p, NULL, 10);

  r->p += n;
  if (n == 10)
    bs_date_reader_skip_fraction (r);
  if (!at_end (r, quote))
    return FALSE;

  *date = (BsDate){ .face = n == 13 ? value / 1000 : value, .has_zone = TRUE, .has_time = TRUE };

  return TRUE;
}

/**
 * bs_date_parse:
 * @text: a date as written
 * @date: (out): the date
 *
 * Reads a date in the forms of RFC 5322 3.3 and 4.3, ISO 8601, RFC 850, the C library's ctime(), JavaScript's
 * `toString()` and Chinese, day or month first with slashes, dots or month names, and as Unix seconds or milliseconds.
 * Surrounding blanks and quotes and anything in parentheses are ignored. A wrong weekday is accepted, an impossible day
 * is not. An unknown zone name is read as UTC, as RFC 5322 requires, and flagged. Fractions of a second are dropped.
 *
 * Returns: whether @text is a date; if not, @date is unchanged
 */
gboolean
bs_date_parse (const char *text, BsDate *date)
{
  BsDateReader r = { 0 };
  char quote = '\0';
  gboolean read;
  gsize n;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  r.p = text;
  bs_date_reader_skip_blanks (&r);
  if (*r.p == '"' || *r.p == '\'')
    {
      quote = *r.p++;
      bs_date_reader_skip_blanks (&r);
    }

  bs_date_reader_skip_han_weekday (&r);
  if (bs_date_reader_read_weekday (&r))
    {
      bs_date_reader_skip_blanks (&r);
      if (*r.p == ',')
        r.p++;
      bs_date_reader_skip_blanks (&r);
    }

  n = bs_date_reader_count_digits (r.p);
  if (n == 0)
    read = bs_date_reader_read_month (&r) && read_month_first (&r);
  else if (n == 10 || n == 13)
    return read_unix (&r, n, quote, date);
  else if (n == 8 || n == 12 || n == 14)
    read = read_basic (&r, n);
  else if (n == 4)
    read = read_year_first (&r);
  else if (n <= 2 && (r.p[n] == '/' || r.p[n] == '.' || r.p[n] == '-') && bs_date_reader_is_digit (r.p[n + 1]))
    read = read_year_last (&r);
  else
    read = n <= 2 && read_day_first (&r);

  return read && at_end (&r, quote) && finish (&r, date);
}

/**
 * bs_date_parse_name:
 * @name: a file's name, or a path
 * @date: (out): the date
 *
 * Reads the date that Jekyll and Hexo put at the start of a post's file name: `2017-2-5-name.md`, `2022_05_17 name.md`,
 * or eight digits (years 1900 to 2100) followed by a separator. It has no time and no zone.
 *
 * Returns: whether @name starts with a date; if not, @date is unchanged
 */
gboolean
bs_date_parse_name (const char *name, BsDate *date)
{
  BsDateReader r = { 0 };
  gsize n;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  r.p = bs_path_get_name (name);

  n = bs_date_reader_count_digits (r.p);
  if (n == 8)
    {
      r.year = bs_date_reader_digits_to_int (r.p, 4);
      r.month = bs_date_reader_digits_to_int (r.p + 4, 2);
      r.day = bs_date_reader_digits_to_int (r.p + 6, 2);
      r.p += 8;
      if (r.year < 1900 || r.year > 2100)
        return FALSE;
    }
  else
    {
      char separator;

      if (n != 4 || !bs_date_reader_read_number (&r, 4, &r.year))
        return FALSE;
      separator = *r.p;
      if ((separator != '-' && separator != '_') || (r.p++, !bs_date_reader_read_number (&r, 2, &r.month)))
        return FALSE;
      if (*r.p != separator || (r.p++, !bs_date_reader_read_number (&r, 2, &r.day)))
        return FALSE;
    }

  if (*r.p != '\0' && strchr ("-_. ", *r.p) == NULL)
    return FALSE;

  return finish (&r, date);
}

/**
 * bs_date_is_none:
 * @date: a date
 *
 * Returns: whether the date is in the year 1, which is Go's zero time
 */
gboolean
bs_date_is_none (const BsDate *date)
{
  g_return_val_if_fail (date != NULL, TRUE);

  return date->face < count_days (2, 1, 1) * SECONDS_A_DAY;
}

static gint64
offset_at (GTimeZone *zone, gint64 instant)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);

  return g_time_zone_get_offset (zone, MAX (interval, 0));
}

/* The zone's own abbreviations within a year of the date, for summer and winter time. */
static gboolean
find_own_offset (GTimeZone *zone, const BsDate *date, gint64 *offset)
{
  for (int quarter = 0; quarter <= 4; quarter++)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        gint64 instant = date->face + sign * quarter * 91 * SECONDS_A_DAY;
        int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);

        if (interval < 0 || g_strcmp0 (g_time_zone_get_abbreviation (zone, interval), date->zone_name) != 0)
          continue;
        *offset = g_time_zone_get_offset (zone, interval);
        return TRUE;
      }

  return FALSE;
}

/**
 * bs_date_to_unix:
 * @date: a date
 * @zone: (nullable): the zone for dates without one, or with one of this zone's own abbreviations; %NULL for the local
 *   zone
 *
 * Converts a date to Unix time. To convert many dates, create the local zone once and pass it: looking it up costs more
 * than the conversion. A local time that occurs twice means the first one; one that is skipped uses the offset before
 * the change.
 *
 * Returns: seconds from 1970-01-01 00:00:00 UTC
 */
gint64
bs_date_to_unix (const BsDate *date, GTimeZone *zone)
{
  g_autoptr (GTimeZone) local = NULL;
  gint64 before;
  gint64 after;

  g_return_val_if_fail (date != NULL, 0);

  if (date->has_zone && date->zone_name[0] == '\0')
    return date->face - date->zone;

  if (zone == NULL)
    zone = local = g_time_zone_new_local ();
  if (date->has_zone)
    return date->face - (find_own_offset (zone, date, &before) ? before : date->zone);

  before = offset_at (zone, date->face - SECONDS_A_DAY);
  after = offset_at (zone, date->face + SECONDS_A_DAY);
  if (before == after || offset_at (zone, date->face - before) == before ||
      offset_at (zone, date->face - after) != after)
    return date->face - before;

  return date->face - after;
}
