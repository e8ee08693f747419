/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edit-scratch.h"

#include "model/change/organise/organiser.h"
#include "model/library/library.h"

/* Articles that move while libraries are open: they stay the same ones, and are told to have moved. */

#define POST "---\ntitle: One\ndate: 2024-03-05 10:00:00\ndraft: true\n---\nText. ![x](one/a.png)\n"
#define N_MANY 300

/* Two windows have the same folder open. */
typedef struct
{
  Scratch scratch;
  BsHome *home;
  BsLibrary *libraries[2];
  BsArticleList *drafts;
  GString *told[2];
} Fixture;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  static const char *const kinds[] = { "+", "=", "-", ">" };
  GString *told = user_data;

  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = changes->pdata[i];

      g_string_append_printf (told, "%s%s%s ", change->from != NULL ? change->from : "", kinds[change->kind],
                              change->path);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->home = edit_scratch_open_home (&self->scratch);
}

static void
open_libraries (Fixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->scratch.path);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_DRAFTS, NULL, BS_SORT_PATH, FALSE);

  for (guint i = 0; i < 2; i++)
    {
      self->told[i] = g_string_new (NULL);
      self->libraries[i] = bs_library_new (folder);
      bs_library_keep_marks (self->libraries[i]);
      g_signal_connect (self->libraries[i], "changed", G_CALLBACK (changed_cb), self->told[i]);
      bs_library_open (self->libraries[i]);
    }
  self->drafts = bs_library_query (self->libraries[0], query);
  for (guint i = 0; i < 2; i++)
    scratch_wait_until (bs_library_get_state (self->libraries[i]) == BS_LIBRARY_READY);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->drafts);
  for (guint i = 0; i < 2; i++)
    {
      bs_library_close (self->libraries[i]);
      g_clear_object (&self->libraries[i]);
      g_string_free (self->told[i], TRUE);
    }
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
  bs_home_unref (self->home);
  scratch_tear_down (&self->scratch, data);
}

static void
expect (Fixture *self, const char *told)
{
  for (guint i = 0; i < 2; i++)
    {
      /* What else is told is told before. */
      scratch_wait_until (g_str_has_suffix (self->told[i]->str, told));
      g_assert_cmpstr (self->told[i]->str, ==, told);
      g_string_set_size (self->told[i], 0);
    }
}

static guint
get_id (Fixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->libraries[0], path);

  g_assert_nonnull (item);
  return bs_article_item_get_id (item);
}

static gboolean
has_folder (Fixture *self, const char *path)
{
  g_autofree char *whole = scratch_get (&self->scratch, path);

  return g_file_test (whole, G_FILE_TEST_IS_DIR);
}

/* Something that waits for the disk, as the windows do it. */
typedef struct
{
  Fixture *fixture;
  BsFilesAction action;
  const char *path;
  const char *argument;
  BsJournalDirection direction;
  gboolean is_done;
} Work;

static gboolean
done_cb (gpointer data)
{
  ((Work *) data)->is_done = TRUE;
  return G_SOURCE_REMOVE;
}

static gpointer
act (gpointer data)
{
  Work *work = data;
  Fixture *self = work->fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report =
      work->path != NULL ?
          edit_scratch_act (&self->scratch, self->home, work->action, work->path, work->argument, &error) :
          edit_scratch_move (&self->scratch, work->direction, BS_EDITING_ASK);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed->len, ==, 0);
  g_idle_add (done_cb, work);
  return NULL;
}

static void
run (Work work)
{
  GThread *thread = g_thread_new ("work", act, &work);

  scratch_wait_until (work.is_done);
  g_thread_join (thread);
}

static void
test_publish (Fixture *self, gconstpointer data)
{
  guint id;

  scratch_write (&self->scratch, "_config.yml", "title: x\npost_asset_folder: true\n");
  scratch_write (&self->scratch, "source/_drafts/one.md", POST);
  scratch_write (&self->scratch, "source/_drafts/one/a.png", "x");
  scratch_write (&self->scratch, "source/_drafts/two.md", "---\ntitle: Two\n---\n");
  scratch_write (&self->scratch, "source/_posts/old.md", "---\ntitle: Old\n---\n");
  open_libraries (self);
  id = get_id (self, "source/_drafts/one.md");
  bs_library_mark (self->libraries[0], &id, 1, BS_MARK_STARRED, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 2);

  run ((Work){ self, BS_FILES_PUBLISH, "source/_drafts/one.md" });
  expect (self, "source/_drafts/one.md>source/_posts/one.md ");
  g_assert_cmpuint (get_id (self, "source/_posts/one.md"), ==, id);
  g_assert_cmpuint (bs_library_get_marks (self->libraries[0], id) & BS_MARK_STARRED, !=, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)), ==, 1);
  g_assert_cmpuint (bs_library_get_n_drafts (self->libraries[0]), ==, 1);
  g_assert_false (has_folder (self, "source/_drafts/one"));

  run ((Work){ self, .direction = BS_JOURNAL_UNDO });
  expect (self, "source/_posts/one.md>source/_drafts/one.md ");
  g_assert_cmpuint (get_id (self, "source/_drafts/one.md"), ==, id);
  g_assert_true (bs_article_list_find (self->drafts, id, NULL));
  g_assert_false (has_folder (self, "source/_posts/one"));
  run ((Work){ self, .direction = BS_JOURNAL_REDO });
  expect (self, "source/_drafts/one.md>source/_posts/one.md ");
  g_assert_cmpuint (get_id (self, "source/_posts/one.md"), ==, id);
  g_assert_cmpuint (bs_library_get_n_starred (self->libraries[0]), ==, 1);
  g_assert_cmpuint (bs_library_get_n_unread (self->libraries[0]), ==, 0);
  edit_scratch_assert_content (&self->scratch, "source/_posts/one/a.png", "x");
  g_assert_false (has_folder (self, "source/_drafts/one"));
}

/* Links in the article change as it moves, and others change theirs to it. */
static void
test_move (Fixture *self, gconstpointer data)
{
  guint id;

  scratch_write (&self->scratch, "a.md", "---\ntitle: A\n---\n[b](b.md)\n");
  scratch_write (&self->scratch, "b.md", "---\ntitle: B\n---\n[a](a.md)\n");
  open_libraries (self);
  id = get_id (self, "a.md");
  run ((Work){ self, BS_FILES_MOVE, "a.md", "deep/er" });
  expect (self, "a.md>deep/er/a.md =b.md ");
  run ((Work){ self, .direction = BS_JOURNAL_UNDO });
  g_assert_false (has_folder (self, "deep"));
  for (guint i = 0; i < 2; i++)
    {
      scratch_wait_until (strstr (self->told[i]->str, "deep/er/a.md>a.md ") && strstr (self->told[i]->str, "=b.md "));
      g_assert_cmpuint (self->told[i]->len, ==, strlen ("deep/er/a.md>a.md =b.md "));
      g_string_set_size (self->told[i], 0);
    }
  run ((Work){ self, BS_FILES_RENAME, "b.md", "B.md" });
  for (guint i = 0; i < 2; i++)
    {
      scratch_wait_until (strstr (self->told[i]->str, "b.md>B.md ") && strstr (self->told[i]->str, "=a.md "));
      g_assert_cmpuint (self->told[i]->len, ==, strlen ("b.md>B.md =a.md "));
    }
  g_assert_cmpuint (get_id (self, "a.md"), ==, id);
}

/* Folders that are left empty go, if they belonged to what moved or were made for it, and come back. */
static void
test_folders (Fixture *self, gconstpointer data)
{
  scratch_write (&self->scratch, "_config.yml", "title: x\n");
  scratch_write (&self->scratch, "source/_drafts/a.md", "A\n");
  scratch_write (&self->scratch, "source/_drafts/b.md", "B\n");
  scratch_make_folder (&self->scratch, "source/_drafts/a");
  scratch_make_folder (&self->scratch, "source/_drafts/kept");
  open_libraries (self);

  /* It was empty before. It is the site's, and stays. */
  run ((Work){ self, BS_FILES_PUBLISH, "source/_drafts/a.md" });
  g_assert_false (has_folder (self, "source/_drafts/a"));
  run ((Work){ self, .direction = BS_JOURNAL_UNDO });
  g_assert_true (has_folder (self, "source/_drafts/a"));
  g_assert_true (has_folder (self, "source/_posts"));
  run ((Work){ self, .direction = BS_JOURNAL_REDO });
  g_assert_false (has_folder (self, "source/_drafts/a"));

  /* One that was there before is nobody's to remove. */
  run ((Work){ self, BS_FILES_MOVE, "source/_drafts/b.md", "source/_drafts/kept" });
  run ((Work){ self, .direction = BS_JOURNAL_UNDO });
  g_assert_true (has_folder (self, "source/_drafts/kept"));

  /* Neither is one that has anything in it. */
  run ((Work){ self, BS_FILES_MOVE, "source/_drafts/b.md", "source/_drafts/new/er" });
  scratch_write (&self->scratch, "source/_drafts/new/other.txt", "x");
  run ((Work){ self, .direction = BS_JOURNAL_UNDO });
  g_assert_false (has_folder (self, "source/_drafts/new/er"));
  edit_scratch_assert_content (&self->scratch, "source/_drafts/new/other.txt", "x");
}

/* Another program renames files. */
static void
test_outside (Fixture *self, gconstpointer data)
{
  g_autofree char *one = scratch_get (&self->scratch, "in/a.md");
  g_autofree char *other = scratch_get (&self->scratch, "in/b.md");
  g_autofree char *inside = scratch_get (&self->scratch, "on/A.md");
  g_autofree char *outside = g_strconcat (self->scratch.path, ".outside", NULL);
  guint a;
  guint b;

  scratch_write_article (&self->scratch, "in/a.md", "A");
  scratch_write_article (&self->scratch, "in/b.md", "B");
  open_libraries (self);
  a = get_id (self, "in/a.md");
  b = get_id (self, "in/b.md");
  /* The names change places. */
  g_assert_cmpint (renameat2 (AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE), ==, 0);
  expect (self, "in/b.md>in/a.md in/a.md>in/b.md ");
  g_assert_cmpuint (get_id (self, "in/b.md"), ==, a);
  g_assert_cmpuint (get_id (self, "in/a.md"), ==, b);
  scratch_rename (&self->scratch, "in/a.md", "in/A.md");
  expect (self, "in/a.md>in/A.md ");
  /* Into a folder that is too new to be watched. */
  scratch_make_folder (&self->scratch, "new");
  scratch_rename (&self->scratch, "in/A.md", "new/A.md");
  expect (self, "in/A.md>new/A.md ");
  scratch_rename (&self->scratch, "new/A.md", "in/A.md");
  expect (self, "new/A.md>in/A.md ");
  /* A folder takes its articles along. */
  scratch_rename (&self->scratch, "in", "on");
  for (guint i = 0; i < 2; i++)
    {
      scratch_wait_until (self->told[i]->len == strlen ("in/A.md>on/A.md in/b.md>on/b.md "));
      g_string_set_size (self->told[i], 0);
    }
  g_assert_cmpuint (get_id (self, "on/b.md"), ==, a);
  g_assert_cmpuint (get_id (self, "on/A.md"), ==, b);
  /* What leaves the library is gone, and what comes back is new. */
  g_assert_cmpint (g_rename (inside, outside), ==, 0);
  expect (self, "-on/A.md ");
  g_assert_cmpint (g_rename (outside, inside), ==, 0);
  expect (self, "+on/A.md ");
  /* Over another article: that stays the one of its name. */
  scratch_rename (&self->scratch, "on/A.md", "on/b.md");
  expect (self, "-on/A.md =on/b.md ");
  g_assert_cmpuint (get_id (self, "on/b.md"), ==, a);
}

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autofree guint *ids = g_new (guint, N_MANY);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("a/%u.md", i);

      scratch_write (&self->scratch, name, "The same.\n");
    }
  open_libraries (self);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("a/%u.md", i);

      ids[i] = get_id (self, name);
    }
  scratch_rename (&self->scratch, "a", "b");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *last = NULL;
      guint n = 0;

      scratch_wait_until (bs_library_get_n_articles (self->libraries[i]) == N_MANY);
      for (guint j = 0; j < N_MANY; j++)
        {
          g_autofree char *name = g_strdup_printf ("a/%u.md>b/%u.md ", j, j);

          scratch_wait_until (strstr (self->told[i]->str, name) != NULL);
          n += (guint) strlen (name);
        }
      g_assert_cmpuint (self->told[i]->len, ==, n);
    }
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("b/%u.md", i);

      g_assert_cmpuint (get_id (self, name), ==, ids[i]);
    }
}

#define ADD(name, func) g_test_add ("/broadsheet/library-moves/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *user = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  user = scratch_isolate_user ();
  ADD ("publish", test_publish);
  ADD ("move", test_move);
  ADD ("folders", test_folders);
  ADD ("outside", test_outside);
  ADD ("many", test_many);
  status = g_test_run ();
  remove_tree (user);

  return status;
}
