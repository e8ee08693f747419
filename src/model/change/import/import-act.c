/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-private.h"

#include "model/change/import/import-images.h"
#include "model/change/import/import-place.h"
#include "model/change/write/file-access.h"
#include "model/change/write/transaction.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The maximum number of articles in memory at once, if they are small. */
#define BATCH_STEPS 256

/* A file that was passed to the transaction. */
typedef struct
{
  BsImportStep *step;
  const char *address; /* (nullable): for an image; owned by the step */
} Written;

/* A batch of articles to write. */
typedef struct
{
  BsImport *import;
  BsTransaction *transaction;
  guint first;                           /* of the steps in this batch */
  BsImportReading readings[BATCH_STEPS]; /* of those with something to write */
  GArray *written;                       /* (element-type Written): for the transaction's results */
  GHashTable *images;                    /* (element-type filename): images passed to the transaction */
  GHashTable *folders;                   /* (element-type filename): images that exist now */
  GPtrArray *made_folders;               /* (element-type filename): images that did not exist before */
} Act;

static gboolean
is_due (const BsImportStep *step)
{
  return !step->done && bs_import_step_is_wanted (step);
}

static void
read_again (BsImport *self, BsImportStep *step, gpointer user_data)
{
  Act *act = user_data;
  BsImportReading *reading = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_due (step))
    return;
  reading = &act->readings[step->number - act->first];
  if (!bs_import_read (step->input, self->site, self->layout, reading, &error))
    {
      bs_import_step_fail (step, error->message);
      return;
    }
  /* An input without a file contains the time at which it was read, and cannot have changed. */
  if (step->input->kind == BS_IMPORT_FILE && reading->content_hash != step->keys.content)
    {
      bs_import_step_fail (step, _ ("The file changed while it was being imported. Import it again."));
      return;
    }
  if (!bs_import_images_change (step, reading->draft, reading->article, &error) ||
      (self->category != NULL &&
       !bs_import_draft_set_category (reading->draft, self->site->kind, (const char *const *) self->category, &error)))
    bs_import_step_fail (step, error->message);
  g_clear_pointer (&reading->article, bs_article_unref);
}

/* A duplicate that the user wants anyway. Its action was chosen after the look, so its path is set now. */
static void
place_duplicate (BsImport *self, BsImportStep *step)
{
  if (step->verdict != BS_IMPORT_DUPLICATE || !is_due (step))
    return;
  if (step->choice == BS_IMPORT_REPLACE)
    {
      g_free (step->path);
      step->path = g_strdup (step->twin_path);
    }
  else
    {
      bs_import_place_take (self, step);
      if (step->verdict == BS_IMPORT_FAILED)
        return;
      bs_import_known_reserve_path (self->known, step->path);
    }
  bs_import_images_place (self, step);
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
  /* If the library's folder is missing, it is not created again. */
  if (!g_file_test (act->import->folder, G_FILE_TEST_IS_DIR))
    {
      bs_import_step_fail (step, _ ("The folder of the library was not found."));
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

/* @address: (nullable): of an image */
static gboolean
add_file (Act *act, BsImportStep *step, const char *address, const char *path, GBytes *old_bytes, GBytes *new_bytes,
          gint64 modified, GError **error)
{
  Written written = { step, address };

  g_array_append_val (act->written, written);
  return bs_transaction_add_dated (act->transaction, path, old_bytes, new_bytes, modified, error);
}

/* An image that is now missing or too large is skipped. The article is still imported. */
static gboolean
add_image (Act *act, BsImportStep *step, const char *address, const char *source, const char *target, GError **error)
{
  g_autofree char *whole = g_build_filename (act->import->folder, target, NULL);
  g_autoptr (GBytes) bytes = NULL;
  gint64 modified = 0;
  struct stat st;

  if (g_hash_table_contains (act->images, target) || g_file_test (whole, G_FILE_TEST_EXISTS))
    return TRUE;
  bytes = bs_file_read (source, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) > BS_ARTICLE_MAX_BYTES)
    {
      bs_import_step_add_missing (step, address);
      return TRUE;
    }
  if (!make_folder (act, target, step))
    return TRUE;
  g_hash_table_add (act->images, g_strdup (target));
  if (stat (source, &st) == 0)
    modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
  return add_file (act, step, address, target, NULL, bytes, modified, error);
}

/* Images come first, so that they exist when the article does. */
static gboolean
add_images (Act *act, BsImportStep *step, const BsImportDraft *draft, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (step->path);

  for (guint i = 0; i < draft->pictures->len; i++)
    {
      const BsImportPicture *picture = g_ptr_array_index (draft->pictures, i);
      g_autofree char *path =
          g_str_equal (folder, ".") ? g_strdup (picture->target) : g_build_filename (folder, picture->target, NULL);

      /* The transaction outlives the draft that owns the name. */
      if (!add_image (act, step, g_intern_string (picture->target), picture->source, path, error))
        return FALSE;
    }
  for (guint i = 0; i < step->images->len; i++)
    {
      const BsImportImage *image = g_ptr_array_index (step->images, i);

      if (image->target != NULL && !add_image (act, step, image->address, image->source, image->target, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_step (Act *act, BsImportStep *step, GError **error)
{
  const BsImportDraft *draft = act->readings[step->number - act->first].draft;
  g_autoptr (GBytes) old_bytes = NULL;

  if (!is_due (step) || draft == NULL)
    return TRUE;
  if (step->verdict == BS_IMPORT_DUPLICATE && step->choice == BS_IMPORT_REPLACE)
    {
      g_autofree char *whole = g_build_filename (act->import->folder, step->path, NULL);
      g_autoptr (GError) failure = NULL;

      old_bytes = bs_file_read (whole, &failure);
      if (old_bytes == NULL)
        bs_import_step_fail (step, failure->message);
    }
  if (!is_due (step) || !make_folder (act, step->path, step))
    return TRUE;
  if (!add_images (act, step, draft, error))
    return FALSE;
  return !is_due (step) || add_file (act, step, NULL, step->path, old_bytes, draft->bytes, draft->modified, error);
}

static guint
count_batch (BsImport *self, guint first)
{
  gsize bytes = 0;
  guint n = 0;

  while (n < BATCH_STEPS && first + n < self->steps->len)
    {
      const BsImportStep *step = g_ptr_array_index (self->steps, first + n);

      bytes += is_due (step) ? step->bytes : 0;
      if (n > 0 && bytes > BS_IMPORT_MEMORY)
        break;
      n++;
    }
  return n;
}

static gboolean
write_batch (Act *act, guint first, guint count, GCancellable *cancellable, GError **error)
{
  gboolean done = TRUE;

  act->first = first;
  for (guint i = first; i < first + count; i++)
    place_duplicate (act->import, g_ptr_array_index (act->import->steps, i));
  bs_import_for_each (act->import, first, count, read_again, act, cancellable);
  for (guint i = first; done && i < first + count && !g_cancellable_is_cancelled (cancellable); i++)
    done = add_step (act, g_ptr_array_index (act->import->steps, i), error);
  for (guint i = 0; i < count; i++)
    bs_import_reading_clear (&act->readings[i]);
  return done;
}

/* @reason: (nullable): why the last files may not have been written */
static void
take_results (Act *act, const char *reason)
{
  const GPtrArray *results = bs_transaction_get_results (act->transaction);
  guint n_left = bs_transaction_get_n_written (act->transaction);

  for (guint i = 0; i < results->len && i < act->written->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (results, i);
      const Written *written = &g_array_index (act->written, Written, i);
      gboolean is_done = result->error == NULL && n_left > 0;

      n_left -= is_done;
      if (!is_done && written->address != NULL)
        bs_import_step_add_missing (written->step, written->address);
      else if (!is_done)
        bs_import_step_fail (written->step, result->error != NULL ? result->error->message : reason);
      else if (written->address == NULL)
        written->step->done = TRUE;
    }
}

/* Another program may have added the same articles since the look. */
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

      if (step->verdict == BS_IMPORT_NEW || step->twin_step != NULL)
        bs_import_decide (self, step);
    }
  return TRUE;
}

static gboolean
write_due (Act *act, GCancellable *cancellable, GError **error)
{
  guint n = act->import->steps->len;
  guint count;

  for (guint first = 0; first < n && !g_cancellable_is_cancelled (cancellable); first += count)
    {
      count = count_batch (act->import, first);
      if (!write_batch (act, first, count, cancellable, error))
        return FALSE;
    }
  return bs_transaction_write (act->transaction, error);
}

/* If the original of a duplicate failed, the duplicate is imported instead if possible. */
static gboolean
write_orphans (Act *act, GCancellable *cancellable, GError **error)
{
  BsImport *self = act->import;
  guint n_found = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (self->steps, i);

      if (!bs_import_step_is_orphan (step))
        continue;
      bs_import_decide (self, step);
      n_found++;
    }
  return n_found == 0 || write_due (act, cancellable, error);
}

static gboolean
run (Act *act, GCancellable *cancellable, GError **error)
{
  BsImport *self = act->import;

  if (!look_again (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->steps->len; i++)
    ((BsImportStep *) g_ptr_array_index (self->steps, i))->number = i;
  if (!write_due (act, cancellable, error))
    return FALSE;
  take_results (act, "");
  return g_cancellable_is_cancelled (cancellable) || write_orphans (act, cancellable, error);
}

static char *
name_import (guint n)
{
  /* Translators: the name of a step that can be undone. */
  return g_strdup_printf (ngettext ("Import %u article", "Import %u articles", n), n);
}

static guint
count_wanted (BsImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    n += bs_import_step_is_wanted (g_ptr_array_index (self->steps, i));
  return n;
}

static guint
count_done (BsImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    n += ((const BsImportStep *) g_ptr_array_index (self->steps, i))->done;
  return n;
}

static gboolean
write_all (BsImport *self, GCancellable *cancellable, GError **error)
{
  g_autofree Act *act = g_new0 (Act, 1);
  g_autofree char *planned_name = name_import (count_wanted (self));
  g_autofree char *name = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) end_failure = NULL;
  g_autoptr (BsHome) home = bs_home_open (self->folder, error);
  g_autoptr (BsTransaction) transaction =
      home != NULL ? bs_transaction_begin (home, self->folder, planned_name, error) : NULL;

  if (transaction == NULL)
    return FALSE;
  act->import = self;
  act->transaction = transaction;
  act->written = g_array_new (FALSE, FALSE, sizeof (Written));
  act->images = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  act->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  act->made_folders = g_ptr_array_new_with_free_func (g_free);

  /* Files written before an error are still a step of the history. */
  if (!run (act, cancellable, &failure))
    bs_transaction_write (transaction, NULL);
  take_results (act, failure != NULL ? failure->message : "");
  name = name_import (count_done (self));
  if (!bs_transaction_finish (transaction, name, &end_failure) && failure == NULL)
    failure = g_steal_pointer (&end_failure);
  self->step = bs_transaction_get_step (transaction);
  if (failure == NULL && bs_transaction_get_doubt (transaction) != NULL)
    failure = g_error_copy (bs_transaction_get_doubt (transaction));

  /* Deepest first; folders that are not empty are kept. */
  for (guint i = act->made_folders->len; i > 0; i--)
    rmdir (g_ptr_array_index (act->made_folders, i - 1));
  g_array_unref (act->written);
  g_hash_table_unref (act->images);
  g_ptr_array_unref (act->made_folders);
  g_hash_table_unref (act->folders);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Cleans up after a killed import, even if this one writes nothing. */
static void
clean (BsImport *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->folder);
  g_autoptr (GPtrArray) recovered = home != NULL ? bs_transaction_clean (home, self->folder) : NULL;

  if (recovered != NULL)
    g_ptr_array_extend_and_steal (self->recovered, g_steal_pointer (&recovered));
}

/**
 * bs_import_act:
 * @self: an import after bs_import_look()
 * @cancellable: (nullable): cancels it; files already written are kept
 * @error: return location
 *
 * Carries out the plan as one step of the library's history. The result for each input is in its #BsImportStep. The
 * sources are only read.
 *
 * Returns: whether it was completed, even if single files failed; otherwise %FALSE with @error set
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
    bs_import_fail_rest (self, g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) ?
                                   bs_import_describe_cancelled () :
                                   failure->message);
  g_clear_pointer (&self->scratch, bs_import_scratch_free);
  if (g_cancellable_is_cancelled (cancellable))
    bs_import_fail_rest (self, bs_import_describe_cancelled ());
  bs_import_settle (self);
  if (failure == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
