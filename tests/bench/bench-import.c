/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-import FOLDER [FILES]: importing a tree compared with `cp -r` and `sync` of the same tree, in turn; and
 * importing it again, when all files are duplicates. Also reports the longest main loop iteration. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "model/change/import/import.h"

#define ROUNDS 3
#define USUAL_FILES 10000

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static double
import (const char *tree, const char *library, BsImportCounts *counts, BenchTurns *turns)
{
  g_autoptr (BsImport) import = bs_import_new (library);
  g_autoptr (BsImportInput) input = bs_import_input_new_file (tree, tree);
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) acted = NULL;
  g_autoptr (GError) error = NULL;
  double start;

  bs_import_add (import, input);
  sync ();
  start = now ();
  bs_import_look_async (import, NULL, done_cb, &looked);
  while (looked == NULL)
    bench_turn (turns);
  g_assert_true (bs_import_look_finish (import, looked, &error));
  bs_import_act_async (import, NULL, done_cb, &acted);
  while (acted == NULL)
    bench_turn (turns);
  g_assert_true (bs_import_act_finish (import, acted, &error));
  bs_import_count (import, counts);
  return now () - start;
}

int
main (int argc, char **argv)
{
  guint n_files = argc > 2 ? (guint) atoi (argv[2]) : USUAL_FILES;
  g_autofree char *home = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *tree = NULL;
  double copies[ROUNDS];
  double first[ROUNDS];
  double again[ROUNDS];
  BsImportCounts counts = { 0 };
  BsImportCounts doubles = { 0 };
  BenchTurns turns = { 0 };

  if (argc < 2)
    {
      g_printerr ("Usage: bench-import FOLDER [FILES]\n");
      return 2;
    }
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  tree = bench_take_files (argv[1], n_files);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *library = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);

      copies[i] = bench_copy_and_sync (tree);
      first[i] = import (tree, library, &counts, &turns);
      again[i] = import (tree, library, &doubles, &turns);
      bench_remove_tree (library);
    }
  {
    double base = bench_median (copies, ROUNDS);
    double ours = bench_median (first, ROUNDS);
    double second = bench_median (again, ROUNDS);

    printf ("import of %u files (%u not possible): %.2f s; cp -r and sync: %.2f s; ratio %.2f (at most 2)\n",
            counts.imported, counts.failed, ours, base, ours / base);
    bench_budget ("import", ours / base, 2, " x");
    printf ("the same again, %u here already: %.2f s; ratio to the first time %.2f (at most 0.2)\n", doubles.duplicates,
            second, second / ours);
    printf ("longest turn of the main loop: %.1f ms, of which ours %.1f ms\n", turns.longest, turns.longest_work);
  }
  bench_remove_tree (tree);
  bench_remove_tree (home);
  return 0;
}
