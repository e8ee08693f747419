/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/change-error.h"
#include "model/change/editing.h"
#include "model/change/transaction.h"
#include "model/change/writer-record.h"
#include "model/change/writer.h"

#include "scratch.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#define BEFORE "---\ntitle: one\n---\nText.\n"
#define AFTER "---\ntitle: two\n---\nText.\n"

static BsHome *
open_home (Scratch *self)
{
  g_autoptr (GError) error = NULL;
  BsHome *home = bs_home_open (self->path, &error);

  g_assert_no_error (error);

  return home;
}

static BsEdit *
make_edit (const char *title)
{
  const char *const path[] = { "title", NULL };
  BsEdit *edit = bs_edit_new ();

  bs_edit_set_text (edit, path, title);

  return edit;
}

static BsEditReport *
apply (Scratch *self, const char *const *paths, const char *title)
{
  g_autoptr (BsHome) home = open_home (self);
  g_autoptr (BsEdit) edit = make_edit (title);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editing_apply (home, self->path, paths, edit, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static BsEditReport *
move (Scratch *self, BsJournalDirection direction, BsEditingAnswer answer)
{
  g_autoptr (BsHome) home = open_home (self);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editing_move (home, self->path, direction, answer, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_step (Scratch *self, BsJournalDirection direction, const char *expected)
{
  g_autoptr (BsHome) home = open_home (self);
  g_autofree char *name = NULL;

  g_assert_true (bs_editing_peek (home, direction, &name) == (expected != NULL));
  g_assert_cmpstr (name, ==, expected);
}

static void
assert_content (Scratch *self, const char *name, const char *expected)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* Nothing is in the folder but what belongs there. */
static void
assert_names (Scratch *self, guint n)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;
  guint found = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_false (g_str_has_prefix (name, ".broadsheet"));
      found++;
    }
  g_assert_cmpuint (found, ==, n);
}

static void
assert_refused (Scratch *self, const char *name, GQuark domain, int code)
{
  const char *const paths[] = { name, NULL };
  g_autoptr (BsEditReport) report = apply (self, paths, "two");
  const BsTransactionResult *failure;

  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->failed->len, ==, 1);
  failure = g_ptr_array_index (report->failed, 0);
  g_assert_error (failure->error, domain, code);
  g_assert_cmpstr (failure->path, ==, name);
  assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static void
test_history (Scratch *self, gconstpointer data)
{
  const char *const both[] = { "a.md", "b.md", NULL };
  const char *const first[] = { "a.md", NULL };
  g_autoptr (BsEditReport) one = NULL;
  g_autoptr (BsEditReport) two = NULL;
  g_autoptr (BsEditReport) three = NULL;
  g_autoptr (BsEditReport) four = NULL;
  g_autoptr (BsEditReport) five = NULL;
  g_autoptr (BsHome) home = NULL;
  g_autoptr (GError) error = NULL;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  assert_step (self, BS_JOURNAL_UNDO, NULL);

  one = apply (self, both, "two");
  g_assert_cmpuint (one->changed->len, ==, 2);
  g_assert_cmpstr (one->name, ==, "Set title of 2 articles");
  two = apply (self, first, "three");
  assert_step (self, BS_JOURNAL_UNDO, "Set title of 1 article");
  assert_step (self, BS_JOURNAL_REDO, NULL);

  three = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  assert_content (self, "a.md", AFTER);
  assert_step (self, BS_JOURNAL_UNDO, "Set title of 2 articles");
  assert_step (self, BS_JOURNAL_REDO, "Set title of 1 article");
  four = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  assert_content (self, "a.md", BEFORE);
  assert_content (self, "b.md", BEFORE);
  assert_step (self, BS_JOURNAL_UNDO, NULL);

  five = move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  assert_content (self, "a.md", AFTER);
  assert_content (self, "b.md", AFTER);
  assert_names (self, 2);

  /* What comes anew takes the place of what was undone. */
  g_clear_pointer (&one, bs_edit_report_unref);
  one = apply (self, first, "four");
  assert_step (self, BS_JOURNAL_REDO, NULL);
  home = open_home (self);
  g_assert_null (bs_editing_move (home, self->path, BS_JOURNAL_REDO, BS_EDITING_ASK, NULL, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO);
}

static void
test_nothing (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsEditReport) report = NULL;

  scratch_write (self, "a.md", BEFORE);
  report = apply (self, paths, "one");
  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->unchanged->len, ==, 1);
  assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static void
test_question (Scratch *self, gconstpointer data)
{
  const char *const both[] = { "a.md", "b.md", NULL };
  g_autoptr (BsEditReport) report = NULL;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  report = apply (self, both, "two");
  scratch_write (self, "b.md", "theirs");

  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_true (report->is_question);
  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->failed->len, ==, 1);
  g_assert_error (((BsTransactionResult *) g_ptr_array_index (report->failed, 0))->error, BS_CHANGE_ERROR,
                  BS_CHANGE_ERROR_CHANGED);
  assert_content (self, "a.md", AFTER);
  assert_content (self, "b.md", "theirs");

  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_SKIP);
  assert_content (self, "a.md", BEFORE);
  assert_content (self, "b.md", "theirs");
  assert_step (self, BS_JOURNAL_UNDO, NULL);

  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_REDO, BS_EDITING_OVERWRITE);
  assert_content (self, "a.md", AFTER);
  assert_content (self, "b.md", AFTER);
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

  report = apply (self, paths, "two");
  assert_content (self, "a.md", AFTER);
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

  report = apply (self, paths, "two");
  g_assert_cmpuint (report->changed->len, ==, 2);
  assert_content (self, "other.md", AFTER);
  assert_content (self, "real.md", AFTER);
  g_assert_cmpint (stat (path, &one), ==, 0);
  g_assert_cmpint (stat (other, &two), ==, 0);
  g_assert_cmpuint (one.st_ino, ==, two.st_ino);
  g_assert_cmpint (lstat (link_path, &one), ==, 0);
  g_assert_true (S_ISLNK (one.st_mode));
  assert_names (self, 4);

  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  assert_content (self, "other.md", BEFORE);
  assert_content (self, "real.md", BEFORE);
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

  report = apply (self, paths, "two");
  g_assert_cmpuint (report->failed->len, ==, 0);
  g_assert_cmpuint (report->changed->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (report->changed, 0), ==, "real.md");
  g_assert_cmpuint (report->unchanged->len, ==, 3);
  g_assert_cmpstr (report->name, ==, "Set title of 1 article");
  assert_content (self, "hard.md", AFTER);

  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (report->failed->len, ==, 0);
  assert_content (self, "hard.md", BEFORE);
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
  assert_content (self, "a.md", BEFORE);

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
  assert_names (self, 2);
}

/* Runs a part of a test in a process of its own, which may be someone else or have less room. */
typedef void (*Part) (Scratch *self);

static int
run_apart (Scratch *self, Part part)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      part (self);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);

  return status;
}

static void
edit_as_nobody (Scratch *self)
{
  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    _exit (77);
  assert_refused (self, "a.md", G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* Lets anyone in. */
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
  /* Whoever it is has to be able to keep a history. */
  open_up (g_get_user_data_dir ());
  status = run_apart (self, edit_as_nobody);
  g_assert_cmpint (chmod (self->path, 0755), ==, 0);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    {
      g_test_skip ("nobody else can be had here");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  assert_content (self, "a.md", BEFORE);
  assert_names (self, 1);
}

static void
edit_without_room (Scratch *self)
{
  const char *const paths[] = { "a.md", NULL };
  const struct rlimit limit = { 4096, 4096 };
  g_autoptr (BsHome) home = open_home (self);
  g_autoptr (BsEdit) edit = make_edit ("two");
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  report = bs_editing_apply (home, self->path, paths, edit, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->failed->len, ==, 1);
  g_assert_error (((BsTransactionResult *) g_ptr_array_index (report->failed, 0))->error, G_IO_ERROR,
                  G_IO_ERROR_NO_SPACE);
}

static void
test_room (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (BEFORE);

  while (text->len < 10000)
    g_string_append (text, "More text.\n");
  scratch_write (self, "a.md", text->str);
  g_assert_cmpint (run_apart (self, edit_without_room), ==, 0);
  assert_content (self, "a.md", text->str);
  assert_names (self, 1);
  assert_step (self, BS_JOURNAL_UNDO, NULL);
}

/* The history itself has no room: then nothing is changed. */
static void
edit_without_history (Scratch *self)
{
  const char *const paths[] = { "a.md", NULL };
  const struct rlimit limit = { 100, 100 };
  g_autoptr (BsHome) home = open_home (self);
  g_autoptr (BsEdit) edit = make_edit ("two");
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_null (bs_editing_apply (home, self->path, paths, edit, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_history_room (Scratch *self, gconstpointer data)
{
  scratch_write (self, "a.md", BEFORE);
  g_assert_cmpint (run_apart (self, edit_without_history), ==, 0);
  assert_content (self, "a.md", BEFORE);
  assert_names (self, 1);
  assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static BsWriter *
prepare (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autoptr (GError) error = NULL;
  BsWriter *writer = bs_writer_new (records, &error);

  g_assert_no_error (error);
  bs_writer_add (writer, path, old_bytes, new_bytes);
  g_assert_true (bs_writer_prepare (writer, &error));
  g_assert_no_error (error);
  g_assert_no_error (bs_writer_get_error (writer, 0));

  return writer;
}

static void
test_meanwhile (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");
  g_autoptr (GError) error = NULL;
  g_autoptr (BsWriter) writer = NULL;

  /* Replaced between our look and our write. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  scratch_replace (self, "a.md", "theirs");
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  assert_content (self, "a.md", "theirs");
  g_clear_pointer (&writer, bs_writer_free);

  /* Written over. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  scratch_write (self, "a.md", "theirs");
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  assert_content (self, "a.md", "theirs");
  g_clear_pointer (&writer, bs_writer_free);

  /* Deleted. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  assert_names (self, 0);
}

static gpointer
write_late (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);

  g_usleep (100000);
  g_assert_cmpint (pwrite (fd, "late", 4, 4), ==, 4);
  close (fd);

  return NULL;
}

/* Someone has the file open for writing, and writes when it has been exchanged already. */
static void
test_open_elsewhere (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsWriter) writer = NULL;
  GThread *thread;
  int fd;

  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  fd = open (path, O_WRONLY | O_CLOEXEC);
  thread = g_thread_new ("late", write_late, GINT_TO_POINTER (fd));
  g_assert_true (bs_writer_commit (writer, &error));
  g_thread_join (thread);
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "---\nlate"));
  assert_names (self, 1);
}

static void
test_new_files (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "new.md");
  g_autoptr (GBytes) bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autoptr (BsHome) home = open_home (self);
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const BsTransactionResult *result;

  scratch_write (self, "there.md", BEFORE);
  transaction = bs_transaction_begin (home, self->path, "Import 1 article", &error);
  g_assert_no_error (error);
  g_assert_true (bs_transaction_add (transaction, "new.md", NULL, bytes, &error));
  g_assert_true (bs_transaction_add (transaction, "there.md", NULL, bytes, &error));
  g_assert_true (bs_transaction_add (transaction, "../out.md", NULL, bytes, &error));
  g_assert_true (bs_transaction_finish (transaction, "Import 1 article", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bs_transaction_get_n_written (transaction), ==, 1);
  result = g_ptr_array_index ((GPtrArray *) bs_transaction_get_results (transaction), 1);
  g_assert_error (result->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  g_clear_pointer (&transaction, bs_transaction_free);
  assert_content (self, "new.md", AFTER);
  assert_content (self, "there.md", BEFORE);

  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_false (report->is_question);
  g_assert_cmpint (access (path, F_OK), !=, 0);
  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  assert_content (self, "new.md", AFTER);
}

/* The step is on the disk and half of its files are written when we are killed. */
static void
be_killed (Scratch *self)
{
  g_autoptr (BsHome) home = open_home (self);
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autofree char *journal_folder = bs_home_build_data_path (home, "journal");
  g_autofree char *records = bs_home_build_data_path (home, "writing");
  g_autofree char *a = scratch_get (self, "a.md");
  g_autofree char *b = scratch_get (self, "b.md");
  BsJournal *journal = bs_journal_open (journal_folder, NULL);
  BsWriter *one = bs_writer_new (records, NULL);
  BsWriter *other = bs_writer_new (records, NULL);

  bs_journal_begin (journal, "Set title of 2 articles", NULL);
  bs_journal_add (journal, "a.md", old_bytes, new_bytes);
  bs_journal_add (journal, "b.md", old_bytes, new_bytes);
  bs_journal_sync (journal, NULL);
  bs_writer_add (one, a, old_bytes, new_bytes);
  bs_writer_add (other, b, old_bytes, new_bytes);
  if (bs_writer_prepare (one, NULL) && bs_writer_prepare (other, NULL) && bs_writer_commit (one, NULL))
    raise (SIGKILL);
}

static void
test_killed (Scratch *self, gconstpointer data)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsHome) home = NULL;
  int status;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  status = run_apart (self, be_killed);
  g_assert_true (WIFSIGNALED (status));
  assert_content (self, "a.md", AFTER);
  assert_content (self, "b.md", BEFORE);

  home = open_home (self);
  bs_transaction_clean (home);
  assert_names (self, 2);
  assert_step (self, BS_JOURNAL_UNDO, "Set title of 2 articles");
  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_false (report->is_question);
  assert_content (self, "a.md", BEFORE);
  assert_content (self, "b.md", BEFORE);
}

/* A file with two names, half written when we were killed. */
static void
test_half_copied (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autofree char *path = scratch_get (self, "a.md");
  int status;

  scratch_write (self, "a.md", BEFORE);
  {
    pid_t child = fork ();

    if (child == 0)
      {
        BsWriterRecord *record = bs_writer_record_new (records, NULL);
        g_autofree char *temporary = bs_writer_record_build_temporary (record, path, 0);
        g_autofree char *copying = g_strconcat (temporary, BS_WRITER_COPYING, NULL);

        bs_writer_record_add (record, path, old_bytes, new_bytes);
        bs_writer_record_sync (record, NULL);
        g_file_set_contents (copying, AFTER, -1, NULL);
        raise (SIGKILL);
      }
    g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  }
  /* "two" as far as its first letter. */
  scratch_write (self, "a.md", "---\ntitle: tne\n---\nText.\n");
  bs_writer_record_clean (records);
  assert_content (self, "a.md", AFTER);
  assert_names (self, 1);
}

static void
test_damaged (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsHome) home = open_home (self);
  g_autofree char *step = bs_home_build_data_path (home, "journal/0000000001.step");
  g_autoptr (GError) error = NULL;
  struct stat st;

  scratch_write (self, "a.md", BEFORE);
  report = apply (self, paths, "two");
  g_assert_cmpint (stat (step, &st), ==, 0);
  g_assert_cmpint (truncate (step, st.st_size - 70), ==, 0);
  g_assert_null (bs_editing_move (home, self->path, BS_JOURNAL_UNDO, BS_EDITING_ASK, NULL, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN);
  assert_content (self, "a.md", AFTER);
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
  report = apply (self, (const char *const *) paths->pdata, "two");
  g_assert_cmpuint (report->changed->len, ==, n);
  assert_content (self, "1199.md", AFTER);
  assert_names (self, n);
  assert_step (self, BS_JOURNAL_UNDO, "Set title of 1200 articles");
  g_clear_pointer (&report, bs_edit_report_unref);
  report = move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (report->changed->len, ==, n);
  assert_content (self, "0.md", BEFORE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/broadsheet/editing/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("history", test_history);
  ADD ("nothing", test_nothing);
  ADD ("question", test_question);
  ADD ("about", test_about);
  ADD ("links", test_links);
  ADD ("names", test_names);
  ADD ("refused", test_refused);
  ADD ("folder", test_folder);
  ADD ("room", test_room);
  ADD ("history-room", test_history_room);
  ADD ("meanwhile", test_meanwhile);
  ADD ("open-elsewhere", test_open_elsewhere);
  ADD ("new-files", test_new_files);
  ADD ("killed", test_killed);
  ADD ("half-copied", test_half_copied);
  ADD ("damaged", test_damaged);
  ADD ("many", test_many);
#undef ADD

  status = g_test_run ();
  scratch_remove (data);

  return status;
}
