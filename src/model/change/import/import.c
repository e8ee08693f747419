/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-private.h"

#include "model/change/write/journal.h"
#include "model/library/folder/home.h"

#include <string.h>

/* If there are more new articles, the plan is shown before they are written. */
#define MANY 200

/**
 * bs_import_new:
 * @folder: absolute path of a library's folder
 *
 * Returns: (transfer full): an empty import
 */
BsImport *
bs_import_new (const char *folder)
{
  BsImport *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (BsImport, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->folder = g_strdup (folder);
  self->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_step_free);
  self->scope = bs_write_scope_new (folder);
  self->recovered = g_ptr_array_new_with_free_func (g_free);
  self->image_targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->brought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->memory_mutex);
  g_cond_init (&self->memory_cond);
  return self;
}

/**
 * bs_import_ref:
 * @self: an import
 *
 * Returns: (transfer full): @self
 */
BsImport *
bs_import_ref (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_import_unref:
 * @self: (transfer full): an import
 *
 * Drops a reference. The last one also removes unpacked files.
 */
void
bs_import_unref (BsImport *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->recovered);
  bs_write_scope_free (self->scope);
  g_strfreev (self->category);
  g_clear_pointer (&self->scratch, bs_import_scratch_free);
  g_clear_pointer (&self->known, bs_import_known_free);
  g_clear_pointer (&self->layout, bs_import_layout_free);
  g_clear_pointer (&self->site, bs_site_unref);
  bs_scan_result_clear (&self->scanned);
  g_hash_table_unref (self->image_targets);
  g_hash_table_unref (self->brought);
  g_hash_table_unref (self->numbers);
  g_mutex_clear (&self->memory_mutex);
  g_cond_clear (&self->memory_cond);
  g_free (self->history);
  g_free (self->folder);
  g_free (self);
}

/**
 * bs_import_add:
 * @self: an import before bs_import_look()
 * @input: an input
 */
void
bs_import_add (BsImport *self, BsImportInput *input)
{
  g_return_if_fail (self != NULL && input != NULL);

  g_ptr_array_add (self->inputs, bs_import_input_ref (input));
}

/**
 * bs_import_set_category:
 * @self: an import before bs_import_look()
 * @category: (nullable) (array zero-terminated=1): a path, root first
 *
 * Sets the category of all imported articles. Without one, each article keeps its own.
 */
void
bs_import_set_category (BsImport *self, const char *const *category)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->category);
  self->category = category != NULL && *category != NULL ? g_strdupv ((GStrv) category) : NULL;
}

/**
 * bs_import_get_category:
 * @self: an import
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the category of all imported articles
 */
const char *const *
bs_import_get_category (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->category;
}

/**
 * bs_import_get_unreadable:
 * @self: an import after bs_import_look()
 *
 * Duplicates in these folders are not detected.
 *
 * Returns: (transfer none) (nullable) (element-type BsUnreadable): the library's unreadable folders
 */
GPtrArray *
bs_import_get_unreadable (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->scanned.unreadable;
}

/**
 * bs_import_get_steps:
 * @self: an import after bs_import_look()
 *
 * The caller may change the action for a duplicate before it is written.
 *
 * Returns: (transfer none) (element-type BsImportStep): the plan or the result for each input
 */
const GPtrArray *
bs_import_get_steps (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->steps;
}

/**
 * bs_import_get_step:
 * @self: an import after bs_import_act()
 *
 * Returns: the id of the resulting step in the library's history; 0 if nothing was written
 */
guint64
bs_import_get_step (BsImport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->step;
}

/**
 * bs_import_get_recovered:
 * @self: an import after bs_import_act()
 *
 * Returns: (transfer none) (element-type utf8): a sentence about each file that another program had written to when an
 *   earlier change of the library was interrupted, for the user
 */
const GPtrArray *
bs_import_get_recovered (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->recovered;
}

/**
 * bs_import_count:
 * @self: an import after bs_import_look()
 * @counts: (out caller-allocates): the number of steps per result; planned articles count as imported
 */
void
bs_import_count (BsImport *self, BsImportCounts *counts)
{
  g_return_if_fail (self != NULL && counts != NULL);

  *counts = (BsImportCounts){ 0 };
  for (guint i = 0; i < self->steps->len; i++)
    {
      const BsImportStep *step = g_ptr_array_index (self->steps, i);

      if (step->verdict == BS_IMPORT_FAILED)
        counts->failed++;
      else if (step->verdict == BS_IMPORT_SKIPPED)
        counts->skipped++;
      else if (bs_import_step_is_wanted (step))
        counts->imported++;
      else
        counts->duplicates++;
      if (step->verdict != BS_IMPORT_FAILED && bs_import_step_is_wanted (step))
        counts->missing_images += step->missing->len;
    }
}

/**
 * bs_import_is_doubtful:
 * @self: an import after bs_import_look()
 *
 * Returns: whether to show the plan to the user first: there are many articles or there are duplicates
 */
gboolean
bs_import_is_doubtful (BsImport *self)
{
  BsImportCounts counts;

  g_return_val_if_fail (self != NULL, FALSE);

  bs_import_count (self, &counts);
  return counts.imported > MANY || counts.duplicates > 0;
}

/**
 * bs_import_get_progress:
 * @self: an import
 * @done: (out): the number of inputs that have been read or, later, written
 * @total: (out): the total number; 0 while unknown
 *
 * May be called from any thread.
 */
void
bs_import_get_progress (BsImport *self, guint *done, guint *total)
{
  g_return_if_fail (self != NULL && done != NULL && total != NULL);

  *done = (guint) g_atomic_int_get (&self->n_done);
  *total = (guint) g_atomic_int_get (&self->n_total);
}

/*
 * bs_import_take_memory:
 *
 * Waits until that many bytes may be read at the same time as the current ones. A larger file is read alone. Call
 * bs_import_give_memory() afterwards.
 */
void
bs_import_take_memory (BsImport *self, gsize bytes)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->memory_mutex);
  while (self->memory_used > 0 && self->memory_used + bytes > BS_IMPORT_MEMORY)
    g_cond_wait (&self->memory_cond, &self->memory_mutex);
  self->memory_used += bytes;
  g_mutex_unlock (&self->memory_mutex);
}

/*
 * bs_import_give_memory:
 *
 * Releases memory reserved by bs_import_take_memory().
 */
void
bs_import_give_memory (BsImport *self, gsize bytes)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->memory_mutex);
  self->memory_used -= bytes;
  g_cond_broadcast (&self->memory_cond);
  g_mutex_unlock (&self->memory_mutex);
}

/* Changes whenever a process writes to the library through its history. */
static char *
read_history (BsImport *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->folder);
  g_autofree char *path = home != NULL ? bs_home_build_data_path (home, "journal") : NULL;

  return path != NULL ? bs_journal_folder_read_state (path) : g_strdup ("");
}

/*
 * bs_import_note_history:
 *
 * Records the state of the library's history.
 */
void
bs_import_note_history (BsImport *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->history);
  self->history = read_history (self);
}

/*
 * bs_import_has_history_moved:
 *
 * Returns: whether the library's history has changed since bs_import_note_history()
 */
gboolean
bs_import_has_history_moved (BsImport *self)
{
  g_autofree char *now = NULL;

  g_return_val_if_fail (self != NULL, TRUE);

  now = read_history (self);
  return g_strcmp0 (now, self->history) != 0;
}

static void
look_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  if (bs_import_look (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
act_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  if (bs_import_act (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (BsImport *self, gpointer tag, GTaskThreadFunc func, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, bs_import_ref (self), (GDestroyNotify) bs_import_unref);
  /* Returns the result even if the task was cancelled afterwards. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, func);
}

/**
 * bs_import_look_async:
 * @self: an import; until it is done, only its progress may be used
 * @cancellable: (nullable): cancels it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Runs bs_import_look() on a worker.
 */
void
bs_import_look_async (BsImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  start (self, bs_import_look_async, look_cb, cancellable, callback, user_data);
}

/**
 * bs_import_look_finish:
 * @self: an import
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: the result of bs_import_look()
 */
gboolean
bs_import_look_finish (BsImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (self != NULL && g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bs_import_act_async:
 * @self: an import after bs_import_look(); until it is done, only its progress may be used
 * @cancellable: (nullable): cancels it; files already written are kept
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Runs bs_import_act() on a worker.
 */
void
bs_import_act_async (BsImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  start (self, bs_import_act_async, act_cb, cancellable, callback, user_data);
}

/**
 * bs_import_act_finish:
 * @self: an import
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: the result of bs_import_act()
 */
gboolean
bs_import_act_finish (BsImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (self != NULL && g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
