/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "marks-fixture.h"
#include "model/library/marks/marks-moves.h"

/* The marks of articles whose files move, return, or have duplicates. */

static void
test_rename (MarksFixture *self, gconstpointer data)
{
  double fraction;
  g_autofree char *position = NULL;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  bs_library_set_position (self->library, "a.md", "here", 0.5);
  scratch_rename (&self->scratch, "root/a.md", "root/c.md");
  scratch_wait_until (marks_is_there (self, "c.md"));
  g_assert_true (marks_is_starred (self, "c.md"));
  marks_settle (self);
  marks_stop (self);
  scratch_make_folder (&self->scratch, "root/d");
  scratch_rename (&self->scratch, "root/c.md", "root/d/e.md");
  scratch_rename (&self->scratch, "root/b.md", "root/d/f.md");
  marks_start (self);
  scratch_wait_until (marks_is_starred (self, "d/e.md") && marks_is_unread (self, "d/f.md"));
  marks_settle (self);
  g_assert_false (marks_is_unread (self, "d/e.md"));
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  position = marks_get_position (self, "d/e.md", &fraction);
  g_assert_cmpstr (position, ==, "here");
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A file that is read again without a change is the same article for its holders. */
static void
test_read_anew (MarksFixture *self, gconstpointer data)
{
  g_autoptr (BsArticleItem) item = NULL;
  guint n_told = 0;

  marks_start (self);
  marks_settle (self);
  item = bs_library_dup_item (self->library, "a.md");
  g_signal_connect (item, "notify::starred", G_CALLBACK (count_cb), &n_told);
  g_signal_connect (item, "notify::unread", G_CALLBACK (count_cb), &n_told);
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  marks_settle (self);
  g_assert_cmpuint (n_told, ==, 0);

  g_assert_cmpuint (marks_mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  g_assert_cmpuint (marks_mark (self, "a.md", BS_MARK_UNREAD, TRUE), ==, 1);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_true (bs_article_item_get_starred (item));
  g_assert_true (bs_article_item_get_unread (item));
}

/* Like programs that write a file at a new path and then delete the old one. */
static void
test_copy_then_delete (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  scratch_write_article (&self->scratch, "root/z.md", "A");
  scratch_wait_until (marks_is_unread (self, "z.md"));
  g_assert_false (marks_is_starred (self, "z.md"));
  scratch_delete (&self->scratch, "root/a.md");
  scratch_wait_until (marks_is_starred (self, "z.md") && !marks_is_unread (self, "z.md"));
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "z.md"));
  g_assert_false (marks_is_unread (self, "z.md"));
}

/* A copy read before the original was deleted has its own marks. */
static void
test_read_copy (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  scratch_write_article (&self->scratch, "root/z.md", "A");
  scratch_wait_until (marks_is_unread (self, "z.md"));
  marks_mark (self, "z.md", BS_MARK_UNREAD, FALSE);
  marks_settle (self);
  scratch_delete (&self->scratch, "root/a.md");
  scratch_wait_until (!marks_is_there (self, "a.md"));
  marks_settle (self);
  g_assert_false (marks_is_starred (self, "z.md"));
  g_assert_false (marks_is_unread (self, "z.md"));
  marks_restart (self);
  marks_settle (self);
  g_assert_false (marks_is_starred (self, "z.md"));
}

static void
test_equal_files (MarksFixture *self, gconstpointer data)
{
  scratch_write_article (&self->scratch, "root/b.md", "A");
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "a.md"));
  g_assert_false (marks_is_starred (self, "b.md"));
  marks_stop (self);
  /* A third copy, while both exist, is new like any other. */
  scratch_write_article (&self->scratch, "root/c.md", "A");
  marks_start (self);
  scratch_wait_until (marks_is_unread (self, "c.md"));
  g_assert_false (marks_is_starred (self, "c.md"));
  g_assert_true (marks_is_starred (self, "a.md"));
}

static void
test_comes_back (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  scratch_delete (&self->scratch, "root/a.md");
  scratch_wait_until (!marks_is_there (self, "a.md"));
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 0);
  marks_restart (self);
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_wait_until (marks_is_starred (self, "a.md"));
  g_assert_false (marks_is_unread (self, "a.md"));
}

/* However long a file was missing, a starred article is starred again. Read marks are forgotten, unless the article may
 * be in an unreadable folder. */
static void
test_comes_back_late (MarksFixture *self, gconstpointer data)
{
  gboolean is_whole = GPOINTER_TO_INT (data);
  g_autofree char *unreadable = NULL;
  static const char ageing[] = "UPDATE article SET gone = gone - 3 * 366 * 24 * 60 * 60 WHERE gone > 0";
  g_autofree char *path = NULL;
  sqlite3 *database = NULL;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  scratch_delete (&self->scratch, "root/a.md");
  scratch_delete (&self->scratch, "root/b.md");
  scratch_wait_until (!marks_is_there (self, "a.md") && !marks_is_there (self, "b.md"));
  marks_stop (self);
  path = marks_get_database (self);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, ageing, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (database), ==, 2);
  sqlite3_close (database);

  if (!is_whole)
    unreadable = scratch_make_unreadable (self->root);
  marks_start (self);
  marks_settle (self);
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_write_article (&self->scratch, "root/b.md", "B");
  scratch_wait_until (marks_is_starred (self, "a.md") && marks_is_there (self, "b.md"));
  g_assert_false (marks_is_unread (self, "a.md"));
  bs_library_marks_flush (bs_library_get_marking (self->library));
  marks_settle (self);
  g_assert_cmpint (marks_is_unread (self, "b.md"), ==, is_whole);
  if (unreadable != NULL)
    scratch_remove_unreadable (unreadable);
}

/* Nobody waits for a move that failed half-way, nor takes a file that appears later for it. */
static void
test_taken_back (MarksFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsHome) home = bs_home_open (self->root, &error);
  g_autofree char *path = bs_home_build_data_path (home, "moves");
  g_autoptr (GPtrArray) moves = g_ptr_array_new ();
  g_autoptr (GHashTable) announced = NULL;
  g_autoptr (GHashTable) left = NULL;
  gint64 seen = 0;

  g_assert_no_error (error);
  g_ptr_array_add (moves, (char *) "a.md");
  g_ptr_array_add (moves, (char *) "new-a.md");
  g_ptr_array_add (moves, (char *) "b.md");
  g_ptr_array_add (moves, (char *) "new-b.md");
  bs_marks_moves_write (home, moves);
  announced = bs_marks_moves_read (path, &seen);
  g_assert_cmpuint (g_hash_table_size (announced), ==, 2);
  scratch_write_article (&self->scratch, "root/new-a.md", "A");
  scratch_rename (&self->scratch, "root/b.md", "root/new-b.md");
  bs_marks_moves_settle (home, self->root, moves);
  left = bs_marks_moves_read (path, &seen);
  g_assert_nonnull (left);
  g_assert_cmpuint (g_hash_table_size (left), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (left, "new-b.md"), ==, "b.md");
  /* A move that succeeds is announced once. */
  scratch_delete (&self->scratch, "root/a.md");
  bs_marks_moves_settle (home, self->root, moves);
  g_assert_null (bs_marks_moves_read (path, &seen));
}

static void
add (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/marks-moves/" name, MarksFixture, NULL, marks_set_up, func, marks_tear_down)
  ADD ("rename", test_rename);
  ADD ("read-anew", test_read_anew);
  ADD ("copy-then-delete", test_copy_then_delete);
  ADD ("read-copy", test_read_copy);
  ADD ("equal-files", test_equal_files);
  ADD ("comes-back", test_comes_back);
  ADD ("taken-back", test_taken_back);
#undef ADD
#define ADD(name, is_whole, func)                                                                                      \
  g_test_add ("/broadsheet/marks-moves/" name, MarksFixture, GINT_TO_POINTER (is_whole), marks_set_up, func,           \
              marks_tear_down)
  ADD ("comes-back-late", TRUE, test_comes_back_late);
  ADD ("comes-back-unread", FALSE, test_comes_back_late);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return marks_run (argc, argv, add);
}
