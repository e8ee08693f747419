/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/home.h"

#include "scratch.h"

static char *
make_folder (Scratch *scratch, const char *name)
{
  char *path = g_build_filename (scratch->path, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  return path;
}

static char *
open_home (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsHome) home = bs_home_open (folder, &error);

  g_assert_no_error (error);
  return g_strdup (bs_home_get_id (home));
}

static void
test_same (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "文章");
  g_autofree char *other = make_folder (scratch, "other");
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *third = NULL;
  g_autoptr (BsHome) found = NULL;

  g_assert_null (bs_home_find (folder));
  first = open_home (folder);
  again = open_home (folder);
  third = open_home (other);
  found = bs_home_find (folder);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, ==, bs_home_get_id (found));
  g_assert_cmpstr (first, !=, third);
}

static void
test_link (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "real");
  g_autofree char *link = g_build_filename (scratch->path, "link", NULL);
  g_autofree char *first = open_home (folder);
  g_autofree char *through = NULL;

  g_assert_cmpint (symlink (folder, link), ==, 0);
  through = open_home (link);
  g_assert_cmpstr (first, ==, through);
}

static void
test_moved (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "before");
  g_autofree char *moved = g_build_filename (scratch->path, "after", NULL);
  g_autofree char *first = open_home (folder);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  after = open_home (moved);
  g_assert_cmpstr (first, ==, after);

  /* The current folder counts: a new folder at the old path is another library. */
  g_free (make_folder (scratch, "before"));
  again = open_home (folder);
  g_assert_cmpstr (first, !=, again);
}

static void
test_replaced (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "library");
  g_autofree char *aside = g_build_filename (scratch->path, "gone", "old", NULL);
  g_autofree char *parent = make_folder (scratch, "gone");
  g_autofree char *first = open_home (folder);
  g_autofree char *after = NULL;

  /* A restored copy has only the path in common. */
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_free (make_folder (scratch, "library"));
  after = open_home (folder);
  g_assert_cmpstr (first, ==, after);
}

static void
test_damaged (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "library");
  g_autoptr (GError) error = NULL;
  g_autoptr (BsHome) home = bs_home_open (folder, &error);
  g_autofree char *file = bs_home_build_data_path (home, "folder");
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (file, "\x01\xff[noise\n=", -1, NULL));
  after = open_home (folder);
  g_assert_cmpstr (bs_home_get_id (home), !=, after);
}

static void
test_private (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "library");
  g_autoptr (BsHome) home = bs_home_open (folder, NULL);
  g_autofree char *path = bs_home_build_data_path (home, "folder");
  g_autofree char *parent = g_path_get_dirname (path);
  struct stat st;

  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (parent, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, 0700);
}

static void
test_missing (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (scratch->path, "nothing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (bs_home_open (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "nothing"));
}

static void
test_cannot_write (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = make_folder (scratch, "library");
  g_autofree char *parent = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autoptr (GError) error = NULL;

  /* A file in place of the folder is an error for every user, even root. */
  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (parent, "", 0, NULL));
  g_assert_null (bs_home_open (folder, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, G_IO_ERROR);
}

#define add(path, function)                                                                                            \
  g_test_add ("/broadsheet/home/" path, Scratch, NULL, scratch_set_up, function, scratch_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("same", test_same);
  add ("link", test_link);
  add ("moved", test_moved);
  add ("replaced", test_replaced);
  add ("damaged", test_damaged);
  add ("private", test_private);
  add ("missing", test_missing);
  add ("cannot-write", test_cannot_write);

  return g_test_run ();
}
