/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "model/change/write/editing.h"

/* One edit of many files compared with `cp -r` and `sync` of the same files, in turn; and its undo. Usage: bench-edit
 * FOLDER [FILES] */

#define ROUNDS 3
#define USUAL_FILES 10000

static double
get_time (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static double
edit (BsHome *home, const char *tree, const char *const *paths, guint round)
{
  static const char *const path[] = { "reviewed", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("round %u", round);
  double start;

  bs_edit_set_text (edit, path, text);
  sync ();
  start = get_time ();
  report = bs_editing_apply (home, tree, paths, edit, NULL, &error);
  g_assert_no_error (error);
  return get_time () - start;
}

static double
undo (BsHome *home, const char *tree)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  guint64 step = bs_editing_peek (home, BS_JOURNAL_UNDO, NULL);
  double start;

  sync ();
  start = get_time ();
  report = bs_editing_move (home, tree, BS_JOURNAL_UNDO, step, BS_EDITING_ASK, NULL, &error);
  g_assert_no_error (error);
  return get_time () - start;
}

int
main (int argc, char *argv[])
{
  guint n_files = argc > 2 ? (guint) atoi (argv[2]) : USUAL_FILES;
  g_autofree char *data = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *tree = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BsHome) home = NULL;
  g_autoptr (GError) error = NULL;
  double copies[ROUNDS];
  double edits[ROUNDS];
  double undos[ROUNDS];
  double base;

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER [FILES]\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_CACHE_HOME", data, TRUE);
  tree = bench_take_files (argv[1], n_files);
  files = bench_list_files (tree);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (paths, g_strdup ((const char *) g_ptr_array_index (files, i) + strlen (tree) + 1));
  g_ptr_array_add (paths, NULL);
  home = bs_home_open (tree, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < ROUNDS; i++)
    {
      copies[i] = bench_copy_and_sync (tree);
      edits[i] = edit (home, tree, (const char *const *) paths->pdata, i);
      undos[i] = undo (home, tree);
    }
  base = bench_median (copies, ROUNDS);
  g_print ("%u files: cp -r and sync %.2f s, edit %.2f s, undo %.2f s\n", files->len, base,
           bench_median (edits, ROUNDS), bench_median (undos, ROUNDS));
  bench_budget ("bulk edit", bench_median (edits, ROUNDS) / base, 2, " x");
  bench_budget ("undo of a bulk edit", bench_median (undos, ROUNDS) / base, 2, " x");
  bench_remove_tree (tree);
  bench_remove_tree (data);
  return 0;
}
