/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files of the history: their contents, damaged ones, and which are dropped. */

#include "model/change/write/journal.h"

#include "edit-scratch.h"
#include "model/change/write/transaction.h"

#include <sys/mman.h>

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static BsJournalStep *
make_step (GBytes *old_bytes, GBytes *new_bytes, gsize *length)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  BsJournalStep *step;
  int fd = memfd_create ("step", MFD_CLOEXEC);

  bs_journal_file_append_start (file);
  bs_journal_file_append_change (file, "a.md", old_bytes, new_bytes);
  g_assert_cmpint (write (fd, file->data, file->len), ==, (gssize) file->len);
  step = bs_journal_step_open (fd, -1, NULL);
  g_assert_nonnull (step);
  g_assert_cmpuint (bs_journal_step_get_entries (step)->len, ==, 1);
  if (length != NULL)
    *length = file->len;

  return step;
}

static void
assert_made (BsJournalStep *step, BsJournalDirection direction, GBytes *from, GBytes *to)
{
  const BsJournalEntry *entry = g_ptr_array_index (bs_journal_step_get_entries (step), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = bs_journal_step_make (step, entry, direction, from, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (made, to));
}

/* A text of few words, so that its parts are similar, and a changed version of it. */
static GBytes *
make_text (GRand *rand, guint n_words)
{
  static const char *const words[] = {
    "the quick brown fox ", "jumps ", "\n\n", "over the lazy dog, and ", "文章", "x"
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return g_string_free_to_bytes (text);
}

static GBytes *
change_text (GRand *rand, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GString *text = g_string_new_len (data, length);
  guint n = g_rand_int_range (rand, 0, 6);

  for (guint i = 0; i < n; i++)
    {
      gsize place = text->len > 0 ? g_rand_int_range (rand, 0, text->len) : 0;
      gsize n_erased = g_rand_int_range (rand, 0, 200);

      if (g_rand_boolean (rand))
        g_string_erase (text, place, MIN (text->len - place, n_erased));
      else
        {
          g_autoptr (GBytes) more = make_text (rand, g_rand_int_range (rand, 1, 20));

          g_string_insert_len (text, place, g_bytes_get_data (more, NULL), g_bytes_get_size (more));
        }
    }

  return g_string_free_to_bytes (text);
}

static void
test_both_ways (Scratch *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) old_bytes = make_text (rand, g_rand_int_range (rand, 0, 300));
      g_autoptr (GBytes) new_bytes = change_text (rand, old_bytes);
      g_autoptr (BsJournalStep) step = make_step (old_bytes, new_bytes, NULL);

      assert_made (step, BS_JOURNAL_UNDO, new_bytes, old_bytes);
      assert_made (step, BS_JOURNAL_REDO, old_bytes, new_bytes);
    }
}

/* A step is as large as the differences, even if they are far apart; only removed files are stored completely. */
static void
test_size (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;
  g_autoptr (BsJournalStep) step = NULL;
  gsize length;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "line %u of a long article\n", i);
  old_bytes = g_bytes_new (text->str, text->len);
  g_string_insert (text, 20, "title");
  g_string_erase (text, 500000, 13);
  g_string_append (text, "link");
  new_bytes = g_bytes_new (text->str, text->len);

  step = make_step (old_bytes, new_bytes, &length);
  g_assert_cmpuint (length, <, 1000);
  g_assert_cmpuint (bs_journal_measure ("a.md", old_bytes, new_bytes), <, 1000);
  g_assert_cmpuint (bs_journal_measure ("a.md", NULL, new_bytes), <, 1000);
  g_assert_cmpuint (bs_journal_measure ("a.md", old_bytes, NULL), >, g_bytes_get_size (old_bytes));
  assert_made (step, BS_JOURNAL_UNDO, new_bytes, old_bytes);
}

/* Undo applies only to the exact file that the step made. */
static void
test_hashes (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (GBytes) theirs = make_bytes (AFTER "More.\n");
  g_autoptr (BsJournalStep) step = make_step (old_bytes, new_bytes, NULL);
  const BsJournalEntry *entry = g_ptr_array_index (bs_journal_step_get_entries (step), 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (bs_journal_step_make (step, entry, BS_JOURNAL_UNDO, theirs, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
}

static BsJournal *
open_journal (Scratch *self)
{
  g_autofree char *folder = scratch_get (self, "journal");
  g_autoptr (GError) error = NULL;
  BsJournal *journal = bs_journal_open (folder, NULL, &error);

  g_assert_no_error (error);

  return journal;
}

static guint64
make_journal_step (BsJournal *journal, const char *name, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autoptr (GError) error = NULL;

  bs_journal_begin (journal, name, &error);
  g_assert_no_error (error);
  edit_scratch_add_change (journal, "a.md", old_bytes, new_bytes);
  bs_journal_part_sync (bs_journal_get_part (journal), &error);
  g_assert_no_error (error);
  bs_journal_finish (journal, name, &error);
  g_assert_no_error (error);

  return bs_journal_get_step (journal);
}

/* Earlier steps, written without syncs. */
static void
write_steps (Scratch *self, guint n, goffset size)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);

  scratch_make_folder (self, "journal");
  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autofree char *name = g_strdup_printf ("journal/%010u.step", i);
      g_autofree char *path = scratch_get (self, name);

      bs_journal_file_append_start (file);
      bs_journal_file_append_id (file, 1000000 + i);
      bs_journal_file_append_change (file, "a.md", old_bytes, new_bytes);
      g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
      if (size > 0)
        g_assert_cmpint (truncate (path, size), ==, 0);
    }
}

static guint64
get_stamp (BsJournal *journal, guint i)
{
  g_autoptr (GPtrArray) list = bs_journal_list (journal);

  return ((BsJournalInfo *) g_ptr_array_index (list, i))->id;
}

static guint
count_steps (BsJournal *journal)
{
  g_autoptr (GPtrArray) list = bs_journal_list (journal);

  return list->len;
}

static void
test_too_many (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (BsJournal) journal = NULL;

  write_steps (self, BS_JOURNAL_MAX_STEPS - 1, 0);
  journal = open_journal (self);
  make_journal_step (journal, "As many as there may be", old_bytes, new_bytes);
  g_assert_cmpuint (count_steps (journal), ==, BS_JOURNAL_MAX_STEPS);
  g_assert_cmpuint (get_stamp (journal, 0), ==, 1000001);
  make_journal_step (journal, "One more", old_bytes, new_bytes);
  g_assert_cmpuint (count_steps (journal), ==, BS_JOURNAL_MAX_STEPS);
  g_assert_cmpuint (get_stamp (journal, 0), ==, 1000002);
  g_assert_cmpuint (bs_journal_get_n_pushed_out (journal), ==, 0);

  /* And not only in memory. */
  g_clear_pointer (&journal, bs_journal_close);
  journal = open_journal (self);
  g_assert_cmpuint (count_steps (journal), ==, BS_JOURNAL_MAX_STEPS);
  g_assert_cmpuint (get_stamp (journal, 0), ==, 1000002);
}

static void
test_too_large (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (BsJournal) journal = NULL;

  /* Three of them exceed the limit, two do not. */
  write_steps (self, 3, BS_JOURNAL_MAX_BYTES * 2 / 5);
  journal = open_journal (self);
  g_assert_cmpuint (bs_journal_count_pushed_out (journal, 1000), ==, 1);
  g_assert_cmpuint (bs_journal_count_pushed_out (journal, BS_JOURNAL_MAX_BYTES / 2), ==, 2);
  g_assert_cmpuint (bs_journal_count_pushed_out (journal, G_MAXUINT64), ==, 3);
  make_journal_step (journal, "One more", old_bytes, new_bytes);
  g_assert_cmpuint (bs_journal_get_n_pushed_out (journal), ==, 1);
  g_assert_cmpuint (count_steps (journal), ==, 3);
  g_assert_cmpuint (get_stamp (journal, 0), ==, 1000002);
}

static void
test_list (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (BsJournal) journal = open_journal (self);
  g_autoptr (GPtrArray) list = NULL;
  const BsJournalInfo *info;
  guint64 first, last;

  first = make_journal_step (journal, "Import 1 article", NULL, new_bytes);
  last = make_journal_step (journal, "Set title of 1 article", new_bytes, old_bytes);
  g_assert_true (bs_journal_move (journal, BS_JOURNAL_UNDO, NULL));
  g_clear_pointer (&journal, bs_journal_close);

  journal = open_journal (self);
  list = bs_journal_list (journal);
  g_assert_cmpuint (list->len, ==, 2);
  info = g_ptr_array_index (list, 0);
  g_assert_cmpuint (info->id, ==, first);
  g_assert_cmpstr (info->name, ==, "Import 1 article");
  g_assert_cmpuint (info->n_created, ==, 1);
  g_assert_cmpuint (info->n_changed + info->n_removed, ==, 0);
  g_assert_cmpuint (info->size, >, 0);
  g_assert_false (info->is_undone);
  info = g_ptr_array_index (list, 1);
  g_assert_cmpuint (info->id, ==, last);
  g_assert_cmpuint (info->n_changed, ==, 1);
  g_assert_true (info->is_undone);
}

static void
flip (GRand *rand, char *data, gsize length, guint n)
{
  for (guint i = 0; i < n; i++)
    data[g_rand_int_range (rand, 0, length)] = g_rand_int_range (rand, 0, 256);
}

/* However a step is damaged on the disk, no new content appears and other steps still work. */
static void
test_flips (Scratch *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GBytes) old_bytes = make_text (rand, 60);
  g_autoptr (GBytes) new_bytes = change_text (rand, old_bytes);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *damaged = NULL;

  bs_journal_file_append_start (file);
  bs_journal_file_append_id (file, 12345678);
  bs_journal_file_append_name (file, "Set title");
  bs_journal_file_append_change (file, "a.md", old_bytes, new_bytes);
  bs_journal_file_append_change (file, "b.md", NULL, new_bytes);
  bs_journal_file_append_change (file, "c.md", old_bytes, NULL);
  bs_journal_file_append_drop (file, 2);
  bs_journal_file_append_kept (file, "b.md", new_bytes);
  bs_journal_file_append_summary (file, &(BsJournalSummary){ .name = (char *) "Set title", .n_changed = 1 });
  damaged = g_malloc (file->len);

  for (guint i = 0; i < 6000; i++)
    {
      int fd = memfd_create ("step", MFD_CLOEXEC);
      g_autoptr (BsJournalStep) step = NULL;
      g_auto (BsJournalSummary) summary = { 0 };
      const GPtrArray *entries;

      memcpy (damaged, file->data, file->len);
      flip (rand, damaged, file->len, g_rand_int_range (rand, 1, 4));
      g_assert_cmpint (write (fd, damaged, file->len), ==, (gssize) file->len);
      bs_journal_file_read_summary (fd, &summary);
      step = bs_journal_step_open (fd, dup (fd), NULL);
      entries = step != NULL ? bs_journal_step_get_entries (step) : NULL;
      for (guint k = 0; entries != NULL && k < entries->len; k++)
        {
          const BsJournalEntry *entry = g_ptr_array_index (entries, k);
          g_autoptr (GBytes) undone =
              entry->old_side.exists ? bs_journal_step_make (step, entry, BS_JOURNAL_UNDO, new_bytes, NULL) : NULL;
          g_autoptr (GBytes) redone =
              entry->new_side.exists ? bs_journal_step_make (step, entry, BS_JOURNAL_REDO, old_bytes, NULL) : NULL;

          g_assert_true (undone == NULL || g_bytes_equal (undone, old_bytes));
          g_assert_true (redone == NULL || g_bytes_equal (redone, new_bytes));
        }
    }
}

/* Another program truncates the file while it is read. */
static void
test_cut_off (Scratch *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GBytes) old_bytes = make_text (rand, 100000);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (BsJournal) journal = open_journal (self);
  guint64 id = make_journal_step (journal, "Remove 1 article", old_bytes, NULL);
  g_autofree char *path = scratch_get (self, "journal/0000000001.step");
  g_autoptr (BsJournalStep) step = bs_journal_read (journal, BS_JOURNAL_UNDO, id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (step);
  g_assert_cmpint (truncate (path, 100), ==, 0);
  g_assert_null (bs_journal_step_make (step, g_ptr_array_index (bs_journal_step_get_entries (step), 0), BS_JOURNAL_UNDO,
                                       NULL, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN);
}

/* An unreadable step is set aside, and the one before it is next. */
static void
test_set_aside (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (BsJournal) journal = open_journal (self);
  guint64 first = make_journal_step (journal, "First", old_bytes, new_bytes);
  guint64 second = make_journal_step (journal, "Second", new_bytes, old_bytes);
  g_autofree char *path = scratch_get (self, "journal/0000000002.step");
  g_autofree char *aside = scratch_get (self, "journal/0000000002.damaged");
  g_autoptr (BsJournalStep) step = NULL;
  g_autoptr (GError) error = NULL;
  int fd = open (path, O_WRONLY);

  g_assert_cmpint (pwrite (fd, "?", 1, 80), ==, 1);
  close (fd);
  g_assert_null (bs_journal_read (journal, BS_JOURNAL_UNDO, second, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (bs_journal_peek (journal, BS_JOURNAL_UNDO, NULL), ==, first);
  step = bs_journal_read (journal, BS_JOURNAL_UNDO, first, NULL);
  g_assert_nonnull (step);
}

/* Names and numbers that our programs never write. */
static void
test_hostile_names (Scratch *self, gconstpointer data)
{
  static const char *const names[] = {
    "99999999999999999999.step", "-1.step", "0.step", "2147483647.step", "x.step", ".step", "4294967297.part", "7.kept",
    "2147483646.undone",
  };
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (BsJournal) journal = NULL;
  guint64 step;

  scratch_make_folder (self, "journal");
  scratch_write (self, "journal/position", "99999999999999999999999");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat ("journal/", names[i], NULL);

      scratch_write (self, name, "BSSTEP2\n?");
    }
  journal = open_journal (self);
  step = make_journal_step (journal, "Ours", old_bytes, new_bytes);
  g_assert_cmpuint (bs_journal_peek (journal, BS_JOURNAL_UNDO, NULL), ==, step);
  g_clear_pointer (&journal, bs_journal_close);
  journal = open_journal (self);
  g_assert_cmpuint (bs_journal_peek (journal, BS_JOURNAL_UNDO, NULL), ==, step);
}

/* A path that leads out of the library is rejected. */
static void
test_hostile_path (Scratch *self, gconstpointer data)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autoptr (BsJournalStep) step = NULL;
  int fd = memfd_create ("step", MFD_CLOEXEC);

  bs_journal_file_append_start (file);
  bs_journal_file_append_change (file, "../a.md", NULL, new_bytes);
  g_assert_cmpint (write (fd, file->data, file->len), ==, (gssize) file->len);
  step = bs_journal_step_open (fd, -1, NULL);
  g_assert_cmpuint (bs_journal_step_get_entries (step)->len, ==, 0);
  g_assert_cmpuint (bs_journal_step_get_length (step), <, file->len);
}

/* So is one of no bytes, in whichever place of what was moved between two libraries, and one that leads out of either.
 */
static void
test_hostile_exchange (Scratch *self, gconstpointer data)
{
  static const struct
  {
    const char *root;
    const char *here;
    const char *there;
    gboolean is_read;
  } cases[] = {
    { "/other", "a.md", "b.md", TRUE }, { "", "a.md", "b.md", FALSE },          { "other", "a.md", "b.md", FALSE },
    { "/other", "", "b.md", FALSE },    { "/other", "a.md", "", FALSE },        { "/other", "../a.md", "b.md", FALSE },
    { "/other", "", "", FALSE },        { "/other", "a.md", "../b.md", FALSE }, { "/other", "/a.md", "b.md", FALSE },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autoptr (BsExchange) exchange = bs_exchange_new (cases[i / 2].root, FALSE);
      g_autoptr (BsExchange) found = NULL;
      int fd = memfd_create ("step", MFD_CLOEXEC);

      bs_exchange_add (exchange, cases[i / 2].here, cases[i / 2].there);
      bs_journal_file_append_start (file);
      /* With a prefix of no bytes, nothing is what it was. */
      if (i % 2 == 1)
        bs_journal_file_append_prefix (file, "");
      bs_journal_file_append_exchange (file, exchange);
      g_assert_cmpint (write (fd, file->data, file->len), ==, (gssize) file->len);
      found = bs_journal_file_read_exchange (fd);
      g_assert_true ((found != NULL) == (cases[i / 2].is_read && i % 2 == 0));
      close (fd);
    }
}

/* Earlier versions had undone two of three steps. */
static void
test_position (Scratch *self, gconstpointer data)
{
  g_autoptr (BsJournal) journal = NULL;

  write_steps (self, 3, 0);
  scratch_write (self, "journal/position", "1\n");
  for (guint i = 0; i < 2; i++)
    {
      journal = open_journal (self);
      g_assert_cmpuint (bs_journal_peek (journal, BS_JOURNAL_UNDO, NULL), ==, 1000001);
      g_assert_cmpuint (bs_journal_peek (journal, BS_JOURNAL_REDO, NULL), ==, 1000002);
      g_clear_pointer (&journal, bs_journal_close);
    }
}

/* The disk is full when a batch is recorded: earlier records stay complete. */
static void
be_full (Scratch *self)
{
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autofree char *much = g_strnfill (100000, 'x');
  g_autoptr (GBytes) large = make_bytes (much);
  g_autoptr (BsJournal) journal = open_journal (self);
  guint number;

  g_assert_true (bs_journal_begin (journal, "Two batches", NULL));
  edit_scratch_add_change (journal, "a.md", old_bytes, new_bytes);
  g_assert_true (bs_journal_part_sync (bs_journal_get_part (journal), NULL));
  edit_scratch_limit_files (2000);
  number = edit_scratch_add_change (journal, "b.md", large, NULL);
  g_assert_false (bs_journal_part_sync (bs_journal_get_part (journal), NULL));
  bs_journal_part_drop (bs_journal_get_part (journal), number);
  g_assert_true (bs_journal_finish (journal, "One batch", NULL));
}

static void
test_full (Scratch *self, gconstpointer data)
{
  g_autoptr (BsJournal) journal = NULL;
  g_autoptr (BsJournalStep) step = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  guint64 id;

  g_assert_cmpint (edit_scratch_run_apart (self, be_full), ==, 0);
  journal = open_journal (self);
  id = bs_journal_peek (journal, BS_JOURNAL_UNDO, &name);
  g_assert_cmpstr (name, ==, "One batch");
  step = bs_journal_read (journal, BS_JOURNAL_UNDO, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bs_journal_step_get_entries (step)->len, ==, 1);
}

static guint64
get_history_size (BsHome *home)
{
  g_autofree char *folder = bs_home_build_data_path (home, "journal");
  g_autoptr (BsJournal) journal = bs_journal_open (folder, NULL, NULL);
  g_autoptr (GPtrArray) list = bs_journal_list (journal);
  guint64 size = 0;

  for (guint i = 0; i < list->len; i++)
    size += ((BsJournalInfo *) g_ptr_array_index (list, i))->size;

  return size;
}

/* An imported file is not stored twice; only when it is removed again is it stored, so that it can be restored. */
static void
test_created (Scratch *self, gconstpointer data)
{
  g_autofree char *much = g_strnfill (300000, 'x');
  g_autoptr (GBytes) bytes = make_bytes (much);
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsTransaction) transaction = bs_transaction_begin (home, self->path, "Import 1 article", NULL);
  g_autoptr (BsEditReport) report = NULL;

  g_assert_true (bs_transaction_add (transaction, "new.md", NULL, bytes, NULL));
  g_assert_true (bs_transaction_finish (transaction, "Import 1 article", NULL));
  g_clear_pointer (&transaction, bs_transaction_free);
  g_assert_cmpuint (get_history_size (home), <, 1000);

  for (guint i = 0; i < 3; i++)
    {
      report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
      g_assert_cmpuint (report->changed->len, ==, 1);
      edit_scratch_assert_names (self, 0);
      g_assert_cmpuint (get_history_size (home), >, 300000);
      g_assert_cmpuint (get_history_size (home), <, 302000);
      g_clear_pointer (&report, bs_edit_report_unref);

      report = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
      g_assert_cmpuint (report->changed->len, ==, 1);
      edit_scratch_assert_content (self, "new.md", much);
      g_assert_cmpuint (get_history_size (home), <, 1000);
      g_clear_pointer (&report, bs_edit_report_unref);
    }
}

static void
edit_below (Scratch *self, const char *folder, const char *name, const char *title)
{
  Scratch below = { scratch_get (self, folder) };
  const char *const paths[] = { name, NULL };
  g_autoptr (BsEditReport) report = edit_scratch_apply (&below, paths, title);

  g_assert_cmpuint (report->changed->len, ==, 1);
  g_free (below.path);
}

/* Folders of a library were changed before it was opened itself: it can undo those changes in order. */
static void
test_take_over (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "x/a.md", NULL };
  g_autofree char *x = scratch_get (self, "x");
  g_autofree char *y = scratch_get (self, "x/y");
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsHome) inner = NULL;
  g_autoptr (BsHome) home = NULL;

  scratch_make_folder (self, "x");
  scratch_make_folder (self, "x/y");
  scratch_make_folder (self, "z");
  scratch_write (self, "x/a.md", BEFORE);
  scratch_write (self, "x/y/b.md", BEFORE);
  scratch_write (self, "z/c.md", BEFORE);
  edit_below (self, "x/y", "b.md", "two");
  edit_below (self, "x", "a.md", "two");
  edit_below (self, "z", "c.md", "two");
  inner = bs_home_find (x);
  g_assert_nonnull (inner);

  /* The library is opened and changed, which is the last step. */
  report = edit_scratch_apply (self, paths, "three");
  g_assert_null (bs_home_find (x));
  g_assert_null (bs_home_find (y));
  home = edit_scratch_open_home (self);
  for (guint i = 0; i < 4; i++)
    {
      g_clear_pointer (&report, bs_edit_report_unref);
      report = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
      g_assert_cmpuint (report->changed->len, ==, 1);
      edit_scratch_assert_content (self, "x/a.md", i < 2 ? AFTER : BEFORE);
      edit_scratch_assert_content (self, "z/c.md", i < 1 ? AFTER : BEFORE);
      edit_scratch_assert_content (self, "x/y/b.md", i < 3 ? AFTER : BEFORE);
    }
  g_assert_cmpuint (bs_editing_peek (home, BS_JOURNAL_UNDO, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/broadsheet/journal/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("both-ways", test_both_ways);
  ADD ("size", test_size);
  ADD ("hashes", test_hashes);
  ADD ("too-many", test_too_many);
  ADD ("too-large", test_too_large);
  ADD ("list", test_list);
  ADD ("flips", test_flips);
  ADD ("cut-off", test_cut_off);
  ADD ("set-aside", test_set_aside);
  ADD ("hostile-names", test_hostile_names);
  ADD ("hostile-path", test_hostile_path);
  ADD ("hostile-exchange", test_hostile_exchange);
  ADD ("position", test_position);
  ADD ("full", test_full);
  ADD ("created", test_created);
  ADD ("take-over", test_take_over);
#undef ADD

  status = g_test_run ();
  remove_tree (data);

  return status;
}
