/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include "bench.h"
#include "words.h"

/* Queries drawn from the corpus, compared with ripgrep searching the same words in the same run: the time until the
 * first articles are found, and until the count is exact. The index is built in a cache of its own first, unless there
 * is one at BROADSHEET_BENCH_CACHE. Usage: bench-search FOLDER [QUERIES [RIPGREPS]] */

typedef struct
{
  BenchWords kind;
  char *text;
  guint n_found;
  double first; /* in milliseconds */
  double all;
  BenchWork first_work;
  BenchWork work;
} Query;

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static void
ask (BsArticleList *list, Query *query)
{
  g_autoptr (BsQuery) nothing = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, "qqqqzzzz", FALSE);
  g_autoptr (BsQuery) next = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, query->text, FALSE);
  g_autoptr (GHashTable) before = NULL;
  double start;

  bs_article_list_set_query (list, nothing);
  while (!bs_article_list_get_complete (list))
    g_main_context_iteration (NULL, TRUE);
  before = bench_begin_work ();
  start = now ();
  bs_article_list_set_query (list, next);
  while (bs_article_list_get_pending (list))
    g_main_context_iteration (NULL, TRUE);
  query->first = now () - start;
  query->first_work = bench_get_work (before);
  while (!bs_article_list_get_complete (list))
    g_main_context_iteration (NULL, TRUE);
  query->all = now () - start;
  query->work = bench_get_work (before);
  query->n_found = bs_article_list_get_total (list);
}

static double
run_ripgrep (const char *folder, const char *text)
{
  const char *arguments[] = { "rg", "-l", "-F", "--no-ignore", "-e", text, folder, NULL };
  double start = now ();

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                     NULL, NULL, NULL, NULL))
    return 0;
  return now () - start;
}

static int
compare_doubles (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static void
print_times (const char *name, double *values, guint n, double base, double median_part, double late_part)
{
  double median, late;

  qsort (values, n, sizeof (double), compare_doubles);
  median = values[n / 2];
  late = values[MIN (n - 1, n * 99 / 100)];
  g_print ("%s: median %.1f ms, 99 %% within %.1f ms", name, median, late);
  if (base > 0)
    g_print (", ratios 1/%.0f and 1/%.1f", base / median, base / late);
  g_print ("\n");
  if (base > 0)
    {
      g_autofree char *median_row = g_strdup_printf ("%s, median", name);
      g_autofree char *late_row = g_strdup_printf ("%s, 99th percentile", name);

      bench_budget (median_row, median / base, 1 / median_part, " x");
      bench_budget (late_row, late / base, 1 / late_part, " x");
    }
}

static int
compare_slowest (const void *a, const void *b)
{
  const Query *first = a;
  const Query *second = b;

  return first->first_work.longest > second->first_work.longest ?
             -1 :
             first->first_work.longest < second->first_work.longest;
}

static void
print_slowest (GArray *queries)
{
  g_array_sort (queries, compare_slowest);
  for (guint i = 0; i < MIN (queries->len, 8); i++)
    {
      const Query *query = &g_array_index (queries, Query, i);

      g_print ("%s: %u articles, the first after %.1f ms, %.1f ms of work of all threads, %.1f ms of the slower\n",
               query->text, query->n_found, query->first, query->first_work.all, query->first_work.longest);
    }
}

static void
print_results (GArray *queries, double base)
{
  g_autofree double *firsts = g_new (double, queries->len);
  g_autofree double *alls = g_new (double, queries->len);

  for (guint kind = 0; kind < BENCH_N_WORDS; kind++)
    {
      double first = 0;
      double all = 0;
      double first_work = 0;
      double work = 0;
      guint n = 0;

      for (guint i = 0; i < queries->len; i++)
        {
          const Query *query = &g_array_index (queries, Query, i);

          if (query->kind != kind)
            continue;
          first += query->first;
          all += query->all;
          first_work += query->first_work.longest;
          work += query->work.longest;
          n++;
        }
      if (n > 0)
        g_print ("%s: %u queries, first after %.1f ms (%.1f ms of work of the slower thread), all after %.1f ms (%.1f "
                 "ms) on average\n",
                 bench_words_names[kind], n, first / n, first_work / n, all / n, work / n);
    }
  for (guint i = 0; i < queries->len; i++)
    {
      const Query *query = &g_array_index (queries, Query, i);

      firsts[i] = query->first;
      alls[i] = query->all;
    }
  print_times ("a query's first 50", firsts, queries->len, base, 50, 10);
  print_times ("a query's exact count", alls, queries->len, base, 15, 3);
  for (guint i = 0; i < queries->len; i++)
    {
      const Query *query = &g_array_index (queries, Query, i);

      firsts[i] = query->first_work.longest;
      alls[i] = query->work.longest;
    }
  print_times ("a query's first 50, work of the slower thread", firsts, queries->len, 0, 50, 10);
  print_times ("a query's exact count, work of the slower thread", alls, queries->len, 0, 15, 3);
  print_slowest (queries);
}

int
main (int argc, char *argv[])
{
  guint n_queries = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 200;
  guint n_ripgreps = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 10;
  const char *cache = g_getenv ("BROADSHEET_BENCH_CACHE");
  g_autofree char *own_cache = cache == NULL ? g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL) : NULL;
  g_autofree char *root = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GArray) queries = g_array_new (FALSE, TRUE, sizeof (Query));
  g_autofree double *ripgreps = g_new0 (double, n_ripgreps + 1);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (BsQuery) everything = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (GPtrArray) files = NULL;
  double start = now ();

  if (argc < 2 || n_queries == 0)
    {
      g_printerr ("Usage: %s FOLDER [QUERIES [RIPGREPS]]\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_CACHE_HOME", cache != NULL ? cache : own_cache, TRUE);
  g_setenv ("XDG_DATA_HOME", cache != NULL ? cache : own_cache, TRUE);
  root = g_canonicalize_filename (argv[1], NULL);
  folder = g_file_new_for_path (root);
  library = bs_library_new (folder);
  bs_library_set_index_use (library, BS_INDEX_USE_KEEP);
  bs_library_set_index_awaited (library, TRUE);
  bs_library_open (library);
  while (bs_library_get_index_state (library) != BS_INDEX_WHOLE)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%u articles, full text ready after %.0f ms, index of %.1f MB\n", bs_library_get_n_articles (library),
           now () - start, (double) bs_library_get_index_bytes (library) / 1e6);

  list = bs_library_query (library, everything);
  files = bench_list_files (root);
  for (guint i = 0; i < n_queries; i++)
    {
      Query query = { .kind = i % BENCH_N_WORDS };

      query.text = bench_draw_words (rand, files, bs_library_get_site (library), query.kind);
      if (query.text == NULL)
        continue;
      ask (list, &query);
      g_array_append_val (queries, query);
    }
  for (guint i = 0; i < n_ripgreps && i < queries->len; i++)
    ripgreps[i] = run_ripgrep (root, g_array_index (queries, Query, i).text);
  if (n_ripgreps > 0 && ripgreps[0] > 0)
    g_print ("ripgrep: %.0f ms\n", bench_median (ripgreps, MIN (n_ripgreps, queries->len)));
  else
    g_print ("ripgrep is not there (Debian's package ripgrep): no ratios\n");
  print_results (queries, ripgreps[0] > 0 ? bench_median (ripgreps, MIN (n_ripgreps, queries->len)) : 0);

  for (guint i = 0; i < queries->len; i++)
    g_free (g_array_index (queries, Query, i).text);
  bs_library_close (library);
  if (own_cache != NULL)
    bench_remove_tree (own_cache);
  return 0;
}
