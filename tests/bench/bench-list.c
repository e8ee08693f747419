/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <malloc.h>
#include <time.h>

#include "bench.h"
#include "model/library/folder/scan.h"

/* The time from scratch to the whole list, compared with a bare loop that opens and reads every file: the scan, the
 * library until everything is listed, and the memory that the library uses. CPU time is reported too, because it
 * depends less on other work of the machine. Usage: bench-list FOLDER [RUNS] */

static double
get_processor_time (void)
{
  return (double) clock () * 1000.0 / CLOCKS_PER_SEC;
}

static void
count_article (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

static double
scan (const char *root, guint *n_articles)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (BsSite) site = bs_site_detect (root);
  g_autoptr (GError) error = NULL;
  BsScanResult result;
  int n = 0;

  if (!bs_scan_folder (site, "", BS_SCAN_DEFAULT, NULL, count_article, &n, &result, NULL, &error))
    g_error ("%s", error->message);
  *n_articles = (guint) n;
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static double
list (const char *root, guint *n_articles, gsize *bytes)
{
  struct mallinfo2 before = mallinfo2 ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (BsArticleList) articles = bs_library_query (library, query);
  double time;
  struct mallinfo2 after;

  bs_library_set_index_use (library, BS_INDEX_USE_NONE);
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL))
    g_error ("The library did not get ready");
  time = (double) (g_get_monotonic_time () - start) / 1000.0;
  *n_articles = g_list_model_get_n_items (G_LIST_MODEL (articles));
  malloc_trim (0);
  after = mallinfo2 ();
  *bytes = after.uordblks + after.hblkhd - before.uordblks - before.hblkhd;
  bs_library_close (library);
  return time;
}

int
main (int argc, char *argv[])
{
  guint runs = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 5;
  g_autofree double *bare = g_new0 (double, runs);
  g_autofree double *scans = g_new0 (double, runs);
  g_autofree double *lists = g_new0 (double, runs);
  double base;
  guint n_files = 0;
  guint n_scanned = 0;
  guint n_listed = 0;
  gsize bytes = 0;

  if (argc < 2 || runs == 0)
    {
      g_printerr ("Usage: %s FOLDER [RUNS]\n", argv[0]);
      return 2;
    }

  bench_read_all (argv[1], &n_files);
  for (guint i = 0; i < runs; i++)
    {
      double times[4];

      times[0] = get_processor_time ();
      bare[i] = bench_read_all (argv[1], &n_files);
      times[1] = get_processor_time ();
      scans[i] = scan (argv[1], &n_scanned);
      times[2] = get_processor_time ();
      lists[i] = list (argv[1], &n_listed, &bytes);
      times[3] = get_processor_time ();
      g_print ("run %u: bare %.0f ms (processor %.0f), scan %.0f ms (%.0f), list %.0f ms (%.0f)\n", i + 1, bare[i],
               times[1] - times[0], scans[i], times[2] - times[1], lists[i], times[3] - times[2]);
    }

  base = bench_median (bare, runs);
  g_print ("files read by the bare loop: %u in %.0f ms\n", n_files, base);
  g_print ("articles scanned: %u in %.0f ms, ratio %.2f\n", n_scanned, bench_median (scans, runs),
           scans[runs / 2] / base);
  g_print ("articles listed: %u in %.0f ms, ratio %.2f (at most 1.5)\n", n_listed, bench_median (lists, runs),
           lists[runs / 2] / base);
  bench_budget ("from scratch to the whole list", lists[runs / 2] / base, 1.5, " x");
  g_print ("memory of the library and one list: %.1f MB, %.0f bytes an article; resident %.1f MB\n",
           (double) bytes / 1e6, n_listed > 0 ? (double) bytes / n_listed : 0, (double) bench_get_resident () / 1e6);
  return 0;
}
