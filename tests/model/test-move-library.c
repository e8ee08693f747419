/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "edit-scratch.h"
#include "marks-fixture.h"

#include "model/change/organise/move-library.h"
#include "model/change/organise/steps.h"

#include <signal.h>

/* Articles that move to another library, which may be on another disk, and back. */

#define ONE "[two](two.md) [own](one/x.png)\n"

typedef struct
{
  Scratch here;
  Scratch there;
} Two;

static void
two_set_up (Two *self, gconstpointer data)
{
  const char *pattern =
      g_access ("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm/broadsheet-test-XXXXXX" : "/tmp/broadsheet-test-XXXXXX";

  scratch_set_up (&self->here, data);
  self->there.path = g_strdup (pattern);
  g_assert_nonnull (g_mkdtemp (self->there.path));
  scratch_write (&self->here, "a/one.md", ONE);
  scratch_write (&self->here, "a/one/x.png", "x");
  scratch_write (&self->here, "a/two.md", "[one](one.md)\n");
  scratch_write (&self->here, "a/trip/index.md", BEFORE);
  scratch_write (&self->here, "a/trip/pic.png", "x");
}

static void
two_tear_down (Two *self, gconstpointer data)
{
  scratch_tear_down (&self->here, data);
  scratch_tear_down (&self->there, data);
}

static BsEditReport *
leave (Scratch *here, const char *const *paths, Scratch *there, const char *folder)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (here);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_files_move_to_library (home, here->path, paths, there->path, folder, NULL, &error);

  g_assert_no_error (error);

  return report;
}

/* Two articles with three files of their own. */
static void
leave_both (Two *self)
{
  const char *const paths[] = { "a/one.md", "a/trip/index.md", NULL };
  g_autoptr (BsEditReport) report = leave (&self->here, paths, &self->there, "in");

  g_assert_cmpuint (report->failed->len, ==, 0);
  g_assert_cmpuint (report->changed->len, ==, 4);
}

static gboolean
is_there (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_all (Two *self, gboolean is_back)
{
  Scratch *with = is_back ? &self->here : &self->there;
  Scratch *without = is_back ? &self->there : &self->here;
  const char *place = is_back ? "a" : "in";
  const char *const texts[] = { "one.md", ONE, "one/x.png", "x", "trip/index.md", BEFORE, "trip/pic.png", "x" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i += 2)
    {
      g_autofree char *path = g_build_filename (place, texts[i], NULL);
      g_autofree char *other = g_build_filename (is_back ? "in" : "a", texts[i], NULL);

      edit_scratch_assert_content (with, path, texts[i + 1]);
      g_assert_false (is_there (without, other));
    }
}

static void
move_fully (Scratch *self, BsJournalDirection direction)
{
  g_autoptr (BsEditReport) report = edit_scratch_move (self, direction, BS_EDITING_ASK);

  g_assert_false (report->is_question);
  g_assert_cmpuint (report->failed->len, ==, 0);
  g_assert_cmpuint (report->notes->len, ==, 0);
  g_assert_cmpuint (report->changed->len, ==, 4);
}

/* Nor is anything copied that could not be removed here. */
static void
test_permissions (Two *self, gconstpointer data)
{
  const char *const paths[] = { "a/one.md", "a/two.md", NULL };
  g_autofree char *picture = scratch_get (&self->here, "a/one/x.png");
  g_autoptr (BsEditReport) report = NULL;

  g_assert_cmpint (chmod (picture, 0444), ==, 0);
  report = leave (&self->here, paths, &self->there, "in");
  g_assert_cmpuint (report->failed->len, ==, 1);
  edit_scratch_assert_content (&self->here, "a/one.md", ONE);
  g_assert_true (is_there (&self->there, "in/two.md"));
  g_assert_false (is_there (&self->there, "in/one.md"));
  g_assert_false (is_there (&self->there, "in/one"));
}

/* An article that cannot be copied stays, with its own files, and lost references are reported. */
static void
test_refused (Two *self, gconstpointer data)
{
  const char *const paths[] = { "a/one.md", "a/taken.md", "a/trip/index.md", "missing.md", NULL };
  g_autoptr (BsEditReport) report = NULL;

  scratch_write (&self->here, "a/taken.md", BEFORE);
  scratch_write (&self->there, "in/taken.md", AFTER);
  report = leave (&self->here, paths, &self->there, "in");
  g_assert_cmpuint (report->failed->len, ==, 2);
  g_assert_cmpuint (report->notes->len, ==, 2);
  g_assert_cmpuint (report->changed->len, ==, 4);
  assert_all (self, FALSE);
  g_assert_false (is_there (&self->here, "a/one"));
  g_assert_false (is_there (&self->here, "a/trip"));
  edit_scratch_assert_content (&self->there, "in/taken.md", AFTER);
  edit_scratch_assert_content (&self->here, "a/taken.md", BEFORE);
}

/* Undo moves them back, in whichever library, and redo moves them once more. */
static void
test_undo (Two *self, gconstpointer data)
{
  leave_both (self);
  assert_all (self, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      move_fully (&self->here, BS_JOURNAL_UNDO);
      assert_all (self, TRUE);
      move_fully (&self->here, BS_JOURNAL_REDO);
      assert_all (self, FALSE);
    }
  move_fully (&self->there, BS_JOURNAL_UNDO);
  assert_all (self, TRUE);
  move_fully (&self->there, BS_JOURNAL_REDO);
  assert_all (self, FALSE);
}

/* From the history, when other steps were made since; that is a step of its own, which can be undone too. */
static void
test_revert (Two *self, gconstpointer data)
{
  const char *const paths[] = { "b.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (&self->here);
  g_autoptr (BsEditReport) edited = NULL;
  g_autoptr (BsEditReport) reverted = NULL;
  g_autoptr (GError) error = NULL;
  guint64 step;

  leave_both (self);
  step = bs_editing_peek (home, BS_JOURNAL_UNDO, NULL);
  scratch_write (&self->here, "b.md", BEFORE);
  edited = edit_scratch_apply (&self->here, paths, "two");
  reverted = bs_steps_undo (home, self->here.path, step, BS_EDITING_ASK, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reverted->changed->len, ==, 4);
  assert_all (self, TRUE);
  edit_scratch_assert_content (&self->here, "b.md", AFTER);
  move_fully (&self->here, BS_JOURNAL_UNDO);
  assert_all (self, FALSE);
  edit_scratch_assert_content (&self->here, "b.md", AFTER);
}

/* A copy that was changed since stays, and is reported. */
static void
test_changed (Two *self, gconstpointer data)
{
  g_autoptr (BsEditReport) undone = NULL;

  leave_both (self);
  scratch_write (&self->there, "in/one.md", AFTER);
  undone = edit_scratch_move (&self->here, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  g_assert_cmpuint (undone->notes->len, ==, 1);
  g_assert_nonnull (strstr (undone->notes->pdata[0], "in/one.md"));
  edit_scratch_assert_content (&self->there, "in/one.md", AFTER);
  g_assert_false (is_there (&self->there, "in/trip/index.md"));
  edit_scratch_assert_content (&self->here, "a/one.md", ONE);
  edit_scratch_assert_content (&self->here, "a/trip/index.md", BEFORE);
}

/* In the library that took them, nothing is removed unless all of it can be given back. */
static void
test_in_the_way (Two *self, gconstpointer data)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (&self->there);
  g_autoptr (GError) error = NULL;
  guint64 step;

  leave_both (self);
  scratch_write (&self->here, "a/one.md", AFTER);
  step = bs_editing_peek (home, BS_JOURNAL_UNDO, NULL);
  g_assert_null (bs_editing_move (home, self->there.path, BS_JOURNAL_UNDO, step, BS_EDITING_ASK, NULL, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, "one.md"));
  edit_scratch_assert_content (&self->there, "in/one.md", ONE);
  edit_scratch_assert_content (&self->there, "in/trip/index.md", BEFORE);
  edit_scratch_assert_content (&self->here, "a/one.md", AFTER);
}

/* Without the other library, undo reports that. */
static void
test_unavailable (Two *self, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (self->there.path, "-aside", NULL);
  g_autoptr (BsEditReport) undone = NULL;

  leave_both (self);
  g_assert_cmpint (rename (self->there.path, aside), ==, 0);
  undone = edit_scratch_move (&self->here, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpint (rename (aside, self->there.path), ==, 0);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  g_assert_cmpuint (undone->notes->len, ==, 1);
  edit_scratch_assert_content (&self->here, "a/one.md", ONE);
  edit_scratch_assert_content (&self->there, "in/one.md", ONE);
}

static void
go_and_come (Scratch *here, Scratch *there)
{
  Two two = { *here, *there };

  leave_both (&two);
  move_fully (here, BS_JOURNAL_UNDO);
}

static void
assert_somewhere (Two *self, const char *name, const char *text)
{
  g_autofree char *here = g_build_filename (self->here.path, "a", name, NULL);
  g_autofree char *there = g_build_filename (self->there.path, "in", name, NULL);
  const char *const paths[] = { here, there };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *found = NULL;

      if (!g_file_get_contents (paths[i], &found, NULL, NULL))
        continue;
      g_assert_cmpstr (found, ==, text);
      n++;
    }
  g_assert_cmpuint (n, >=, 1);
}

/* Wherever the program is killed, each file is in one of the libraries, and the move can be made afterwards. */
static void
test_killed (Two *self, gconstpointer data)
{
  gboolean was_whole = FALSE;

  for (guint delay = 0; !was_whole; delay = delay * 5 / 4 + 1000)
    {
      pid_t child = fork ();
      g_autofree char *in = scratch_get (&self->there, "in");
      int status;

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          /* No two programs choose the same names. */
          g_random_set_seed (delay);
          go_and_come (&self->here, &self->there);
          _exit (0);
        }
      g_usleep (delay);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      was_whole = WIFEXITED (status);
      g_assert_true (was_whole || WTERMSIG (status) == SIGKILL);
      assert_somewhere (self, "one.md", ONE);
      assert_somewhere (self, "one/x.png", "x");
      assert_somewhere (self, "trip/index.md", BEFORE);
      assert_somewhere (self, "trip/pic.png", "x");
      /* The next one begins as the first. */
      scratch_write (&self->here, "a/one.md", ONE);
      scratch_write (&self->here, "a/one/x.png", "x");
      scratch_write (&self->here, "a/trip/index.md", BEFORE);
      scratch_write (&self->here, "a/trip/pic.png", "x");
      remove_tree (in);
    }
}

typedef struct
{
  MarksFixture here;
  MarksFixture there;
} TwoMarked;

static void
marked_set_up (TwoMarked *self, gconstpointer data)
{
  marks_set_up (&self->here, data);
  marks_set_up (&self->there, data);
}

static void
marked_tear_down (TwoMarked *self, gconstpointer data)
{
  marks_stop (&self->there);
  marks_tear_down (&self->here, data);
  marks_tear_down (&self->there, data);
}

/* Marks and positions move along and return, while both libraries are open and while the other never was. */
static void
test_marks (TwoMarked *self, gconstpointer data)
{
  gboolean is_open = GPOINTER_TO_INT (data);
  const char *const paths[] = { "s.md", NULL };
  Scratch here = { self->here.root };
  Scratch there = { self->there.root };
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;

  scratch_write (&here, "s.md", BEFORE);
  marks_start (&self->here);
  if (is_open)
    marks_start (&self->there);
  marks_mark (&self->here, "s.md", BS_MARK_STARRED, TRUE);
  bs_library_set_position (self->here.library, "s.md", "here", 0.5);
  marks_settle (&self->here);
  report = leave (&here, paths, &there, "in");
  g_assert_cmpuint (report->failed->len, ==, 0);
  scratch_wait_until (!marks_is_there (&self->here, "s.md"));
  if (!is_open)
    marks_start (&self->there);
  marks_assert_here (&self->there, "in/s.md");
  marks_settle (&self->there);
  marks_restart (&self->there);
  marks_assert_here (&self->there, "in/s.md");

  /* Articles that were read there return as read. */
  bs_library_set_position (self->there.library, "in/s.md", "later", 0.75);
  marks_settle (&self->there);
  undone = edit_scratch_move (&here, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  scratch_wait_until (marks_is_there (&self->here, "s.md") && marks_is_starred (&self->here, "s.md"));
  {
    double fraction;
    g_autofree char *position = marks_get_position (&self->here, "s.md", &fraction);

    g_assert_cmpstr (position, ==, "later");
  }
  g_assert_false (marks_is_unread (&self->here, "s.md"));
}

#define ADD(path, func) g_test_add ("/broadsheet/move-library/" path, Two, NULL, two_set_up, func, two_tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *user = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  user = scratch_isolate_user ();
  ADD ("permissions", test_permissions);
  ADD ("refused", test_refused);
  ADD ("undo", test_undo);
  ADD ("revert", test_revert);
  ADD ("changed", test_changed);
  ADD ("in-the-way", test_in_the_way);
  ADD ("unavailable", test_unavailable);
  ADD ("killed", test_killed);
  g_test_add ("/broadsheet/move-library/marks/open", TwoMarked, GINT_TO_POINTER (TRUE), marked_set_up, test_marks,
              marked_tear_down);
  g_test_add ("/broadsheet/move-library/marks/never-opened", TwoMarked, GINT_TO_POINTER (FALSE), marked_set_up,
              test_marks, marked_tear_down);
  status = g_test_run ();
  remove_tree (user);

  return status;
}
