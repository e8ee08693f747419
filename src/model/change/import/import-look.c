/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-private.h"

#include "model/change/import/import-gather.h"
#include "model/change/import/import-images.h"
#include "model/change/import/import-place.h"
#include "model/library/folder/scan.h"
#include "model/library/table/parallel.h"

typedef struct
{
  BsImport *import;
  guint first;
  BsImportEachFunc func;
  gpointer user_data;
} Each;

static void
do_one (guint i, gpointer data)
{
  const Each *each = data;

  each->func (each->import, g_ptr_array_index (each->import->steps, each->first + i), each->user_data);
  g_atomic_int_inc (&each->import->n_done);
}

/*
 * bs_import_for_each:
 *
 * Calls @func for a range of steps on all processors, and waits for all of them.
 */
void
bs_import_for_each (BsImport *self, guint first, guint count, BsImportEachFunc func, gpointer user_data,
                    GCancellable *cancellable)
{
  Each each = { self, first, func, user_data };

  g_return_if_fail (self != NULL && func != NULL);

  bs_parallel_each (count, do_one, &each, cancellable);
}

static void
known_article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  BsImport *self = user_data;
  BsImportKeys keys;

  g_assert (article != NULL && stamp != NULL && self != NULL);

  bs_import_keys_take (&keys, article, TRUE, stamp->content_hash, stamp->body_hash);
  bs_import_known_add (self->known, &keys, article->path);
  bs_import_layout_count (self->layout, article);
}

/*
 * bs_import_scan_library:
 *
 * Reads the library's articles and layout again.
 */
gboolean
bs_import_scan_library (BsImport *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_clear_pointer (&self->site, bs_site_unref);
  g_clear_pointer (&self->known, bs_import_known_free);
  g_clear_pointer (&self->layout, bs_import_layout_free);
  bs_scan_result_clear (&self->scanned);
  self->site = bs_site_detect (self->folder);
  self->known = bs_import_known_new ();
  self->layout = bs_import_layout_new (self->site);
  g_hash_table_remove_all (self->image_targets);
  g_hash_table_remove_all (self->numbers);
  return bs_scan_folder (self->site, "", BS_SCAN_DEFAULT, NULL, known_article_cb, self, &self->scanned, cancellable,
                         error);
}

static void
gathered_cb (BsImportInput *input, BsImportVerdict verdict, const char *reason, gpointer user_data)
{
  BsImport *self = user_data;
  BsImportStep *step = bs_import_step_new (input);

  g_assert (self != NULL);

  step->verdict = verdict;
  step->reason = g_strdup (reason);
  g_ptr_array_add (self->steps, step);
}

static void
note_images (BsImport *self, const BsImportStep *step, const BsImportDraft *draft)
{
  g_mutex_lock (&self->memory_mutex);
  for (guint i = 0; i < step->images->len; i++)
    g_hash_table_add (self->brought, g_strdup (((const BsImportImage *) step->images->pdata[i])->source));
  for (guint i = 0; i < draft->pictures->len; i++)
    g_hash_table_add (self->brought, g_strdup (((const BsImportPicture *) draft->pictures->pdata[i])->source));
  g_mutex_unlock (&self->memory_mutex);
}

/* Images of an article are not imported on their own. */
static void
forget_brought (BsImport *self)
{
  g_autoptr (GPtrArray) steps = self->steps;

  self->steps = g_ptr_array_new_full (steps->len, (GDestroyNotify) bs_import_step_free);
  g_ptr_array_set_free_func (steps, NULL);
  for (guint i = 0; i < steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (steps, i);

      if (step->verdict == BS_IMPORT_SKIPPED && g_hash_table_contains (self->brought, step->input->path))
        bs_import_step_free (step);
      else
        g_ptr_array_add (self->steps, step);
    }
}

static void
look_at (BsImport *self, BsImportStep *step, gpointer user_data)
{
  g_auto (BsImportReading) reading = { 0 };
  g_autoptr (GError) error = NULL;

  if (step->verdict != BS_IMPORT_NEW)
    return;
  step->bytes = bs_import_measure (step->input);
  bs_import_take_memory (self, step->bytes);
  if (bs_import_read (step->input, self->site, self->layout, &reading, &error))
    {
      step->title = g_strdup (reading.article->title);
      bs_import_keys_take (&step->keys, reading.article, !reading.draft->date_is_made, reading.content_hash,
                           reading.body_hash);
      bs_import_place_find (self, step, &reading);
      bs_import_images_find (step, &reading);
      note_images (self, step, reading.draft);
    }
  else
    bs_import_step_fail (step, error->message);
  bs_import_reading_clear (&reading);
  bs_import_give_memory (self, step->bytes);
}

static gboolean
find_twin (BsImport *self, BsImportStep *step, const BsImportKeys *keys)
{
  const char *twin_path = NULL;

  step->twin_step = NULL;
  step->twin = bs_import_known_find (self->known, keys, &twin_path, &step->twin_step);
  /* A library that has an article twice has it twice again. */
  if (step->twin_step != NULL && bs_import_input_is_ours (step->input) &&
      step->twin_step->input->tree == step->input->tree)
    {
      step->twin = BS_TWIN_NONE;
      step->twin_step = NULL;
      twin_path = NULL;
    }
  step->verdict = step->twin != BS_TWIN_NONE ? BS_IMPORT_DUPLICATE : BS_IMPORT_NEW;
  g_free (step->twin_path);
  step->twin_path = g_strdup (twin_path);
  return step->twin != BS_TWIN_NONE;
}

/* An article that was imported with other image addresses is still a duplicate. */
static gboolean
find_changed_twin (BsImport *self, BsImportStep *step)
{
  g_auto (BsImportReading) reading = { 0 };
  BsImportKeys keys = { 0 };

  if (!bs_import_read (step->input, self->site, self->layout, &reading, NULL) ||
      !bs_import_images_change (step, reading.draft, reading.article, NULL))
    return FALSE;
  g_clear_pointer (&reading.article, bs_article_unref);
  bs_import_reading_update (&reading, self->site->kind);
  keys.content = reading.content_hash;
  keys.body = reading.body_hash;
  return find_twin (self, step, &keys);
}

/*
 * bs_import_decide:
 *
 * Decides about a converted input: a duplicate of an existing article or of an earlier step is not imported; otherwise
 * its path is reserved.
 */
void
bs_import_decide (BsImport *self, BsImportStep *step)
{
  g_return_if_fail (self != NULL && step != NULL);

  if ((step->verdict != BS_IMPORT_NEW && step->verdict != BS_IMPORT_DUPLICATE) || find_twin (self, step, &step->keys))
    return;
  bs_import_place_take (self, step);
  if (bs_import_input_is_ours (step->input))
    bs_import_images_take_rest (self, step);
  if (step->verdict == BS_IMPORT_FAILED || (bs_import_images_place (self, step) && find_changed_twin (self, step)))
    return;
  bs_import_known_add_step (self->known, &step->keys, step);
}

/*
 * bs_import_fail_rest:
 *
 * Marks every step that is not on the disk as failed.
 */
void
bs_import_fail_rest (BsImport *self, const char *reason)
{
  g_return_if_fail (self != NULL && reason != NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (self->steps, i);

      if (!step->done && bs_import_step_is_wanted (step))
        bs_import_step_fail (step, reason);
    }
}

/*
 * bs_import_settle:
 *
 * Updates duplicates of other steps with the result of those steps.
 */
void
bs_import_settle (BsImport *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (self->steps, i);
      const BsImportStep *twin = step->twin_step;

      if (bs_import_step_is_orphan (step))
        bs_import_step_fail (step, twin->reason);
      else if (step->verdict == BS_IMPORT_DUPLICATE && twin != NULL)
        {
          g_free (step->twin_path);
          step->twin_path =
              g_strdup (twin->verdict == BS_IMPORT_DUPLICATE && !twin->done ? twin->twin_path : twin->path);
        }
    }
}

static gboolean
look (BsImport *self, GCancellable *cancellable, GError **error)
{
  if (!bs_import_scan_library (self, cancellable, error))
    {
      for (guint i = 0; i < self->inputs->len; i++)
        gathered_cb (g_ptr_array_index (self->inputs, i), BS_IMPORT_NEW, NULL, self);
      return FALSE;
    }
  if (!bs_import_gather (self->inputs, bs_import_scratch_get_path (self->scratch), gathered_cb, self, cancellable,
                         error))
    return FALSE;
  g_atomic_int_set (&self->n_total, (int) self->steps->len);
  bs_import_for_each (self, 0, self->steps->len, look_at, NULL, cancellable);
  for (guint i = 0; i < self->steps->len && !g_cancellable_is_cancelled (cancellable); i++)
    bs_import_decide (self, g_ptr_array_index (self->steps, i));
  forget_brought (self);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * bs_import_look:
 * @self: an import
 * @cancellable: (nullable): cancels it
 * @error: return location
 *
 * Reads all inputs and plans the import; see bs_import_get_steps(). Nothing is written to the library. Uses all
 * processors and blocks on disk I/O.
 *
 * Returns: whether there is a plan; %FALSE if the library cannot be read, or with %G_IO_ERROR_CANCELLED; no step
 *   imports anything then
 */
gboolean
bs_import_look (BsImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_ptr_array_set_size (self->steps, 0);
  g_hash_table_remove_all (self->brought);
  g_atomic_int_set (&self->n_done, 0);
  g_atomic_int_set (&self->n_total, 0);
  bs_import_note_history (self);
  if (self->scratch == NULL)
    self->scratch = bs_import_scratch_new ();
  if (look (self, cancellable, &failure))
    return TRUE;
  bs_import_fail_rest (self, g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) ?
                                 bs_import_describe_cancelled () :
                                 failure->message);
  bs_import_settle (self);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
