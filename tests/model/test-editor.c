/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/edit/change-error.h"
#include "model/change/write/editor.h"

#include "scratch.h"

/* An open library, and everything it has reported. */
typedef struct
{
  Scratch scratch;
  BsLibrary *library;
  BsEditor *editor;
  BsArticleList *list;
  guint n_changed;
  guint n_others;
  BsEditReport *report;
  GError *error;
} Fixture;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  Fixture *self = user_data;

  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = g_ptr_array_index (changes, i);

      if (change->kind == BS_CHANGE_CHANGED)
        self->n_changed++;
      else
        self->n_others++;
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);

  scratch_set_up (&self->scratch, NULL);
  scratch_write_article (&self->scratch, "a.md", "One");
  scratch_write_article (&self->scratch, "below/b.md", "Two");
  folder = g_file_new_for_path (self->scratch.path);
  self->library = bs_library_new (folder);
  g_signal_connect (self->library, "changed", G_CALLBACK (changed_cb), self);
  bs_library_open (self->library);
  self->list = bs_library_query (self->library, query);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  self->editor = bs_editor_new (self->library);
  scratch_wait_until (!bs_editor_get_is_busy (self->editor));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->report, bs_edit_report_unref);
  g_clear_object (&self->editor);
  g_clear_object (&self->list);
  bs_library_close (self->library);
  g_clear_object (&self->library);
  scratch_tear_down (&self->scratch, NULL);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GError) error = NULL;

  self->report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  g_assert_no_error (error);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->report = bs_editor_run_finish (BS_EDITOR (source), result, &self->error);
}

/* Waits for the report of an edit or a step. Returns the id of the step that was made or undone. */
static guint64
wait_for_step (Fixture *self)
{
  guint64 step;

  scratch_wait_until (self->report != NULL || self->error != NULL);
  g_assert_no_error (self->error);
  step = self->report->step;
  g_assert_cmpuint (step, !=, 0);
  g_clear_pointer (&self->report, bs_edit_report_unref);

  return step;
}

static void
set_title (Fixture *self, BsEditor *editor, const char *path, const char *title)
{
  const char *const paths[] = { path, NULL };
  const char *const key[] = { "title", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();

  bs_edit_set_text (edit, key, title);
  bs_editor_edit_async (editor, paths, edit, NULL, edited_cb, self);
}

static char *
dup_title (Fixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return g_strdup (item != NULL ? bs_article_item_get_title (item) : NULL);
}

static gboolean
has_title (Fixture *self, const char *path, const char *expected)
{
  g_autofree char *title = dup_title (self, path);

  return g_strcmp0 (title, expected) == 0;
}

static void
test_edit (Fixture *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", "below/b.md", NULL };
  const char *const key[] = { "title", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();

  g_assert_null (bs_editor_get_undo_name (self->editor));
  bs_edit_set_text (edit, key, "New");
  bs_editor_edit_async (self->editor, paths, edit, NULL, edited_cb, self);
  g_assert_true (bs_editor_get_is_busy (self->editor));
  scratch_wait_until (self->report != NULL);
  g_assert_cmpuint (self->report->changed->len, ==, 2);
  g_assert_cmpstr (bs_editor_get_undo_name (self->editor), ==, "Set title of 2 articles");
  g_assert_false (bs_editor_get_is_busy (self->editor));
  scratch_wait_until (has_title (self, "a.md", "New") && has_title (self, "below/b.md", "New"));
  scratch_wait_until (self->n_changed >= 2);
  g_assert_cmpuint (bs_editor_get_undo_step (self->editor), ==, self->report->step);
  g_clear_pointer (&self->report, bs_edit_report_unref);

  bs_editor_move_async (self->editor, BS_JOURNAL_UNDO, bs_editor_get_undo_step (self->editor), BS_EDITING_ASK, NULL,
                        moved_cb, self);
  wait_for_step (self);
  scratch_wait_until (has_title (self, "a.md", "One") && has_title (self, "below/b.md", "Two"));
  g_assert_null (bs_editor_get_undo_name (self->editor));
  g_assert_cmpstr (bs_editor_get_redo_name (self->editor), ==, "Set title of 2 articles");

  /* An edit is an ordinary change: no article is removed or added. */
  g_assert_cmpuint (self->n_others, ==, 0);
}

/* When the library is opened later, the edit can still be undone. */
static void
test_later (Fixture *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  const char *const key[] = { "tags", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (BsEditor) other = NULL;

  bs_edit_add_text (edit, key, "x");
  bs_editor_edit_async (self->editor, paths, edit, NULL, edited_cb, self);
  scratch_wait_until (self->report != NULL);
  other = bs_editor_new (self->library);
  scratch_wait_until (bs_editor_get_undo_name (other) != NULL);
  g_assert_cmpstr (bs_editor_get_undo_name (other), ==, "Add “x” to tags of 1 article");
}

/* Each of two editors undoes only its own steps. */
static void
test_two (Fixture *self, gconstpointer data)
{
  g_autoptr (BsEditor) other = bs_editor_new (self->library);
  guint64 ours, theirs;

  set_title (self, self->editor, "a.md", "Ours");
  ours = wait_for_step (self);
  set_title (self, other, "below/b.md", "Theirs");
  theirs = wait_for_step (self);
  g_assert_cmpuint (bs_editor_get_undo_step (self->editor), ==, ours);
  scratch_wait_until (has_title (self, "a.md", "Ours") && has_title (self, "below/b.md", "Theirs"));

  bs_editor_move_async (self->editor, BS_JOURNAL_UNDO, ours, BS_EDITING_SKIP, NULL, moved_cb, self);
  scratch_wait_until (self->report != NULL || self->error != NULL);
  g_assert_error (self->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP);
  g_clear_error (&self->error);
  /* It now knows the actual last step. */
  g_assert_cmpuint (bs_editor_get_undo_step (self->editor), ==, theirs);

  bs_editor_move_async (self->editor, BS_JOURNAL_UNDO, theirs, BS_EDITING_SKIP, NULL, moved_cb, self);
  g_assert_cmpuint (wait_for_step (self), ==, theirs);
  scratch_wait_until (has_title (self, "a.md", "Ours") && has_title (self, "below/b.md", "Two"));
  bs_editor_move_async (self->editor, BS_JOURNAL_UNDO, ours, BS_EDITING_SKIP, NULL, moved_cb, self);
  wait_for_step (self);
  scratch_wait_until (has_title (self, "a.md", "One"));
  g_assert_cmpuint (bs_editor_get_redo_step (self->editor), ==, ours);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);

  g_assert_no_error (error);
  (*n_done)++;
}

/* Steps undone without waiting in between are undone in order, even if another program holds the history at first. */
static void
test_order (Fixture *self, gconstpointer data)
{
  g_autoptr (BsHome) home = bs_home_open (self->scratch.path, NULL);
  g_autofree char *folder = bs_home_build_data_path (home, "journal");
  BsJournal *journal;
  guint64 steps[8];
  guint n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      set_title (self, self->editor, "a.md", title);
      steps[i] = wait_for_step (self);
    }
  journal = bs_journal_open (folder, NULL, NULL);
  for (guint i = G_N_ELEMENTS (steps); i > 0; i--)
    bs_editor_move_async (self->editor, BS_JOURNAL_UNDO, steps[i - 1], BS_EDITING_SKIP, NULL, count_cb, &n_done);
  bs_journal_close (journal);
  scratch_wait_until (n_done == G_N_ELEMENTS (steps));
  scratch_wait_until (has_title (self, "a.md", "One"));
  g_assert_false (bs_editor_get_is_busy (self->editor));
}

/* A folder inside the library was changed before the library was opened. The library's window can undo that. */
static void
test_taken_over (Fixture *self, gconstpointer data)
{
  static const char *const key[] = { "title", NULL };
  const char *const paths[] = { "b.md", NULL };
  g_autofree char *below = scratch_get (&self->scratch, "below");
  g_autoptr (BsHome) home = bs_home_open (below, NULL);
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (BsEditReport) report = NULL;
  guint n_done = 0;

  bs_edit_set_text (edit, key, "Before");
  report = bs_editing_apply (home, below, paths, edit, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (report->changed->len, ==, 1);
  scratch_wait_until (has_title (self, "below/b.md", "Before"));
  g_assert_null (bs_editor_get_undo_name (self->editor));

  bs_editor_refresh (self->editor);
  scratch_wait_until (!bs_editor_get_is_busy (self->editor));
  g_assert_cmpstr (bs_editor_get_undo_name (self->editor), ==, "Set title of 1 article");
  g_assert_cmpuint (bs_editor_get_undo_step (self->editor), ==, report->step);
  bs_editor_move_async (self->editor, BS_JOURNAL_UNDO, report->step, BS_EDITING_SKIP, NULL, count_cb, &n_done);
  scratch_wait_until (n_done == 1);
  scratch_wait_until (has_title (self, "below/b.md", "Two"));
}

static void
recovered_cb (BsEditor *editor, const char *message, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (message));
}

/* Another program's version from an interrupted change is restored, and a window can report it. */
static void
test_recovered (Fixture *self, gconstpointer data)
{
  g_autoptr (BsHome) home = bs_home_open (self->scratch.path, NULL);
  g_autofree char *folder = bs_home_build_data_path (home, "writing");
  g_autofree char *journal = bs_home_build_data_path (home, "journal");
  g_autofree char *record = g_build_filename (folder, "writing-0123456789abcdef", NULL);
  g_autofree char *path = scratch_get (&self->scratch, "theirs.md");
  g_autofree char *text = g_strdup_printf ("0000000000000001 0000000000000002 5 %s\ncommit\n", path);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);

  scratch_write_article (&self->scratch, ".broadsheet-0123456789abcdef-0.tmp", "Theirs");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (journal, 0700), ==, 0);
  g_assert_true (g_file_set_contents (record, text, -1, NULL));

  g_signal_connect (self->editor, "recovered", G_CALLBACK (recovered_cb), messages);
  bs_editor_refresh (self->editor);
  scratch_wait_until (messages->len > 0);
  g_assert_nonnull (strstr (g_ptr_array_index (messages, 0), "theirs.md"));
  scratch_wait_until (has_title (self, "theirs.md", "Theirs"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/broadsheet/editor/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/broadsheet/editor/two", Fixture, NULL, set_up, test_two, tear_down);
  g_test_add ("/broadsheet/editor/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/broadsheet/editor/taken-over", Fixture, NULL, set_up, test_taken_over, tear_down);
  g_test_add ("/broadsheet/editor/later", Fixture, NULL, set_up, test_later, tear_down);
  g_test_add ("/broadsheet/editor/recovered", Fixture, NULL, set_up, test_recovered, tear_down);

  status = g_test_run ();
  remove_tree (data);

  return status;
}
