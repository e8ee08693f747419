/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/editing.h"

#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/edit/site-edits.h"
#include "model/change/write/exchange-files.h"
#include "model/change/write/file-access.h"
#include "model/change/write/file-trash.h"
#include "model/change/write/transaction.h"
#include "model/format/article/article.h"
#include "model/library/marks/marks-moves.h"
#include "model/library/table/parallel.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#define MAX_THREADS 4
#define FEW_FILES 16
/* The number of files edited at the same time: enough for all threads, but limited to save memory. */
#define CHUNK_FILES 512
#define CHUNK_BYTES (32 * 1024 * 1024)

/**
 * bs_editing_make:
 * @root: the library's folder
 * @path: an article, relative to it
 * @edit: the edit
 * @old_bytes: (out) (transfer full) (nullable): its current bytes
 * @new_bytes: (out) (transfer full) (nullable): its new bytes; the same object if nothing changes
 * @error: return location
 *
 * Reads an article and applies an edit in memory. Blocks on disk I/O.
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
  if (*old_bytes != NULL)
    *new_bytes = bs_edit_apply_to (edit, whole, *old_bytes, error);
  return *old_bytes != NULL && *new_bytes != NULL;
}

/* The planned change of a file. */
typedef struct
{
  GBytes *old_bytes; /* (nullable) */
  GBytes *new_bytes; /* (nullable): the same object if nothing changes */
  GError *error;     /* (nullable) */
} Made;

/* Reads and edits files on several threads, within a memory limit. */
typedef struct
{
  const char *root;
  const char *const *paths;
  BsSiteEdits edits;
  GCancellable *cancellable;
  Made made[CHUNK_FILES];
  guint n_files;
  int next;      /* atomic: the next file to process; all earlier ones are done or in progress */
  gssize n_left; /* atomic: the number of bytes that may still be read */
} Chunk;

static gpointer
make_files (gpointer data)
{
  Chunk *self = data;

  while ((gssize) g_atomic_pointer_get (&self->n_left) > 0 && !g_cancellable_is_cancelled (self->cancellable))
    {
      guint i = (guint) g_atomic_int_add (&self->next, 1);
      Made *made;

      if (i >= self->n_files)
        break;
      made = &self->made[i];
      bs_editing_make (self->root, self->paths[i], bs_site_edits_get (&self->edits, self->paths[i]), &made->old_bytes,
                       &made->new_bytes, &made->error);
      if (made->old_bytes != NULL)
        g_atomic_pointer_add (&self->n_left, -2 * (gssize) g_bytes_get_size (made->old_bytes));
    }

  return NULL;
}

/* Edits the first of @paths. Returns how many; 0 if cancelled. */
static guint
make_chunk (Chunk *self, const char *const *paths, guint n_paths)
{
  self->paths = paths;
  self->n_files = MIN (n_paths, CHUNK_FILES);
  self->next = 0;
  self->n_left = CHUNK_BYTES;
  bs_parallel_run (n_paths > FEW_FILES ? MAX_THREADS : 1, make_files, self);

  return MIN ((guint) self->next, self->n_files);
}

/* Takes the result for a file. Returns whether there is anything to write. */
static gboolean
take_made (BsEditReport *report, const char *path, Made *made)
{
  if (made->error != NULL)
    bs_edit_report_add_failure (report, path, made->error);
  else if (made->new_bytes == made->old_bytes)
    g_ptr_array_add (report->unchanged, g_strdup (path));

  return made->error == NULL && made->new_bytes != made->old_bytes;
}

static void
clear_made (Made *made)
{
  g_clear_pointer (&made->old_bytes, g_bytes_unref);
  g_clear_pointer (&made->new_bytes, g_bytes_unref);
  g_clear_error (&made->error);
}

/* Edits the files and adds them to the transaction until it fails. */
static void
edit_files (BsEditReport *report, BsTransaction *transaction, const char *root, const char *const *paths,
            const BsEdit *edit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Chunk *chunk = g_new0 (Chunk, 1);
  guint n_paths = g_strv_length ((GStrv) paths);
  gboolean is_done = TRUE;

  chunk->root = root;
  bs_site_edits_init (&chunk->edits, root, edit);
  chunk->cancellable = cancellable;
  while (n_paths > 0)
    {
      guint n_made = is_done ? make_chunk (chunk, paths, n_paths) : 0;

      for (guint i = 0; i < n_made; i++)
        {
          Made *made = &chunk->made[i];

          if (!is_done)
            bs_edit_report_add_failure (report, paths[i], *error);
          else if (!take_made (report, paths[i], made))
            ;
          else if (bs_file_is_known (files, root, paths[i]))
            g_ptr_array_add (report->unchanged, g_strdup (paths[i]));
          else
            is_done = bs_transaction_add (transaction, paths[i], made->old_bytes, made->new_bytes, error);
          clear_made (made);
        }
      if (n_made == 0 && is_done)
        report->is_cancelled = TRUE;
      for (; n_made == 0 && n_paths > 0; paths++, n_paths--)
        {
          if (is_done)
            g_ptr_array_add (report->left, g_strdup (*paths));
          else
            bs_edit_report_add_failure (report, *paths, *error);
        }
      paths += n_made;
      n_paths -= n_made;
    }
  bs_site_edits_clear (&chunk->edits);
  g_free (chunk);
}

static char *
describe (gpointer edit, guint n_articles)
{
  return bs_edit_describe (edit, n_articles);
}

/**
 * bs_editing_apply:
 * @home: the library's data folder
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @edit: the edit
 * @progress_func: (nullable): called with the number of written articles; if it is given, cancelling ends the writing
 *   too
 * @user_data: for @progress_func
 * @cancellable: (nullable): cancels it between two articles; earlier changes are kept and can be undone, and the report
 *   lists the remaining articles
 * @error: return location
 *
 * Changes the front matter of articles as one step of the library's history. An article that cannot be changed is
 * reported and does not affect the others. A file with several names in @paths is edited under the first one; the
 * others are reported as unchanged.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL with a #GIOErrorEnum if nothing can be written or recorded
 */
BsEditReport *
bs_editing_apply (BsHome *home, const char *root, const char *const *paths, const BsEdit *edit,
                  BsWriterProgressFunc progress_func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *planned = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL && edit != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = bs_edit_report_new ();
  planned = bs_edit_describe (edit, g_strv_length ((GStrv) paths));
  transaction = bs_transaction_begin (home, root, planned, error);
  if (transaction == NULL)
    return NULL;
  if (progress_func != NULL)
    bs_transaction_set_progress (transaction, progress_func, user_data, cancellable);

  edit_files (report, transaction, root, paths, edit, cancellable, &failure);
  return bs_edit_report_finish (g_steal_pointer (&report), transaction, describe, (gpointer) edit, failure, error);
}

/* Why a file is not restored if it differs from the result of the step. */
static void
fail_changed (BsEditReport *report, const BsJournalEntry *entry, gboolean exists)
{
  g_autofree char *shown = g_filename_display_name (entry->path);
  g_autoptr (GError) error = NULL;

  g_set_error (&error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
               exists ? _ ("“%s” has been changed since.") : _ ("“%s” no longer exists."), shown);
  bs_edit_report_add_failure (report, entry->path, error);
}

/* A file that was added, and changed since, contains someone's work, so it goes to the trash. */
static void
remove_changed (BsEditReport *report, BsTransaction *transaction, const BsJournalEntry *entry)
{
  g_autofree char *shown = g_filename_display_name (entry->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *real = bs_transaction_resolve (transaction, entry->path, FALSE, &error);

  if (real == NULL)
    {
      bs_edit_report_add_failure (report, entry->path, error);
      return;
    }
  if (bs_file_trash (real, NULL))
    {
      g_ptr_array_add (report->changed, g_strdup (entry->path));
      return;
    }
  /* The document portal offers no trash for folders it exposes, and some file systems have none. */
  g_set_error (&error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
               _ ("“%s” has changed since it was added, and was not moved to the trash."), shown);
  bs_edit_report_add_failure (report, entry->path, error);
}

/* Decides what to do with one file. Nothing is written before the user has answered. Returns whether there is something
 * to write. */
static gboolean
plan_entry (BsEditReport *report, BsTransaction *transaction, const char *root, BsJournalStep *step,
            const BsJournalEntry *entry, BsJournalDirection direction, BsEditingAnswer answer, GBytes **there,
            GBytes **wanted)
{
  g_autofree char *whole = g_build_filename (root, entry->path, NULL);
  const BsJournalSide *expected = bs_journal_entry_get_side (entry, direction, FALSE);
  const BsJournalSide *aim = bs_journal_entry_get_side (entry, direction, TRUE);
  g_autoptr (GError) error = NULL;
  gboolean is_expected;

  *there = bs_file_read (whole, &error);
  if (*there == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      bs_edit_report_add_failure (report, entry->path, error);
      return FALSE;
    }
  g_clear_error (&error);
  if (bs_journal_side_matches (aim, *there))
    {
      g_ptr_array_add (report->unchanged, g_strdup (entry->path));
      return FALSE;
    }
  is_expected = bs_journal_side_matches (expected, *there);
  if (direction == BS_JOURNAL_UNDO && !aim->exists && !is_expected && !bs_journal_step_removes_files (step))
    {
      if (answer != BS_EDITING_ASK)
        remove_changed (report, transaction, entry);
      return FALSE;
    }
  if (!is_expected)
    {
      fail_changed (report, entry, *there != NULL);
      return FALSE;
    }
  if (answer == BS_EDITING_ASK || !aim->exists)
    return answer != BS_EDITING_ASK;

  *wanted = bs_journal_step_make (step, entry, direction, *there, &error);
  if (*wanted == NULL)
    bs_edit_report_add_failure (report, entry->path, error);

  return *wanted != NULL;
}

/* Whether any of the files has been changed since. */
static BsEditReport *
find_question (BsTransaction *transaction, const char *root, BsJournalStep *step, BsJournalDirection direction)
{
  const GPtrArray *entries = bs_journal_step_get_entries (step);
  g_autoptr (BsEditReport) report = bs_edit_report_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (GBytes) there = NULL;
      g_autoptr (GBytes) wanted = NULL;

      plan_entry (report, transaction, root, step, g_ptr_array_index (entries, i), direction, BS_EDITING_ASK, &there,
                  &wanted);
    }
  if (report->failed->len == 0)
    return NULL;
  report->is_question = TRUE;
  g_ptr_array_set_size (report->unchanged, 0);

  return g_steal_pointer (&report);
}

static gboolean
is_created (const BsJournalEntry *entry, BsJournalDirection direction)
{
  return !bs_journal_entry_get_side (entry, direction, FALSE)->exists &&
         bs_journal_entry_get_side (entry, direction, TRUE)->exists;
}

static gboolean
is_removed (const BsJournalEntry *entry, BsJournalDirection direction)
{
  return bs_journal_entry_get_side (entry, direction, FALSE)->exists &&
         !bs_journal_entry_get_side (entry, direction, TRUE)->exists;
}

/* The files that a step moved, as pairs of paths in the given direction. A move adds the new files and the old ones in
 * the same order.
 *
 * Returns: (transfer container) (element-type filename): none if they are not equally many */
static GPtrArray *
list_moved (const GPtrArray *entries, BsJournalDirection direction, gboolean are_articles)
{
  GPtrArray *moved = g_ptr_array_new ();
  g_autoptr (GPtrArray) from = g_ptr_array_new ();
  g_autoptr (GPtrArray) to = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      BsJournalEntry *entry = g_ptr_array_index (entries, i);

      if (are_articles && !bs_article_name_is_article (entry->path))
        continue;
      if (is_created (entry, direction))
        g_ptr_array_add (to, entry->path);
      else if (is_removed (entry, direction))
        g_ptr_array_add (from, entry->path);
    }
  for (guint i = 0; from->len == to->len && i < from->len; i++)
    {
      g_ptr_array_add (moved, g_ptr_array_index (from, i));
      g_ptr_array_add (moved, g_ptr_array_index (to, i));
    }

  return moved;
}

/* Returns: (transfer container) (element-type filename BsTransactionResult): the files that could not be written, so
 * far */
static GHashTable *
list_failed (const BsEditReport *report, const BsTransaction *transaction)
{
  GHashTable *failed = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *const lists[] = { report->failed, bs_transaction_get_results (transaction) };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        BsTransactionResult *result = g_ptr_array_index (lists[i], j);

        if (result->error != NULL)
          g_hash_table_insert (failed, result->path, result);
      }

  return failed;
}

/* A moved file that cannot be put back stays where it is.
 *
 * Returns: (transfer full) (element-type filename filename): the files that must not be removed, each with the missing
 *   one */
static GHashTable *
list_staying (const BsEditReport *report, const BsTransaction *transaction, const GPtrArray *entries,
              BsJournalDirection direction)
{
  GHashTable *staying = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) failed = list_failed (report, transaction);
  g_autoptr (GPtrArray) moved = list_moved (entries, direction, FALSE);
  const char *missing = NULL;

  for (guint i = 0; i < entries->len && missing == NULL && g_hash_table_size (failed) > 0; i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);

      if (is_created (entry, direction) && g_hash_table_contains (failed, entry->path))
        missing = entry->path;
    }
  if (missing == NULL)
    return staying;
  for (guint i = 0; i < moved->len; i += 2)
    if (g_hash_table_contains (failed, moved->pdata[i + 1]))
      g_hash_table_insert (staying, moved->pdata[i], moved->pdata[i + 1]);
  /* It is unknown which belongs to which. */
  for (guint i = 0; moved->len == 0 && i < entries->len; i++)
    {
      BsJournalEntry *entry = g_ptr_array_index (entries, i);

      if (is_removed (entry, direction))
        g_hash_table_insert (staying, entry->path, (char *) missing);
    }

  return staying;
}

static void
fail_staying (BsEditReport *report, const char *path, const char *missing)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *shown_missing = g_filename_display_name (missing);
  g_autoptr (GError) error =
      /* Translators: files; the second is the path of the first before it was moved. */
      g_error_new (BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
                   _ ("“%s” was left where it is, because “%s” could not be restored."), shown, shown_missing);

  bs_edit_report_add_failure (report, path, error);
}

/* Whether the step must remain the next one: a later step would push it out of the history, and with it the only copy
 * of a file, or changes that can be written when a disk has room again. */
static gboolean
is_unfinished (const BsEditReport *report, const BsTransaction *transaction, const GPtrArray *entries,
               BsJournalDirection direction)
{
  g_autoptr (GHashTable) failed = list_failed (report, transaction);

  for (guint i = 0; i < entries->len && g_hash_table_size (failed) > 0; i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);
      const BsTransactionResult *result = g_hash_table_lookup (failed, entry->path);

      if (result != NULL &&
          (is_created (entry, direction) || !g_error_matches (result->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED)))
        return TRUE;
    }

  return FALSE;
}

/* Undoes or redoes one file. */
static void
move_entry (BsEditReport *report, BsTransaction *transaction, const char *root, BsJournalStep *step,
            const BsJournalEntry *entry, BsJournalDirection direction, BsEditingAnswer answer, GError **error)
{
  g_autoptr (GBytes) there = NULL;
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GError) reason = NULL;

  if (!plan_entry (report, transaction, root, step, entry, direction, answer, &there, &wanted))
    return;
  if (there == NULL && wanted != NULL && !bs_transaction_make_folder (transaction, entry->path, &reason))
    bs_edit_report_add_failure (report, entry->path, reason);
  else if (there == NULL && direction == BS_JOURNAL_UNDO)
    bs_transaction_add_from_trash (transaction, entry->path, wanted, entry->mode, entry->modified, error);
  else
    bs_transaction_add (transaction, entry->path, there, wanted, error);
}

/* Whether a missing file exists under a name that differs only in case, which the step gave it, on a file system that
 * ignores case. */
static gboolean
is_other_case (const char *root, const GPtrArray *entries, const BsJournalEntry *entry, BsJournalDirection direction)
{
  g_autofree char *whole = g_build_filename (root, entry->path, NULL);
  struct stat st;

  if (bs_journal_entry_get_side (entry, direction, FALSE)->exists || lstat (whole, &st) != 0 || st.st_nlink != 1)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const BsJournalEntry *other = g_ptr_array_index (entries, i);
      g_autofree char *other_whole = g_build_filename (root, other->path, NULL);
      struct stat other_st;

      if (other != entry && !bs_journal_entry_get_side (other, direction, TRUE)->exists &&
          lstat (other_whole, &other_st) == 0 && other_st.st_dev == st.st_dev && other_st.st_ino == st.st_ino)
        return TRUE;
    }

  return FALSE;
}

/* Undoes or redoes the step after all decisions are made. Restored files are on the disk before anything is removed, so
 * that a moved file is always at one of its places. */
static gboolean
move_step (BsEditReport *report, BsTransaction *transaction, const BsHome *home, const char *root, BsJournalStep *step,
           BsJournalDirection direction, BsEditingAnswer answer, gboolean is_revert, const char *name, GError **error)
{
  const GPtrArray *entries = bs_journal_step_get_entries (step);
  g_autoptr (GPtrArray) late = g_ptr_array_new ();
  g_autoptr (GPtrArray) moved = list_moved (entries, direction, TRUE);
  g_autoptr (GHashTable) staying = NULL;
  g_autoptr (GError) failure = NULL;

  bs_marks_moves_write (home, moved);
  for (guint pass = 0; pass < 3; pass++)
    {
      const GPtrArray *some = pass < 2 ? entries : late;

      for (guint i = 0; i < some->len; i++)
        {
          BsJournalEntry *entry = g_ptr_array_index (some, i);
          const char *missing = staying != NULL ? g_hash_table_lookup (staying, entry->path) : NULL;

          if (pass < 2 && bs_journal_entry_get_side (entry, direction, TRUE)->exists != (pass == 0))
            continue;
          if (pass == 0 && is_other_case (root, entries, entry, direction))
            {
              g_ptr_array_add (late, entry);
              continue;
            }
          if (failure != NULL)
            bs_edit_report_add_failure (report, entry->path, failure);
          else if (missing != NULL)
            fail_staying (report, entry->path, missing);
          else
            move_entry (report, transaction, root, step, entry, direction, answer, &failure);
        }
      if ((pass == 0 || late->len > 0) && failure == NULL)
        bs_transaction_write (transaction, &failure);
      if (pass == 0)
        staying = list_staying (report, transaction, entries, direction);
    }
  if (failure == NULL)
    bs_transaction_write (transaction, &failure);
  bs_transaction_remove_folders (transaction, bs_journal_step_get_folders (step, direction));
  if (failure == NULL && direction == BS_JOURNAL_UNDO)
    bs_transaction_make_folders (transaction, bs_journal_step_get_folders (step, BS_JOURNAL_REDO));
  bs_marks_moves_settle (home, root, moved);
  if (failure != NULL && bs_transaction_get_n_written (transaction) == 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* A partial undo can be undone for the rest, or redone for the files already undone. */
  if (failure != NULL)
    report->doubt = g_steal_pointer (&failure);
  else if (!is_revert && is_unfinished (report, transaction, entries, direction))
    ;
  else if (!bs_transaction_finish (transaction, name, error))
    return FALSE;
  bs_edit_report_take_results (report, transaction);

  return TRUE;
}

/* The name of a step for people. Returns FALSE, with an error, if it cannot be undone because it is already, or is not
 * in the history. */
static gboolean
find_name (BsJournal *journal, guint64 step, char **name, GError **error)
{
  g_autoptr (GPtrArray) list = bs_journal_list (journal);

  for (guint i = 0; i < list->len; i++)
    {
      const BsJournalInfo *info = g_ptr_array_index (list, i);

      if (info->id != step || info->is_undone)
        continue;
      *name = g_strdup (info->name);
      return TRUE;
    }
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                       _ ("This was already undone, or is no longer in the history."));

  return FALSE;
}

/* A step to undo or redo. */
typedef struct
{
  BsHome *home;
  const char *root;
  BsJournalDirection direction;
  guint64 step;
  gboolean is_revert; /* it is undone as a step of its own */
} Turn;

/* Undoes or redoes the step, unless that is a question. With @only_asks, nothing is changed even if there is no
 * conflict. */
static BsEditReport *
turn_here (const Turn *self, const BsExchange *exchange, BsEditingAnswer answer, gboolean only_asks,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (BsJournalStep) opened = NULL;
  g_autofree char *name = NULL;
  g_autofree char *meant = NULL;
  BsJournal *journal;

  transaction = self->is_revert ? bs_transaction_begin (self->home, self->root, _ ("Undo an earlier change"), error) :
                                  bs_transaction_begin_move (self->home, self->root, self->direction, error);
  if (transaction == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  journal = bs_transaction_get_journal (transaction);
  if (self->is_revert && !find_name (journal, self->step, &meant, error))
    return NULL;
  opened = self->is_revert ? bs_journal_open_step (journal, self->step, error) :
                             bs_journal_read (journal, self->direction, self->step, error);
  if (opened == NULL)
    return NULL;

  if (answer == BS_EDITING_ASK)
    report = find_question (transaction, self->root, opened, self->direction);
  if (report == NULL)
    report = bs_edit_report_new ();
  report->step = self->step;
  report->name = g_steal_pointer (&meant);
  if (!self->is_revert)
    bs_journal_peek (journal, self->direction, &report->name);
  if (report->is_question || only_asks)
    {
      bs_edit_report_take_recovered (report, bs_transaction_get_recovered (transaction));
      return g_steal_pointer (&report);
    }
  if (self->is_revert && exchange != NULL)
    {
      BsExchange turned = *exchange;

      turned.is_gift = !exchange->is_gift;
      bs_journal_part_set_exchange (bs_journal_get_part (journal), &turned);
    }
  if (self->is_revert)
    /* Translators: the argument describes the change, such as “Set title of 12 articles”. */
    name = g_strdup_printf (_ ("Undo “%s”"), report->name);
  if (!move_step (report, transaction, self->home, self->root, opened, self->direction, BS_EDITING_SKIP,
                  self->is_revert, name, error))
    return NULL;
  if (self->is_revert)
    {
      report->step = bs_transaction_get_step (transaction);
      report->n_pushed_out = bs_journal_get_n_pushed_out (journal);
    }
  else if (self->direction == BS_JOURNAL_REDO && report->failed->len == 0 && report->doubt == NULL)
    bs_journal_forget_kept (journal, self->step);

  return g_steal_pointer (&report);
}

static BsExchange *
find_exchange (const Turn *self)
{
  g_autoptr (BsJournal) journal = bs_journal_find (self->home, self->root, NULL);

  return journal != NULL ? bs_journal_read_exchange (journal, self->step) : NULL;
}

/* Writes the files that are about to be removed here to the other library, all or nothing. */
static gboolean
give (const Turn *self, const BsExchange *exchange, GError **error)
{
  g_autoptr (GHashTable) failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer reason;

  if (!bs_exchange_files_copy (exchange, self->home, self->root, failed, error))
    return FALSE;
  g_hash_table_iter_init (&iter, failed);
  if (!g_hash_table_iter_next (&iter, NULL, &reason))
    return TRUE;
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED, reason);

  return FALSE;
}

/* The histories of two libraries are never locked at the same time, so that two programs cannot wait for each other.
 * Files are removed from one library only when they are in the other. */
static BsEditReport *
turn_both (const Turn *self, BsEditingAnswer answer, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsExchange) exchange = find_exchange (self);
  g_autoptr (BsEditReport) report = NULL;

  if (exchange == NULL)
    return turn_here (self, NULL, answer, FALSE, cancellable, error);
  report = turn_here (self, exchange, answer, TRUE, cancellable, error);
  if (report == NULL || report->is_question)
    return g_steal_pointer (&report);
  if (exchange->is_gift == (self->direction == BS_JOURNAL_UNDO))
    bs_exchange_files_fetch_marks (exchange, self->home);
  else if (!give (self, exchange, error))
    return NULL;
  bs_edit_report_unref (report);
  report = turn_here (self, exchange, BS_EDITING_SKIP, FALSE, cancellable, error);
  if (report != NULL)
    bs_exchange_files_take_back (exchange, self->root, report->notes);

  return g_steal_pointer (&report);
}

/**
 * bs_editing_move:
 * @home: the library's data folder
 * @root: the library's folder
 * @direction: whether to undo or to redo
 * @step: the id of the step, from bs_editing_peek() or a report
 * @answer: what to do with files that were changed since then
 * @cancellable: (nullable): cancels it before it starts
 * @error: return location
 *
 * Restores the bytes of a step's files from before it (undo) or after it (redo). After an interruption it can be
 * repeated from the start. If another step has become the last one in the meantime, nothing is done. Files that a step
 * moved between two libraries are moved in both, with a step of its own in the other.
 *
 * Returns: (transfer full) (nullable): the result; with %BS_EDITING_ASK it may be a question. %NULL with
 *   %BS_CHANGE_ERROR_NOTHING_TO_DO, also if the step is already undone or redone; %BS_CHANGE_ERROR_OTHER_STEP if
 *   another one comes first; %BS_CHANGE_ERROR_BROKEN or a #GIOErrorEnum
 */
BsEditReport *
bs_editing_move (BsHome *home, const char *root, BsJournalDirection direction, guint64 step, BsEditingAnswer answer,
                 GCancellable *cancellable, GError **error)
{
  const Turn turn = { home, root, direction, step, FALSE };

  g_return_val_if_fail (home != NULL && root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return turn_both (&turn, answer, cancellable, error);
}

/**
 * bs_editing_revert:
 * @home: the library's home
 * @root: the library's folder
 * @step: which step is meant, by its stamp; it need not be the last one
 * @answer: what to do with files that were changed since then
 * @cancellable: (nullable): stops it before it begins
 * @error: return location
 *
 * Gives the files of any step the bytes back that they had before it. The undo is a new step, the last one: the changes
 * of the steps between stay.
 *
 * Returns: (transfer full) (nullable): the report; with %BS_EDITING_ASK perhaps a question. %NULL with
 *   %BS_CHANGE_ERROR_NOTHING_TO_DO, %BS_CHANGE_ERROR_BROKEN or a #GIOErrorEnum
 */
BsEditReport *
bs_editing_revert (BsHome *home, const char *root, guint64 step, BsEditingAnswer answer, GCancellable *cancellable,
                   GError **error)
{
  const Turn turn = { home, root, BS_JOURNAL_UNDO, step, TRUE };

  g_return_val_if_fail (home != NULL && root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return turn_both (&turn, answer, cancellable, error);
}

/* Whether the existing file may be changed or removed. */
static gboolean
is_writable (BsTransaction *transaction, const char *path, GBytes *there, GBytes *wanted, GError **error)
{
  g_autofree char *real = there != NULL ? bs_transaction_resolve (transaction, path, wanted != NULL, error) : NULL;

  return there == NULL || (real != NULL && bs_file_is_changeable (real, error));
}

/**
 * bs_editing_preview_move:
 * @home: the library's home
 * @root: the library's folder
 * @direction: whether the step would be undone, or done again
 * @step: which step is meant, by its stamp
 * @func: (scope call): called for each file that would be written
 * @user_data: for @func
 * @error: return location
 *
 * Previews bs_editing_move() or bs_editing_revert() without changing anything.
 *
 * Returns: (transfer full) (nullable): what would come of it; as failed, the files that were changed since, which make
 *   it a question, and those that may not be written. %NULL with %BS_CHANGE_ERROR_NOTHING_TO_DO,
 *   %BS_CHANGE_ERROR_BROKEN or a #GIOErrorEnum
 */
BsEditReport *
bs_editing_preview_move (BsHome *home, const char *root, BsJournalDirection direction, guint64 step,
                         BsEditingPreviewFunc func, gpointer user_data, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (BsJournalStep) opened = NULL;
  g_autoptr (BsExchange) exchange = NULL;
  const GPtrArray *entries;
  guint n_locked = 0;

  g_return_val_if_fail (home != NULL && root != NULL && func != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  transaction = bs_transaction_begin_move (home, root, direction, error);
  if (transaction == NULL)
    return NULL;
  opened = bs_journal_open_step (bs_transaction_get_journal (transaction), step, error);
  if (opened == NULL)
    return NULL;
  report = bs_edit_report_new ();
  report->step = step;
  if (direction == BS_JOURNAL_REDO)
    bs_journal_peek (bs_transaction_get_journal (transaction), direction, &report->name);
  else if (!find_name (bs_transaction_get_journal (transaction), step, &report->name, error))
    return NULL;
  entries = bs_journal_step_get_entries (opened);
  for (guint i = 0; i < entries->len; i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);
      guint n_before = report->failed->len + report->unchanged->len;
      g_autoptr (GBytes) there = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autoptr (GBytes) wanted = NULL;
      g_autoptr (GError) reason = NULL;

      plan_entry (report, transaction, root, opened, entry, direction, BS_EDITING_ASK, &there, &wanted);
      if (report->failed->len + report->unchanged->len > n_before)
        continue;
      /* Only a file in the expected state can be planned without touching anything: others would go to the trash. */
      if (bs_journal_side_matches (bs_journal_entry_get_side (entry, direction, FALSE), there) &&
          !plan_entry (report, transaction, root, opened, entry, direction, BS_EDITING_SKIP, &again, &wanted))
        continue;
      if (!is_writable (transaction, entry->path, there, wanted, &reason))
        {
          bs_edit_report_add_failure (report, entry->path, reason);
          n_locked++;
          continue;
        }
      g_ptr_array_add (report->changed, g_strdup (entry->path));
      func (entry->path, there, wanted, user_data);
    }
  report->is_question = report->failed->len > n_locked;
  exchange = bs_journal_read_exchange (bs_transaction_get_journal (transaction), step);
  if (exchange != NULL)
    {
      g_autofree char *shown = g_filename_display_name (exchange->root);

      /* Translators: the argument is the folder of a library. */
      g_ptr_array_add (report->notes, g_strdup_printf (_ ("The library “%s” changes as well."), shown));
    }

  return g_steal_pointer (&report);
}

/**
 * bs_editing_list:
 * @root: a library's folder
 * @recovered: (element-type utf8): receives sentences about recovered files
 * @error: return location
 *
 * Lists the changes of a library, and those of folders inside it from before it was opened. The remains of a killed
 * program are cleaned up first; see bs_transaction_clean(). Waits for the disk.
 *
 * Returns: (transfer full) (element-type BsJournalInfo) (nullable): the steps, the oldest first; %NULL with a
 *   #GIOErrorEnum
 */
GPtrArray *
bs_editing_list (const char *root, GPtrArray *recovered, GError **error)
{
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsJournal) journal = NULL;
  g_autoptr (GPtrArray) inside = NULL;
  g_autoptr (GPtrArray) cleaned = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (root != NULL && recovered != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  home = bs_home_find (root);
  inside = bs_home_list_inside (root);
  if (home == NULL && (inside->len == 0 || bs_home_folder_is_shared (root)))
    return g_ptr_array_new ();
  if (home == NULL)
    home = bs_home_open (root, error);
  if (home == NULL)
    return NULL;
  cleaned = bs_transaction_clean (home, root);
  g_ptr_array_extend_and_steal (recovered, g_steal_pointer (&cleaned));
  bs_editing_take_over (home, root, recovered);
  journal = bs_journal_find (home, root, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return journal != NULL ? bs_journal_list (journal) : g_ptr_array_new ();
}

/**
 * bs_editing_take_over:
 * @home: a library's data folder
 * @root: the library's folder
 * @recovered: (element-type utf8): receives sentences about recovered files
 *
 * Moves the histories of folders inside a new library to the library's own; see bs_transaction_take_over().
 */
void
bs_editing_take_over (BsHome *home, const char *root, GPtrArray *recovered)
{
  g_autoptr (GPtrArray) inside = NULL;
  g_autoptr (BsJournal) journal = NULL;

  g_return_if_fail (home != NULL && root != NULL);

  inside = bs_home_list_inside (root);
  if (inside->len == 0)
    return;
  journal = bs_journal_open_in (home, root, NULL);
  if (journal != NULL)
    bs_transaction_take_over (journal, root, recovered);
}

/**
 * bs_editing_peek:
 * @home: the library's data folder
 * @direction: undo or redo
 * @name: (out) (transfer full) (optional) (nullable): the step's display name
 *
 * Returns the step that would be undone or redone.
 *
 * Returns: the step's id; 0 if there is none
 */
guint64
bs_editing_peek (BsHome *home, BsJournalDirection direction, char **name)
{
  g_autoptr (BsJournal) journal = NULL;

  g_return_val_if_fail (home != NULL, 0);

  if (name != NULL)
    *name = NULL;
  journal = bs_journal_find (home, NULL, NULL);

  return journal != NULL ? bs_journal_peek (journal, direction, name) : 0;
}
