/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/source-save.h"

#include <glib/gi18n-lib.h>

static char *
name_save (gpointer unused, guint n)
{
  return g_strdup (_ ("Edit Source"));
}

/**
 * bs_source_save:
 * @home: the library's data folder
 * @root: the library's folder
 * @path: a file, relative to it
 * @old_bytes: (nullable): the bytes that it must have; %NULL if it must not exist
 * @new_bytes: its new bytes
 * @error: return location
 *
 * Writes a file whose source was edited, as one step of the library's history. A file with other bytes stays as it is.
 * Blocks on disk I/O.
 *
 * Returns: (transfer full) (nullable): the report, in which a file with other bytes has failed; %NULL with a
 *   #GIOErrorEnum if nothing can be written or recorded
 */
BsEditReport *
bs_source_save (BsHome *home, const char *root, const char *path, GBytes *old_bytes, GBytes *new_bytes, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && path != NULL && new_bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  transaction = bs_transaction_begin (home, root, _ ("Edit Source"), error);
  if (transaction == NULL)
    return NULL;
  report = bs_edit_report_new ();
  bs_transaction_add (transaction, path, old_bytes, new_bytes, &failure);

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name_save, NULL, failure, error);
}

/* A text on its way to the disk. */
typedef struct
{
  char *path;
  BsSourceText *source;
  char *text;
  gsize length;
  GBytes *old_bytes;   /* (nullable): the contents on the disk now */
  BsSourceText *saved; /* (nullable): the result */
} Save;

static void
clear_save (gpointer data)
{
  Save *save = data;

  g_free (save->path);
  bs_source_text_unref (save->source);
  g_free (save->text);
  g_clear_pointer (&save->old_bytes, g_bytes_unref);
  g_clear_pointer (&save->saved, bs_source_text_unref);
}

static void
save_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_save);
}

static BsEditReport *
save_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  Save *save = data;
  g_autoptr (GBytes) new_bytes = bs_source_text_apply (save->source, save->text, save->length, error);
  BsEditReport *report;

  if (new_bytes == NULL)
    return NULL;
  save->saved = bs_source_text_new (new_bytes);
  if (save->old_bytes != NULL && g_bytes_equal (save->old_bytes, new_bytes))
    {
      report = bs_edit_report_new ();
      report->name = name_save (NULL, 0);
      g_ptr_array_add (report->unchanged, g_strdup (save->path));
      return report;
    }

  return bs_source_save (home, root, save->path, save->old_bytes, new_bytes, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editor_run_finish (BS_EDITOR (source), result, &error);

  g_assert (G_IS_TASK (task));

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) bs_edit_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * bs_source_save_async:
 * @editor: an editor
 * @path: a file, relative to the library
 * @source: the file that was read
 * @text: (array length=length): the edited text
 * @length: its length in bytes
 * @over: (nullable): the contents on the disk that are replaced; by default the file must be as it was read
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves an edited text, in its turn; see bs_source_text_apply() and bs_source_save().
 */
void
bs_source_save_async (BsEditor *editor, const char *path, BsSourceText *source, const char *text, gsize length,
                      const BsSourceOver *over, GAsyncReadyCallback callback, gpointer user_data)
{
  GBytes *old_bytes;
  GTask *task;
  Save *save;

  g_return_if_fail (BS_IS_EDITOR (editor));
  g_return_if_fail (path != NULL && source != NULL && text != NULL);

  old_bytes = over != NULL ? over->bytes : bs_source_text_get_bytes (source);
  save = g_atomic_rc_box_new0 (Save);
  save->path = g_strdup (path);
  save->source = bs_source_text_ref (source);
  save->text = g_strndup (text, length);
  save->length = length;
  save->old_bytes = old_bytes != NULL ? g_bytes_ref (old_bytes) : NULL;
  task = g_task_new (editor, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_source_save_async);
  g_task_set_task_data (task, save, save_unref);
  bs_editor_run_async (editor, save_cb, g_atomic_rc_box_acquire (save), save_unref, NULL, saved_cb, task);
}

/**
 * bs_source_save_finish:
 * @editor: an editor
 * @result: the result passed to the callback
 * @saved: (out) (transfer full) (nullable): the file's new contents; %NULL if it was not written
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error of bs_source_text_apply() or bs_source_save()
 */
BsEditReport *
bs_source_save_finish (BsEditor *editor, GAsyncResult *result, BsSourceText **saved, GError **error)
{
  const Save *save;
  BsEditReport *report;

  g_return_val_if_fail (g_task_is_valid (result, editor), NULL);
  g_return_val_if_fail (saved != NULL, NULL);

  save = g_task_get_task_data (G_TASK (result));
  report = g_task_propagate_pointer (G_TASK (result), error);
  *saved = report != NULL && report->failed->len == 0 && save->saved != NULL ? bs_source_text_ref (save->saved) : NULL;

  return report;
}
