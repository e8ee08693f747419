/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "marks-fixture.h"

/* Export of marks, and import elsewhere. */

static gssize
transfer (MarksFixture *self, const char *path, gboolean out, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  bs_library_transfer_marks_async (self->library, out ? BS_MARKS_EXPORT : BS_MARKS_IMPORT, file, NULL,
                                   marks_answered_cb, &result);
  scratch_wait_until (result != NULL);
  return bs_library_transfer_marks_finish (self->library, result, error);
}

static void
test_transfer (MarksFixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (&self->scratch, "marks.json");
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autofree char *position = NULL;
  g_autoptr (GError) error = NULL;
  double fraction;
  struct stat st;

  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_write_article (&self->scratch, "root/odd \xff.md", "Odd");
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  marks_mark (self, "odd \xff.md", BS_MARK_STARRED, TRUE);
  bs_library_set_position (self->library, "c.md", "\"here\"", 0.75);
  g_assert_cmpint (transfer (self, path, TRUE, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);

  /* Another computer, where one of them has another name. */
  marks_stop (self);
  remove_tree (kept);
  scratch_rename (&self->scratch, "root/a.md", "root/renamed.md");
  marks_start (self);
  marks_mark (self, "c.md", BS_MARK_STARRED, TRUE);
  g_assert_cmpint (transfer (self, path, FALSE, &error), ==, 4);
  g_assert_no_error (error);
  scratch_wait_until (marks_is_starred (self, "renamed.md") && marks_is_unread (self, "b.md"));
  g_assert_true (marks_is_starred (self, "odd \xff.md"));
  /* It is listed and had no star. */
  scratch_wait_until (!marks_is_starred (self, "c.md"));
  position = marks_get_position (self, "c.md", &fraction);
  g_assert_cmpstr (position, ==, "\"here\"");
  g_assert_cmpfloat (fraction, ==, 0.75);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "renamed.md") && marks_is_unread (self, "b.md"));
}

static void
test_import_refused (MarksFixture *self, gconstpointer data)
{
  static const char *const bad[] = { "",
                                     "{}",
                                     "[1,2]",
                                     "no JSON at all",
                                     "{\"format\":\"broadsheet-marks\"}",
                                     "{\"format\":\"broadsheet-marks\",\"version\":9,\"articles\":[]}" };
  g_autofree char *path = scratch_get (&self->scratch, "marks.json");
  g_autoptr (GError) error = NULL;

  marks_start (self);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      scratch_write (&self->scratch, "marks.json", bad[i]);
      g_assert_cmpint (transfer (self, path, FALSE, &error), ==, -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "marks.json"));
      g_clear_error (&error);
    }
  /* A path that leads out of the library does not match an article. */
  scratch_write (&self->scratch, "marks.json",
                 "{\"format\":\"broadsheet-marks\",\"version\":1,\"articles\":[{\"path\":\"../a.md\",\"starred\":true},"
                 "7,{\"path\":\"a.md\",\"starred\":true}]}");
  g_assert_cmpint (transfer (self, path, FALSE, &error), ==, 1);
  scratch_wait_until (marks_is_starred (self, "a.md"));
  scratch_delete (&self->scratch, "marks.json");
  g_assert_cmpint (transfer (self, path, FALSE, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
add (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/marks-transfer/" name, MarksFixture, NULL, marks_set_up, func, marks_tear_down)
  ADD ("transfer", test_transfer);
  ADD ("import-refused", test_import_refused);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return marks_run (argc, argv, add);
}
