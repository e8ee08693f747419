/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/change-error.h"
#include "model/change/organise/move-files.h"
#include "model/change/write/editing.h"
#include "scratch.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* Edits in a test folder, with their history and checks of the files. */

#define BEFORE "---\ntitle: one\n---\nText.\n"
#define AFTER "---\ntitle: two\n---\nText.\n"

static inline BsHome *
edit_scratch_open_home (Scratch *self)
{
  g_autoptr (GError) error = NULL;
  BsHome *home = bs_home_open (self->path, &error);

  g_assert_no_error (error);

  return home;
}

static inline guint
edit_scratch_add_change (BsJournal *journal, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();

  bs_journal_file_append_change (record, path, old_bytes, new_bytes);

  return bs_journal_part_add (bs_journal_get_part (journal), old_bytes != NULL, new_bytes != NULL, record);
}

static inline BsEdit *
edit_scratch_make_edit (const char *title)
{
  const char *const path[] = { "title", NULL };
  BsEdit *edit = bs_edit_new ();

  bs_edit_set_text (edit, path, title);

  return edit;
}

static inline BsEditReport *
edit_scratch_apply (Scratch *self, const char *const *paths, const char *title)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEdit) edit = edit_scratch_make_edit (title);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editing_apply (home, self->path, paths, edit, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return report;
}

/* Undoes or redoes the last step. */
static inline BsEditReport *
edit_scratch_move (Scratch *self, BsJournalDirection direction, BsEditingAnswer answer)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  guint64 step = bs_editing_peek (home, direction, NULL);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editing_move (home, self->path, direction, step, answer, NULL, &error);

  g_assert_no_error (error);

  return report;
}

static inline void
edit_scratch_assert_step (Scratch *self, BsJournalDirection direction, const char *expected)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autofree char *name = NULL;

  g_assert_true ((bs_editing_peek (home, direction, &name) != 0) == (expected != NULL));
  g_assert_cmpstr (name, ==, expected);
}

static inline void
edit_scratch_assert_content (Scratch *self, const char *name, const char *expected)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* Checks that the folder has no unexpected files. */
static inline void
edit_scratch_assert_names (Scratch *self, guint n)
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

/* The window's change of a file, without its preview. */
static inline BsEditReport *
edit_scratch_act (Scratch *self, BsHome *home, BsFilesAction action, const char *path, const char *argument,
                  GError **error)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (BsMovePlan) plan = bs_files_plan (self->path, action, paths, argument, BS_FILES_DEFAULT);

  return bs_move_plan_write (plan, home, NULL, NULL, NULL, error);
}

/* Runs a part of a test in another process, which may be another user or have less disk space. */
typedef void (*EditScratchPart) (Scratch *self);

static inline int
edit_scratch_run_apart (Scratch *self, EditScratchPart part)
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

/* As if the disk was full: no file of this process can be longer. */
static inline void
edit_scratch_limit_files (rlim_t bytes)
{
  const struct rlimit limit = { bytes, bytes };

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Writes an article that is longer than such a limit.
 *
 * Returns: (transfer full): its text */
static inline char *
edit_scratch_write_long (Scratch *self, const char *name)
{
  GString *text = g_string_new (BEFORE);

  while (text->len < 10000)
    g_string_append (text, "More text.\n");
  scratch_write (self, name, text->str);
  return g_string_free (text, FALSE);
}

static inline void
edit_scratch_assert_no_space (BsEditReport *report)
{
  g_assert_cmpuint (report->failed->len, ==, 1);
  g_assert_error (((BsTransactionResult *) g_ptr_array_index (report->failed, 0))->error, G_IO_ERROR,
                  G_IO_ERROR_NO_SPACE);
}
