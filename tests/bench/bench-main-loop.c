/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include "bench.h"

/* The longest main loop iteration that the library alone causes: during a scan, while queries are switched, and while
 * ten thousand files are rewritten. Usage: bench-main-loop FOLDER */

#define N_REWRITTEN 10000

static guint n_changes;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  n_changes += changes->len;
}

static void
report (const char *what, const BenchTurns *turns)
{
  g_autofree char *row = g_strdup_printf ("longest dispatch %s", what);

  g_print ("longest dispatch %s: %.2f ms, %.2f ms of it work\n", what, turns->longest, turns->longest_work);
  bench_budget (row, turns->longest_work, 8, " ms");
}

static void
switch_queries (BsArticleList *list, BenchTurns *turns)
{
  static const BsSort sorts[] = { BS_SORT_TITLE, BS_SORT_PATH, BS_SORT_SOURCE, BS_SORT_DATE };

  for (guint i = 0; i < 3 * G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (BsQuery) query = bs_query_new (i % 3 == 1 ? BS_SCOPE_NEEDS_REPAIR : BS_SCOPE_ALL, NULL,
                                                sorts[i % G_N_ELEMENTS (sorts)], i % 2);
      gint64 start = g_get_monotonic_time ();

      bs_article_list_set_query (list, query);
      turns->longest = MAX (turns->longest, (double) (g_get_monotonic_time () - start) / 1000.0);
      while (bs_article_list_get_pending (list))
        bench_turn (turns);
    }
}

static gpointer
rewrite_thread (gpointer data)
{
  GPtrArray *files = data;

  for (guint i = 0; i < MIN (files->len, N_REWRITTEN); i++)
    {
      g_autofree char *text = NULL;
      gsize length;
      FILE *file;

      if (!g_file_get_contents (files->pdata[i], &text, &length, NULL))
        continue;
      file = fopen (files->pdata[i], "w");
      fwrite (text, 1, length, file);
      fputs ("\n", file);
      fclose (file);
    }
  return NULL;
}

int
main (int argc, char *argv[])
{
  g_autofree char *copy = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (GPtrArray) files = NULL;
  BenchTurns scan = { 0 };
  BenchTurns switches = { 0 };
  BenchTurns rewrite = { 0 };
  gint64 end;
  GThread *thread;

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }

  copy = bench_copy_tree (argv[1]);
  folder = g_file_new_for_path (copy);
  library = bs_library_new (folder);
  list = bs_library_query (library, query);
  g_signal_connect (library, "changed", G_CALLBACK (changed_cb), NULL);
  bs_library_open (library);
  bench_wait_for_state (library, BS_LIBRARY_READY, 600, &scan);
  g_print ("articles: %u\n", bs_library_get_n_articles (library));
  report ("during the scan", &scan);
  switch_queries (list, &switches);
  report ("while queries are switched", &switches);

  files = bench_list_files (copy);
  thread = g_thread_new ("rewrite", rewrite_thread, files);
  end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (n_changes < MIN (files->len, N_REWRITTEN) && g_get_monotonic_time () < end)
    bench_turn (&rewrite);
  g_thread_join (thread);
  report ("while ten thousand files are rewritten", &rewrite);
  bs_library_close (library);
  bench_remove_tree (copy);
  return 0;
}
