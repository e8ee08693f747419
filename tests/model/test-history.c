/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/write/file-access.h"
#include "edit-scratch.h"
#include "model/change/write/transaction.h"
#include "model/change/write/writer.h"

#include "../support/refuse-calls.h"

#include <signal.h>

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
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);

  one = edit_scratch_apply (self, both, "two");
  g_assert_cmpuint (one->changed->len, ==, 2);
  g_assert_cmpstr (one->name, ==, "Set title of 2 articles");
  two = edit_scratch_apply (self, first, "three");
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Set title of 1 article");
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, NULL);

  three = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Set title of 2 articles");
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, "Set title of 1 article");
  four = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_content (self, "b.md", BEFORE);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);

  five = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", AFTER);
  edit_scratch_assert_names (self, 2);

  /* A new step replaces undone ones. */
  g_clear_pointer (&one, bs_edit_report_unref);
  one = edit_scratch_apply (self, first, "four");
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, NULL);
  home = edit_scratch_open_home (self);
  g_assert_null (bs_editing_move (home, self->path, BS_JOURNAL_REDO, two->step, BS_EDITING_ASK, NULL, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO);
}

static void
test_question (Scratch *self, gconstpointer data)
{
  const char *const both[] = { "a.md", "b.md", NULL };
  g_autoptr (BsEditReport) report = NULL;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  report = edit_scratch_apply (self, both, "two");
  scratch_write (self, "b.md", "theirs");

  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_true (report->is_question);
  g_assert_cmpuint (report->changed->len, ==, 0);
  g_assert_cmpuint (report->failed->len, ==, 1);
  g_assert_error (((BsTransactionResult *) g_ptr_array_index (report->failed, 0))->error, BS_CHANGE_ERROR,
                  BS_CHANGE_ERROR_CHANGED);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", "theirs");

  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_SKIP);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_content (self, "b.md", "theirs");
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);

  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_SKIP);
  g_assert_cmpuint (report->changed->len, ==, 1);
  g_assert_cmpuint (report->failed->len, ==, 1);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", "theirs");
}

/* Tries to undo or redo a particular step. */
static gboolean
try_move (Scratch *self, BsJournalDirection direction, guint64 step, GError **error)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEditReport) report = bs_editing_move (home, self->path, direction, step, BS_EDITING_SKIP, NULL, error);

  g_assert_true (report == NULL || report->step == step);

  return report != NULL;
}

static void
assert_move (Scratch *self, BsJournalDirection direction, guint64 step)
{
  g_autoptr (GError) error = NULL;

  try_move (self, direction, step, &error);
  g_assert_no_error (error);
}

static void
assert_no_move (Scratch *self, BsJournalDirection direction, guint64 step, BsChangeError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try_move (self, direction, step, &error));
  g_assert_error (error, BS_CHANGE_ERROR, (int) code);
}

static guint64
edit_one (Scratch *self, const char *path, const char *title)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (BsEditReport) report = edit_scratch_apply (self, paths, title);

  g_assert_cmpuint (report->changed->len, ==, 1);
  g_assert_cmpuint (report->step, !=, 0);

  return report->step;
}

static void
edit_elsewhere (Scratch *self)
{
  edit_one (self, "b.md", "two");
}

/* Another program adds a step between ours and its undo. */
static void
test_other_step (Scratch *self, gconstpointer data)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  guint64 ours, theirs;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  ours = edit_one (self, "a.md", "two");
  g_assert_cmpint (edit_scratch_run_apart (self, edit_elsewhere), ==, 0);
  theirs = bs_editing_peek (home, BS_JOURNAL_UNDO, NULL);
  g_assert_cmpuint (theirs, >, ours);

  g_assert_false (try_move (self, BS_JOURNAL_UNDO, ours, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP);
  g_assert_nonnull (strstr (error->message, "“Set title of 1 article”"));
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", AFTER);

  assert_move (self, BS_JOURNAL_UNDO, theirs);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", BEFORE);
  assert_move (self, BS_JOURNAL_UNDO, ours);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  assert_no_move (self, BS_JOURNAL_UNDO, ours, BS_CHANGE_ERROR_NOTHING_TO_DO);

  assert_no_move (self, BS_JOURNAL_REDO, theirs, BS_CHANGE_ERROR_OTHER_STEP);
  edit_scratch_assert_content (self, "b.md", BEFORE);
  assert_move (self, BS_JOURNAL_REDO, ours);
  assert_no_move (self, BS_JOURNAL_REDO, ours, BS_CHANGE_ERROR_NOTHING_TO_DO);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", BEFORE);
}

/* If someone else undoes a step and makes an equal one, it is a different step. */
static void
test_same_again (Scratch *self, gconstpointer data)
{
  guint64 ours;

  scratch_write (self, "b.md", BEFORE);
  ours = edit_one (self, "b.md", "two");
  assert_move (self, BS_JOURNAL_UNDO, ours);
  g_assert_cmpint (edit_scratch_run_apart (self, edit_elsewhere), ==, 0);

  assert_no_move (self, BS_JOURNAL_UNDO, ours, BS_CHANGE_ERROR_NOTHING_TO_DO);
  assert_no_move (self, BS_JOURNAL_REDO, ours, BS_CHANGE_ERROR_NOTHING_TO_DO);
  edit_scratch_assert_content (self, "b.md", AFTER);
}

#define N_TURNS 60

/* Edits its own file and undoes that, whatever the other process does meanwhile. */
static void
be_rival (Scratch *self, const char *path)
{
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autofree char *title = g_strdup_printf ("turn %u", i);
      g_autofree char *text = g_strdup_printf ("---\ntitle: %s\n---\nText.\n", title);
      g_autofree char *before = NULL;
      g_autofree char *file = scratch_get (self, path);
      g_autoptr (GError) error = NULL;
      guint64 step;

      g_assert_true (g_file_get_contents (file, &before, NULL, NULL));
      step = edit_one (self, path, title);
      edit_scratch_assert_content (self, path, text);
      if (try_move (self, BS_JOURNAL_UNDO, step, &error))
        edit_scratch_assert_content (self, path, before);
      else
        {
          g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP);
          edit_scratch_assert_content (self, path, text);
        }
    }
}

static void
be_other_rival (Scratch *self)
{
  be_rival (self, "b.md");
}

static void
test_rivals (Scratch *self, gconstpointer data)
{
  pid_t child;
  int status;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      be_other_rival (self);
      _exit (0);
    }
  be_rival (self, "a.md");
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
append_old_record (GByteArray *out, guint32 kind, GVariant *variant)
{
  g_autoptr (GVariant) payload = g_variant_ref_sink (variant);
  g_autoptr (GBytes) summed = NULL;
  guint64 length = g_variant_get_size (payload), sum;
  gsize start = out->len;

  kind = GUINT32_TO_LE (kind);
  g_byte_array_append (out, (const guint8 *) &kind, sizeof kind);
  length = GUINT64_TO_LE (length);
  g_byte_array_append (out, (const guint8 *) &length, sizeof length);
  g_byte_array_append (out, g_variant_get_data (payload), g_variant_get_size (payload));
  summed = g_bytes_new (out->data + start, out->len - start);
  sum = GUINT64_TO_LE (bs_file_hash (summed));
  g_byte_array_append (out, (const guint8 *) &sum, sizeof sum);
}

/* Writes a step as earlier versions did: with all of the old bytes, and optionally without an id. */
static void
write_step (BsHome *home, guint number, guint64 id, const char *path)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autofree char *name = g_strdup_printf ("journal/%010u.step", number);
  g_autofree char *file = bs_home_build_data_path (home, name);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_byte_array_append (out, (const guint8 *) "BSSTEP1\n", 8);
  if (id != 0)
    append_old_record (out, 4, g_variant_new_uint64 (id));
  append_old_record (out, 1, g_variant_new_string ("Old"));
  append_old_record (
      out, 2,
      g_variant_new ("(@ayb@aybtt@ayt)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, path, strlen (path), 1), TRUE,
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, BEFORE, strlen (BEFORE), 1), TRUE, (guint64) 11,
                     (guint64) 11, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, AFTER + 11, strlen (AFTER) - 22, 1),
                     bs_file_hash (new_bytes)));
  g_file_set_contents (file, (const char *) out->data, out->len, &error);
  g_assert_no_error (error);
}

/* Steps of earlier versions without an id, in both forms. */
static void
test_old (Scratch *self, gconstpointer data)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autofree char *old = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "journal", "step", NULL);
  g_autofree char *file = bs_home_build_data_path (home, "journal/0000000001.step");
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint64 step;
  gsize length;

  scratch_write (self, "b.md", AFTER);
  scratch_write (self, "c.md", AFTER);
  write_step (home, 2, 0, "b.md");
  write_step (home, 3, 0, "c.md");
  g_file_get_contents (old, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (file, bytes, length, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (bs_editing_peek (home, BS_JOURNAL_UNDO, NULL), ==, 3);
  assert_no_move (self, BS_JOURNAL_UNDO, 2, BS_CHANGE_ERROR_OTHER_STEP);
  assert_move (self, BS_JOURNAL_UNDO, 3);
  edit_scratch_assert_content (self, "c.md", BEFORE);

  /* It replaces the old one and is not mistaken for it. */
  step = edit_one (self, "c.md", "two");
  g_assert_cmpuint (step, >, 3);
  assert_no_move (self, BS_JOURNAL_UNDO, 3, BS_CHANGE_ERROR_NOTHING_TO_DO);
  assert_move (self, BS_JOURNAL_UNDO, step);
  assert_move (self, BS_JOURNAL_UNDO, 2);
  edit_scratch_assert_content (self, "b.md", BEFORE);

  scratch_write (self, "a.md", "---\nIt is: so\ntags:\n - a\n - b\n---\nbody\n");
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Edit 1 article");
  assert_move (self, BS_JOURNAL_UNDO, 1);
}

/* The clock was set back since the last step, or since an undone one. */
static void
test_clock (Scratch *self, gconstpointer data)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  const guint64 later = (guint64) g_get_real_time () + 1000 * (guint64) G_TIME_SPAN_DAY;
  guint64 step;

  scratch_write (self, "a.md", AFTER);
  scratch_write (self, "b.md", BEFORE);
  write_step (home, 1, later, "a.md");
  g_assert_cmpuint (bs_editing_peek (home, BS_JOURNAL_UNDO, NULL), ==, later);
  assert_move (self, BS_JOURNAL_UNDO, later);
  step = edit_one (self, "b.md", "two");
  g_assert_cmpuint (step, >, later);
  assert_no_move (self, BS_JOURNAL_UNDO, later, BS_CHANGE_ERROR_NOTHING_TO_DO);
}

/* The disk has no room for the history, so nothing is changed. */
static void
edit_without_history (Scratch *self)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEdit) edit = edit_scratch_make_edit ("two");
  g_autoptr (GError) error = NULL;

  edit_scratch_limit_files (100);
  g_assert_null (bs_editing_apply (home, self->path, paths, edit, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_history_room (Scratch *self, gconstpointer data)
{
  scratch_write (self, "a.md", BEFORE);
  g_assert_cmpint (edit_scratch_run_apart (self, edit_without_history), ==, 0);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_names (self, 1);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
}

static void
test_new_files (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "new.md");
  g_autoptr (GBytes) bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
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
  edit_scratch_assert_content (self, "new.md", AFTER);
  edit_scratch_assert_content (self, "there.md", BEFORE);

  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_false (report->is_question);
  g_assert_cmpint (access (path, F_OK), !=, 0);
  g_clear_pointer (&report, bs_edit_report_unref);
  report = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  edit_scratch_assert_content (self, "new.md", AFTER);
}

/* The process is killed when the step is on the disk and half of its files are written. Two other steps had been undone
 * before. */
static void
be_killed (Scratch *self)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autofree char *journal_folder = bs_home_build_data_path (home, "journal");
  g_autofree char *records = bs_home_build_data_path (home, "writing");
  g_autofree char *a = scratch_get (self, "a.md");
  g_autofree char *b = scratch_get (self, "b.md");
  BsJournal *journal = bs_journal_open (journal_folder, NULL, NULL);
  BsWriter *one = bs_writer_new (records, NULL);
  BsWriter *other = bs_writer_new (records, NULL);

  bs_journal_begin (journal, "Set title of 2 articles", NULL);
  edit_scratch_add_change (journal, "a.md", old_bytes, new_bytes);
  edit_scratch_add_change (journal, "b.md", old_bytes, new_bytes);
  bs_journal_part_sync (bs_journal_get_part (journal), NULL);
  bs_writer_add (one, a, old_bytes, new_bytes);
  bs_writer_add (other, b, old_bytes, new_bytes);
  if (bs_writer_prepare (one, NULL) && bs_writer_prepare (other, NULL) && bs_writer_commit (one, NULL))
    raise (SIGKILL);
}

/* The same, before any of its files is written. */
static void
be_killed_early (Scratch *self)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  BsTransaction *transaction = bs_transaction_begin (home, self->path, "Set title of 1 article", NULL);
  BsJournal *journal = bs_transaction_get_journal (transaction);
  g_autofree char *records = bs_home_build_data_path (home, "writing");
  g_autofree char *a = scratch_get (self, "a.md");
  BsWriter *writer = bs_writer_new (records, NULL);

  bs_writer_add (writer, a, old_bytes, new_bytes);
  if (!bs_writer_prepare (writer, NULL))
    return;
  edit_scratch_add_change (journal, "a.md", old_bytes, new_bytes);
  bs_journal_part_sync (bs_journal_get_part (journal), NULL);
  raise (SIGKILL);
}

/* Listing the history is enough to recover. */
static void
test_killed_list (Scratch *self, gconstpointer data)
{
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) list_early = NULL;
  const BsJournalInfo *info;
  int status;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  status = edit_scratch_run_apart (self, be_killed);
  g_assert_true (WIFSIGNALED (status));
  list = bs_editing_list (self->path, recovered, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  info = list->pdata[0];
  g_assert_cmpstr (info->name, ==, "Set title of 2 articles");
  g_assert_cmpuint (info->n_changed, ==, 1);
  g_assert_cmpuint (info->n_created + info->n_removed, ==, 0);
  edit_scratch_assert_names (self, 2);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", BEFORE);
  bs_edit_report_unref (edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK));
  edit_scratch_assert_content (self, "a.md", BEFORE);

  /* A step without changes is not recorded, and undone steps can still be redone. */
  status = edit_scratch_run_apart (self, be_killed_early);
  g_assert_true (WIFSIGNALED (status));
  list_early = bs_editing_list (self->path, recovered, NULL);
  g_assert_cmpuint (list_early->len, ==, 1);
  edit_scratch_assert_names (self, 2);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, "Set title of 2 articles");
  bs_edit_report_unref (edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK));
  edit_scratch_assert_content (self, "a.md", AFTER);
  g_assert_cmpuint (recovered->len, ==, 0);
}

static void
test_killed (Scratch *self, gconstpointer data)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsHome) home = NULL;
  guint64 first, second;
  int status;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  first = edit_one (self, "a.md", "first");
  second = edit_one (self, "b.md", "second");
  assert_move (self, BS_JOURNAL_UNDO, second);
  assert_move (self, BS_JOURNAL_UNDO, first);
  status = edit_scratch_run_apart (self, be_killed);
  g_assert_true (WIFSIGNALED (status));
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_content (self, "b.md", BEFORE);

  home = edit_scratch_open_home (self);
  g_ptr_array_unref (bs_transaction_clean (home, self->path));
  edit_scratch_assert_names (self, 2);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Set title of 2 articles");
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, NULL);
  g_assert_cmpuint (bs_editing_peek (home, BS_JOURNAL_UNDO, NULL), >, second);
  report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_false (report->is_question);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_content (self, "b.md", BEFORE);
  assert_no_move (self, BS_JOURNAL_REDO, first, BS_CHANGE_ERROR_NOTHING_TO_DO);
}

static void
test_damaged (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autofree char *step = bs_home_build_data_path (home, "journal/0000000001.step");
  g_autoptr (GError) error = NULL;
  struct stat st;

  scratch_write (self, "a.md", BEFORE);
  report = edit_scratch_apply (self, paths, "two");
  g_assert_cmpint (stat (step, &st), ==, 0);
  g_assert_cmpint (truncate (step, st.st_size - 70), ==, 0);
  g_assert_null (bs_editing_move (home, self->path, BS_JOURNAL_UNDO, report->step, BS_EDITING_ASK, NULL, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN);
  edit_scratch_assert_content (self, "a.md", AFTER);
}

/* A step that creates and removes files, as a move does. */
static void
write_move (Scratch *self, const char *created, const char *removed)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsTransaction) transaction = bs_transaction_begin (home, self->path, "Move", &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));

  g_assert_no_error (error);
  if (created != NULL)
    bs_transaction_add (transaction, created, NULL, bytes, &error);
  g_assert_no_error (error);
  bs_transaction_add (transaction, removed, bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (bs_transaction_finish (transaction, "Move", &error));
}

/* Undoes the last step, in which a number of files cannot be restored. */
static void
undo_in_part (Scratch *self, guint n_failed)
{
  g_autoptr (BsEditReport) report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_SKIP);

  g_assert_cmpuint (report->failed->len, ==, n_failed);
}

/* A moved file is not removed while it cannot be put back. */
static void
test_taken_place (Scratch *self, gconstpointer data)
{
  scratch_write (self, "a.md", BEFORE);
  write_move (self, "b.md", "a.md");
  scratch_write (self, "a.md", "theirs");
  undo_in_part (self, 2);
  edit_scratch_assert_content (self, "a.md", "theirs");
  edit_scratch_assert_content (self, "b.md", BEFORE);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Move");

  scratch_delete (self, "a.md");
  undo_in_part (self, 0);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_names (self, 1);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);

  scratch_write (self, "b.md", "theirs");
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, "Move");
  bs_edit_report_unref (edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_SKIP));
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_content (self, "b.md", "theirs");
}

/* The only copy of a file stays in the history until it can be restored. */
static void
test_only_copy (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "other.md", NULL };
  g_autoptr (BsEditReport) edited = NULL;
  guint64 step;
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "other.md", BEFORE);
  write_move (self, NULL, "a.md");
  step = bs_editing_peek (home, BS_JOURNAL_UNDO, NULL);
  scratch_write (self, "a.md", "theirs");
  undo_in_part (self, 1);
  edited = edit_scratch_apply (self, paths, "two");
  scratch_delete (self, "a.md");
  report = bs_editing_revert (home, self->path, step, BS_EDITING_ASK, NULL, &error);
  g_assert_no_error (error);
  edit_scratch_assert_content (self, "a.md", BEFORE);
}

/* As on file systems without permissions. */
static void
restore_without_permissions (Scratch *self)
{
  static const RefusedCall calls[] = { { SYS_fchmod, ENOSYS } };

  if (!refuse_calls (calls, G_N_ELEMENTS (calls)))
    _exit (77);
  undo_in_part (self, 0);
  edit_scratch_assert_content (self, "a.md", BEFORE);
}

static void
test_permissions (Scratch *self, gconstpointer data)
{
  int status;

  scratch_write (self, "a.md", BEFORE);
  write_move (self, NULL, "a.md");
  status = edit_scratch_run_apart (self, restore_without_permissions);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    g_test_skip ("system calls cannot be refused here");
  else
    g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/broadsheet/history/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("steps", test_history);
  ADD ("question", test_question);
  ADD ("other-step", test_other_step);
  ADD ("same-again", test_same_again);
  ADD ("rivals", test_rivals);
  ADD ("old", test_old);
  ADD ("clock", test_clock);
  ADD ("no-room", test_history_room);
  ADD ("new-files", test_new_files);
  ADD ("killed", test_killed);
  ADD ("killed-list", test_killed_list);
  ADD ("damaged", test_damaged);
  ADD ("taken-place", test_taken_place);
  ADD ("only-copy", test_only_copy);
  ADD ("permissions", test_permissions);
#undef ADD

  status = g_test_run ();
  remove_tree (data);

  return status;
}
