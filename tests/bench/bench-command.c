/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"

/* The time of `broadsheet-cli search` with an index, from start to exit, for the best 50 results of a common word: each
 * result that is printed needs its file for the snippet. Usage: bench-command FOLDER BROADSHEET-CLI */

#define ROUNDS 7

static double
run_command (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
measure (const char *row, const char *const *argv, double maximum)
{
  double times[ROUNDS];

  run_command (argv);
  for (guint i = 0; i < ROUNDS; i++)
    times[i] = run_command (argv);
  bench_budget (row, bench_median (times, ROUNDS), maximum, " s");
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);

  if (argc != 3)
    {
      g_printerr ("Usage: %s FOLDER BROADSHEET-CLI\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_CACHE_HOME", data, TRUE);
  run_command ((const char *const[]){ argv[2], "index", argv[1], NULL });
  measure ("broadsheet-cli search", (const char *const[]){ argv[2], "search", "--limit", "50", argv[1], "经济", NULL },
           0.3);
  measure ("broadsheet-cli search --no-check",
           (const char *const[]){ argv[2], "search", "--no-check", "--limit", "50", argv[1], "经济", NULL }, 0.1);
  bench_remove_tree (data);
  return 0;
}
