/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/write/source-save.h"
#include "model/change/write/unsaved-text.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "edit-scratch.h"

#define SOURCE "---\r\ntitle: 一\r\n---\nText.\r\n"
#define SAVED "---\r\ntitle: 一二\r\n---\nText.\r\n"

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_file (Scratch *self, const char *path, const char *text)
{
  g_autofree char *whole = g_build_filename (self->path, path, NULL);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (whole, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

static BsEditReport *
save (Scratch *self, const char *path, const char *before, const char *after)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GBytes) old_bytes = before != NULL ? make_bytes (before) : NULL;
  g_autoptr (GBytes) new_bytes = make_bytes (after);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_source_save (home, self->path, path, old_bytes, new_bytes, &error);

  g_assert_no_error (error);
  return report;
}

/* It is one step of the history, which is undone and redone. */
static void
test_saved (Scratch *self, gconstpointer data)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;
  g_autoptr (BsEditReport) redone = NULL;

  scratch_write (self, "a.md", SOURCE);
  report = save (self, "a.md", SOURCE, SAVED);
  g_assert_cmpuint (report->changed->len, ==, 1);
  g_assert_cmpstr (report->name, ==, "Edit Source");
  assert_file (self, "a.md", SAVED);
  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_SKIP);
  assert_file (self, "a.md", SOURCE);
  redone = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_SKIP);
  assert_file (self, "a.md", SAVED);
}

/* A file that another program has changed stays as it is; to replace it, its bytes have to be named. */
static void
test_conflict (Scratch *self, gconstpointer data)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) over = NULL;
  g_autoptr (BsEditReport) again = NULL;

  scratch_write (self, "a.md", "other\n");
  report = save (self, "a.md", SOURCE, SAVED);
  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->failed->len, ==, 1);
  g_assert_error (((BsTransactionResult *) g_ptr_array_index (report->failed, 0))->error, BS_CHANGE_ERROR,
                  BS_CHANGE_ERROR_CHANGED);
  assert_file (self, "a.md", "other\n");
  over = save (self, "a.md", "other\n", SAVED);
  g_assert_cmpuint (over->changed->len, ==, 1);
  assert_file (self, "a.md", SAVED);
  again = save (self, "new.md", NULL, SAVED);
  g_assert_cmpuint (again->changed->len, ==, 1);
  assert_file (self, "new.md", SAVED);
}

static void
test_unsaved (Scratch *self, gconstpointer data)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GBytes) base = make_bytes (SOURCE);
  g_autoptr (GBytes) text = make_bytes ("---\ntitle: 一二\n");
  g_autoptr (BsUnsavedText) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) listed = NULL;
  g_auto (GStrv) none = NULL;
  g_autofree char *folder = bs_home_build_data_path (home, "unsaved");
  g_autofree char *file = NULL;
  g_autoptr (GDir) dir = NULL;
  struct stat st;

  g_assert_null (bs_unsaved_text_find (home, "below/a b.md"));
  g_assert_true (bs_unsaved_text_keep (home, "below/a b.md", base, text, &error));
  g_assert_no_error (error);
  g_assert_true (bs_unsaved_text_keep (home, "b.md", text, base, &error));
  listed = bs_unsaved_text_list (home);
  g_assert_cmpuint (g_strv_length (listed), ==, 2);
  g_assert_cmpstr (listed[0], ==, "b.md");
  found = bs_unsaved_text_find (home, "below/a b.md");
  g_assert_nonnull (found);
  g_assert_true (g_bytes_equal (found->base, base));
  g_assert_true (g_bytes_equal (found->text, text));

  /* Nobody else may read it, and nothing that is damaged is taken for a text. */
  bs_unsaved_text_remove (home, "b.md");
  dir = g_dir_open (folder, 0, NULL);
  file = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_cmpint (stat (file, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_set_contents (file, "broadsheet-unsaved 1\n../a\n1\n5\n\nabc", -1, NULL));
  g_assert_null (bs_unsaved_text_find (home, "below/a b.md"));
  bs_unsaved_text_remove (home, "below/a b.md");
  none = bs_unsaved_text_list (home);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpint (g_access (folder, F_OK), !=, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/broadsheet/source-save/saved", Scratch, NULL, scratch_set_up, test_saved, scratch_tear_down);
  g_test_add ("/broadsheet/source-save/conflict", Scratch, NULL, scratch_set_up, test_conflict, scratch_tear_down);
  g_test_add ("/broadsheet/source-save/unsaved", Scratch, NULL, scratch_set_up, test_unsaved, scratch_tear_down);

  status = g_test_run ();
  remove_tree (folder);

  return status;
}
