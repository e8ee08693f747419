/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/file-system.h"

#include "scratch.h"

static void
test_open (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "file");
  char byte = 0;
  int fd;

  scratch_write (self, "file", "x");
  fd = bs_file_system_open (path, O_RDONLY);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
  g_assert_cmpint (read (fd, &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'x');
  close (fd);
}

static void
test_link (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "link");

  scratch_write (self, "file", "x");
  g_assert_cmpint (symlink ("file", path), ==, 0);
  g_assert_cmpint (bs_file_system_open (path, O_RDONLY), ==, -1);
  g_assert_cmpint (errno, ==, ELOOP);
}

static void
test_missing (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "missing");

  g_assert_cmpint (bs_file_system_open (path, O_RDONLY), ==, -1);
  g_assert_cmpint (errno, ==, ENOENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/broadsheet/file-system/" path, Scratch, NULL, scratch_set_up, function, scratch_tear_down)
  ADD ("open", test_open);
  ADD ("link", test_link);
  ADD ("missing", test_missing);

  return g_test_run ();
}
