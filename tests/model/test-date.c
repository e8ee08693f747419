/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/format/article/date.h"

typedef struct
{
  const char *text;
  const char *face; /* ISO 8601 without a zone; NULL if @text is not a date */
  int zone;         /* in minutes; NO_ZONE if none */
} Sample;

#define NO_ZONE 100000

static void
check_samples (const Sample *samples, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      BsDate date = { 77, 0, FALSE, FALSE };
      g_autoptr (GDateTime) face = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *escaped = g_strescape (samples[i].text, NULL);

      g_test_message ("%s", escaped);
      if (samples[i].face == NULL)
        {
          g_assert_false (bs_date_parse (samples[i].text, &date));
          g_assert_cmpint (date.face, ==, 77);
          continue;
        }

      g_assert_true (bs_date_parse (samples[i].text, &date));
      face = g_date_time_new_from_unix_utc (date.face);
      shown = g_date_time_format (face, date.has_time ? "%Y-%m-%dT%H:%M:%S" : "%Y-%m-%d");
      g_assert_cmpstr (shown, ==, samples[i].face);
      g_assert_cmpint (date.has_zone, ==, samples[i].zone != NO_ZONE);
      if (date.has_zone)
        g_assert_cmpint (date.zone, ==, samples[i].zone * 60);
    }
}

static void
test_rfc822 (void)
{
  static const Sample samples[] = {
    { "Tue, 17 May 2022 23:51:20 GMT", "2022-05-17T23:51:20", 0 },
    { "Fri, 02 Feb 2024 17:40:51 +0800", "2024-02-02T17:40:51", 480 },
    { "2 Feb 2024 17:40 -0330", "2024-02-02T17:40:00", -210 },
    { "Wed, 17 May 2022 23:51:20 UT", "2022-05-17T23:51:20", 0 },
    { "17 May 22 23:51:20 Z", "2022-05-17T23:51:20", 0 },
    { "17 May 49 23:51:20 EST", "2049-05-17T23:51:20", -300 },
    { "17 May 50 23:51:20 EDT", "1950-05-17T23:51:20", -240 },
    { "17 May 102 23:51:20 PDT", "2002-05-17T23:51:20", -420 },
    { "17 May 2022 23:51:20 K", "2022-05-17T23:51:20", 0 },
    { "17 May 2022 23:51:20 XYZ", "2022-05-17T23:51:20", 0 },
    { "17 May 2022 23:51:20", "2022-05-17T23:51:20", NO_ZONE },
    { "Tue, 17 May 2022 23:51:20 +0000 (UTC)", "2022-05-17T23:51:20", 0 },
    { "tuesday, 17 may 2022 23:51:20 gmt", "2022-05-17T23:51:20", 0 },
    { "Tuesday, 17-May-22 23:51:20 GMT", "2022-05-17T23:51:20", 0 },
    { "Tue, 17 May 2022 23:51:60 GMT", "2022-05-17T23:51:59", 0 },
    { "Tue, 17 May 2022 23:51:20 GMT and more", NULL },
    { "Tue, 31 Jun 2022 23:51:20 GMT", NULL },
    { "Tue, 17 Mai 2022 23:51:20 GMT", NULL },
    { "Tue, 17 May 2022 23:51:20 somewhere", NULL },
    { "Tue, 17 May 2022 23:51:20 +2500", NULL },
    { "Tue,", NULL },
  };

  check_samples (samples, G_N_ELEMENTS (samples));
}

static void
test_iso8601 (void)
{
  static const Sample samples[] = {
    { "2021-09-08 08:09:09", "2021-09-08T08:09:09", NO_ZONE },
    { "2021-09-08", "2021-09-08", NO_ZONE },
    { "2021-09", "2021-09-01", NO_ZONE },
    { "2016-1-2 3:4", "2016-01-02T03:04:00", NO_ZONE },
    { "2016-1-2 3:4:5", "2016-01-02T03:04:05", NO_ZONE },
    { "2016/01/02", "2016-01-02", NO_ZONE },
    { "2016/1/2 13:04", "2016-01-02T13:04:00", NO_ZONE },
    { "2016.01.02", "2016-01-02", NO_ZONE },
    { "2018-06-01T11:41:00+08:00", "2018-06-01T11:41:00", 480 },
    { "2018-06-01T11:41:00Z", "2018-06-01T11:41:00", 0 },
    { "2018-06-01t11:41z", "2018-06-01T11:41:00", 0 },
    { "2018-06-01T11:41:00.617Z", "2018-06-01T11:41:00", 0 },
    { "2018-06-01T11:41:00,6", "2018-06-01T11:41:00", NO_ZONE },
    { "2018-06-01 11:41:00 +8", "2018-06-01T11:41:00", 480 },
    { "2018-06-01 11:41:00 +0800", "2018-06-01T11:41:00", 480 },
    { "2018-06-01 11:41:00 -05:30", "2018-06-01T11:41:00", -330 },
    { "2018-06-01 11:41:00 \342\210\2225", "2018-06-01T11:41:00", -300 },
    { "2018-06-01 11:41:00 UTC", "2018-06-01T11:41:00", 0 },
    { "2018-06-01 11:41:00 UTC+8", "2018-06-01T11:41:00", 480 },
    { "2018-06-01 11:41 PM", "2018-06-01T23:41:00", NO_ZONE },
    { "2018-06-01T11", "2018-06-01T11:00:00", NO_ZONE },
    { "20180601T114100Z", "2018-06-01T11:41:00", 0 },
    { "20180601T1141+08", "2018-06-01T11:41:00", 480 },
    { "20180601", "2018-06-01", NO_ZONE },
    { "20180601114100", "2018-06-01T11:41:00", NO_ZONE },
    { "2018-06-01T24:00:00", "2018-06-02T00:00:00", NO_ZONE },
    { "2018-06-01+08:00", "2018-06-01", 480 },
    { "2020-02-29", "2020-02-29", NO_ZONE },
    { "2000-02-29", "2000-02-29", NO_ZONE },
    { "0001-01-01", "1-01-01", NO_ZONE },
    { "9999-12-31T23:59:59", "9999-12-31T23:59:59", NO_ZONE },
    { "  '2020-03-25T13:15:16-04:00' ", "2020-03-25T13:15:16", -240 },
    { "\"2020-03-25\"\n", "2020-03-25", NO_ZONE },
    { "2020-03-25T13:15:16Z[UTC]", NULL },
    { "9999-12-31T24:00:00", NULL },
    { "1900-02-29", NULL },
    { "2021-02-30", NULL },
    { "2021-00-10", NULL },
    { "2021-10-00", NULL },
    { "2021-10-05T25:00:00", NULL },
    { "2021-10-05T24:00:01", NULL },
    { "2021-10-05T10:60", NULL },
    { "2021-10-05T", NULL },
    { "2021-10/05", NULL },
    { "2021-10 12:00", NULL },
  };

  check_samples (samples, G_N_ELEMENTS (samples));
}

static void
test_words (void)
{
  static const Sample samples[] = {
    { "July 27, 2021", "2021-07-27", NO_ZONE },
    { "Jul. 27th, 2021 at 9:05pm", "2021-07-27T21:05:00", NO_ZONE },
    { "27 Jul 2021", "2021-07-27", NO_ZONE },
    { "27. July 2021", "2021-07-27", NO_ZONE },
    { "Sept 3, 2021", "2021-09-03", NO_ZONE },
    { "2021-Jul-27", "2021-07-27", NO_ZONE },
    { "2021 July 27", "2021-07-27", NO_ZONE },
    { "Thu Jan 16 15:00:00 PST 2014", "2014-01-16T15:00:00", -480 },
    { "Thu Jan  6 15:00:00 2014", "2014-01-06T15:00:00", NO_ZONE },
    { "Thu Jan 16 15:00:00 2014 +0100", "2014-01-16T15:00:00", 60 },
    { "Tue May 17 2022 23:51:20 GMT+0800 (China Standard Time)", "2022-05-17T23:51:20", 480 },
    { "Tue, May 17, 2022 12:30 AM", "2022-05-17T00:30:00", NO_ZONE },
    { "04/21/2020", "2020-04-21", NO_ZONE },
    { "21/04/2020", "2020-04-21", NO_ZONE },
    { "04/05/2020", "2020-04-05", NO_ZONE },
    { "04-21-2020 10:00", "2020-04-21T10:00:00", NO_ZONE },
    { "21.04.2020", "2020-04-21", NO_ZONE },
    { "04.05.2020", "2020-05-04", NO_ZONE },
    { "24/24/2020", NULL },
    { "July 32, 2021", NULL },
    { "July", NULL },
    { "Juli 3, 2021", NULL },
  };

  check_samples (samples, G_N_ELEMENTS (samples));
}

static void
test_chinese (void)
{
  static const Sample samples[] = {
    { "2022年5月17日 23:51", "2022-05-17T23:51:00", NO_ZONE },
    { "2022年05月17日", "2022-05-17", NO_ZONE },
    { "2022年5月17日23时51分20秒", "2022-05-17T23:51:20", NO_ZONE },
    { "2022年5月17日23時51分", "2022-05-17T23:51:00", NO_ZONE },
    { "2022年5月17日 下午11:51", "2022-05-17T23:51:00", NO_ZONE },
    { "2022年5月17日 上午12:05", "2022-05-17T00:05:00", NO_ZONE },
    { "2022年5月17日 中午12点", "2022-05-17T12:00:00", NO_ZONE },
    { "2022年5月17日 下午3点半", "2022-05-17T15:30:00", NO_ZONE },
    { "2022年5月17日（星期二）23：51", "2022-05-17T23:51:00", NO_ZONE },
    { "2022年5月17日 星期二 23:51:20", "2022-05-17T23:51:20", NO_ZONE },
    { "2022年5月", "2022-05-01", NO_ZONE },
    { "2022 年 5 月 17 号", "2022-05-17", NO_ZONE },
    { "2022-05-17　23:51", "2022-05-17T23:51:00", NO_ZONE },
    { "2022-05-17 下午 3:04:05 +0800", "2022-05-17T15:04:05", 480 },
    { "2022年13月17日", NULL },
    { "2022年5月17", NULL },
    { "2022年5月17日 以后", NULL },
    { "去年5月", NULL },
  };

  check_samples (samples, G_N_ELEMENTS (samples));
}

static void
test_unix (void)
{
  static const Sample samples[] = {
    { "1652831480", "2022-05-17T23:51:20", 0 },
    { "1652831480123", "2022-05-17T23:51:20", 0 },
    { "1652831480.5", "2022-05-17T23:51:20", 0 },
    { "165283148", NULL },
    { "16528314801", NULL },
    { "-1652831480", NULL },
  };

  check_samples (samples, G_N_ELEMENTS (samples));
}

static void
test_no_date (void)
{
  static const Sample samples[] = {
    { "", NULL },
    { " ", NULL },
    { "''", NULL },
    { "Invalid Date", NULL },
    { "invalid", NULL },
    { "2020-11-03 14:000:00 -0500", NULL },
    { "2017-12-12 9:00am:00 -0400", NULL },
    { "0-12-31 19:3:00 -0500", NULL },
    { "0000-12-31", NULL },
    { "2021-10-XXT16:00:00.000Z", NULL },
    { "2017-17-10T19:30:00.617Z", NULL },
    { "date: 2020-03-24T13:00:00-05:00", NULL },
    { "2020", NULL },
    { "99999999999999999999999999999999", NULL },
    { "2020-", NULL },
    { "2020-01-", NULL },
    { "2020-01-01 (", NULL },
    { "2020-01-01 'x'", NULL },
    { "yesterday", NULL },
    { "\377\376\200", NULL },
    { "2020年", NULL },
    { "false", NULL },
    { "[object Object]", NULL },
  };

  check_samples (samples, G_N_ELEMENTS (samples));
}

static void
test_name (void)
{
  static const Sample samples[] = {
    { "2017-2-5-name.md", "2017-02-05" },
    { "2022-05-17-title.md", "2022-05-17" },
    { "_posts/2022-05-17-title.md", "2022-05-17" },
    { "2022_05_17_title.md", "2022-05-17" },
    { "2022-05-17 title.md", "2022-05-17" },
    { "2022-05-17.md", "2022-05-17" },
    { "20220517-title.md", "2022-05-17" },
    { "20220517_title.md", "2022-05-17" },
    { "20220517title.md", NULL },
    { "2022-05-17title.md", NULL },
    { "2022-05_17-title.md", NULL },
    { "2022-13-17-title.md", NULL },
    { "12345678-title.md", NULL },
    { "10101010-binary.md", NULL },
    { "2022-05-17-folder/title.md", NULL },
    { "2022.md", NULL },
    { "2022-05.md", NULL },
    { "", NULL },
    { "2017-2-", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      BsDate date;
      g_autoptr (GDateTime) face = NULL;
      g_autofree char *shown = NULL;

      g_test_message ("%s", samples[i].text);
      g_assert_cmpint (bs_date_parse_name (samples[i].text, &date), ==, samples[i].face != NULL);
      if (samples[i].face == NULL)
        continue;

      g_assert_false (date.has_time);
      g_assert_false (date.has_zone);
      face = g_date_time_new_from_unix_utc (date.face);
      shown = g_date_time_format (face, "%Y-%m-%d");
      g_assert_cmpstr (shown, ==, samples[i].face);
    }
}

static gint64
to_unix (const char *text, GTimeZone *zone)
{
  BsDate date;

  g_assert_true (bs_date_parse (text, &date));

  return bs_date_to_unix (&date, zone);
}

static gint64
unix_of (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time);
}

static void
test_to_unix (void)
{
  g_autoptr (GTimeZone) new_york = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GTimeZone) shanghai = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) here = g_date_time_new (local, 2021, 9, 8, 8, 9, 9);

  if (new_york == NULL || shanghai == NULL)
    {
      g_test_skip ("no time zones are installed");
      return;
    }

  g_assert_cmpint (to_unix ("Tue, 17 May 2022 23:51:20 GMT", shanghai), ==, unix_of ("2022-05-17T23:51:20Z"));
  g_assert_cmpint (to_unix ("2022-05-17 23:51:20 +0800", new_york), ==, unix_of ("2022-05-17T15:51:20Z"));
  g_assert_cmpint (to_unix ("2021-09-08 08:09:09", shanghai), ==, unix_of ("2021-09-08T00:09:09Z"));
  g_assert_cmpint (to_unix ("2021-09-08 08:09:09", NULL), ==, g_date_time_to_unix (here));
  g_assert_cmpint (to_unix ("2021-09-08", shanghai), ==, unix_of ("2021-09-07T16:00:00Z"));

  g_assert_cmpint (to_unix ("2021-01-08 08:00:00", new_york), ==, unix_of ("2021-01-08T13:00:00Z"));
  g_assert_cmpint (to_unix ("2021-07-08 08:00:00", new_york), ==, unix_of ("2021-07-08T12:00:00Z"));
  /* Clocks go from 2:00 to 3:00 on 14 March, and from 2:00 back to 1:00 on 7 November. */
  g_assert_cmpint (to_unix ("2021-03-14 01:59:59", new_york), ==, unix_of ("2021-03-14T06:59:59Z"));
  g_assert_cmpint (to_unix ("2021-03-14 02:30:00", new_york), ==, unix_of ("2021-03-14T07:30:00Z"));
  g_assert_cmpint (to_unix ("2021-03-14 03:00:00", new_york), ==, unix_of ("2021-03-14T07:00:00Z"));
  g_assert_cmpint (to_unix ("2021-11-07 01:30:00", new_york), ==, unix_of ("2021-11-07T05:30:00Z"));
  g_assert_cmpint (to_unix ("2021-11-07 02:00:00", new_york), ==, unix_of ("2021-11-07T07:00:00Z"));
}

/* Over many years, each day follows the one before. */
static void
test_calendar (void)
{
  gint64 expected = 0;

  for (int year = 1970; year < 2405; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= g_date_get_days_in_month (month, year); day++)
        {
          char text[20];
          BsDate date;

          g_snprintf (text, sizeof text, "%04d-%02d-%02d", year, month, day);
          g_assert_true (bs_date_parse (text, &date));
          g_assert_cmpint (date.face, ==, expected);
          expected += 86400;
        }
}

/* An ambiguous zone name means the reader's own zone, if that has the name. */
static void
test_zone_names (void)
{
  static const struct
  {
    const char *text;
    const char *zone;
    const char *instant;
  } dates[] = {
    { "Thu Mar  4 10:11:12 CST 2021", "Asia/Shanghai", "2021-03-04T02:11:12Z" },
    { "2021-03-04 10:11:12 CST", "America/Chicago", "2021-03-04T16:11:12Z" },
    { "2021-03-04 10:11:12 CST", "Europe/Paris", "2021-03-04T16:11:12Z" },
    { "2021-07-04 10:11:12 BST", "Europe/London", "2021-07-04T09:11:12Z" },
    { "2021-03-04 10:11:12 BST", "Europe/London", "2021-03-04T09:11:12Z" },
    { "2021-03-04 10:11:12 IST", "Asia/Kolkata", "2021-03-04T04:41:12Z" },
    { "2021-07-04 10:11:12 IST", "Europe/Dublin", "2021-07-04T09:11:12Z" },
    { "2021-07-04 10:11:12 EST", "America/New_York", "2021-07-04T15:11:12Z" },
    { "2021-07-04 10:11:12 GMT", "Asia/Shanghai", "2021-07-04T10:11:12Z" },
    { "2021-07-04 10:11:12 XYZT", "Asia/Shanghai", "2021-07-04T10:11:12Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (dates[i].zone);
      g_autoptr (GDateTime) instant = NULL;
      g_autofree char *text = NULL;
      BsDate date;

      g_test_message ("%s, %s", dates[i].text, dates[i].zone);
      g_assert_true (bs_date_parse (dates[i].text, &date));
      g_assert_cmpint (date.has_unknown_zone, ==, strstr (dates[i].text, "XYZT") != NULL);
      instant = g_date_time_new_from_unix_utc (bs_date_to_unix (&date, zone));
      text = g_date_time_format_iso8601 (instant);
      g_assert_cmpstr (text, ==, dates[i].instant);
    }
}

/* This is on the way to the first list of 100,000 articles; an allocation or a lookup per call would show. */
static void
test_speed (void)
{
  const int n = 100000;
  double elapsed;
  BsDate date;

  if (!g_test_perf ())
    {
      g_test_skip ("needs -m perf");
      return;
    }

  g_test_timer_start ();
  for (int i = 0; i < n; i++)
    g_assert_true (bs_date_parse ("Tue, 17 May 2022 23:51:20 GMT", &date));
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed / n * 1e9, "%.0f ns for a date of RFC 822", elapsed / n * 1e9);
  g_test_timer_start ();
  for (int i = 0; i < n; i++)
    g_assert_true (bs_date_parse ("2021-09-08 08:09:09", &date));
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed / n * 1e9, "%.0f ns for a date of ISO 8601", elapsed / n * 1e9);
  g_test_timer_start ();
  for (int i = 0; i < n; i++)
    g_assert_cmpint (bs_date_to_unix (&date, NULL), !=, 0);
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed / n * 1e9, "%.0f ns for an instant of it", elapsed / n * 1e9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/date/rfc822", test_rfc822);
  g_test_add_func ("/broadsheet/date/iso8601", test_iso8601);
  g_test_add_func ("/broadsheet/date/words", test_words);
  g_test_add_func ("/broadsheet/date/chinese", test_chinese);
  g_test_add_func ("/broadsheet/date/unix", test_unix);
  g_test_add_func ("/broadsheet/date/no-date", test_no_date);
  g_test_add_func ("/broadsheet/date/name", test_name);
  g_test_add_func ("/broadsheet/date/to-unix", test_to_unix);
  g_test_add_func ("/broadsheet/date/zone-names", test_zone_names);
  g_test_add_func ("/broadsheet/date/calendar", test_calendar);
  g_test_add_func ("/broadsheet/date/speed", test_speed);

  return g_test_run ();
}
