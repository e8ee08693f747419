/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "edit-scratch.h"

#include <sys/xattr.h>

static void
assert_refused (Scratch *self, const char *name, GQuark domain, int code)
{
  const char *const paths[] = { name, NULL };
  g_autoptr (BsEditReport) report = edit_scratch_apply (self, paths, "two");
  const BsTransactionResult *failure;

  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->failed->len, ==, 1);
  failure = g_ptr_array_index (report->failed, 0);
  g_assert_error (failure->error, domain, code);
  g_assert_cmpstr (failure->path, ==, name);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static void
test_nothing (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsEditReport) report = NULL;

  scratch_write (self, "a.md", BEFORE);
  report = edit_scratch_apply (self, paths, "one");
  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->unchanged->len, ==, 1);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static void
test_about (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autofree char *path = scratch_get (self, "a.md");
  g_autoptr (BsEditReport) report = NULL;
  gboolean has_attributes;
  char value[8] = { 0 };
  struct stat st;

  scratch_write (self, "a.md", BEFORE);
  g_assert_cmpint (chmod (path, 0640), ==, 0);
  has_attributes = setxattr (path, "user.note", "mine", 4, 0) == 0;
  if (geteuid () == 0)
    g_assert_cmpint (chown (path, 65534, 65534), ==, 0);

  report = edit_scratch_apply (self, paths, "two");
  edit_scratch_assert_content (self, "a.md", AFTER);
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 07777, ==, 0640);
  if (geteuid () == 0)
    g_assert_cmpint (st.st_uid, ==, 65534);
  if (has_attributes)
    {
      g_assert_cmpint (getxattr (path, "user.note", value, sizeof value), ==, 4);
      g_assert_cmpstr (value, ==, "mine");
    }
}

static void
test_links (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", "link.md", NULL };
  g_autofree char *path = scratch_get (self, "a.md");
  g_autofree char *other = scratch_get (self, "other.md");
  g_autofree char *real = scratch_get (self, "real.md");
  g_autofree char *link_path = scratch_get (self, "link.md");
  g_autoptr (BsEditReport) report = NULL;
  struct stat one, two;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "real.md", BEFORE);
  g_assert_cmpint (link (path, other), ==, 0);
  g_assert_cmpint (symlink ("real.md", link_path), ==, 0);

  report = edit_scratch_apply (self, paths, "two");
  g_assert_cmpuint (report->changed->len, ==, 2);
  edit_scratch_assert_content (self, "other.md", AFTER);
  edit_scratch_assert_content (self, "real.md", AFTER);
  g_assert_cmpint (stat (path, &one), ==, 0);
  g_assert_cmpint (stat (other, &two), ==, 0);
  g_assert_cmpuint (one.st_ino, ==, two.st_ino);
  g_assert_cmpint (lstat (link_path, &one), ==, 0);
  g_assert_true (S_ISLNK (one.st_mode));
  edit_scratch_assert_names (self, 4);

  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  edit_scratch_assert_content (self, "other.md", BEFORE);
  edit_scratch_assert_content (self, "real.md", BEFORE);
}

/* The folder of the file before it is known, and yet a link in it is looked at. */
static void
test_outside (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", "out.md", "b.md", NULL };
  g_autofree char *folder = g_dir_make_tmp ("broadsheet-outside-XXXXXX", NULL);
  g_autofree char *there = g_build_filename (folder, "there.md", NULL);
  g_autofree char *link_path = scratch_get (self, "out.md");
  g_autofree char *text = NULL;
  g_autoptr (BsEditReport) report = NULL;
  const BsTransactionResult *failure;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  g_assert_true (g_file_set_contents (there, BEFORE, -1, NULL));
  g_assert_cmpint (symlink (there, link_path), ==, 0);

  report = edit_scratch_apply (self, paths, "two");
  g_assert_cmpuint (report->changed->len, ==, 2);
  g_assert_cmpuint (report->failed->len, ==, 1);
  failure = g_ptr_array_index (report->failed, 0);
  g_assert_cmpstr (failure->path, ==, "out.md");
  g_assert_error (failure->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OUTSIDE);
  g_assert_true (g_file_get_contents (there, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, BEFORE);
  g_assert_cmpint (unlink (there), ==, 0);
  g_assert_cmpint (rmdir (folder), ==, 0);
}

static void
test_names (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "real.md", "sym.md", "hard.md", "real.md", NULL };
  g_autofree char *real = scratch_get (self, "real.md");
  g_autofree char *sym = scratch_get (self, "sym.md");
  g_autofree char *hard = scratch_get (self, "hard.md");
  g_autoptr (BsEditReport) report = NULL;

  scratch_write (self, "real.md", BEFORE);
  g_assert_cmpint (symlink ("real.md", sym), ==, 0);
  g_assert_cmpint (link (real, hard), ==, 0);

  report = edit_scratch_apply (self, paths, "two");
  g_assert_cmpuint (report->failed->len, ==, 0);
  g_assert_cmpuint (report->changed->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (report->changed, 0), ==, "real.md");
  g_assert_cmpuint (report->unchanged->len, ==, 3);
  g_assert_cmpstr (report->name, ==, "Set title of 1 article");
  edit_scratch_assert_content (self, "hard.md", AFTER);

  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (report->failed->len, ==, 0);
  edit_scratch_assert_content (self, "hard.md", BEFORE);
}

static void
test_refused (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");

  scratch_write (self, "text.c", BEFORE);
  assert_refused (self, "text.c", BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
  assert_refused (self, "gone.md", G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  scratch_write (self, "a.md", BEFORE);
  g_assert_cmpint (chmod (path, 0444), ==, 0);
  assert_refused (self, "a.md", G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  edit_scratch_assert_content (self, "a.md", BEFORE);

  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_cmpint (mkdir (path, 0755), ==, 0);
  assert_refused (self, "a.md", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (rmdir (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0644), ==, 0);
  assert_refused (self, "a.md", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);

  g_assert_cmpint (unlink (path), ==, 0);
  scratch_write (self, "a.md", BEFORE);
  g_assert_cmpint (truncate (path, 64 * 1024 * 1024 + 1), ==, 0);
  assert_refused (self, "a.md", BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
  edit_scratch_assert_names (self, 2);
}

static void
edit_as_nobody (Scratch *self)
{
  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    _exit (77);
  assert_refused (self, "a.md", G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* Makes a folder and its contents accessible to everybody. */
static void
open_up (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_cmpint (chmod (path, 0777), ==, 0);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      open_up (child);
    }
}

static void
test_folder (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");
  int status;

  scratch_write (self, "a.md", BEFORE);
  g_assert_cmpint (chmod (path, 0666), ==, 0);
  g_assert_cmpint (chmod (self->path, 0555), ==, 0);
  /* The user of the other process must be able to write a history. */
  open_up (g_get_user_data_dir ());
  status = edit_scratch_run_apart (self, edit_as_nobody);
  g_assert_cmpint (chmod (self->path, 0755), ==, 0);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    {
      g_test_skip ("nobody else can be had here");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_names (self, 1);
}

static void
edit_without_room (Scratch *self)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEdit) edit = edit_scratch_make_edit ("two");
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = NULL;

  edit_scratch_limit_files (4096);
  report = bs_editing_apply (home, self->path, paths, edit, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  edit_scratch_assert_no_space (report);
}

static void
test_room (Scratch *self, gconstpointer data)
{
  g_autofree char *text = edit_scratch_write_long (self, "a.md");

  g_assert_cmpint (edit_scratch_run_apart (self, edit_without_room), ==, 0);
  edit_scratch_assert_content (self, "a.md", text);
  edit_scratch_assert_names (self, 1);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static void
test_many (Scratch *self, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BsEditReport) report = NULL;
  guint n = 1200;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (paths, g_strdup_printf ("%u.md", i));
      scratch_write (self, g_ptr_array_index (paths, i), BEFORE);
    }
  g_ptr_array_add (paths, NULL);
  report = edit_scratch_apply (self, (const char *const *) paths->pdata, "two");
  g_assert_cmpuint (report->changed->len, ==, n);
  edit_scratch_assert_content (self, "1199.md", AFTER);
  edit_scratch_assert_names (self, n);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Set title of 1200 articles");
  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (report->changed->len, ==, n);
  edit_scratch_assert_content (self, "0.md", BEFORE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/broadsheet/editing/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("nothing", test_nothing);
  ADD ("about", test_about);
  ADD ("links", test_links);
  ADD ("outside", test_outside);
  ADD ("names", test_names);
  ADD ("refused", test_refused);
  ADD ("folder", test_folder);
  ADD ("room", test_room);
  ADD ("many", test_many);
#undef ADD

  status = g_test_run ();
  remove_tree (data);

  return status;
}
