/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/editing.h"

#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/write/file-access.h"
#include "model/change/write/transaction.h"
#include "model/format/article/article.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <sys/stat.h>

/* Whether a file has come already under another of its names. */
static gboolean
is_known (GHashTable *files, const char *root, const char *path)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  struct stat st;

  return stat (whole, &st) == 0 &&
         !g_hash_table_add (files, g_strdup_printf ("%ju:%ju", (uintmax_t) st.st_dev, (uintmax_t) st.st_ino));
}

/**
 * bs_editing_make:
 * @root: the library's folder
 * @path: an article, relative to it
 * @edit: what is to become of it
 * @old_bytes: (out) (transfer full): the bytes that it has
 * @new_bytes: (out) (transfer full): the bytes that it is to have; the same where nothing has to change
 * @error: return location
 *
 * Reads an article and makes its new bytes. Waits for the disk.
 *
 * Returns: whether it can be edited; otherwise the error is a #BsChangeError or a #GIOErrorEnum
 */
gboolean
bs_editing_make (const char *root, const char *path, const BsEdit *edit, GBytes **old_bytes, GBytes **new_bytes,
                 GError **error)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autofree char *name = g_path_get_basename (path);

  if (!bs_article_name_is_article (name))
    {
      g_autofree char *shown = g_filename_display_name (name);

      g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, _ ("“%s” is not an article."), shown);
      return FALSE;
    }
  *old_bytes = bs_file_read (whole, error);
  if (*old_bytes == NULL)
    return FALSE;
  *new_bytes = bs_edit_apply (edit, *old_bytes, error);
  return *new_bytes != NULL;
}

/* Returns whether there is anything to write. */
static gboolean
edit_file (BsEditReport *report, const char *root, const char *path, const BsEdit *edit, GBytes **old_bytes,
           GBytes **new_bytes)
{
  g_autoptr (GError) error = NULL;

  if (!bs_editing_make (root, path, edit, old_bytes, new_bytes, &error))
    bs_edit_report_add_failure (report, path, error);
  else if (*new_bytes == *old_bytes)
    g_ptr_array_add (report->unchanged, g_strdup (path));
  else
    return TRUE;
  return FALSE;
}

/**
 * bs_editing_apply:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @edit: what is to become of them
 * @cancellable: (nullable): stops it between two articles; what has been done by then stays, and can be undone
 * @error: return location
 *
 * Changes the front matter of articles, as one step of the library's history. What cannot be changed is left as it is,
 * told in the report, and hinders none of the others. A file that has several names among @paths is edited under the
 * first of them; the others are told as unchanged.
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with a #GIOErrorEnum when nothing can be written or
 *   kept at all
 */
BsEditReport *
bs_editing_apply (BsHome *home, const char *root, const char *const *paths, const BsEdit *edit,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GHashTable) files = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *planned = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL && edit != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = bs_edit_report_new ();
  planned = bs_edit_describe (edit, g_strv_length ((GStrv) paths));
  transaction = bs_transaction_begin (home, root, planned, error);
  if (transaction == NULL)
    return NULL;

  files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (; *paths != NULL; paths++)
    {
      g_autoptr (GBytes) old_bytes = NULL;
      g_autoptr (GBytes) new_bytes = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        {
          report->is_cancelled = TRUE;
          break;
        }
      if (failure != NULL)
        bs_edit_report_add_failure (report, *paths, failure);
      else if (!edit_file (report, root, *paths, edit, &old_bytes, &new_bytes))
        continue;
      else if (is_known (files, root, *paths))
        g_ptr_array_add (report->unchanged, g_strdup (*paths));
      else
        bs_transaction_add (transaction, *paths, old_bytes, new_bytes, &failure);
    }
  if (failure == NULL)
    bs_transaction_write (transaction, &failure);
  report->name = bs_edit_describe (edit, bs_transaction_get_n_written (transaction));
  /* What has been written before the disk was full, say, is done; the rest is told in the report. */
  if (failure != NULL && bs_transaction_get_n_written (transaction) == 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (!bs_transaction_finish (transaction, report->name, failure == NULL ? error : NULL) && failure == NULL)
    return NULL;
  report->step = bs_transaction_get_step (transaction);
  bs_edit_report_take_results (report, bs_transaction_get_results (transaction));

  return g_steal_pointer (&report);
}

static gboolean
bytes_equal (GBytes *one, GBytes *other)
{
  return one != NULL && other != NULL ? g_bytes_equal (one, other) : one == other;
}

/* Looks what is to be done to one file. Returns whether anything is. */
static gboolean
plan_entry (BsEditReport *report, const char *root, const BsJournalEntry *entry, BsJournalDirection direction,
            BsEditingAnswer answer, GBytes **there, GBytes **wanted)
{
  g_autofree char *whole = g_build_filename (root, entry->path, NULL);
  g_autofree char *shown = g_filename_display_name (entry->path);
  GBytes *expected = direction == BS_JOURNAL_UNDO ? entry->new_bytes : entry->old_bytes;
  GBytes *aim = direction == BS_JOURNAL_UNDO ? entry->old_bytes : entry->new_bytes;
  g_autoptr (GError) error = NULL;

  *there = bs_file_read (whole, &error);
  if (*there == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      bs_edit_report_add_failure (report, entry->path, error);
      return FALSE;
    }
  if (bytes_equal (*there, aim))
    {
      g_ptr_array_add (report->unchanged, g_strdup (entry->path));
      return FALSE;
    }
  /* What came in and was changed since holds somebody's work: it is taken out all the same, but not for good. */
  if (direction == BS_JOURNAL_UNDO && aim == NULL && *there != NULL && !bytes_equal (*there, expected))
    {
      g_autoptr (GFile) file = g_file_new_for_path (whole);

      if (answer == BS_EDITING_ASK)
        return FALSE;
      if (g_file_trash (file, NULL, NULL))
        {
          g_ptr_array_add (report->changed, g_strdup (entry->path));
          return FALSE;
        }
      /* The portal has no trash for what lies in a folder that it shows, nor is there one on every file system. */
      g_set_error (&error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
                   _ ("“%s” was changed since it came in, and cannot be moved to the trash from here. It was left."),
                   shown);
      bs_edit_report_add_failure (report, entry->path, error);
      return FALSE;
    }
  if (!bytes_equal (*there, expected) && answer != BS_EDITING_OVERWRITE)
    {
      g_clear_error (&error);
      g_set_error (&error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
                   *there != NULL ? _ ("“%s” has been changed since.") : _ ("“%s” is not there any more."), shown);
      bs_edit_report_add_failure (report, entry->path, error);
      return FALSE;
    }
  *wanted = aim != NULL ? g_bytes_ref (aim) : NULL;

  return TRUE;
}

/* Whether any of the files was changed since. */
static BsEditReport *
find_question (const char *root, GPtrArray *entries, BsJournalDirection direction)
{
  g_autoptr (BsEditReport) report = bs_edit_report_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (GBytes) there = NULL;
      g_autoptr (GBytes) wanted = NULL;

      plan_entry (report, root, g_ptr_array_index (entries, i), direction, BS_EDITING_ASK, &there, &wanted);
    }
  if (report->failed->len == 0)
    return NULL;
  report->is_question = TRUE;
  g_ptr_array_set_size (report->unchanged, 0);

  return g_steal_pointer (&report);
}

/**
 * bs_editing_move:
 * @home: the library's home
 * @root: the library's folder
 * @direction: whether the last step is to be undone, or one that was undone is to be done again
 * @step: which step is meant, by its stamp, as bs_editing_peek() or the report of what was done has told
 * @answer: what to do with files that were changed since
 * @cancellable: (nullable): stops it before it begins
 * @error: return location
 *
 * Gives the files of a step the bytes back that they had before it, or behind it. No matter how often it breaks off,
 * it can be done again from the start. Where another step has become the last one meanwhile, whoever made it, nothing
 * is done: it is not what was meant.
 *
 * Returns: (transfer full) (nullable): what came of it; with %BS_EDITING_ASK perhaps a question. %NULL with
 *   %BS_CHANGE_ERROR_NOTHING_TO_DO, also where the step is undone, or done again, already; %BS_CHANGE_ERROR_OTHER_STEP
 *   where another one has to be before it; %BS_CHANGE_ERROR_BROKEN or a #GIOErrorEnum
 */
BsEditReport *
bs_editing_move (BsHome *home, const char *root, BsJournalDirection direction, guint64 step, BsEditingAnswer answer,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  BsJournal *journal;

  g_return_val_if_fail (home != NULL && root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  transaction = bs_transaction_begin_move (home, root, direction, error);
  if (transaction == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  journal = bs_transaction_get_journal (transaction);
  entries = bs_journal_read (journal, direction, step, error);
  if (entries == NULL)
    return NULL;

  if (answer == BS_EDITING_ASK)
    report = find_question (root, entries, direction);
  if (report == NULL)
    report = bs_edit_report_new ();
  report->step = bs_journal_peek (journal, direction, &report->name);
  if (report->is_question)
    return g_steal_pointer (&report);
  if (answer == BS_EDITING_ASK)
    answer = BS_EDITING_SKIP;

  for (guint i = 0; i < entries->len; i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GBytes) there = NULL;
      g_autoptr (GBytes) wanted = NULL;

      if (plan_entry (report, root, entry, direction, answer, &there, &wanted) &&
          !bs_transaction_add (transaction, entry->path, there, wanted, error))
        return NULL;
    }
  if (!bs_transaction_finish (transaction, NULL, error))
    return NULL;
  bs_edit_report_take_results (report, bs_transaction_get_results (transaction));

  return g_steal_pointer (&report);
}

/**
 * bs_editing_peek:
 * @home: the library's home
 * @direction: which way
 * @name: (out) (transfer full) (optional) (nullable): what a person calls the step
 *
 * Tells what would be undone, or done again.
 *
 * Returns: the step's stamp; 0 where there is none
 */
guint64
bs_editing_peek (BsHome *home, BsJournalDirection direction, char **name)
{
  g_autofree char *folder = NULL;
  g_autoptr (BsJournal) journal = NULL;

  g_return_val_if_fail (home != NULL, 0);

  if (name != NULL)
    *name = NULL;
  folder = bs_home_build_data_path (home, "journal");
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return 0;
  journal = bs_journal_open (folder, NULL);

  return journal != NULL ? bs_journal_peek (journal, direction, name) : 0;
}
