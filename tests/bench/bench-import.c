/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-import FOLDER [FILES]: the import of a tree against `cp -r` and `sync` of the same tree, by turns; and the same
 * tree once more, all of which is there already. How long the main loop is held meanwhile is told as well. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* So many files of a corpus, in the folders that they are in. */
static char *
take_files (const char *corpus, guint n_files)
{
  g_autoptr (GPtrArray) files = bench_list_files (corpus);
  char *tree = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);

  for (guint i = 0; i < files->len && i < n_files; i++)
    {
      const char *name = g_ptr_array_index (files, i);
      g_autofree char *from = g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (corpus, name, NULL);
      g_autofree char *to = g_build_filename (tree, from + strlen (corpus), NULL);
      g_autofree char *folder = g_path_get_dirname (to);
      g_autofree char *bytes = NULL;
      gsize length;

      g_mkdir_with_parents (folder, 0700);
      if (g_file_get_contents (from, &bytes, &length, NULL))
        g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644, NULL);
    }
  return tree;
}

static double
copy (const char *tree)
{
  g_autofree char *target = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("sh -c 'cp -r \"%s\" \"%s/copy\" && sync'", tree, target);
  double start;

  sync ();
  start = now ();
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  start = now () - start;
  bench_remove_tree (target);
  return start;
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
  tree = take_files (argv[1], n_files);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *library = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);

      copies[i] = copy (tree);
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
    printf ("the same again, %u here already: %.2f s; ratio to the first time %.2f (at most 0.2)\n", doubles.duplicates,
            second, second / ours);
    printf ("longest turn of the main loop: %.1f ms, of which ours %.1f ms\n", turns.longest, turns.longest_work);
  }
  bench_remove_tree (tree);
  bench_remove_tree (home);
  return 0;
}
