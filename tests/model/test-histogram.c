/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/library/list/histogram.h"
#include "model/library/search/search-range.h"
#include "searcher-fixture.h"

/* The number of articles of each day, month or year, and the dates in the text of a search. */

static BsHistogram *
count_all (SearcherFixture *self, GTimeZone *zone)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsIds) ids = bs_ids_new (snapshot->n_rows, snapshot->version);

  for (guint32 i = 0; i < snapshot->n_rows; i++)
    ids->ids[i] = i;
  return bs_histogram_new (snapshot, ids, zone);
}

/* The bar in which an article is to be counted, by its date as it is written where the zone is. */
static guint
find_bar (const BsHistogram *histogram, gint64 date, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (date);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  static const char *const formats[] = { "%Y-%m-%d", "%Y-%m", "%Y" };
  g_autofree char *text = g_date_time_format (local, formats[histogram->unit]);
  guint bar = 0;

  for (guint i = 0; i < histogram->n_bars; i++)
    {
      g_autofree char *edge = bs_histogram_write_edge (histogram, i);

      if (strcmp (edge, text) <= 0)
        bar = i;
    }
  return bar;
}

static void
assert_as_counted (SearcherFixture *self, GTimeZone *zone, BsHistogramUnit unit)
{
  g_autoptr (BsHistogram) histogram = count_all (self, zone);
  guint counts[BS_HISTOGRAM_MAX_BARS] = { 0 };
  guint n_undated = 0;

  g_assert_cmpint (histogram->unit, ==, unit);
  g_assert_cmpuint (histogram->n_bars, <=, BS_HISTOGRAM_MAX_BARS);
  for (guint i = 0; i < bs_table_get_size (self->table); i++)
    {
      const BsRow *row = bs_table_get (self->table, i);

      if ((row->flags & BS_ROW_HAS_DATE) == 0)
        n_undated++;
      else
        counts[find_bar (histogram, row->date, zone)]++;
    }
  g_assert_cmpuint (histogram->n_undated, ==, n_undated);
  g_assert_cmpmem (counts, histogram->n_bars * sizeof (guint), histogram->counts, histogram->n_bars * sizeof (guint));
  if (histogram->n_bars > 0)
    {
      g_assert_cmpuint (histogram->counts[0], >, 0);
      g_assert_cmpuint (histogram->counts[histogram->n_bars - 1], >, 0);
    }
}

/* Adds @n articles whose dates are up to @n_days apart. */
static void
add_articles (SearcherFixture *self, GRand *rand, guint n, const char *first, gint64 n_days)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (first, utc);

  for (guint i = 0; i < n; i++)
    {
      gint64 seconds = (gint64) (g_rand_double (rand) * (double) n_days * 86400);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (g_date_time_to_unix (start) + seconds);
      g_autofree char *text = g_date_time_format (date, "date: %Y-%m-%d %H:%M:%S +0000\n");

      searcher_add_html (self, i % 17 == 3 ? "" : text, "x", "y");
    }
}

static void
test_units (SearcherFixture *self, gconstpointer data)
{
  static const char *const zones[] = { "UTC", "Asia/Shanghai", "America/New_York" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  add_articles (self, rand, 60, "2024-02-10T12:00:00Z", 40);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);

      assert_as_counted (self, zone, BS_HISTOGRAM_DAY);
    }
  add_articles (self, rand, 200, "2021-02-10T12:00:00Z", 1000);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);

      assert_as_counted (self, zone, BS_HISTOGRAM_MONTH);
    }
  add_articles (self, rand, 200, "1990-01-01T00:00:00Z", 12000);
  assert_as_counted (self, self->site->zone, BS_HISTOGRAM_YEAR);
  add_articles (self, rand, 100, "1801-01-01T00:00:00Z", 80000);
  assert_as_counted (self, self->site->zone, BS_HISTOGRAM_YEAR);
}

/* The articles between two edges are those that a search for these dates finds. */
static void
test_edges (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (BsHistogram) histogram = NULL;

  add_articles (self, rand, 300, "2019-12-20T00:00:00Z", 700);
  histogram = count_all (self, self->site->zone);
  for (guint turn = 0; turn < 20; turn++)
    {
      guint start = (guint) g_rand_int_range (rand, 0, (int) histogram->n_bars);
      guint end = (guint) g_rand_int_range (rand, (int) start + 1, (int) histogram->n_bars + 1);
      g_autofree char *after = bs_histogram_write_edge (histogram, start);
      g_autofree char *before = bs_histogram_write_edge (histogram, end);
      g_autofree char *text = bs_search_range_write ("after:1999 x before:2030", after, before);
      g_autofree char *expected = g_strdup_printf ("x after:%s before:%s", after, before);
      g_autofree char *rest = NULL;
      g_autoptr (BsIds) ids = searcher_search (self, text);
      BsSearchRange range;
      guint n = 0;

      g_assert_cmpstr (text, ==, expected);
      for (guint i = start; i < end; i++)
        n += histogram->counts[i];
      g_assert_cmpuint (ids->n_ids, ==, n);
      rest = bs_search_range_strip (text, &range);
      g_assert_cmpstr (rest, ==, "x");
      g_assert_cmpuint (bs_histogram_find (histogram, range.start), ==, start);
      g_assert_cmpuint (bs_histogram_find (histogram, range.end), ==, end);
    }
}

/* Dates never match an article without one. */
static void
test_undated (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (BsHistogram) histogram = NULL;

  searcher_add_html (self, "", "none", "x");
  searcher_add_html (self, "date: nonsense\n", "nonsense", "x");
  histogram = count_all (self, self->site->zone);
  g_assert_cmpuint (histogram->n_bars, ==, 0);
  g_assert_cmpuint (histogram->n_undated, ==, 2);
  searcher_add_html (self, "date: 2024-06-15\n", "dated", "x");
  searcher_assert_found (self, "before:2100", "dated");
  searcher_assert_found (self, "after:1000", "dated");
  searcher_assert_found (self, "date:2024", "dated");
  searcher_assert_found (self, "-before:2100 is:undated", "none nonsense");
  searcher_assert_found (self, "x before:2024", "");
}

static void
test_empty (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (BsHistogram) histogram = count_all (self, self->site->zone);

  g_assert_cmpuint (histogram->n_bars, ==, 0);
  g_assert_cmpuint (histogram->n_undated, ==, 0);
}

static void
test_far (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (BsHistogram) histogram = NULL;
  g_autofree char *edge = NULL;

  searcher_add_html (self, "date: 0001-01-01\n", "x", "x");
  searcher_add_html (self, "date: 9999-12-31 23:59:59\n", "y", "y");
  histogram = count_all (self, self->site->zone);
  g_assert_cmpuint (histogram->n_bars, <=, BS_HISTOGRAM_MAX_BARS);
  if (histogram->n_bars > 0)
    edge = bs_histogram_write_edge (histogram, 0);
}

static void
assert_strip (const char *text, const char *expected)
{
  BsSearchRange range;
  g_autofree char *rest = bs_search_range_strip (text, &range);

  g_assert_cmpstr (rest, ==, expected);
}

static void
test_strip (void)
{
  g_autofree char *undated = bs_search_range_write_undated ("a after:2020");
  g_autofree char *none = bs_search_range_write ("after:2020", NULL, NULL);
  g_autofree char *one = bs_search_range_write ("after:2020 苹果 ", NULL, "2022-01");

  assert_strip ("苹果  梨 ", "苹果  梨 ");
  assert_strip ("苹果 after:2020 梨 before:2022-05", "苹果 梨");
  assert_strip ("晚于：2020年 date:2021 a", "a");
  assert_strip ("\"a after:2020\" b", "\"a after:2020\" b");
  assert_strip ("(after:2020 OR a) before:2021", "(after:2020 OR a)");
  assert_strip ("a OR after:2020", "a OR after:2020");
  assert_strip ("-after:2020 after:nothing", "-after:2020 after:nothing");
  assert_strip ("is:undated is:unread", "is:unread");
  g_assert_cmpstr (undated, ==, "a is:undated");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (one, ==, "苹果 before:2022-01");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/histogram/" name, SearcherFixture, NULL, searcher_set_up, func, searcher_tear_down)
  ADD ("units", test_units);
  ADD ("edges", test_edges);
  ADD ("undated", test_undated);
  ADD ("empty", test_empty);
  ADD ("far", test_far);
#undef ADD
  g_test_add_func ("/broadsheet/histogram/strip", test_strip);

  return g_test_run ();
}
