/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "edit-scratch.h"

#include "model/change/organise/organiser.h"
#include "model/change/write/file-trash.h"

/* Whole files that are moved to the trash, and restored. */

static BsEditReport *
trash (Scratch *self, const char *const *paths, BsTrashMode mode)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_files_trash (home, self->path, paths, mode, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report->name);

  return report;
}

/* The environment of the tests may have no trash, such as a container without a desktop. */
static gboolean
skip_without_trash (Scratch *self)
{
  g_autofree char *path = scratch_get (self, "probe");

  scratch_write (self, "probe", "");
  if (bs_file_trash (path, NULL))
    return FALSE;
  g_assert_cmpint (unlink (path), ==, 0);
  g_test_skip ("there is no trash");

  return TRUE;
}

static void
make_old (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);
  const struct timespec times[2] = { { .tv_sec = 1234567890, .tv_nsec = 5 }, { .tv_sec = 1234567890, .tv_nsec = 5 } };

  scratch_write (self, name, BEFORE);
  g_assert_cmpint (chmod (path, 0640), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

static void
assert_old (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);
  struct stat st;

  edit_scratch_assert_content (self, name, BEFORE);
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 07777, ==, 0640);
  g_assert_cmpint (st.st_mtim.tv_sec, ==, 1234567890);
  g_assert_cmpint (st.st_mtim.tv_nsec, ==, 5);
}

static char *
get_trashed (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "Trash", "files", name, NULL);
}

static void
assert_there (Scratch *self, const char *name, gboolean is_there)
{
  g_autofree char *path = scratch_get (self, name);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == is_there);
}

static void
test_trash (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "trashed.md", "below/other.md", "missing.md", NULL };
  g_autofree char *trashed = get_trashed ("trashed.md");
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;
  g_autoptr (BsEditReport) again = NULL;

  if (skip_without_trash (self))
    return;
  make_old (self, "trashed.md");
  scratch_make_folder (self, "below");
  make_old (self, "below/other.md");
  report = trash (self, paths, BS_TRASH_MOVE);
  g_assert_cmpstr (report->name, ==, "Move 2 articles to the trash");
  g_assert_cmpuint (report->changed->len, ==, 2);
  g_assert_cmpuint (report->failed->len, ==, 1);
  assert_there (self, "trashed.md", FALSE);
  g_assert_true (g_file_test (trashed, G_FILE_TEST_EXISTS));

  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->changed->len, ==, 2);
  assert_old (self, "trashed.md");
  assert_old (self, "below/other.md");
  again = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  g_assert_cmpuint (again->changed->len, ==, 2);
  assert_there (self, "trashed.md", FALSE);
}

static ino_t
get_inode (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);
  struct stat st;

  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpuint (st.st_nlink, ==, 1);

  return st.st_ino;
}

/* As a desktop does it; here there may be none. */
static char *
put_in_trash (Scratch *self, const char *name, const char *date)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *trashed = get_trashed (name);
  g_autofree char *files = g_path_get_dirname (trashed);
  g_autofree char *trash = g_path_get_dirname (files);
  g_autofree char *infos = g_build_filename (trash, "info", NULL);
  g_autofree char *info = g_strdup_printf ("%s/%s.trashinfo", infos, name);
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *text = g_strdup_printf ("[Trash Info]\nPath=%s\nDeletionDate=%s\n", escaped, date);

  g_assert_cmpint (g_mkdir_with_parents (files, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (infos, 0700), ==, 0);
  g_assert_cmpint (link (path, trashed), ==, 0);
  g_assert_true (g_file_set_contents (info, text, -1, NULL));

  return g_steal_pointer (&info);
}

/* The file itself is restored from the trash; if it was changed there it stays, and the bytes are written again. */
static void
test_from_trash (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "文 itself.md", "changed.md", NULL };
  g_autofree char *itself = get_trashed (paths[0]);
  g_autofree char *changed = get_trashed (paths[1]);
  g_autofree char *info = NULL;
  g_autofree char *changed_info = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;
  ino_t inode;

  make_old (self, paths[0]);
  make_old (self, paths[1]);
  inode = get_inode (self, paths[0]);
  info = put_in_trash (self, paths[0], "2026-01-02T03:04:05");
  changed_info = put_in_trash (self, paths[1], "2026-01-02T03:04:05");
  report = trash (self, paths, BS_TRASH_DELETE);
  g_assert_cmpuint (report->changed->len, ==, 2);
  g_assert_true (g_file_set_contents (changed, AFTER, -1, NULL));

  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->changed->len, ==, 2);
  assert_old (self, paths[0]);
  assert_old (self, paths[1]);
  g_assert_cmpuint (get_inode (self, paths[0]), ==, inode);
  g_assert_false (g_file_test (itself, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (info, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (changed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (changed_info, G_FILE_TEST_EXISTS));
}

static void
test_delete (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "deleted.md", NULL };
  g_autofree char *trashed = get_trashed ("deleted.md");
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;

  make_old (self, "deleted.md");
  report = trash (self, paths, BS_TRASH_DELETE);
  g_assert_cmpuint (report->changed->len, ==, 1);
  assert_there (self, "deleted.md", FALSE);
  g_assert_false (g_file_test (trashed, G_FILE_TEST_EXISTS));
  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->changed->len, ==, 1);
  assert_old (self, "deleted.md");
}

/* The system's own file systems in memory have none. */
static void
test_no_trash (void)
{
  const char *const paths[] = { "a.md", NULL };
  Scratch scratch = { g_strdup ("/dev/shm/broadsheet-test-XXXXXX") };
  g_autoptr (BsEditReport) report = NULL;

  if (g_mkdtemp (scratch.path) == NULL)
    {
      g_test_skip ("there is nothing in memory");
      g_free (scratch.path);
      return;
    }
  make_old (&scratch, "a.md");
  report = trash (&scratch, paths, BS_TRASH_MOVE);
  if (report->changed->len > 0)
    {
      g_test_skip ("there is a trash in memory");
    }
  else
    {
      g_assert_cmpuint (report->failed->len, ==, 1);
      g_assert_error (((BsTransactionResult *) report->failed->pdata[0])->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
      assert_old (&scratch, "a.md");
      edit_scratch_assert_step (&scratch, BS_JOURNAL_UNDO, NULL);
    }
  scratch_tear_down (&scratch, NULL);
}

static void
test_links (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "link.md", NULL };
  g_autofree char *path = scratch_get (self, "link.md");
  g_autoptr (BsEditReport) report = NULL;

  make_old (self, "real.md");
  g_assert_cmpint (symlink ("real.md", path), ==, 0);
  report = trash (self, paths, BS_TRASH_MOVE);
  g_assert_cmpuint (report->failed->len, ==, 1);
  assert_there (self, "link.md", TRUE);
}

/* An article takes its images along, and nothing is removed before the new file exists. */
static void
test_move (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a/one.md", "a/own.md", "a/taken.md", NULL };
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;
  g_autoptr (GError) error = NULL;
  const char *text =
      "---\ntitle: one\n---\n![x](pic.png) ![y](../b/far.png) ![z](no.png) <img src='https://a/b.png'>\n";

  scratch_write (self, "a/own/inside.png", "x");
  scratch_make_folder (self, "b");
  scratch_write (self, "a/pic.png", "x");
  scratch_write (self, "b/far.png", "x");
  scratch_write (self, "a/one.md", text);
  scratch_write (self, "a/own.md", BEFORE);
  scratch_write (self, "a/taken.md", BEFORE);
  scratch_write (self, "b/taken.md", AFTER);
  home = edit_scratch_open_home (self);
  report = bs_files_move (home, self->path, paths, "b", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->changed->len, ==, 6);
  g_assert_cmpuint (report->failed->len, ==, 1);
  edit_scratch_assert_content (self, "b/one.md",
                               "---\ntitle: one\n---\n![x](../a/pic.png) ![y](../b/far.png) ![z](no.png) "
                               "<img src='https://a/b.png'>\n");
  assert_there (self, "a/one.md", FALSE);
  assert_there (self, "a/own", FALSE);
  edit_scratch_assert_content (self, "b/own.md", BEFORE);
  edit_scratch_assert_content (self, "b/own/inside.png", "x");
  edit_scratch_assert_content (self, "a/taken.md", BEFORE);
  edit_scratch_assert_content (self, "b/taken.md", AFTER);
  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  edit_scratch_assert_content (self, "a/one.md", text);
  assert_there (self, "b/one.md", FALSE);
}

static void
test_rename (Scratch *self, gconstpointer data)
{
  static const char *const names[] = { "taken.md", "", "../out.md", ".." };
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) copied = NULL;
  g_autoptr (BsEditReport) refused_copy = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GError) error = NULL;

  make_old (self, "a.md");
  scratch_write (self, "taken.md", AFTER);
  home = edit_scratch_open_home (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (BsEditReport) refused = edit_scratch_act (self, home, BS_FILES_RENAME, "a.md", names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (refused->changed->len, ==, 0);
      g_assert_cmpuint (refused->failed->len, ==, 1);
      assert_old (self, "a.md");
    }
  report = edit_scratch_act (self, home, BS_FILES_RENAME, "a.md", "b.md", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->name, ==, "Rename file to “b.md”");
  assert_old (self, "b.md");
  assert_there (self, "a.md", FALSE);

  copied = bs_files_duplicate (home, self->path, "b.md", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copied->changed->pdata[0], ==, "b-2.md");
  edit_scratch_assert_content (self, "b-2.md", BEFORE);

  /* Only the beginning of a large file is read, which would be the copy. */
  whole = g_build_filename (self->path, "b.md", NULL);
  g_assert_cmpint (truncate (whole, BS_ARTICLE_MAX_BYTES + 2), ==, 0);
  refused_copy = bs_files_duplicate (home, self->path, "b.md", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refused_copy->failed->len, ==, 1);
  assert_there (self, "b-3.md", FALSE);
}

/* The copy of an article has its own images, and undo removes the copies and their folders. */
static void
test_duplicate (Scratch *self, gconstpointer data)
{
  static const char *const articles[][2] = {
    { "post.md", "post-2.md" },
    { "bundle/index.md", "bundle-2/index.md" },
  };
  static const char *const images[][2] = {
    { "post/a.png", "post-2/a.png" },
    { "bundle/img/b.png", "bundle-2/img/b.png" },
  };
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsEditReport) refused = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      scratch_write (self, articles[i][0], BEFORE);
      scratch_write (self, images[i][0], "image");
    }
  scratch_write (self, "post/more/c.png", "another");
  scratch_write (self, "list/_index.md", BEFORE);
  home = edit_scratch_open_home (self);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BsEditReport) report = bs_files_duplicate (home, self->path, articles[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (report->changed->pdata[0], ==, articles[i][1]);
      edit_scratch_assert_content (self, articles[i][0], BEFORE);
      edit_scratch_assert_content (self, articles[i][1], BEFORE);
      edit_scratch_assert_content (self, images[i][0], "image");
      edit_scratch_assert_content (self, images[i][1], "image");
    }
  edit_scratch_assert_content (self, "post-2/more/c.png", "another");
  refused = bs_files_duplicate (home, self->path, "list/_index.md", &error);
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
  g_assert_null (refused);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BsEditReport) undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);

      g_assert_cmpuint (undone->failed->len, ==, 0);
    }
  assert_there (self, "bundle-2", FALSE);
  assert_there (self, "post-2.md", FALSE);
  assert_there (self, "post-2", FALSE);
  edit_scratch_assert_content (self, "post/a.png", "image");
}

static void
publish (Scratch *self, const char *path, gboolean is_published, const char *expected)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report =
      edit_scratch_act (self, home, is_published ? BS_FILES_PUBLISH : BS_FILES_UNPUBLISH, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed->len, ==, 0);
  assert_there (self, expected, TRUE);
  if (strcmp (path, expected) != 0)
    assert_there (self, path, FALSE);
}

static void
test_publish (Scratch *self, gconstpointer data)
{
  static const char dated[] = "---\ntitle: x\ndate: 2024-05-06\n---\n";

  scratch_write (self, "_config.yml", "title: x\n");
  scratch_make_folder (self, "_posts");
  scratch_make_folder (self, "_drafts");
  scratch_write (self, "_drafts/x.md", dated);
  publish (self, "_drafts/x.md", TRUE, "_posts/2024-05-06-x.md");
  publish (self, "_posts/2024-05-06-x.md", TRUE, "_posts/2024-05-06-x.md");
  publish (self, "_posts/2024-05-06-x.md", FALSE, "_drafts/x.md");
  edit_scratch_assert_content (self, "_drafts/x.md", dated);
}

static void
test_publish_key (Scratch *self, gconstpointer data)
{
  scratch_write (self, "a.md", "---\ntitle: x\ndraft: true # yes\n---\n");
  publish (self, "a.md", TRUE, "a.md");
  edit_scratch_assert_content (self, "a.md", "---\ntitle: x\ndraft: false # yes\n---\n");
}

static void
report_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsEditReport **report = user_data;
  g_autoptr (GError) error = NULL;

  *report = bs_editor_plan_finish (BS_EDITOR (source), result, &error);
  g_assert_no_error (error);
}

/* As the window asks for it. */
static void
test_editor (Scratch *self, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (BsEdit) edit = edit_scratch_make_edit ("two");
  g_autoptr (GFile) folder = g_file_new_for_path (self->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsEditor) editor = NULL;
  g_autoptr (BsEditReport) planned = NULL;
  g_autoptr (BsEditReport) trashed = NULL;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", AFTER);
  if (skip_without_trash (self))
    return;
  bs_library_open (library);
  editor = bs_editor_new (library);
  g_ptr_array_add (paths, (gpointer) "a.md");
  g_ptr_array_add (paths, (gpointer) "b.md");
  g_ptr_array_add (paths, NULL);
  bs_editor_plan_async (editor, paths, edit, NULL, NULL, NULL, report_cb, &planned);
  scratch_wait_until (planned != NULL);
  g_assert_cmpuint (planned->changed->len, ==, 1);
  g_assert_cmpuint (planned->unchanged->len, ==, 1);
  g_assert_cmpuint (planned->size, >, 0);
  edit_scratch_assert_content (self, "a.md", BEFORE);

  bs_editor_trash_async (editor, g_strdupv ((GStrv) paths), BS_TRASH_MOVE, NULL, NULL, NULL, report_cb, &trashed);
  scratch_wait_until (trashed != NULL);
  g_assert_cmpuint (trashed->changed->len, ==, 2);
  assert_there (self, "a.md", FALSE);
  scratch_wait_until (!bs_editor_get_is_busy (editor));
  bs_library_close (library);
}

/* A preview lists the files that permissions forbid to change; in such a folder, the trash is not blamed. */
static void
test_locked (Scratch *self, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (BsEdit) edit = edit_scratch_make_edit ("two");
  g_autoptr (GFile) folder = g_file_new_for_path (self->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsEditor) editor = NULL;
  g_autoptr (BsEditReport) planned = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = scratch_get (self, "file.md");
  g_autofree char *place = scratch_get (self, "place");
  g_autofree char *inner = scratch_get (self, "place/inner.md");

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "file.md", BEFORE);
  scratch_write (self, "place/inner.md", BEFORE);
  g_assert_cmpint (chmod (file, 0444), ==, 0);
  g_assert_cmpint (chmod (place, 0555), ==, 0);
  bs_library_open (library);
  editor = bs_editor_new (library);
  g_ptr_array_add (paths, (gpointer) "a.md");
  g_ptr_array_add (paths, (gpointer) "file.md");
  g_ptr_array_add (paths, (gpointer) "place/inner.md");
  g_ptr_array_add (paths, NULL);
  bs_editor_plan_async (editor, paths, edit, NULL, NULL, NULL, report_cb, &planned);
  scratch_wait_until (planned != NULL);
  g_assert_cmpuint (planned->changed->len, ==, 1);
  g_assert_cmpuint (planned->failed->len, ==, 2);
  g_assert_false (bs_file_trash (inner, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (chmod (place, 0755), ==, 0);
  bs_library_close (library);
}

int
main (int argc, char *argv[])
{
  g_autofree char *user = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  user = scratch_isolate_user ();
  g_test_add ("/broadsheet/files/trash", Scratch, NULL, scratch_set_up, test_trash, scratch_tear_down);
  g_test_add ("/broadsheet/files/from-trash", Scratch, NULL, scratch_set_up, test_from_trash, scratch_tear_down);
  g_test_add ("/broadsheet/files/delete", Scratch, NULL, scratch_set_up, test_delete, scratch_tear_down);
  g_test_add_func ("/broadsheet/files/no-trash", test_no_trash);
  g_test_add ("/broadsheet/files/links", Scratch, NULL, scratch_set_up, test_links, scratch_tear_down);
  g_test_add ("/broadsheet/files/move", Scratch, NULL, scratch_set_up, test_move, scratch_tear_down);
  g_test_add ("/broadsheet/files/rename", Scratch, NULL, scratch_set_up, test_rename, scratch_tear_down);
  g_test_add ("/broadsheet/files/duplicate", Scratch, NULL, scratch_set_up, test_duplicate, scratch_tear_down);
  g_test_add ("/broadsheet/files/publish", Scratch, NULL, scratch_set_up, test_publish, scratch_tear_down);
  g_test_add ("/broadsheet/files/publish-key", Scratch, NULL, scratch_set_up, test_publish_key, scratch_tear_down);
  g_test_add ("/broadsheet/files/locked", Scratch, NULL, scratch_set_up, test_locked, scratch_tear_down);
  g_test_add ("/broadsheet/files/editor", Scratch, NULL, scratch_set_up, test_editor, scratch_tear_down);
  status = g_test_run ();
  remove_tree (user);

  return status;
}
