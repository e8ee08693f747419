/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-private.h"

#include "model/change/write/file-access.h"
#include "model/change/import/import-name.h"
#include "model/change/import/import-place.h"
#include "model/change/write/transaction.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So many articles are in memory at once. */
#define BATCH_STEPS 256

/* Articles that are about to be written. */
typedef struct
{
  BsImport *import;
  BsTransaction *transaction;
  guint first;                           /* of the steps of this batch */
  BsImportReading readings[BATCH_STEPS]; /* of those that are wanted */
  GPtrArray *written;      /* (element-type BsImportStep) (nullable items): of the transaction's results */
  GHashTable *folders;     /* (element-type filename): that are there */
  GPtrArray *made_folders; /* (element-type filename): that were not */
} Act;

static void
read_again (BsImport *self, BsImportStep *step, gpointer user_data)
{
  Act *act = user_data;
  BsImportReading *reading = NULL;
  g_autoptr (GError) error = NULL;

  if (!bs_import_step_is_wanted (step))
    return;
  reading = &act->readings[step->number - act->first];
  if (!bs_import_read (step->input, self->site->kind, reading, &error))
    {
      bs_import_step_fail (step, error->message);
      return;
    }
  /* What has no file has the time in it at which it was read, and cannot have changed. */
  if (step->input->kind == BS_IMPORT_FILE && reading->content_hash != step->keys.content)
    {
      bs_import_step_fail (step, _ ("It was changed while it was being imported. Import it again."));
      return;
    }
  if (self->category != NULL &&
      !bs_import_draft_set_category (reading->draft, self->site->kind, (const char *const *) self->category, &error))
    bs_import_step_fail (step, error->message);
}

static gboolean
make_folder (Act *act, const char *path, BsImportStep *step)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *whole = g_build_filename (act->import->folder, folder, NULL);
  g_autofree char *real = NULL;
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (g_hash_table_contains (act->folders, folder))
    return TRUE;
  real = bs_transaction_resolve (act->transaction, path, FALSE, &error);
  if (real == NULL)
    {
      bs_import_step_fail (step, error->message);
      return FALSE;
    }
  for (char *above = g_strdup (whole); above != NULL;)
    {
      char *next = NULL;

      if (!g_file_test (above, G_FILE_TEST_EXISTS))
        {
          next = g_path_get_dirname (above);
          g_ptr_array_add (missing, g_strdup (above));
        }
      g_free (above);
      above = next;
    }
  /* A library whose folder is gone is not made anew behind its back. */
  if (!g_file_test (act->import->folder, G_FILE_TEST_IS_DIR))
    {
      bs_import_step_fail (step, _ ("The library's folder is not there."));
      return FALSE;
    }
  if (g_mkdir_with_parents (whole, 0755) != 0)
    {
      bs_import_step_fail (step, g_strerror (errno));
      return FALSE;
    }
  for (guint i = missing->len; i > 0; i--)
    g_ptr_array_add (act->made_folders, g_ptr_array_steal_index (missing, i - 1));
  g_hash_table_add (act->folders, g_steal_pointer (&folder));
  return TRUE;
}

static gboolean
add_file (Act *act, BsImportStep *step, const char *path, GBytes *old_bytes, GBytes *new_bytes, gint64 modified,
          GError **error)
{
  g_ptr_array_add (act->written, step);
  return bs_transaction_add_dated (act->transaction, path, old_bytes, new_bytes, modified, error);
}

/* Pictures first, so that they are there when the article is. */
static gboolean
add_pictures (Act *act, BsImportStep *step, const BsImportDraft *draft, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (step->path);

  for (guint i = 0; i < draft->pictures->len; i++)
    {
      const BsImportPicture *picture = g_ptr_array_index (draft->pictures, i);
      g_autofree char *path =
          g_str_equal (folder, ".") ? g_strdup (picture->target) : g_build_filename (folder, picture->target, NULL);
      g_autofree char *whole = g_build_filename (act->import->folder, path, NULL);
      g_autoptr (GBytes) bytes = NULL;

      /* One that is gone meanwhile, or too large to be read whole, is a picture less, and no reason to leave the
       * article out. */
      if (g_file_test (whole, G_FILE_TEST_EXISTS) || (bytes = bs_file_read (picture->source, NULL)) == NULL ||
          g_bytes_get_size (bytes) > BS_ARTICLE_MAX_BYTES || !make_folder (act, path, step))
        continue;
      if (!add_file (act, NULL, path, NULL, bytes, 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_replacement (Act *act, BsImportStep *step, const BsImportDraft *draft, GError **error)
{
  g_autofree char *whole = g_build_filename (act->import->folder, step->twin_path, NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) old_bytes = bs_file_read (whole, &failure);

  if (old_bytes == NULL)
    {
      bs_import_step_fail (step, failure->message);
      return TRUE;
    }
  g_free (step->path);
  step->path = g_strdup (step->twin_path);
  return add_pictures (act, step, draft, error) &&
         add_file (act, step, step->path, old_bytes, draft->bytes, draft->modified, error);
}

static gboolean
add_step (Act *act, BsImportStep *step, GError **error)
{
  const BsImportDraft *draft = act->readings[step->number - act->first].draft;

  if (!bs_import_step_is_wanted (step) || draft == NULL)
    return TRUE;
  if (step->verdict == BS_IMPORT_DUPLICATE && step->choice == BS_IMPORT_REPLACE && step->twin_path != NULL)
    return add_replacement (act, step, draft, error);
  if (step->verdict == BS_IMPORT_DUPLICATE)
    {
      bs_import_place_find (act->import, step, &act->readings[step->number - act->first]);
      bs_import_place_take (act->import, step);
      if (step->verdict == BS_IMPORT_FAILED)
        return TRUE;
    }
  bs_import_known_reserve_path (act->import->known, step->path);
  if (!make_folder (act, step->path, step))
    return TRUE;
  return add_pictures (act, step, draft, error) &&
         add_file (act, step, step->path, NULL, draft->bytes, draft->modified, error);
}

static gboolean
write_batch (Act *act, guint first, guint count, GCancellable *cancellable, GError **error)
{
  gboolean done = TRUE;

  act->first = first;
  bs_import_for_each (act->import, first, count, read_again, act, cancellable);
  for (guint i = first; done && i < first + count && !g_cancellable_is_cancelled (cancellable); i++)
    done = add_step (act, g_ptr_array_index (act->import->steps, i), error);
  for (guint i = 0; i < count; i++)
    bs_import_reading_clear (&act->readings[i]);
  return done;
}

static void
take_results (Act *act)
{
  const GPtrArray *results = bs_transaction_get_results (act->transaction);

  for (guint i = 0; i < results->len && i < act->written->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (results, i);
      BsImportStep *step = g_ptr_array_index (act->written, i);

      if (step == NULL)
        continue;
      if (result->error != NULL)
        bs_import_step_fail (step, result->error->message);
      else
        step->done = TRUE;
    }
}

/* Whoever else has written since things were looked at may have brought the same. */
static gboolean
look_again (BsImport *self, GCancellable *cancellable, GError **error)
{
  if (!bs_import_has_history_moved (self))
    return TRUE;
  if (!bs_import_scan_library (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (self->steps, i);

      if (step->verdict == BS_IMPORT_NEW)
        bs_import_decide (self, step);
    }
  return TRUE;
}

static gboolean
run (Act *act, GCancellable *cancellable, GError **error)
{
  BsImport *self = act->import;
  guint n = self->steps->len;

  if (!look_again (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    ((BsImportStep *) g_ptr_array_index (self->steps, i))->number = i;
  for (guint first = 0; first < n && !g_cancellable_is_cancelled (cancellable); first += BATCH_STEPS)
    if (!write_batch (act, first, MIN (BATCH_STEPS, n - first), cancellable, error))
      return FALSE;
  return TRUE;
}

static char *
name_import (guint n)
{
  /* Translators: the name of a step that can be undone. */
  return g_strdup_printf (ngettext ("Import of %u Article", "Import of %u Articles", n), n);
}

static guint
count_wanted (BsImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    n += bs_import_step_is_wanted (g_ptr_array_index (self->steps, i));
  return n;
}

static void
fail_rest (BsImport *self, const char *reason)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (self->steps, i);

      if (!step->done && bs_import_step_is_wanted (step))
        bs_import_step_fail (step, reason);
    }
}

static gboolean
write_all (BsImport *self, GCancellable *cancellable, GError **error)
{
  g_autofree Act *act = g_new0 (Act, 1);
  g_autofree char *planned_name = name_import (count_wanted (self));
  g_autofree char *name = NULL;
  g_autoptr (BsHome) home = bs_home_open (self->folder, error);
  g_autoptr (BsTransaction) transaction =
      home != NULL ? bs_transaction_begin (home, self->folder, planned_name, error) : NULL;
  gboolean done;

  if (transaction == NULL)
    return FALSE;
  act->import = self;
  act->transaction = transaction;
  act->written = g_ptr_array_new ();
  act->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  act->made_folders = g_ptr_array_new_with_free_func (g_free);

  done = run (act, cancellable, error);
  name = name_import (act->written->len);
  /* What was written before it broke off is a step of the history all the same. */
  if (!bs_transaction_finish (transaction, name, done ? error : NULL))
    done = FALSE;
  self->step = bs_transaction_get_step (transaction);
  take_results (act);
  if (done && bs_transaction_get_doubt (transaction) != NULL)
    {
      g_propagate_error (error, g_error_copy (bs_transaction_get_doubt (transaction)));
      done = FALSE;
    }

  /* The deepest first; one that holds something stays. */
  for (guint i = act->made_folders->len; i > 0; i--)
    rmdir (g_ptr_array_index (act->made_folders, i - 1));
  g_ptr_array_unref (act->written);
  g_ptr_array_unref (act->made_folders);
  g_hash_table_unref (act->folders);
  return done;
}

/* What an import left that was killed goes with the next one, even if that has nothing to write. */
static void
clean (BsImport *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->folder);
  g_autoptr (GPtrArray) recovered = home != NULL ? bs_transaction_clean (home) : NULL;

  if (recovered != NULL)
    g_ptr_array_extend_and_steal (self->recovered, g_steal_pointer (&recovered));
}

/**
 * bs_import_act:
 * @self: an import that was looked at
 * @cancellable: (nullable): ends it early; what is done stays, whole
 * @error: return location
 *
 * Writes what was planned, as one step of the library's history. What became of each thing, its step says then. The
 * sources are only read.
 *
 * Returns: whether it went to its end, whatever became of single files; otherwise why it did not
 */
gboolean
bs_import_act (BsImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_atomic_int_set (&self->n_done, 0);
  g_atomic_int_set (&self->n_total, (int) self->steps->len);
  clean (self);
  if (count_wanted (self) > 0 && !write_all (self, cancellable, &failure))
    {
      fail_rest (self, failure->message);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_clear_pointer (&self->scratch, bs_import_scratch_free);
  if (g_cancellable_is_cancelled (cancellable))
    fail_rest (self, _ ("The import was cancelled before its turn came."));
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
