/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-private.h"

#include "model/change/write/journal.h"
#include "model/library/folder/home.h"

#include <string.h>

/* More than so many new articles are shown before they are written. */
#define MANY 200

/**
 * bs_import_new:
 * @folder: whole path of a library's folder
 *
 * Returns: (transfer full): an import of nothing yet
 */
BsImport *
bs_import_new (const char *folder)
{
  BsImport *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (BsImport, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->folder = g_strdup (folder);
  self->thrown = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
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
 * What was unpacked for it is taken away with it.
 */
void
bs_import_unref (BsImport *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->thrown);
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
 * @self: an import that was not looked at yet
 * @input: what is to come in
 */
void
bs_import_add (BsImport *self, BsImportInput *input)
{
  g_return_if_fail (self != NULL && input != NULL);

  g_ptr_array_add (self->thrown, bs_import_input_ref (input));
}

/**
 * bs_import_set_category:
 * @self: an import that was not looked at yet
 * @category: (nullable) (array zero-terminated=1): a path, root first
 *
 * Says into which category all of it comes. Without one each article keeps its own.
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
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the category into which all of it comes
 */
const char *const *
bs_import_get_category (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->category;
}

/**
 * bs_import_get_unreadable:
 * @self: an import that was looked at
 *
 * Whether what comes in is there already is not known of these.
 *
 * Returns: (transfer none) (nullable) (element-type BsUnreadable): the folders of the library that cannot be read
 */
GPtrArray *
bs_import_get_unreadable (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->scanned.unreadable;
}

/**
 * bs_import_get_steps:
 * @self: an import that was looked at
 *
 * The choice of a duplicate may be changed before it is written.
 *
 * Returns: (transfer none) (element-type BsImportStep): what is done, or was done, with each thing
 */
const GPtrArray *
bs_import_get_steps (BsImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->steps;
}

/**
 * bs_import_get_step:
 * @self: an import that was carried out
 *
 * Returns: the stamp of the step of the library's history that it became; 0 where nothing was written
 */
guint64
bs_import_get_step (BsImport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->step;
}

/**
 * bs_import_get_recovered:
 * @self: an import that was carried out
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
 * @self: an import that was looked at
 * @counts: (out caller-allocates): how many of each there are; what is still to come in counts as imported
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
 * @self: an import that was looked at
 *
 * Returns: whether a person should see the plan before it is carried out: there is much of it, or something is there
 *   already
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
 * @done: (out): how many things have been looked at or, later, written
 * @total: (out): of how many; 0 while that is not known
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
 * Waits until there is room to read so many bytes beside what is being read. What is larger than all the room is read
 * alone. It is given back by bs_import_give_memory().
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
 * Gives back what bs_import_take_memory() took.
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

/* By which it is seen whether anyone has written to the library through its history meanwhile. */
static char *
read_history (BsImport *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->folder);
  g_autofree char *path = home != NULL ? bs_home_build_data_path (home, "journal") : NULL;

  return path != NULL ? bs_journal_read_state (path) : g_strdup ("");
}

/*
 * bs_import_note_history:
 *
 * Remembers how far the library's history has come.
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
 * Returns: whether someone has written to the library through its history since that was noted
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
  /* What is done is told, even if it was cancelled then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, func);
}

/**
 * bs_import_look_async:
 * @self: an import; nobody else may use it until it is done, but for its progress
 * @cancellable: (nullable): ends it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does on a worker what bs_import_look() does.
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
 * @result: what the callback got
 * @error: return location
 *
 * Returns: what bs_import_look() returns
 */
gboolean
bs_import_look_finish (BsImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (self != NULL && g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bs_import_act_async:
 * @self: an import that was looked at; nobody else may use it until it is done, but for its progress
 * @cancellable: (nullable): ends it early; what is done stays, whole
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does on a worker what bs_import_act() does.
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
 * @result: what the callback got
 * @error: return location
 *
 * Returns: what bs_import_act() returns
 */
gboolean
bs_import_act_finish (BsImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (self != NULL && g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
