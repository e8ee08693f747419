/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/transaction.h"

#include "model/change/write/take-over.h"
#include "model/change/write/writer.h"
#include "model/change/write/writer-record.h"
#include "model/change/write/write-scope.h"

#include <glib/gi18n-lib.h>

/* Files that are written together: enough that the disk is not waited for too often, not so many that they would fill
 * the memory. */
#define BATCH_FILES 4096
#define BATCH_BYTES (32 * 1024 * 1024)

#define JOURNAL "journal"
#define RECORDS "writing"

struct _BsTransaction
{
  BsWriteScope *scope;
  char *record_folder;
  BsJournal *journal;
  gboolean is_kept; /* it is a step of its own, not one that is undone or done again */
  BsJournalDirection direction;

  BsWriter *writer;     /* (nullable): of the batch that is gathered */
  GPtrArray *batch;     /* (element-type BsTransactionResult): its files; they are in the results as well */
  GPtrArray *old_bytes; /* (element-type GBytes) (nullable items): of the batch */
  GPtrArray *new_bytes; /* likewise */
  gsize batch_bytes;
  GPtrArray *results; /* (element-type BsTransactionResult) */
  guint n_written;
  GError *doubt;        /* (nullable) */
  GPtrArray *recovered; /* (element-type utf8): what another one had left, and was set right */
};

static void
free_result (gpointer data)
{
  BsTransactionResult *result = data;

  g_free (result->path);
  g_clear_error (&result->error);
  g_free (result);
}

static void
free_bytes (gpointer data)
{
  if (data != NULL)
    g_bytes_unref (data);
}

static BsTransaction *
open_transaction (BsHome *home, const char *root, GError **error)
{
  g_autofree char *folder = bs_home_build_data_path (home, JOURNAL);
  BsJournal *journal = bs_journal_open (folder, error);
  BsTransaction *self;

  if (journal == NULL)
    return NULL;

  self = g_new0 (BsTransaction, 1);
  self->scope = bs_write_scope_new (root);
  self->record_folder = bs_home_build_data_path (home, RECORDS);
  self->journal = journal;
  self->batch = g_ptr_array_new ();
  self->old_bytes = g_ptr_array_new_with_free_func (free_bytes);
  self->new_bytes = g_ptr_array_new_with_free_func (free_bytes);
  self->results = g_ptr_array_new_with_free_func (free_result);
  self->recovered = g_ptr_array_new_with_free_func (g_free);
  bs_writer_record_clean (self->record_folder, self->recovered);
  bs_take_over_inside (journal, root, self->recovered);

  return self;
}

/**
 * bs_transaction_clean:
 * @home: a library's home
 *
 * Does what a program left undone that was killed while it wrote to the library: no temporary file stays, and what had
 * been changed can be undone. Whoever opens a library calls it, on a worker.
 *
 * Returns: (transfer container) (element-type utf8): a sentence about each file that another program had written to at
 *   that moment, for the user
 */
GPtrArray *
bs_transaction_clean (BsHome *home)
{
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autofree char *records = NULL;

  g_return_val_if_fail (home != NULL, NULL);

  folder = bs_home_build_data_path (home, JOURNAL);
  records = bs_home_build_data_path (home, RECORDS);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (BsJournal) journal = bs_journal_open (folder, NULL);

      if (journal != NULL)
        bs_writer_record_clean (records, recovered);
    }

  return g_steal_pointer (&recovered);
}

/**
 * bs_transaction_begin:
 * @home: the library's home
 * @root: the library's folder
 * @name: what a person will call what is done
 * @error: return location
 *
 * Begins a step of the library's history. Waits until no other is being made.
 *
 * Returns: (transfer full) (nullable): a transaction, or %NULL with a #GIOErrorEnum
 */
BsTransaction *
bs_transaction_begin (BsHome *home, const char *root, const char *name, GError **error)
{
  g_autoptr (BsTransaction) self = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = open_transaction (home, root, error);
  if (self == NULL || !bs_journal_begin (self->journal, name, error))
    return NULL;
  self->is_kept = TRUE;

  return g_steal_pointer (&self);
}

/**
 * bs_transaction_begin_move:
 * @home: the library's home
 * @root: the library's folder
 * @direction: whether the last step is to be undone, or done again
 * @error: return location
 *
 * Begins to undo a step, or to do it again. What it did is for the caller to read from the journal, naming the step
 * that is meant, and to add.
 *
 * Returns: (transfer full) (nullable): a transaction, or %NULL with a #GIOErrorEnum
 */
BsTransaction *
bs_transaction_begin_move (BsHome *home, const char *root, BsJournalDirection direction, GError **error)
{
  BsTransaction *self;

  g_return_val_if_fail (home != NULL && root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = open_transaction (home, root, error);
  if (self != NULL)
    self->direction = direction;

  return self;
}

/**
 * bs_transaction_free:
 * @self: (transfer full): a transaction
 *
 * Ends a transaction. What it has written stays, and can be undone; what was only gathered is dropped.
 */
void
bs_transaction_free (BsTransaction *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->writer, bs_writer_free);
  g_clear_pointer (&self->journal, bs_journal_close);
  g_ptr_array_unref (self->batch);
  g_ptr_array_unref (self->old_bytes);
  g_ptr_array_unref (self->new_bytes);
  g_ptr_array_unref (self->results);
  g_clear_error (&self->doubt);
  g_ptr_array_unref (self->recovered);
  g_free (self->record_folder);
  bs_write_scope_free (self->scope);
  g_free (self);
}

/**
 * bs_transaction_get_journal:
 * @self: a transaction
 *
 * Returns: (transfer none): the journal of its library
 */
BsJournal *
bs_transaction_get_journal (BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->journal;
}

/**
 * bs_transaction_resolve:
 * @self: a transaction
 * @path: a file or folder, relative to the library
 * @follow: whether a link in the last place is followed, or is itself what is meant
 * @error: return location
 *
 * Finds out what a path leads to, and whether that may be written; see bs_write_scope_resolve().
 *
 * Returns: (transfer full) (nullable): the whole path without any links; %NULL with %BS_CHANGE_ERROR_OUTSIDE or a
 *   #GIOErrorEnum
 */
char *
bs_transaction_resolve (BsTransaction *self, const char *path, gboolean follow, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return bs_write_scope_resolve (self->scope, path, follow, error);
}

/**
 * bs_transaction_get_recovered:
 * @self: a transaction
 *
 * Returns: (transfer none) (element-type utf8): a sentence about each file that another program had written to when an
 *   earlier transaction was killed, for the user
 */
GPtrArray *
bs_transaction_get_recovered (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->recovered;
}

static void
take_errors (BsTransaction *self)
{
  for (guint i = 0; i < self->batch->len; i++)
    {
      BsTransactionResult *result = g_ptr_array_index (self->batch, i);
      const GError *error = bs_writer_get_error (self->writer, i);

      if (error != NULL && result->error == NULL)
        result->error = g_error_copy (error);
    }
}

/* Has the history keep what is needed to undo the batch, or to do it again once it is undone. Of each file that is in
 * it, @numbers says one more than which change of the step it is. */
static gboolean
keep_batch (BsTransaction *self, guint *numbers, GError **error)
{
  for (guint i = 0; i < self->batch->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (self->batch, i);
      GBytes *old_bytes = g_ptr_array_index (self->old_bytes, i);
      GBytes *new_bytes = g_ptr_array_index (self->new_bytes, i);

      if (result->error != NULL)
        continue;
      if (self->is_kept)
        numbers[i] = bs_journal_add (self->journal, result->path, old_bytes, new_bytes) + 1;
      else if (new_bytes == NULL)
        bs_journal_keep (self->journal, self->direction, result->path, old_bytes);
    }

  return self->is_kept ? bs_journal_sync (self->journal, error) : bs_journal_sync_kept (self->journal, error);
}

/**
 * bs_transaction_write:
 * @self: a transaction
 * @error: return location
 *
 * Writes what was gathered, so that all results are known.
 *
 * Returns: whether the transaction can go on; otherwise a #GIOErrorEnum. The results say of each file whether it was
 *   changed all the same.
 */
gboolean
bs_transaction_write (BsTransaction *self, GError **error)
{
  g_autoptr (BsWriter) writer = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree guint *numbers = g_new0 (guint, MAX (self->batch->len, 1));
  gboolean is_begun = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->writer == NULL)
    return TRUE;

  if (bs_writer_prepare (self->writer, &failure))
    {
      take_errors (self);
      is_begun = keep_batch (self, numbers, &failure);
    }
  if (is_begun && !bs_writer_commit (self->writer, &failure))
    g_set_error (&self->doubt, failure->domain, failure->code,
                 _ ("The articles were changed, but may be as they were if the computer stops now. %s"),
                 failure->message);
  take_errors (self);
  for (guint i = 0; i < self->batch->len; i++)
    {
      BsTransactionResult *result = g_ptr_array_index (self->batch, i);

      if (!is_begun && result->error == NULL)
        result->error = g_error_copy (failure);
      /* A file that was written can be undone, even if the disk does not have it for sure. */
      if (self->is_kept && is_begun && numbers[i] > 0 && result->error != NULL)
        bs_journal_drop (self->journal, numbers[i] - 1);
      self->n_written += result->error == NULL;
    }

  writer = g_steal_pointer (&self->writer);
  g_ptr_array_set_size (self->batch, 0);
  g_ptr_array_set_size (self->old_bytes, 0);
  g_ptr_array_set_size (self->new_bytes, 0);
  self->batch_bytes = 0;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return error != NULL ? *error == NULL : is_begun && self->doubt == NULL;
}

/**
 * bs_transaction_add_dated:
 * @self: a transaction
 * @path: a file, relative to the library
 * @old_bytes: (nullable): what has to be in it for it to be written; %NULL for a file that has not to be there
 * @new_bytes: (nullable): what is to be in it; %NULL takes the file away
 * @modified: what the file's time is to be, in nanoseconds since the epoch; 0 for that of the writing
 * @error: return location
 *
 * Adds a file, as bs_transaction_add() does, that is to keep its time.
 *
 * Returns: whether the transaction can go on; otherwise a #GIOErrorEnum
 */
gboolean
bs_transaction_add_dated (BsTransaction *self, const char *path, GBytes *old_bytes, GBytes *new_bytes, gint64 modified,
                          GError **error)
{
  g_autofree char *whole = NULL;
  BsTransactionResult *result;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  result = g_new0 (BsTransactionResult, 1);
  result->path = g_strdup (path);
  g_ptr_array_add (self->results, result);
  whole = bs_transaction_resolve (self, path, old_bytes != NULL && new_bytes != NULL, &result->error);
  if (whole == NULL)
    return TRUE;

  if (self->writer == NULL)
    self->writer = bs_writer_new (self->record_folder, error);
  if (self->writer == NULL)
    return FALSE;
  bs_writer_set_modified (self->writer, bs_writer_add (self->writer, whole, old_bytes, new_bytes), modified);
  g_ptr_array_add (self->batch, result);
  g_ptr_array_add (self->old_bytes, old_bytes != NULL ? g_bytes_ref (old_bytes) : NULL);
  g_ptr_array_add (self->new_bytes, new_bytes != NULL ? g_bytes_ref (new_bytes) : NULL);
  self->batch_bytes +=
      (old_bytes != NULL ? g_bytes_get_size (old_bytes) : 0) + (new_bytes != NULL ? g_bytes_get_size (new_bytes) : 0);

  return (self->batch->len < BATCH_FILES && self->batch_bytes < BATCH_BYTES) || bs_transaction_write (self, error);
}

/**
 * bs_transaction_add:
 * @self: a transaction
 * @path: a file, relative to the library
 * @old_bytes: (nullable): what has to be in it for it to be written; %NULL for a file that has not to be there
 * @new_bytes: (nullable): what is to be in it; %NULL takes the file away
 * @error: return location
 *
 * Adds a file. It is written together with others, at the latest by bs_transaction_finish(); what came of it is among
 * the results then.
 *
 * Returns: whether the transaction can go on; otherwise a #GIOErrorEnum
 */
gboolean
bs_transaction_add (BsTransaction *self, const char *path, GBytes *old_bytes, GBytes *new_bytes, GError **error)
{
  return bs_transaction_add_dated (self, path, old_bytes, new_bytes, 0, error);
}

/**
 * bs_transaction_finish:
 * @self: a transaction
 * @name: what a person calls what was done, now that it is
 * @error: return location
 *
 * Writes what is left, and makes all of it one step of the history.
 *
 * Returns: whether that could be done; otherwise a #GIOErrorEnum, and no file was changed. What the results say of
 *   single files is no such error, nor is what went wrong after files were changed; that, bs_transaction_get_doubt()
 * says.
 */
gboolean
bs_transaction_finish (BsTransaction *self, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_done;

  g_return_val_if_fail (self != NULL && (name != NULL || !self->is_kept), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  is_done = bs_transaction_write (self, &failure);
  if (self->is_kept && (is_done || self->n_written > 0))
    is_done = bs_journal_finish (self->journal, name, failure == NULL ? &failure : NULL) && is_done;
  else if (is_done)
    is_done = bs_journal_move (self->journal, self->direction, &failure);
  if (is_done)
    return TRUE;
  if (self->n_written == 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (self->doubt == NULL)
    self->doubt = g_steal_pointer (&failure);

  return TRUE;
}

/**
 * bs_transaction_get_doubt:
 * @self: a transaction
 *
 * Returns: (transfer none) (nullable): what went wrong after files had been changed: whether the disk has them, or the
 *   history the step, is not sure
 */
const GError *
bs_transaction_get_doubt (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->doubt;
}

/**
 * bs_transaction_get_results:
 * @self: a transaction
 *
 * Returns: (transfer none) (element-type BsTransactionResult): what became of each file, in the order in which they
 * were added
 */
const GPtrArray *
bs_transaction_get_results (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->results;
}

/**
 * bs_transaction_get_n_written:
 * @self: a transaction
 *
 * Returns: how many files have been written
 */
guint
bs_transaction_get_n_written (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_written;
}

/**
 * bs_transaction_get_step:
 * @self: a transaction that was finished
 *
 * Returns: the stamp of the step that it made; 0 where it made none, because nothing was written
 */
guint64
bs_transaction_get_step (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return bs_journal_get_step (self->journal);
}
