/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/transaction.h"

#include "model/change/write/file-access.h"
#include "model/change/write/journal-file.h"
#include "model/change/write/writer-record.h"
#include "model/change/write/write-scope.h"
#include "model/library/table/parallel.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* The number of files written together: enough to limit waits for the disk, but small enough to limit memory. */
#define BATCH_FILES 4096
#define BATCH_BYTES (32 * 1024 * 1024)

#define RECORDS "writing"

struct _BsTransaction
{
  BsWriteScope *scope;
  char *record_folder;
  BsJournal *journal;
  gboolean is_kept; /* it is a new step, not one being undone or redone */
  BsJournalDirection direction;

  BsTrashCan *trash;    /* (nullable): opened when it is first needed */
  BsWriter *writer;     /* (nullable): for the current batch */
  GPtrArray *batch;     /* (element-type BsTransactionResult): its files, which are also in the results */
  GPtrArray *old_bytes; /* (element-type GBytes) (nullable items): for the batch */
  GPtrArray *new_bytes; /* likewise */
  gsize batch_bytes;
  GPtrArray *results;  /* (element-type BsTransactionResult) */
  GHashTable *created; /* (element-type filename): of the results: files that it created, to their numbers in the step,
                          plus one */
  guint n_written;
  BsWriterProgressFunc progress_func; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
  GError *doubt;             /* (nullable) */
  GPtrArray *recovered;      /* (element-type utf8): reports on an earlier change that was recovered */
  GPtrArray *folders;        /* (element-type filename): those that it made, the outer before the inner */
  GPtrArray *made;           /* (element-type filename): the same, relative to the library */
  GPtrArray *removed;        /* (element-type filename): removed folders, relative to the library */
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
  BsJournal *journal = bs_journal_open_in (home, root, error);
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
  self->created = g_hash_table_new (g_str_hash, g_str_equal);
  self->recovered = g_ptr_array_new_with_free_func (g_free);
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  bs_writer_record_clean (self->record_folder, self->recovered);
  bs_transaction_take_over (journal, root, self->recovered);

  return self;
}

/**
 * bs_transaction_clean:
 * @home: a library's data folder
 * @root: the library's folder
 *
 * Recovers after a program was killed while it wrote to the library: removes temporary files and makes completed
 * changes undoable. Called on a worker when a library is opened or its history is listed.
 *
 * Returns: (transfer container) (element-type utf8): sentences for the user about files that another program was
 *   writing at the time
 */
GPtrArray *
bs_transaction_clean (BsHome *home, const char *root)
{
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BsJournal) journal = NULL;
  g_autofree char *records = NULL;

  g_return_val_if_fail (home != NULL && root != NULL, NULL);

  records = bs_home_build_data_path (home, RECORDS);
  journal = bs_journal_find (home, root, NULL);
  if (journal != NULL)
    bs_writer_record_clean (records, recovered);

  return g_steal_pointer (&recovered);
}

/**
 * bs_transaction_take_over:
 * @journal: the history of a library
 * @root: its folder
 * @recovered: (element-type utf8): receives sentences about recovered files
 *
 * A folder tree has one history. If folders inside the library have been changed before as libraries of their own,
 * their histories are moved to this one, where their steps can be undone. The data of an inner folder that was never
 * opened as a library is deleted too; data of an inner library is kept.
 *
 * Outer histories are locked before inner ones, which avoids deadlocks.
 */
void
bs_transaction_take_over (BsJournal *journal, const char *root, GPtrArray *recovered)
{
  g_autoptr (GPtrArray) inside = NULL;

  g_return_if_fail (journal != NULL && root != NULL);

  inside = bs_home_list_inside (root);
  for (guint i = 0; i < inside->len; i++)
    {
      const BsInnerHome *inner = g_ptr_array_index (inside, i);
      g_autofree char *folder = bs_home_build_data_path (inner->home, "journal");
      g_autofree char *inner_root = NULL;
      g_autoptr (BsJournal) other = NULL;
      g_autoptr (GPtrArray) cleaned = NULL;

      if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue;
      /* Unfinished work of a killed program comes first. */
      inner_root = g_build_filename (root, inner->relative_path, NULL);
      cleaned = bs_transaction_clean (inner->home, inner_root);
      g_ptr_array_extend_and_steal (recovered, g_steal_pointer (&cleaned));
      other = bs_journal_open (folder, inner_root, NULL);
      if (other == NULL)
        continue;
      bs_journal_take_over (journal, other, inner->relative_path);
      if (!bs_journal_is_empty (other))
        continue;
      bs_journal_remove (g_steal_pointer (&other));
      if (!bs_home_is_opened (inner->home))
        bs_home_remove (inner->home);
    }
}

/**
 * bs_transaction_begin:
 * @home: the library's data folder
 * @root: the library's folder
 * @name: the step's display name
 * @error: return location
 *
 * Starts a step of the library's history. Waits until no other transaction is open.
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
 * @home: the library's data folder
 * @root: the library's folder
 * @direction: whether to undo or to redo the last step
 * @error: return location
 *
 * Starts to undo or redo a step. The caller reads the step from the journal and adds its files.
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
 * Closes a transaction. Written files are kept and can be undone; files that were only added are dropped.
 */
void
bs_transaction_free (BsTransaction *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->writer, bs_writer_free);
  g_clear_pointer (&self->trash, bs_trash_can_close);
  /* Remove the new folders in which no file could be written. */
  for (guint i = self->folders->len; i > 0; i--)
    rmdir (g_ptr_array_index (self->folders, i - 1));
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->removed);
  g_clear_pointer (&self->journal, bs_journal_close);
  g_ptr_array_unref (self->batch);
  g_ptr_array_unref (self->old_bytes);
  g_ptr_array_unref (self->new_bytes);
  g_hash_table_unref (self->created);
  g_ptr_array_unref (self->results);
  g_clear_error (&self->doubt);
  g_clear_object (&self->cancellable);
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
 * bs_transaction_set_progress:
 * @self: a transaction without files
 * @func: (nullable): called with the number of its written files
 * @user_data: for @func
 * @cancellable: (nullable): ends the writing early: files that are not written by then have %G_IO_ERROR_CANCELLED
 */
void
bs_transaction_set_progress (BsTransaction *self, BsWriterProgressFunc func, gpointer user_data,
                             GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  self->progress_func = func;
  self->progress_data = user_data;
  g_set_object (&self->cancellable, cancellable);
}

static void
progress_cb (guint n_done, gpointer user_data)
{
  const BsTransaction *self = user_data;

  if (self->progress_func != NULL)
    self->progress_func (self->results->len - self->batch->len + n_done, self->progress_data);
}

/**
 * bs_transaction_resolve:
 * @self: a transaction
 * @path: a file or folder, relative to the library
 * @follow: whether to follow a symbolic link in the last component
 * @error: return location
 *
 * Resolves a path and checks that it may be written; see bs_write_scope_resolve().
 *
 * Returns: (transfer full) (nullable): the absolute path without symbolic links; %NULL with %BS_CHANGE_ERROR_OUTSIDE or
 *   a #GIOErrorEnum
 */
char *
bs_transaction_resolve (BsTransaction *self, const char *path, gboolean follow, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return bs_write_scope_resolve (self->scope, path, follow, error);
}

/* A site's folders of articles stay, even if they are empty. */
static gboolean
is_top (const char *path)
{
  static const char *const tops[] = { "_posts", "_drafts", "content", "source", NULL };
  g_autofree char *name = g_path_get_basename (path);

  return g_strv_contains (tops, name);
}

/* Remembers the folders that are missing on the way to one, the outermost first. */
static void
note_missing (BsTransaction *self, const char *folder, const char *path)
{
  g_autofree char *parent = NULL;
  g_autofree char *parent_path = NULL;

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return;
  parent = g_path_get_dirname (folder);
  parent_path = g_path_get_dirname (path);
  note_missing (self, parent, parent_path);
  g_ptr_array_add (self->folders, g_strdup (folder));
  if (!is_top (path))
    g_ptr_array_add (self->made, g_strdup (path));
}

/**
 * bs_transaction_make_folder:
 * @self: a transaction
 * @path: a file that will be written, relative to the library
 * @error: return location
 *
 * Makes the folders that a file will need, unless they would lie outside of the library. Those that are empty in the
 * end are removed again.
 *
 * Returns: whether they exist; otherwise there is a %BS_CHANGE_ERROR_OUTSIDE or a #GIOErrorEnum
 */
gboolean
bs_transaction_make_folder (BsTransaction *self, const char *path, GError **error)
{
  g_autofree char *whole = bs_transaction_resolve (self, path, FALSE, error);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;

  if (whole == NULL)
    return FALSE;
  folder = g_path_get_dirname (whole);
  if (access (folder, F_OK) != 0 && !bs_file_is_creatable (folder))
    {
      bs_file_set_new_error (error, EACCES, folder);
      return FALSE;
    }
  name = g_path_get_dirname (path);
  note_missing (self, folder, name);
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return TRUE;
  bs_file_set_new_error (error, errno, folder);
  return FALSE;
}

/**
 * bs_transaction_remove_folders:
 * @self: a transaction whose files are written
 * @paths: (element-type filename): folders, relative to the library, the inner before the outer
 *
 * Removes folders that the step has left empty. All others stay. All others stay.
 */
void
bs_transaction_remove_folders (BsTransaction *self, const GPtrArray *paths)
{
  g_return_if_fail (self != NULL && paths != NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *whole = bs_transaction_resolve (self, path, FALSE, NULL);

      if (whole != NULL && rmdir (whole) == 0)
        g_ptr_array_add (self->removed, g_strdup (path));
    }
}

/**
 * bs_transaction_make_folders:
 * @self: a transaction whose files are written
 * @paths: (element-type filename): folders, relative to the library
 *
 * Restores folders that were empty before the step.
 */
void
bs_transaction_make_folders (BsTransaction *self, const GPtrArray *paths)
{
  g_return_if_fail (self != NULL && paths != NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *whole = bs_transaction_resolve (self, g_ptr_array_index (paths, i), FALSE, NULL);

      if (whole != NULL && bs_file_is_creatable (whole))
        g_mkdir_with_parents (whole, 0755);
    }
}

/**
 * bs_transaction_get_recovered:
 * @self: a transaction
 *
 * Returns: (transfer none) (element-type utf8): sentences for the user about files that another program was writing
 *   when an earlier transaction was killed
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

typedef struct
{
  const BsTransaction *transaction;
  GByteArray **records; /* for each file of the batch */
} Recording;

static void
make_record (guint i, gpointer data)
{
  const Recording *self = data;
  const BsTransactionResult *result = g_ptr_array_index (self->transaction->batch, i);

  if (result->error != NULL)
    return;
  self->records[i] = g_byte_array_new ();
  bs_journal_file_append_change (self->records[i], result->path,
                                 result->is_again ? NULL : g_ptr_array_index (self->transaction->old_bytes, i),
                                 g_ptr_array_index (self->transaction->new_bytes, i));
}

/* Records the data for undoing or redoing the batch later. For each recorded file, @numbers has the index of its change
 * in the step, plus one. */
static gboolean
keep_batch (BsTransaction *self, guint *numbers, GError **error)
{
  g_autofree GByteArray **records = g_new0 (GByteArray *, MAX (self->batch->len, 1));
  Recording recording = { self, records };
  BsJournalPart *part = self->is_kept ? bs_journal_get_part (self->journal) : NULL;

  if (self->is_kept)
    bs_parallel_each_file (self->batch->len, make_record, &recording);
  for (guint i = 0; i < self->batch->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (self->batch, i);
      GBytes *old_bytes = g_ptr_array_index (self->old_bytes, i);
      GBytes *new_bytes = g_ptr_array_index (self->new_bytes, i);

      if (result->error != NULL)
        continue;
      if (self->is_kept)
        {
          guint number =
              bs_journal_part_add (part, old_bytes != NULL && !result->is_again, new_bytes != NULL, records[i]);

          g_clear_pointer (&records[i], g_byte_array_unref);
          numbers[i] = number + 1;
          if (new_bytes == NULL)
            {
              guint mode;
              gint64 modified;

              bs_writer_get_about (self->writer, i, &mode, &modified);
              bs_journal_part_add_about (part, number, mode, modified);
            }
        }
      else if (new_bytes == NULL)
        bs_journal_keep (self->journal, self->direction, result->path, old_bytes);
    }

  return self->is_kept ? bs_journal_part_sync (part, error) : bs_journal_sync_kept (self->journal, error);
}

/* A file that is changed again after it was created counts as created with its last bytes, so that undo removes it. */
static void
note_created (BsTransaction *self, guint i, guint number)
{
  const BsTransactionResult *result = g_ptr_array_index (self->batch, i);
  gpointer before = g_hash_table_lookup (self->created, result->path);

  if (result->is_again)
    bs_journal_part_drop (bs_journal_get_part (self->journal), GPOINTER_TO_UINT (before) - 1);
  if (result->is_again || g_ptr_array_index (self->old_bytes, i) == NULL)
    g_hash_table_insert (self->created, result->path, GUINT_TO_POINTER (number));
}

/**
 * bs_transaction_write:
 * @self: a transaction
 * @error: return location
 *
 * Writes the added files, so that all results are known.
 *
 * Returns: whether the transaction can continue; otherwise a #GIOErrorEnum. The results are valid for each file in
 *   either case.
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

  bs_write_scope_forget (self->scope);
  if (self->writer == NULL)
    return TRUE;

  if (bs_writer_prepare (self->writer, &failure))
    {
      take_errors (self);
      is_begun = keep_batch (self, numbers, &failure);
    }
  if (is_begun && !bs_writer_commit (self->writer, &failure))
    g_set_error (&self->doubt, failure->domain, failure->code,
                 _ ("The articles were changed, but the changes may be lost if the computer stops now. %s"),
                 failure->message);
  take_errors (self);
  for (guint i = 0; i < self->batch->len; i++)
    {
      BsTransactionResult *result = g_ptr_array_index (self->batch, i);

      if (!is_begun && result->error == NULL)
        result->error = g_error_copy (failure);
      /* A written file can be undone even if it may not have reached the disk. */
      if (self->is_kept && is_begun && numbers[i] > 0 && result->error != NULL)
        bs_journal_part_drop (bs_journal_get_part (self->journal), numbers[i] - 1);
      if (self->is_kept && result->error == NULL && numbers[i] > 0)
        note_created (self, i, numbers[i]);
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

/* How a file is written, apart from its bytes. */
typedef struct
{
  gint64 modified;
  guint mode;
  gboolean is_trash;
  gboolean is_from_trash;
} About;

static gboolean
add_file (BsTransaction *self, const char *path, GBytes *old_bytes, GBytes *new_bytes, const About *about,
          GError **error)
{
  g_autofree char *whole = NULL;
  BsTransactionResult *result;
  guint i;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  result = g_new0 (BsTransactionResult, 1);
  result->path = g_strdup (path);
  result->is_again = old_bytes != NULL && new_bytes != NULL && g_hash_table_contains (self->created, path);
  g_ptr_array_add (self->results, result);
  whole = bs_transaction_resolve (self, path, old_bytes != NULL && new_bytes != NULL, &result->error);
  if (whole == NULL || !bs_file_is_whole (old_bytes, path, &result->error) ||
      !bs_file_is_whole (new_bytes, path, &result->error))
    return TRUE;

  if (self->writer == NULL)
    {
      self->writer = bs_writer_new (self->record_folder, error);
      if (self->writer == NULL)
        return FALSE;
      bs_writer_set_progress (self->writer, progress_cb, self, self->cancellable);
    }
  i = bs_writer_add (self->writer, whole, old_bytes, new_bytes);
  bs_writer_set_modified (self->writer, i, about->modified);
  bs_writer_set_mode (self->writer, i, about->mode);
  if (about->is_trash)
    bs_writer_set_trashed (self->writer, i);
  if (about->is_from_trash && self->trash == NULL)
    {
      g_autofree char *folder = g_path_get_dirname (whole);

      self->trash = bs_trash_can_open (folder);
    }
  if (about->is_from_trash)
    bs_writer_set_from_trash (self->writer, i, self->trash);
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
 * @old_bytes: (nullable): its expected bytes; %NULL if it must not exist
 * @new_bytes: (nullable): its new bytes; %NULL to delete it
 * @error: return location
 *
 * Adds a file. It is written with others, at the latest by bs_transaction_finish(), after which its result is known.
 *
 * Returns: whether the transaction can continue; otherwise a #GIOErrorEnum
 */
gboolean
bs_transaction_add (BsTransaction *self, const char *path, GBytes *old_bytes, GBytes *new_bytes, GError **error)
{
  return add_file (self, path, old_bytes, new_bytes, &(About){ 0 }, error);
}

/**
 * bs_transaction_add_dated:
 * @self: a transaction
 * @path: a file, relative to the library
 * @old_bytes: (nullable): its required contents; %NULL for a file that must not exist
 * @new_bytes: (nullable): its new contents; %NULL removes the file
 * @modified: its new modification time, in nanoseconds since the epoch; 0 for the time of writing
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
  return add_file (self, path, old_bytes, new_bytes, &(About){ .modified = modified }, error);
}

/**
 * bs_transaction_add_restored:
 * @self: a transaction
 * @path: a file that must not exist, relative to the library
 * @new_bytes: its contents
 * @mode: its permissions; 0 for those of any new file
 * @modified: its modification time, in nanoseconds since the epoch; 0 for the time of writing
 * @error: return location
 *
 * Adds a file that existed before, or elsewhere, as bs_transaction_add() does.
 *
 * Returns: whether the transaction can go on; otherwise a #GIOErrorEnum
 */
gboolean
bs_transaction_add_restored (BsTransaction *self, const char *path, GBytes *new_bytes, guint mode, gint64 modified,
                             GError **error)
{
  return add_file (self, path, NULL, new_bytes, &(About){ .modified = modified, .mode = mode }, error);
}

/**
 * bs_transaction_add_from_trash:
 * @self: a transaction
 * @path: a file that must not exist, relative to the library
 * @new_bytes: its contents
 * @mode: its permissions; 0 for those of any new file
 * @modified: its modification time, in nanoseconds since the epoch; 0 for the time of writing
 * @error: return location
 *
 * Adds a file that was removed before. If it is in the trash with these bytes, the file itself returns from there;
 * otherwise it is written, as bs_transaction_add_restored() does.
 *
 * Returns: whether the transaction can go on; otherwise a #GIOErrorEnum
 */
gboolean
bs_transaction_add_from_trash (BsTransaction *self, const char *path, GBytes *new_bytes, guint mode, gint64 modified,
                               GError **error)
{
  return add_file (self, path, NULL, new_bytes, &(About){ .modified = modified, .mode = mode, .is_from_trash = TRUE },
                   error);
}

/**
 * bs_transaction_add_trashed:
 * @self: a transaction
 * @path: a file, relative to the library
 * @old_bytes: its required contents
 * @error: return location
 *
 * Adds a file that is to be moved to the trash. Without a trash the file stays, and its result is
 * %G_IO_ERROR_NOT_SUPPORTED.
 *
 * Returns: whether the transaction can go on; otherwise a #GIOErrorEnum
 */
gboolean
bs_transaction_add_trashed (BsTransaction *self, const char *path, GBytes *old_bytes, GError **error)
{
  return add_file (self, path, old_bytes, NULL, &(About){ .is_trash = TRUE }, error);
}

/* Undoing the step removes the folders that it created, and redoing it those that it removed. */
static void
record_folders (BsTransaction *self)
{
  for (guint i = self->made->len; i > 0; i--)
    if (g_file_test (g_ptr_array_index (self->folders, i - 1), G_FILE_TEST_IS_DIR))
      bs_journal_part_add_folder (bs_journal_get_part (self->journal), g_ptr_array_index (self->made, i - 1), TRUE);
  for (guint i = 0; i < self->removed->len; i++)
    bs_journal_part_add_folder (bs_journal_get_part (self->journal), g_ptr_array_index (self->removed, i), FALSE);
}

/**
 * bs_transaction_finish:
 * @self: a transaction
 * @name: the step's final display name
 * @error: return location
 *
 * Writes the remaining files and finishes the step of the history.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum, and no file was changed. Failures of single files are only
 *   in the results, and errors after files were changed in bs_transaction_get_doubt().
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
    record_folders (self);
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
 * Returns: (transfer none) (nullable): an error that occurred after files had been changed: they may not be on the
 *   disk, or the step may not be in the history
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
 * Returns: (transfer none) (element-type BsTransactionResult): the result of each file, in the order in which they were
 * added
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
 * Returns: the number of written files
 */
guint
bs_transaction_get_n_written (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_written;
}

/**
 * bs_transaction_get_step:
 * @self: a finished transaction
 *
 * Returns: the id of its step; 0 if nothing was written
 */
guint64
bs_transaction_get_step (const BsTransaction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return bs_journal_get_step (self->journal);
}
