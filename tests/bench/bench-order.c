/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

/* How good the order of results is: nDCG@10 of searches whose answers were judged by hand. Usage: bench-order FOLDER,
 * with articles/NAME.md and queries.tsv: on each line a search, a tab, and the articles as NAME=GRADE; 3 is about it, 2
 * has much of it, 1 mentions it. An article without a grade is none of these. */

#define DEPTH 10
#define LEAST 0.9

static double
discount (guint place)
{
  return 1 / log2 ((double) place + 2);
}

static double
get_gain (guint grade)
{
  return (double) ((1u << grade) - 1);
}

/* Returns: (nullable): where the grade of an article is */
static const char *
find_grade (const char *judged, const char *name)
{
  g_autofree char *start = g_strconcat (" ", name, "=", NULL);
  const char *found = strstr (judged, start);

  return found != NULL ? found + strlen (start) : NULL;
}

static int
compare_greatest (const void *a, const void *b)
{
  const guint first = *(const guint *) a;
  const guint second = *(const guint *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

static double
measure_best (const char *judged)
{
  guint grades[DEPTH * 2];
  guint n = 0;
  double best = 0;

  for (const char *at = strchr (judged, '='); at != NULL && n < G_N_ELEMENTS (grades); at = strchr (at + 1, '='))
    grades[n++] = (guint) g_ascii_digit_value (at[1]);
  qsort (grades, n, sizeof (guint), compare_greatest);
  for (guint i = 0; i < MIN (n, DEPTH); i++)
    best += get_gain (grades[i]) * discount (i);
  return best;
}

static double
ask (BsLibrary *library, const char *text, const char *judged, GString *said)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, TRUE);
  g_autoptr (BsArticleList) list = bs_library_query (library, query);
  double gain = 0;

  while (!bs_article_list_get_complete (list) || bs_article_list_get_pending (list))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (list)), DEPTH); i++)
    {
      const guint id = bs_article_list_get_id (list, i);
      g_auto (GStrv) paths = bs_library_dup_paths (library, &id, 1);
      g_autofree char *name = g_strndup (paths[0], strlen (paths[0]) - strlen (".md"));
      const char *grade = find_grade (judged, name);

      g_string_append_printf (said, " %s%.*s", name, grade != NULL ? 2 : 0, grade != NULL ? grade - 1 : "");
      gain += grade != NULL ? get_gain ((guint) g_ascii_digit_value (*grade)) * discount (i) : 0;
    }
  return gain / measure_best (judged);
}

int
main (int argc, char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *root = argc > 1 ? g_build_filename (argv[1], "articles", NULL) : NULL;
  g_autofree char *judgements = argc > 1 ? g_build_filename (argv[1], "queries.tsv", NULL) : NULL;
  g_autofree char *lines = NULL;
  g_auto (GStrv) queries = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  double sum = 0;
  guint n = 0;

  if (argc < 2 || !g_file_get_contents (judgements, &lines, NULL, NULL))
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("XDG_DATA_HOME", cache, TRUE);
  folder = g_file_new_for_path (root);
  library = bs_library_new (folder);
  bs_library_set_index_use (library, BS_INDEX_USE_KEEP);
  bs_library_open (library);
  while (bs_library_get_index_state (library) != BS_INDEX_WHOLE)
    g_main_context_iteration (NULL, TRUE);

  queries = g_strsplit (lines, "\n", -1);
  for (guint i = 0; queries[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (queries[i], "\t", 2);
      g_autoptr (GString) said = g_string_new (NULL);
      g_autofree char *judged = NULL;
      double value;

      if (parts[0] == NULL || parts[1] == NULL)
        continue;
      judged = g_strconcat (" ", parts[1], NULL);
      value = ask (library, parts[0], judged, said);
      if (value < 0.99)
        g_print ("%s: %.2f:%s\n", parts[0], value, said->str);
      sum += value;
      n++;
    }
  g_print ("order of %u searches: nDCG@%u %.3f\n", n, DEPTH, sum / n);
  bench_budget ("order of searches judged by hand, what nDCG@10 lacks of 1", 1 - sum / n, 1 - LEAST, "");
  bs_library_close (library);
  bench_remove_tree (cache);
  return 0;
}
