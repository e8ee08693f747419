/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/histogram.h"

#include "model/format/article/date.h"

#define MAX_YEAR 9999

/* A day, or the first of a month or a year. */
typedef struct
{
  int year;
  int month;
  int day;
} Day;

static Day
find_day (gint64 date, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (date);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  Day day = { date < 0 ? 1 : MAX_YEAR, date < 0 ? 1 : 12, date < 0 ? 1 : 31 };

  if (local != NULL)
    g_date_time_get_ymd (local, &day.year, &day.month, &day.day);
  return day;
}

static gint64
get_face (int year, int month, int day)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, 0, 0, 0);

  return date != NULL ? g_date_time_to_unix (date) : G_GINT64_CONSTANT (253402300800); /* the year after the last */
}

/* Days if all bars have room, otherwise months, otherwise years, with as many per bar as needed. */
static void
choose_unit (BsHistogram *self, Day first, Day last)
{
  const gint64 n_days =
      (get_face (last.year, last.month, last.day) - get_face (first.year, first.month, first.day)) / (24 * 60 * 60) + 1;
  const int n_months = (last.year - first.year) * 12 + last.month - first.month + 1;

  self->step = 1;
  if (n_days <= BS_HISTOGRAM_MAX_BARS)
    {
      self->unit = BS_HISTOGRAM_DAY;
      self->n_bars = (guint) n_days;
    }
  else if (n_months <= BS_HISTOGRAM_MAX_BARS)
    {
      self->unit = BS_HISTOGRAM_MONTH;
      self->n_bars = (guint) n_months;
    }
  else
    {
      self->unit = BS_HISTOGRAM_YEAR;
      do
        self->n_bars = (guint) last.year / self->step - (guint) first.year / self->step + 1;
      while (self->n_bars > BS_HISTOGRAM_MAX_BARS && self->step++ > 0);
    }
}

static gint64
find_face (const BsHistogram *self, Day first, guint edge)
{
  const int months = first.month - 1 + (int) edge;

  switch (self->unit)
    {
    case BS_HISTOGRAM_DAY:
      return get_face (first.year, first.month, first.day) + edge * G_GINT64_CONSTANT (24 * 60 * 60);
    case BS_HISTOGRAM_MONTH:
      return get_face (first.year + months / 12, months % 12 + 1, 1);
    case BS_HISTOGRAM_YEAR:
    default:
      return get_face (MAX (((guint) first.year / self->step + edge) * self->step, 1), 1, 1);
    }
}

/* The last of @edges at or before @value; the first where none is. */
static guint
find_before (const gint64 *edges, guint n, gint64 value)
{
  guint low = 0;
  guint high = n;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (edges[middle] <= value)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * bs_histogram_new:
 * @snapshot: the articles
 * @ids: the articles; removed ones are not counted
 * @zone: whose days are meant, as in a search
 *
 * Counts articles by date: in at most %BS_HISTOGRAM_MAX_BARS bars without a gap, from the first date to the last.
 *
 * Returns: (transfer full): the counts
 */
BsHistogram *
bs_histogram_new (const BsSnapshot *snapshot, const BsIds *ids, GTimeZone *zone)
{
  BsHistogram *self = g_new0 (BsHistogram, 1);
  gint64 first = G_MAXINT64;
  gint64 last = G_MININT64;
  Day first_day;

  for (guint i = 0; i < ids->n_ids; i++)
    {
      const BsRow *row = ids->ids[i] < snapshot->n_rows ? snapshot->rows[ids->ids[i]] : NULL;

      if (row == NULL)
        continue;
      if ((row->flags & BS_ROW_HAS_DATE) == 0)
        {
          self->n_undated++;
          continue;
        }
      first = MIN (first, row->date);
      last = MAX (last, row->date);
    }
  if (first > last)
    return self;

  first_day = find_day (first, zone);
  choose_unit (self, first_day, find_day (last, zone));
  for (guint i = 0; i <= self->n_bars; i++)
    {
      BsDate date = { .face = find_face (self, first_day, i) };

      self->faces[i] = date.face;
      self->starts[i] = bs_date_to_unix (&date, zone);
    }
  for (guint i = 0; i < ids->n_ids; i++)
    {
      const BsRow *row = ids->ids[i] < snapshot->n_rows ? snapshot->rows[ids->ids[i]] : NULL;

      if (row != NULL && (row->flags & BS_ROW_HAS_DATE) != 0)
        self->counts[find_before (self->starts, self->n_bars, row->date)]++;
    }
  return self;
}

/**
 * bs_histogram_free:
 * @self: (transfer full): the counts
 */
void
bs_histogram_free (BsHistogram *self)
{
  g_free (self);
}

/**
 * bs_histogram_find:
 * @self: the counts
 * @face: a day, as a search has it: see #BsSearchDays
 *
 * Returns: the nearest edge at or below it: 0 before the first bar, n_bars after the last
 */
guint
bs_histogram_find (const BsHistogram *self, gint64 face)
{
  g_return_val_if_fail (self != NULL, 0);

  return find_before (self->faces, self->n_bars + 1, face);
}

/**
 * bs_histogram_write_edge:
 * @self: the counts
 * @edge: the position before a bar, or n_bars after the last
 *
 * Returns: (transfer full) (nullable): the day, month or year that starts there, in the syntax of a search; %NULL after
 *   the last possible year
 */
char *
bs_histogram_write_edge (const BsHistogram *self, guint edge)
{

  g_autoptr (GDateTime) date = NULL;
  int year, month, day;

  g_return_val_if_fail (self != NULL && edge <= self->n_bars, NULL);

  date = g_date_time_new_from_unix_utc (self->faces[edge]);
  if (date == NULL)
    return NULL;
  g_date_time_get_ymd (date, &year, &month, &day);
  switch (self->unit)
    {
    case BS_HISTOGRAM_DAY:
      return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    case BS_HISTOGRAM_MONTH:
      return g_strdup_printf ("%04d-%02d", year, month);
    case BS_HISTOGRAM_YEAR:
    default:
      return g_strdup_printf ("%04d", year);
    }
}
