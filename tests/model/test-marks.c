/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "marks-fixture.h"

/* The reader's marks, and marks set by other programs at the same time. */

static void
test_first (MarksFixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  struct stat st;

  marks_start (self);
  marks_settle (self);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_wait_until (marks_is_unread (self, "c.md"));
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  g_assert_false (marks_is_unread (self, "a.md"));

  database = marks_get_database (self);
  g_assert_cmpint (stat (database, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
}

/* Reading creates no files. */
static void
test_not_kept (MarksFixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);

  self->library = bs_library_new (folder);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_assert_cmpuint (marks_mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  g_assert_true (marks_is_starred (self, "a.md"));
  marks_stop (self);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_while_closed (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  marks_stop (self);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  marks_start (self);
  scratch_wait_until (marks_is_unread (self, "c.md"));
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  /* It stays so. */
  marks_restart (self);
  scratch_wait_until (marks_is_unread (self, "c.md"));
  g_assert_cmpuint (marks_mark (self, "c.md", BS_MARK_UNREAD, FALSE), ==, 1);
  g_assert_cmpuint (marks_mark (self, "c.md", BS_MARK_UNREAD, FALSE), ==, 0);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
  marks_restart (self);
  marks_settle (self);
  g_assert_false (marks_is_unread (self, "c.md"));
}

/* An interrupted first scan has not seen all existing articles. */
static void
test_broken_off (MarksFixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/many/%u.md", i);

      scratch_write_article_in_place (&self->scratch, name, name);
    }
  self->library = bs_library_new (folder);
  bs_library_keep_marks (self->library);
  bs_library_open (self->library);
  bs_library_cancel_scan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_n_articles (self->library) == 502);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  marks_settle (self);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

static void
test_kept (MarksFixture *self, gconstpointer data)
{
  g_autofree char *position = NULL;
  g_autofree char *nothing = NULL;
  double fraction;

  marks_start (self);
  g_assert_cmpuint (marks_mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  g_assert_cmpuint (marks_mark (self, "b.md", BS_MARK_UNREAD, TRUE), ==, 1);
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 1);
  bs_library_set_position (self->library, "b.md", "{\"y\":12}", 0.25);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "a.md") && marks_is_unread (self, "b.md"));
  g_assert_false (marks_is_starred (self, "b.md"));
  position = marks_get_position (self, "b.md", &fraction);
  g_assert_cmpstr (position, ==, "{\"y\":12}");
  g_assert_cmpfloat (fraction, ==, 0.25);
  nothing = marks_get_position (self, "a.md", &fraction);
  g_assert_null (nothing);
}

static guint
get_n_recent (MarksFixture *self)
{
  return bs_library_get_n_recent (self->library);
}

static void
test_recent (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  marks_settle (self);
  g_assert_cmpuint (get_n_recent (self), ==, 0);
  /* Another title is not another text. */
  scratch_write_article (&self->scratch, "root/b.md", "B2");
  scratch_replace (&self->scratch, "root/a.md", "---\ntitle: A\ndate: 2022-05-17 10:00:00 +0800\n---\nOther text.\n");
  scratch_wait_until (get_n_recent (self) == 1);
  marks_restart (self);
  scratch_wait_until (get_n_recent (self) == 1);
  marks_stop (self);
  scratch_replace (&self->scratch, "root/b.md", "---\ntitle: B2\ndate: 2022-05-17 10:00:00 +0800\n---\nOther.\n");
  marks_start (self);
  scratch_wait_until (get_n_recent (self) == 2);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

static void
test_many (MarksFixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (BsArticleList) all = NULL;
  g_autoptr (GArray) changed = NULL;
  g_autoptr (GArray) undone = NULL;
  g_autoptr (GArray) older = NULL;

  scratch_write (&self->scratch, "root/old.md", "---\ntitle: Old\ndate: 2001-01-01\n---\n");
  marks_start (self);
  all = bs_library_query (self->library, query);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (all)) == 3);
  marks_mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  changed = bs_library_mark_list (self->library, all, G_MAXINT64, BS_MARK_UNREAD, TRUE);
  g_assert_cmpuint (changed->len, ==, 2);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 3);
  undone =
      bs_library_mark (self->library, (const guint *) (gpointer) changed->data, changed->len, BS_MARK_UNREAD, FALSE);
  g_assert_cmpuint (undone->len, ==, 2);
  g_assert_true (marks_is_unread (self, "b.md"));

  marks_mark (self, "old.md", BS_MARK_UNREAD, TRUE);
  older = bs_library_mark_list (self->library, all, 1500000000, BS_MARK_UNREAD, FALSE);
  g_assert_cmpuint (older->len, ==, 1);
  g_assert_cmpuint (g_array_index (older, guint, 0), ==, marks_get_id (self, "old.md"));
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  marks_restart (self);
  scratch_wait_until (bs_library_get_n_unread (self->library) == 1);
  g_assert_true (marks_is_unread (self, "b.md"));
}

/* Articles read while the list of unread articles is open stay in it. */
static void
test_held (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_UNREAD, TRUE);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  marks_mark (self, "a.md", BS_MARK_HELD, TRUE);
  marks_mark (self, "a.md", BS_MARK_UNREAD, FALSE);
  marks_mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 2);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  marks_mark (self, "a.md", BS_MARK_HELD, FALSE);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
}

/* A second window shows the first one's marks when it refreshes. */
static void
test_two (MarksFixture *self, gconstpointer data)
{
  MarksFixture other = { .root = self->root };

  marks_start (self);
  marks_start (&other);
  marks_settle (self);
  marks_settle (&other);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_mark (&other, "b.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  marks_settle (&other);
  bs_library_refresh_marks (self->library);
  bs_library_refresh_marks (other.library);
  scratch_wait_until (marks_is_starred (self, "b.md") && marks_is_starred (&other, "a.md"));
  marks_mark (self, "b.md", BS_MARK_STARRED, FALSE);
  marks_settle (self);
  bs_library_refresh_marks (other.library);
  scratch_wait_until (!marks_is_starred (&other, "b.md"));
  marks_stop (&other);
}

/* The other process only sets marks, many times. */
static int
run_other (const char *root)
{
  MarksFixture self = { .root = (char *) root };

  marks_start (&self);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("other/%u.md", i);

      marks_mark (&self, name, BS_MARK_STARRED, TRUE);
    }
  marks_stop (&self);
  return 0;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_two_processes (MarksFixture *self, gconstpointer data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_ended = FALSE;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *mine = g_strdup_printf ("root/mine/%u.md", i);
      g_autofree char *other = g_strdup_printf ("root/other/%u.md", i);

      scratch_write_article_in_place (&self->scratch, mine, mine);
      scratch_write_article_in_place (&self->scratch, other, other);
    }
  marks_start (self);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--other", self->root, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, ended_cb, &is_ended);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("mine/%u.md", i);

      marks_mark (self, name, BS_MARK_STARRED, TRUE);
      g_main_context_iteration (NULL, FALSE);
    }
  scratch_wait_until (is_ended);
  marks_restart (self);
  scratch_wait_until (bs_library_get_n_starred (self->library) == 100);
}

/* A folder on a drive that is connected later gets its marks when it appears. */
static void
test_late_folder (MarksFixture *self, gconstpointer data)
{
  g_autofree char *away = scratch_get (&self->scratch, "away");
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);

  marks_start (self);
  marks_settle (self);
  g_assert_cmpuint (marks_mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  marks_stop (self);

  g_assert_cmpint (g_rename (self->root, away), ==, 0);
  self->library = bs_library_new (folder);
  bs_library_keep_marks (self->library);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_GONE);
  marks_settle (self);
  g_assert_null (bs_library_marks_get_message (bs_library_get_marking (self->library)));

  g_assert_cmpint (g_rename (away, self->root), ==, 0);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY && marks_is_starred (self, "a.md"));
  g_assert_null (bs_library_marks_get_message (bs_library_get_marking (self->library)));
  g_assert_cmpuint (marks_mark (self, "b.md", BS_MARK_STARRED, TRUE), ==, 1);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "a.md") && marks_is_starred (self, "b.md"));
}

static void
add (void)
{
#define ADD(name, func) g_test_add ("/broadsheet/marks/" name, MarksFixture, NULL, marks_set_up, func, marks_tear_down)
  ADD ("first", test_first);
  ADD ("not-kept", test_not_kept);
  ADD ("while-closed", test_while_closed);
  ADD ("broken-off", test_broken_off);
  ADD ("kept", test_kept);
  ADD ("recent", test_recent);
  ADD ("many", test_many);
  ADD ("held", test_held);
  ADD ("late-folder", test_late_folder);
  ADD ("two", test_two);
  ADD ("two-processes", test_two_processes);
#undef ADD
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--other"))
    return run_other (argv[2]);

  return marks_run (argc, argv, add);
}
