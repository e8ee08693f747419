/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/edit-report.h"

G_DEFINE_BOXED_TYPE (BsEditReport, bs_edit_report, bs_edit_report_ref, bs_edit_report_unref)

static void
free_failure (gpointer data)
{
  BsTransactionResult *failure = data;

  g_free (failure->path);
  g_clear_error (&failure->error);
  g_free (failure);
}

static void
free_address (gpointer data)
{
  BsAddressChange *change = data;

  g_free (change->path);
  g_free (change->old_address);
  g_free (change->new_address);
  g_free (change);
}

/**
 * bs_edit_report_new:
 *
 * Returns: (transfer full): an empty report
 */
BsEditReport *
bs_edit_report_new (void)
{
  BsEditReport *self = g_atomic_rc_box_new0 (BsEditReport);

  self->changed = g_ptr_array_new_with_free_func (g_free);
  self->unchanged = g_ptr_array_new_with_free_func (g_free);
  self->failed = g_ptr_array_new_with_free_func (free_failure);
  self->left = g_ptr_array_new_with_free_func (g_free);
  self->trashless = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->recovered = g_ptr_array_new_with_free_func (g_free);
  self->addresses = g_ptr_array_new_with_free_func (free_address);

  return self;
}

/**
 * bs_edit_report_add_failure:
 * @self: a report
 * @path: a file, relative to the library
 * @error: why it was not changed
 */
void
bs_edit_report_add_failure (BsEditReport *self, const char *path, const GError *error)
{
  BsTransactionResult *failure;

  g_return_if_fail (self != NULL && path != NULL && error != NULL);

  failure = g_new0 (BsTransactionResult, 1);
  failure->path = g_strdup (path);
  failure->error = g_error_copy (error);
  g_ptr_array_add (self->failed, failure);
}

/**
 * bs_edit_report_list_failed:
 * @self: a report
 *
 * Returns: (transfer container) (element-type filename BsTransactionResult): the files that failed, and why
 */
GHashTable *
bs_edit_report_list_failed (const BsEditReport *self)
{
  GHashTable *failed = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (self != NULL, failed);

  for (guint i = 0; i < self->failed->len; i++)
    {
      BsTransactionResult *failure = g_ptr_array_index (self->failed, i);

      g_hash_table_insert (failed, failure->path, failure);
    }
  return failed;
}

/**
 * bs_edit_report_list_changed:
 * @self: a report
 * @twice: (nullable) (element-type filename): gets the changed files that failed as well: an article that cannot move
 * may still get other references
 *
 * Returns: (transfer container) (element-type filename): the other changed files, so that each file is shown once
 */
GPtrArray *
bs_edit_report_list_changed (const BsEditReport *self, GHashTable *twice)
{
  GPtrArray *changed = g_ptr_array_new ();
  g_autoptr (GHashTable) failed = NULL;

  g_return_val_if_fail (self != NULL, changed);

  failed = bs_edit_report_list_failed (self);
  for (guint i = 0; i < self->changed->len; i++)
    if (!g_hash_table_contains (failed, self->changed->pdata[i]))
      g_ptr_array_add (changed, self->changed->pdata[i]);
    else if (twice != NULL)
      g_hash_table_add (twice, self->changed->pdata[i]);
  return changed;
}

/**
 * bs_edit_report_divide:
 * @self: a report
 *
 * Moves the failures of files for which there is no trash to a list of their own: a window asks about them, and must
 * not look through very many.
 */
void
bs_edit_report_divide (BsEditReport *self)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_if_fail (self != NULL);

  all = self->failed;
  self->failed = g_ptr_array_new_with_free_func (free_failure);
  for (guint i = 0; i < all->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (all, i);

      if (g_error_matches (result->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
        g_ptr_array_add (self->trashless, g_strdup (result->path));
      else
        bs_edit_report_add_failure (self, result->path, result->error);
    }
}

/**
 * bs_edit_report_take_results:
 * @self: a report
 * @transaction: a finished transaction
 *
 * Adds the transaction's results.
 */
void
bs_edit_report_take_results (BsEditReport *self, const BsTransaction *transaction)
{
  const GPtrArray *results;
  g_autoptr (GHashTable) failed = NULL;

  g_return_if_fail (self != NULL && transaction != NULL);

  failed = bs_edit_report_list_failed (self);
  results = bs_transaction_get_results (transaction);
  bs_edit_report_take_recovered (self, bs_transaction_get_recovered (transaction));
  if (bs_transaction_get_doubt (transaction) != NULL && self->doubt == NULL)
    self->doubt = g_error_copy (bs_transaction_get_doubt (transaction));
  for (guint i = 0; i < results->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (results, i);

      if (g_error_matches (result->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          self->is_cancelled = TRUE;
          g_ptr_array_add (self->left, g_strdup (result->path));
        }
      else if (result->error != NULL && !g_hash_table_contains (failed, result->path))
        bs_edit_report_add_failure (self, result->path, result->error);
      else if (result->error == NULL && !result->is_again)
        g_ptr_array_add (self->changed, g_strdup (result->path));
    }
}

/**
 * bs_edit_report_finish:
 * @self: (transfer full): a report of the changes that could not be tried
 * @transaction: a transaction to which all else was added
 * @name: (scope call): describes the change
 * @user_data: for @name
 * @failure: (nullable): why no more could be added
 * @error: return location
 *
 * Finishes the transaction, and reports everything. Changes that were written before an error, such as a full disk, are
 * kept; the report has the rest.
 *
 * Returns: (transfer full) (nullable): @self, or %NULL with a #GIOErrorEnum if it is the reason why nothing was written
 */
BsEditReport *
bs_edit_report_finish (BsEditReport *self, BsTransaction *transaction, BsEditReportNameFunc name, gpointer user_data,
                       const GError *failure, GError **error)
{
  g_autoptr (BsEditReport) report = self;
  g_autoptr (GError) write_failure = NULL;

  g_return_val_if_fail (self != NULL && transaction != NULL && name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (failure == NULL && !bs_transaction_write (transaction, &write_failure))
    failure = write_failure;
  if (failure != NULL && bs_transaction_get_n_written (transaction) == 0)
    {
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  report->name = name (user_data, bs_transaction_get_n_written (transaction));
  if (!bs_transaction_finish (transaction, report->name, error))
    return NULL;
  report->step = bs_transaction_get_step (transaction);
  report->n_pushed_out = bs_journal_get_n_pushed_out (bs_transaction_get_journal (transaction));
  bs_edit_report_take_results (report, transaction);

  return g_steal_pointer (&report);
}

/**
 * bs_edit_report_take_recovered:
 * @self: a report
 * @recovered: (element-type utf8): sentences about files that were recovered before the edit
 */
void
bs_edit_report_take_recovered (BsEditReport *self, const GPtrArray *recovered)
{
  g_return_if_fail (self != NULL && recovered != NULL);

  for (guint i = 0; i < recovered->len; i++)
    g_ptr_array_add (self->recovered, g_strdup (g_ptr_array_index (recovered, i)));
}

/* More are freed on another thread: a window must not wait for it. */
#define FEW_FILES 2000

static gpointer
free_thread (gpointer data)
{
  GPtrArray *arrays = data;

  g_ptr_array_unref (arrays);

  return NULL;
}

static void
clear_report (gpointer data)
{
  BsEditReport *self = data;

  if (self->changed->len + self->unchanged->len + self->failed->len + self->left->len + self->trashless->len >
      FEW_FILES)
    {
      GPtrArray *arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      GThread *thread;

      g_ptr_array_add (arrays, g_ptr_array_ref (self->changed));
      g_ptr_array_add (arrays, g_ptr_array_ref (self->unchanged));
      g_ptr_array_add (arrays, g_ptr_array_ref (self->failed));
      g_ptr_array_add (arrays, g_ptr_array_ref (self->left));
      g_ptr_array_add (arrays, g_ptr_array_ref (self->trashless));
      thread = g_thread_try_new ("free-report", free_thread, arrays, NULL);
      if (thread != NULL)
        g_thread_unref (thread);
      else
        g_ptr_array_unref (arrays);
    }
  g_free (self->name);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->unchanged);
  g_ptr_array_unref (self->failed);
  g_ptr_array_unref (self->left);
  g_ptr_array_unref (self->trashless);
  g_clear_error (&self->doubt);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->recovered);
  g_ptr_array_unref (self->addresses);
}

/**
 * bs_edit_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
BsEditReport *
bs_edit_report_ref (BsEditReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * bs_edit_report_unref:
 * @self: (transfer full): a report
 */
void
bs_edit_report_unref (BsEditReport *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_report);
}
