/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The state of a date parser: the position in the text and the values found so far. Private to date.c and its parts. */
typedef struct
{
  const char *p;
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  int zone; /* seconds east of UTC */
  gboolean has_zone;
  gboolean has_time;
  const char *zone_name; /* in the text, zone_length bytes */
  gsize zone_length;
  gboolean has_unknown_zone;
} BsDateReader;

static inline gboolean
bs_date_reader_is_digit (char c)
{
  return (guchar) (c - '0') < 10;
}

static inline gsize
bs_date_reader_count_digits (const char *p)
{
  gsize n = 0;

  while (bs_date_reader_is_digit (p[n]))
    n++;

  return n;
}

static inline int
bs_date_reader_digits_to_int (const char *p, gsize n)
{
  int value = 0;

  while (n-- > 0)
    value = value * 10 + (*p++ - '0');

  return value;
}

gsize bs_date_reader_count_letters (const char *p);

gboolean bs_date_reader_skip_text (BsDateReader *r, const char *text);
gboolean bs_date_reader_skip_any (BsDateReader *r, const char *const *texts);
void bs_date_reader_skip_blanks (BsDateReader *r);
void bs_date_reader_skip_fraction (BsDateReader *r);
void bs_date_reader_skip_han_weekday (BsDateReader *r);

gboolean bs_date_reader_read_number (BsDateReader *r, gsize most, int *value);
gboolean bs_date_reader_read_month (BsDateReader *r);
gboolean bs_date_reader_read_weekday (BsDateReader *r);

/* In date-clock.c. It is not an error if there is no time or zone. */
gboolean bs_date_reader_read_time (BsDateReader *r, gboolean after_t);
gboolean bs_date_reader_read_zone (BsDateReader *r);

G_END_DECLS
