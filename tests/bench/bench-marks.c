/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <time.h>

#include "bench.h"

/* The cost of reading marks: marking all articles at once, and opening a library in which all are marked, compared with
 * opening it without marks. Usage: bench-marks FOLDER [RUNS] */

typedef struct
{
  double time;       /* in milliseconds until the library is ready */
  double marks_time; /* until every article has its mark */
  BenchTurns turns;
} Opening;

static double
get_time (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* Of this thread: depends less on other work of the machine than the clock does. */
static double
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static BsLibrary *
open_library (const char *root, gboolean with_marks, guint n_marks, Opening *opening)
{
  double start = get_time ();
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  BsLibrary *library = bs_library_new (folder);

  if (with_marks)
    bs_library_keep_marks (library);
  *opening = (Opening){ 0 };
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, &opening->turns))
    g_error ("The library did not get ready");
  opening->time = get_time () - start;
  while (bs_library_get_n_starred (library) < n_marks)
    bench_turn (&opening->turns);
  opening->marks_time = get_time () - start;
  return library;
}

static void
close_library (BsLibrary *library)
{
  bs_library_close (library);
  g_object_unref (library);
  if (!bs_library_wait_for_marks (600))
    g_error ("The marks were not written");
}

/* Marks all of them at once: how long the main loop is blocked, and how long the disk takes then. */
static void
mark_all (const char *root, guint *n_articles)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (GArray) changed = NULL;
  BenchTurns turns = { 0 };
  Opening opening;
  BsLibrary *library = open_library (root, TRUE, 0, &opening);
  double start;
  double work;

  list = bs_library_query (library, query);
  while (bs_article_list_get_pending (list))
    bench_turn (&turns);
  start = get_time ();
  work = get_work ();
  changed = bs_library_mark_list (library, list, G_MAXINT64, BS_MARK_STARRED, TRUE);
  work = get_work () - work;
  *n_articles = changed->len;
  g_clear_object (&list);
  close_library (library);
  g_print ("marked %u articles: %.1f ms on the main loop (at most 8), %.0f ms until they were on the disk\n",
           *n_articles, work, get_time () - start);
}

int
main (int argc, char *argv[])
{
  guint runs = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 5;
  g_autofree double *without = g_new0 (double, runs);
  g_autofree double *with = g_new0 (double, runs);
  g_autofree double *marks = g_new0 (double, runs);
  g_autofree char *data = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  double turn = 0;
  double bare_turn = 0;
  guint n_articles;

  if (argc < 2 || runs == 0)
    {
      g_printerr ("Usage: %s FOLDER [RUNS]\n", argv[0]);
      return 2;
    }
  /* Before anything asks for the user's folders. */
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_CACHE_HOME", data, TRUE);

  mark_all (argv[1], &n_articles);
  for (guint i = 0; i < runs; i++)
    {
      Opening opening;

      close_library (open_library (argv[1], FALSE, 0, &opening));
      without[i] = opening.time;
      bare_turn = MAX (bare_turn, opening.turns.longest_work);
      close_library (open_library (argv[1], TRUE, n_articles, &opening));
      with[i] = opening.time;
      marks[i] = opening.marks_time;
      turn = MAX (turn, opening.turns.longest_work);
      g_print ("run %u: without marks %.0f ms, with marks %.0f ms, all of them shown %.0f ms\n", i + 1, without[i],
               with[i], marks[i]);
    }
  g_print (
      "%u marks: ready %.2f times, shown %.2f times what it takes without; longest turn %.1f ms, without %.1f ms\n",
      n_articles, bench_median (with, runs) / bench_median (without, runs),
      bench_median (marks, runs) / bench_median (without, runs), turn, bare_turn);
  bench_remove_tree (data);
  return 0;
}
