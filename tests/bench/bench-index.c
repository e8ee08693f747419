/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <time.h>
#include <utime.h>

#include "bench.h"

/* The cost of the index compared with bare loops in the same run: building it until the full text is ready, its size,
 * and reopening it until the whole list is loaded and until all changes are known. A thousand files get another time
 * for that. The index is built in a folder of its own. Usage: bench-index FOLDER [RUNS] */

#define N_CHANGED 1000

typedef struct
{
  BsLibrary *library;
  BsArticleList *list;
} Opened;

static double
get_processor_time (void)
{
  return (double) clock () * 1000.0 / CLOCKS_PER_SEC;
}

static double
elapsed (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static void
open_library (Opened *self, const char *root, BsIndexUse use)
{
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);

  self->library = bs_library_new (folder);
  bs_library_set_index_use (self->library, use);
  bs_library_set_index_awaited (self->library, TRUE);
  self->list = bs_library_query (self->library, query);
  bs_library_open (self->library);
}

static void
close_library (Opened *self)
{
  g_clear_object (&self->list);
  g_clear_object (&self->library);
}

static void
wait_for_state (Opened *self)
{
  if (!bench_wait_for_state (self->library, BS_LIBRARY_READY, 3600, NULL))
    g_error ("The library did not get ready");
}

/* The writer of the previous run may still hold the lock for a moment. */
static void
wait_for_index (Opened *self)
{
  BsIndexState state;

  while ((state = bs_library_get_index_state (self->library)) != BS_INDEX_WHOLE)
    {
      if (state == BS_INDEX_UNAVAILABLE)
        g_error ("The index cannot be written");
      if (state == BS_INDEX_ELSEWHERE)
        bs_library_check_index (self->library);
      g_main_context_iteration (NULL, TRUE);
    }
}

static double
stat_all (GPtrArray *files)
{
  gint64 start = g_get_monotonic_time ();
  struct stat st;

  for (guint i = 0; i < files->len; i++)
    stat (files->pdata[i], &st);
  return elapsed (start);
}

static double
index_all (const char *root, guint64 *bytes, guint *n_articles)
{
  gint64 start = g_get_monotonic_time ();
  Opened opened;
  double time;

  open_library (&opened, root, BS_INDEX_USE_REBUILD);
  wait_for_state (&opened);
  wait_for_index (&opened);
  time = elapsed (start);
  *bytes = bs_library_get_index_bytes (opened.library);
  *n_articles = bs_library_get_n_articles (opened.library);
  close_library (&opened);
  return time;
}

static void
reopen (const char *root, guint n_articles, double *list_time, double *ready_time)
{
  gint64 start = g_get_monotonic_time ();
  Opened opened;

  open_library (&opened, root, BS_INDEX_USE_READ);
  while (g_list_model_get_n_items (G_LIST_MODEL (opened.list)) < n_articles)
    g_main_context_iteration (NULL, TRUE);
  *list_time = elapsed (start);
  wait_for_state (&opened);
  *ready_time = elapsed (start);
  close_library (&opened);
}

static void
touch_some (GPtrArray *files, guint n)
{
  for (guint i = 0; i < n && i < files->len; i++)
    g_utime (files->pdata[(gsize) i * files->len / n], NULL);
}

static guint64
measure (GPtrArray *files)
{
  guint64 size = 0;

  for (guint i = 0; i < files->len; i++)
    {
      struct stat st;

      if (stat (files->pdata[i], &st) == 0)
        size += (guint64) st.st_size;
    }
  return size;
}

static void
print_ratio (const char *what, double *values, guint runs, double base, double maximum)
{
  double value = bench_median (values, runs);

  g_print ("%s: %.0f ms, ratio %.2f\n", what, value, value / base);
  bench_budget (what, value / base, maximum, " x");
}

int
main (int argc, char *argv[])
{
  guint runs = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 5;
  g_autofree char *scratch = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree double *bare = g_new0 (double, runs);
  g_autofree double *stats = g_new0 (double, runs);
  g_autofree double *texts = g_new0 (double, runs);
  g_autofree double *lists = g_new0 (double, runs);
  g_autofree double *readies = g_new0 (double, runs);
  g_autofree double *changed_lists = g_new0 (double, runs);
  g_autofree double *changed_readies = g_new0 (double, runs);
  g_autoptr (GPtrArray) files = NULL;
  guint64 bytes = 0;
  guint n_articles = 0;
  guint n_files;
  double read_base;
  double stat_base;

  if (argc < 2 || runs == 0 || scratch == NULL)
    {
      g_printerr ("Usage: %s FOLDER [RUNS]\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_CACHE_HOME", scratch, TRUE);
  g_setenv ("XDG_DATA_HOME", scratch, TRUE);
  files = bench_list_files (argv[1]);
  bench_read_all (argv[1], &n_files);

  for (guint i = 0; i < runs; i++)
    {
      double processor = get_processor_time ();

      bare[i] = bench_read_all (argv[1], &n_files);
      texts[i] = index_all (argv[1], &bytes, &n_articles);
      g_print ("run %u: bare %.0f ms, full text %.0f ms (processor of both %.0f)\n", i + 1, bare[i], texts[i],
               get_processor_time () - processor);
    }
  for (guint i = 0; i < runs; i++)
    {
      double processor = get_processor_time ();
      Opened opened;

      stats[i] = stat_all (files);
      reopen (argv[1], n_articles, &lists[i], &readies[i]);
      g_print ("run %u: stat %.0f ms, list %.0f ms, compared %.0f ms (processor of all %.0f)", i + 1, stats[i],
               lists[i], readies[i], get_processor_time () - processor);
      touch_some (files, N_CHANGED);
      reopen (argv[1], n_articles, &changed_lists[i], &changed_readies[i]);
      g_print ("; with %u changed: list %.0f ms, compared %.0f ms\n", N_CHANGED, changed_lists[i], changed_readies[i]);
      open_library (&opened, argv[1], BS_INDEX_USE_KEEP);
      wait_for_state (&opened);
      wait_for_index (&opened);
      close_library (&opened);
    }

  read_base = bench_median (bare, runs);
  stat_base = bench_median (stats, runs);
  g_print ("%u articles; reading every file %.0f ms, stat of every file %.0f ms\n", n_articles, read_base, stat_base);
  print_ratio ("from scratch to full text ready", texts, runs, read_base, 24);
  g_print ("index: %.1f MB\n", (double) bytes / 1e6);
  bench_budget ("index on disk", (double) bytes / (double) measure (files), 0.8, " x");
  print_ratio ("reopening, whole list", lists, runs, stat_base, 1);
  print_ratio ("reopening, compared", readies, runs, stat_base, 2);
  print_ratio ("reopening with 1000 changed, whole list", changed_lists, runs, stat_base, 1);
  print_ratio ("reopening with 1000 changed, compared", changed_readies, runs, stat_base, 2);
  bench_remove_tree (scratch);
  return 0;
}
