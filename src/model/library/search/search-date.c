/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-date.h"

#include <string.h>

/* Nobody means more days, weeks, months or years than that. */
#define MAX_AMOUNT 100000

typedef enum
{
  DAY,
  WEEK,
  MONTH,
  YEAR,
} Unit;

/* A word for a unit of the calendar: the one in which now is, or one before it. */
typedef struct
{
  const char *name;
  Unit unit;
  guint n_before;
} Word;

static const Word words[] = {
  { "today", DAY, 0 },        { "今天", DAY, 0 },     { "今日", DAY, 0 },       { "yesterday", DAY, 1 },
  { "昨天", DAY, 1 },         { "昨日", DAY, 1 },     { "前天", DAY, 2 },       { "this week", WEEK, 0 },
  { "本周", WEEK, 0 },        { "这周", WEEK, 0 },    { "last week", WEEK, 1 }, { "上周", WEEK, 1 },
  { "this month", MONTH, 0 }, { "本月", MONTH, 0 },   { "这个月", MONTH, 0 },   { "last month", MONTH, 1 },
  { "上月", MONTH, 1 },       { "上个月", MONTH, 1 }, { "this year", YEAR, 0 }, { "今年", YEAR, 0 },
  { "last year", YEAR, 1 },   { "去年", YEAR, 1 },
};

static const struct
{
  const char *name;
  Unit unit;
} units[] = {
  { "d", DAY },   { "天", DAY },     { "日", DAY }, { "w", WEEK },  { "周", WEEK },
  { "m", MONTH }, { "个月", MONTH }, { "y", YEAR }, { "年", YEAR },
};

static GDateTime *
add_units (GDateTime *date, Unit unit, int n)
{
  switch (unit)
    {
    case WEEK:
      return g_date_time_add_weeks (date, n);
    case MONTH:
      return g_date_time_add_months (date, n);
    case YEAR:
      return g_date_time_add_years (date, n);
    case DAY:
    default:
      return g_date_time_add_days (date, n);
    }
}

static gboolean
set_days (BsSearchDays *days, GDateTime *start, GDateTime *end)
{
  if (start == NULL || end == NULL)
    return FALSE;
  days->start = g_date_time_to_unix (start);
  days->end = g_date_time_to_unix (end);
  return TRUE;
}

/* A week begins on Monday (ISO 8601). */
static GDateTime *
find_start (GDateTime *today, Unit unit)
{
  int year, month, day;

  g_date_time_get_ymd (today, &year, &month, &day);
  if (unit == WEEK)
    return g_date_time_add_days (today, 1 - g_date_time_get_day_of_week (today));
  return g_date_time_new_utc (year, unit == YEAR ? 1 : month, unit == DAY ? day : 1, 0, 0, 0);
}

static gboolean
parse_word (const char *text, GDateTime *today, BsSearchDays *days)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i].name))
      {
        g_autoptr (GDateTime) current = find_start (today, words[i].unit);
        g_autoptr (GDateTime) start = add_units (current, words[i].unit, -(int) words[i].n_before);
        g_autoptr (GDateTime) end = start != NULL ? add_units (start, words[i].unit, 1) : NULL;

        return set_days (days, start, end);
      }
  return FALSE;
}

static guint
read_number (const char **at)
{
  guint value = 0;

  for (; g_ascii_isdigit (**at); (*at)++)
    value = MIN (value * 10 + (guint) g_ascii_digit_value (**at), 100 * 1000 * 1000);
  return value;
}

/* "7d": the days since that many ago, today with them. */
static gboolean
parse_amount (const char *text, GDateTime *today, BsSearchDays *days)
{
  const char *at = text;
  guint n = read_number (&at);

  if (at == text || n > MAX_AMOUNT)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (at, units[i].name) && !(units[i].unit == YEAR && n >= 1000))
      {
        g_autoptr (GDateTime) start = add_units (today, units[i].unit, -(int) n);
        g_autoptr (GDateTime) end = g_date_time_add_days (today, 1);

        return set_days (days, start, end);
      }
  return FALSE;
}

static gboolean
skip_separator (const char **at, const char *han)
{
  if (g_str_has_prefix (*at, han))
    *at += strlen (han);
  else if (**at != '\0' && strchr ("-/.", **at) != NULL)
    (*at)++;
  else
    return FALSE;
  return TRUE;
}

/* 2022, 2022-05, 2022/5/1, 2022年5月, 20220501 */
static gboolean
parse_calendar (const char *text, BsSearchDays *days)
{
  const char *at = text;
  guint numbers[3] = { read_number (&at), 1, 1 };
  const gsize n_digits = at - text;
  Unit unit = YEAR;
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (n_digits == 8 || n_digits == 6)
    {
      unit = n_digits == 8 ? DAY : MONTH;
      numbers[2] = n_digits == 8 ? numbers[0] % 100 : 1;
      numbers[1] = (n_digits == 8 ? numbers[0] / 100 : numbers[0]) % 100;
      numbers[0] /= n_digits == 8 ? 10000 : 100;
    }
  else if (n_digits != 4)
    return FALSE;
  else
    for (guint i = 1; i < 3 && *at != '\0'; i++)
      {
        const char *start_of_number;

        if (!skip_separator (&at, i == 1 ? "年" : "月"))
          return FALSE;
        if (*at == '\0')
          break;
        start_of_number = at;
        numbers[i] = read_number (&at);
        if (at == start_of_number || at - start_of_number > 2)
          return FALSE;
        unit = i == 1 ? MONTH : DAY;
      }
  if (unit == MONTH && g_str_equal (at, "月"))
    at += strlen ("月");
  if (unit == DAY && (g_str_equal (at, "日") || g_str_equal (at, "号")))
    at += strlen ("日");
  if (*at != '\0')
    return FALSE;
  start = g_date_time_new_utc ((int) numbers[0], (int) numbers[1], (int) numbers[2], 0, 0, 0);
  end = start != NULL ? add_units (start, unit, 1) : NULL;
  return set_days (days, start, end);
}

/**
 * bs_search_days_parse:
 * @text: the result of bs_search_fold_name() for a year, a month or a day (2022, 2022-05, 2022/5/1, 2022年5月,
 * 20220501), a word for one (today, last week, 去年), or a period until now (7d, 2w, 6m, 1y, 7天)
 * @now: the moment from which words and amounts count
 * @days: (out caller-allocates): the days
 *
 * Returns: whether @text names days
 */
gboolean
bs_search_days_parse (const char *text, GDateTime *now, BsSearchDays *days)
{
  g_autoptr (GDateTime) today = NULL;
  int year, month, day;

  g_return_val_if_fail (text != NULL && now != NULL && days != NULL, FALSE);

  g_date_time_get_ymd (now, &year, &month, &day);
  today = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return parse_calendar (text, days) || parse_word (text, today, days) || parse_amount (text, today, days);
}
