/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/relative-date.h"

static void
assert_said (const char *date_text, const char *now_text, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (date_text, zone);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (now_text, zone);
  g_autofree char *said = bs_relative_date_format (date, now);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_recent (void)
{
  assert_said ("2024-05-17T00:01:00", "2024-05-17T23:59:00", "00:01");
  assert_said ("2024-05-16T23:59:00", "2024-05-17T00:01:00", "Yesterday");
  assert_said ("2024-05-11T12:00:00", "2024-05-17T12:00:00", "Saturday");
}

static void
test_older (void)
{
  assert_said ("2024-05-10T12:00:00", "2024-05-17T12:00:00", "10 May");
  assert_said ("2023-12-31T12:00:00", "2024-01-01T12:00:00", "Yesterday");
  assert_said ("2023-12-01T12:00:00", "2024-01-01T12:00:00", "1 Dec 2023");
}

static void
test_future (void)
{
  assert_said ("2024-05-18T00:00:00", "2024-05-17T23:59:00", "18 May 2024");
  assert_said ("9999-01-01T00:00:00", "2024-05-17T23:59:00", "1 Jan 9999");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/relative-date/recent", test_recent);
  g_test_add_func ("/broadsheet/relative-date/older", test_older);
  g_test_add_func ("/broadsheet/relative-date/future", test_future);

  return g_test_run ();
}
