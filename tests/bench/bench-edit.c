/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "model/change/write/editing.h"

/* Edits of many files and their undo, each compared with `cp -r` and `sync` of the same files just before: one field of
 * some files, and the rename of a category of all files. Usage: bench-edit FOLDER [FILES [ALL_FILES]] */

#define ROUNDS 3
#define USUAL_FILES 2000
#define ALL_FILES 100000

/* The articles of a tree of their own. */
typedef struct
{
  char *tree;
  GPtrArray *paths; /* (element-type filename): relative to the tree; ends with %NULL */
  BsHome *home;
} Articles;

static double
get_time (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
take_articles (Articles *self, const char *corpus, guint n_files)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  self->tree = bench_take_files (corpus, n_files);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  files = bench_list_files (self->tree);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->paths, g_strdup ((const char *) g_ptr_array_index (files, i) + strlen (self->tree) + 1));
  g_ptr_array_add (self->paths, NULL);
  self->home = bs_home_open (self->tree, &error);
  g_assert_no_error (error);
}

static void
remove_articles (Articles *self)
{
  bench_remove_tree (self->tree);
  bs_home_unref (self->home);
  g_ptr_array_unref (self->paths);
  g_free (self->tree);
}

static double
apply (const Articles *self, const BsEdit *edit)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  double start;

  sync ();
  start = get_time ();
  report = bs_editing_apply (self->home, self->tree, (const char *const *) self->paths->pdata, edit, NULL, NULL, NULL,
                             &error);
  g_assert_no_error (error);
  /* Some articles of the corpus are damaged, and cannot be changed. */
  g_assert_cmpuint (report->changed->len, >, self->paths->len / 10 * 9);
  return get_time () - start;
}

static double
undo (const Articles *self)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  guint64 step = bs_editing_peek (self->home, BS_JOURNAL_UNDO, NULL);
  double start;

  sync ();
  start = get_time ();
  report = bs_editing_move (self->home, self->tree, BS_JOURNAL_UNDO, step, BS_EDITING_ASK, NULL, &error);
  g_assert_no_error (error);
  return get_time () - start;
}

static void
measure (const char *corpus, guint n_files, const char *what, const BsEdit *before, const BsEdit *edit)
{
  Articles self = { 0 };
  double copies[ROUNDS], edits[ROUNDS], undos[ROUNDS];
  g_autofree char *edit_name = g_strdup_printf ("%s, %u files", what, n_files);
  g_autofree char *undo_name = g_strdup_printf ("its undo, %u files", n_files);
  double base;

  take_articles (&self, corpus, n_files);
  if (before != NULL)
    apply (&self, before);
  for (guint i = 0; i < ROUNDS; i++)
    {
      copies[i] = bench_copy_and_sync (self.tree);
      edits[i] = apply (&self, edit);
      undos[i] = undo (&self);
    }
  base = bench_median (copies, ROUNDS);
  g_print ("%s: cp -r and sync %.2f s, edit %.2f s, undo %.2f s\n", edit_name, base, bench_median (edits, ROUNDS),
           bench_median (undos, ROUNDS));
  bench_budget (edit_name, bench_median (edits, ROUNDS) / base, 2, " x");
  bench_budget (undo_name, bench_median (undos, ROUNDS) / base, 2, " x");
  remove_articles (&self);
}

int
main (int argc, char *argv[])
{
  static const char *const key[] = { "reviewed", NULL };
  static const char *const from[] = { "Shared", NULL };
  static const char *const to[] = { "Renamed", NULL };
  guint n_files = argc > 2 ? (guint) atoi (argv[2]) : USUAL_FILES;
  guint n_all = argc > 3 ? (guint) atoi (argv[3]) : ALL_FILES;
  g_autofree char *data = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autoptr (BsEdit) set = bs_edit_new ();
  g_autoptr (BsEdit) put = bs_edit_new ();
  g_autoptr (BsEdit) rename = bs_edit_new ();

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER [FILES [ALL_FILES]]\n", argv[0]);
      return 2;
    }
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_CACHE_HOME", data, TRUE);
  bs_edit_set_text (set, key, "yes");
  bs_edit_put_in_category (put, BS_SITE_HEXO, from, TRUE);
  bs_edit_rename_category (rename, BS_SITE_HEXO, from, to);
  if (n_files > 0)
    measure (argv[1], n_files, "bulk edit", NULL, set);
  if (n_all > 0)
    measure (argv[1], n_all, "rename of a category", put, rename);
  bench_remove_tree (data);
  return 0;
}
