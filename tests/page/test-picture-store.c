/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <utime.h>

#include "page/picture-store.h"

typedef struct
{
  char *folder;
  BsPictureStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("broadsheet-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = bs_picture_store_new (fixture->folder);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0)
        remove_tree (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static void
save (Fixture *fixture, const char *article, const char *address, gsize size)
{
  g_autofree char *data = g_strnfill (size, 'x');
  g_autoptr (GBytes) picture = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  bs_picture_store_save (fixture->store, article, address, picture, &error);
  g_assert_no_error (error);
}

static gboolean
has (Fixture *fixture, const char *article, const char *address)
{
  g_autoptr (GBytes) picture = bs_picture_store_load (fixture->store, article, address);

  return picture != NULL;
}

/* Sets a picture's last use to a number of seconds ago. */
static void
age (Fixture *fixture, const char *article, const char *address, guint seconds)
{
  g_autofree char *folder = g_compute_checksum_for_string (G_CHECKSUM_SHA256, article, -1);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *path = g_build_filename (fixture->folder, folder, name, NULL);
  struct utimbuf times;
  GStatBuf status;

  times.actime = times.modtime = g_get_real_time () / G_USEC_PER_SEC - seconds;
  g_assert_cmpint (utime (path, &times), ==, 0);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_kept_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) picture = NULL;

  g_assert_false (has (fixture, "a", "http://x/1"));
  save (fixture, "a", "http://x/1", 10);
  picture = bs_picture_store_load (fixture->store, "a", "http://x/1");
  g_assert_cmpuint (g_bytes_get_size (picture), ==, 10);
  g_assert_false (has (fixture, "b", "http://x/1"));
  g_assert_false (has (fixture, "a", "http://x/2"));
  save (fixture, "../../a", "../../b", 5);
  g_assert_true (has (fixture, "../../a", "../../b"));
  g_assert_cmpuint (bs_picture_store_measure (fixture->store), ==, 15);
}

static void
test_oldest_go_first (Fixture *fixture, gconstpointer data)
{
  bs_picture_store_set_limit (fixture->store, 1000);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://x/%u", i);

      save (fixture, "a", address, 100);
      age (fixture, "a", address, 100 - i);
    }
  /* A picture that is shown again counts as recent. */
  g_assert_true (has (fixture, "a", "http://x/0"));

  save (fixture, "b", "http://x/9", 200);
  g_assert_true (has (fixture, "b", "http://x/9"));
  g_assert_true (has (fixture, "a", "http://x/0"));
  g_assert_false (has (fixture, "a", "http://x/1"));
  g_assert_false (has (fixture, "a", "http://x/2"));
  g_assert_true (has (fixture, "a", "http://x/8"));
  g_assert_cmpuint (bs_picture_store_measure (fixture->store), <=, 900);
}

static void
test_kept_stays (Fixture *fixture, gconstpointer data)
{
  bs_picture_store_set_kept (fixture->store, "starred", TRUE);
  save (fixture, "starred", "http://x/1", 5000);
  save (fixture, "other", "http://x/1", 500);
  age (fixture, "starred", "http://x/1", 10000);
  bs_picture_store_set_limit (fixture->store, 1000);
  save (fixture, "other", "http://x/2", 800);
  g_assert_true (has (fixture, "starred", "http://x/1"));
  bs_picture_store_set_limit (fixture->store, 0);
  g_assert_true (has (fixture, "starred", "http://x/1"));
  g_assert_false (has (fixture, "other", "http://x/2"));
  bs_picture_store_clear (fixture->store);
  g_assert_true (has (fixture, "starred", "http://x/1"));

  bs_picture_store_move (fixture->store, "starred", "moved");
  g_assert_true (has (fixture, "moved", "http://x/1"));
  g_assert_false (has (fixture, "starred", "http://x/1"));

  bs_picture_store_set_kept (fixture->store, "moved", FALSE);
  g_assert_false (has (fixture, "moved", "http://x/1"));
}

/* Left by another program, or by an earlier start. */
static void
test_found_again (Fixture *fixture, gconstpointer data)
{
  save (fixture, "a", "http://x/1", 600);
  g_clear_object (&fixture->store);
  fixture->store = bs_picture_store_new (fixture->folder);
  age (fixture, "a", "http://x/1", 100);
  bs_picture_store_set_limit (fixture->store, 1000);
  g_assert_cmpuint (bs_picture_store_measure (fixture->store), ==, 600);
  save (fixture, "a", "http://x/2", 600);
  g_assert_false (has (fixture, "a", "http://x/1"));
  g_assert_true (has (fixture, "a", "http://x/2"));
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (BsPictureStore) store = bs_picture_store_new (file);
  g_autoptr (GBytes) picture = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (bs_picture_store_save (store, "a", "b", picture, &error));
  g_assert_nonnull (error);
  g_assert_null (bs_picture_store_load (store, "a", "b"));
  g_assert_cmpuint (bs_picture_store_measure (store), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/broadsheet/picture-store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("kept-apart", test_kept_apart);
  ADD ("oldest-go-first", test_oldest_go_first);
  ADD ("kept-stays", test_kept_stays);
  ADD ("found-again", test_found_again);
  ADD ("no-folder", test_no_folder);
  return g_test_run ();
}
