/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "model/library/similar/similar-text.h"
#include "model/library/similar/similar.h"

/* Near-duplicates: finding and grouping them with the index, and the signature of one article. Usage: bench-similar
 * FOLDER
 */

#define RUNS 5
#define SIGNED 500

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static double
sign_some (BsSnapshot *snapshot, BsSite *site)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  double start = now ();
  guint n = 0;

  for (guint i = 0; i < snapshot->n_rows && n < SIGNED; i++)
    {
      BsSignature signature;

      if (snapshot->rows[i] != NULL && bs_similar_text_sign (site, snapshot->rows[i], &buffer, &signature))
        n++;
    }
  return (now () - start) / MAX (n, 1);
}

int
main (int argc, char *argv[])
{
  g_autofree char *own_cache = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *root = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsSnapshot) snapshot = NULL;
  double times[RUNS];
  guint n_groups = 0;

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_CACHE_HOME", own_cache, TRUE);
  g_setenv ("XDG_DATA_HOME", own_cache, TRUE);
  root = g_canonicalize_filename (argv[1], NULL);
  folder = g_file_new_for_path (root);
  library = bs_library_new (folder);
  bs_library_set_index_use (library, BS_INDEX_USE_KEEP);
  bs_library_set_index_awaited (library, TRUE);
  bs_library_open (library);
  while (bs_library_get_index_state (library) != BS_INDEX_WHOLE)
    g_main_context_iteration (NULL, TRUE);
  snapshot = bs_library_take_snapshot (library);

  /* The first time, candidates are measured from the files. */
  for (int run = -1; run < RUNS; run++)
    {
      double start = now ();
      g_autoptr (BsSimilar) similar =
          bs_similar_new (snapshot, bs_library_get_site (library), BS_SIMILAR_KEEP, NULL, NULL, NULL);
      g_autoptr (GPtrArray) groups = bs_similar_group (similar, BS_SIMILAR_USUAL_THRESHOLD, NULL);

      n_groups = groups->len;
      if (run >= 0)
        times[run] = now () - start;
      else
        g_print ("%u articles, %u groups, the first time after %.0f ms\n", snapshot->n_rows, n_groups, now () - start);
    }
  bench_budget ("near-duplicates: all articles grouped", bench_median (times, RUNS), 1500, "ms");
  bench_budget ("near-duplicates: a changed article", sign_some (snapshot, bs_library_get_site (library)), 2, "ms");
  g_clear_pointer (&snapshot, bs_snapshot_free);
  bs_library_close (library);
  bench_remove_tree (own_cache);
  return 0;
}
