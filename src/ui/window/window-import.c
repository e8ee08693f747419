/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/import/import-dialog.h"
#include "ui/window/window-private.h"

/* The watcher finds the others by itself. */
#define MAX_LOOKS 500

static void start_next (BsWindow *self);

/* Whether the window still shows what was imported into. */
static gboolean
is_there (BsWindow *self)
{
  return self->toasts != NULL && self->library != NULL;
}

/* Shows what it was asked to show, if that is there now. */
void
bs_window_show_wanted (BsWindow *self)
{
  g_autoptr (BsArticleItem) item = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->wanted_path == NULL || (item = bs_library_dup_item (self->library, self->wanted_path)) == NULL)
    return;
  g_clear_pointer (&self->wanted_path, g_free);
  if (self->wanted_category != NULL)
    bs_sidebar_show_scope (self->sidebar, BS_SCOPE_CATEGORY, (const char *const *) self->wanted_category);
  else if (!bs_article_pane_contains (self->articles, bs_article_item_get_id (item)))
    bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
  g_clear_pointer (&self->wanted_category, g_strfreev);
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));
}

static void
library_changed_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  if (is_there (self))
    bs_window_show_wanted (self);
}

/* Shows an article now, or as soon as the library has it. */
void
bs_window_show_when_there (BsWindow *self, const char *path, const char *const *category)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (self->library == NULL)
    return;
  g_free (self->wanted_path);
  self->wanted_path = g_strdup (path);
  g_strfreev (self->wanted_category);
  self->wanted_category = g_strdupv ((GStrv) category);
  bs_library_look_at (self->library, path);
  bs_window_show_wanted (self);
}

static void
recovered_cb (BsWindow *self, const char *message)
{
  g_assert (BS_IS_WINDOW (self));

  if (is_there (self))
    bs_window_show_toast (self, message);
}

void
bs_window_open_editor (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  g_signal_connect_object (self->library, "changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
  self->editor = bs_editor_new (self->library);
  g_signal_connect_object (self->editor, "recovered", G_CALLBACK (recovered_cb), self, G_CONNECT_SWAPPED);
  bs_editor_refresh (self->editor);
}

void
bs_window_close_editor (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  g_signal_handlers_disconnect_by_func (self->library, library_changed_cb, self);
  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
  g_queue_clear_full (&self->imports, (GDestroyNotify) bs_import_unref);
  g_clear_pointer (&self->wanted_path, g_free);
  g_clear_pointer (&self->wanted_category, g_strfreev);
  g_clear_object (&self->editor);
}

static void
show_article_cb (BsWindow *self, const char *path)
{
  g_assert (BS_IS_WINDOW (self));

  bs_window_show_when_there (self, path, NULL);
}

static BsImportDialog *
make_dialog (BsWindow *self, BsImport *import, gboolean is_over)
{
  BsImportDialog *dialog = bs_import_dialog_new (GTK_WINDOW (self), import, is_over);

  g_signal_connect_object (dialog, "show-article", G_CALLBACK (show_article_cb), self, G_CONNECT_SWAPPED);
  return dialog;
}

static void
details_cb (BsWindow *self, GtkButton *button)
{
  g_assert (BS_IS_WINDOW (self));

  if (self->last_import != NULL)
    gtk_window_present (GTK_WINDOW (make_dialog (self, self->last_import, TRUE)));
}

static char *
describe (const BsImportCounts *counts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (counts->imported > 0 || counts->duplicates + counts->failed == 0)
    g_string_append_printf (text, ngettext ("%'u imported", "%'u imported", counts->imported), counts->imported);
  if (counts->duplicates > 0)
    {
      if (text->len > 0)
        g_string_append (text, _ (", "));
      g_string_append_printf (text, ngettext ("%'u was here already", "%'u were here already", counts->duplicates),
                              counts->duplicates);
    }
  if (counts->failed > 0)
    {
      if (text->len > 0)
        g_string_append (text, _ (", "));
      g_string_append_printf (text, ngettext ("%'u failed", "%'u failed", counts->failed), counts->failed);
    }
  if (counts->skipped > 0)
    g_string_append_printf (text, ngettext (", %'u skipped", ", %'u skipped", counts->skipped), counts->skipped);
  if (counts->missing_images > 0)
    g_string_append_printf (text, ngettext (", %'u image missing", ", %'u images missing", counts->missing_images),
                            counts->missing_images);
  return g_strdup (text->str);
}

static void
show_result (BsWindow *self, BsImport *import, guint undo_number)
{
  g_autofree char *text = NULL;
  GtkWidget *box;
  GtkWidget *label;
  AdwToast *toast;
  BsImportCounts counts;

  bs_import_count (import, &counts);
  text = describe (&counts);
  toast = adw_toast_new ("");
  adw_toast_set_title (toast, text);
  if (undo_number != 0)
    bs_window_offer_undo (self, toast, undo_number);
  if (counts.failed + counts.skipped + counts.missing_images > 0)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Details"));

      label = gtk_label_new (text);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), button);
      g_signal_connect_object (button, "clicked", G_CALLBACK (details_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (button, "clicked", G_CALLBACK (adw_toast_dismiss), toast, G_CONNECT_SWAPPED);
      adw_toast_set_custom_title (toast, box);
      adw_toast_set_timeout (toast, 15);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Where it went, and the first of what is new. Returns the number by which it can be taken back; 0 without anything. */
static guint
show_new (BsWindow *self, BsImport *import)
{
  const GPtrArray *steps = bs_import_get_steps (import);
  const char *first = NULL;
  guint n_looks = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const BsImportStep *step = g_ptr_array_index (steps, i);

      if (!step->done)
        continue;
      if (first == NULL)
        first = step->path;
      if (n_looks++ < MAX_LOOKS)
        bs_library_look_at (self->library, step->path);
    }
  if (first != NULL)
    bs_window_show_when_there (self, first, bs_import_get_category (import));

  return bs_import_get_step (import) != 0 ? bs_window_push_history (self, _ ("Import"), bs_import_get_step (import)) :
                                            0;
}

/* An import on its way, and for whom. */
typedef struct
{
  BsWindow *window;
  BsLibrary *library;
  BsImport *import;
} Job;

static Job *
job_new (BsWindow *self, BsImport *import)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (self);
  job->library = g_object_ref (self->library);
  job->import = bs_import_ref (import);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->window);
  g_object_unref (job->library);
  bs_import_unref (job->import);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
job_is_wanted (const Job *job)
{
  return is_there (job->window) && job->window->library == job->library;
}

static void
end_job (BsWindow *self)
{
  g_clear_object (&self->import_cancellable);
  if (!is_there (self))
    return;
  bs_import_progress_stop (self->progress);
  start_next (self);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  BsWindow *self = job->window;
  g_autoptr (GError) error = NULL;

  g_assert (BS_IS_WINDOW (self));

  bs_import_act_finish (job->import, result, &error);
  if (job_is_wanted (job))
    {
      g_clear_pointer (&self->last_import, bs_import_unref);
      self->last_import = bs_import_ref (job->import);
      bs_editor_refresh (self->editor);
      for (guint i = 0; i < bs_import_get_recovered (job->import)->len; i++)
        bs_window_show_toast (self, g_ptr_array_index (bs_import_get_recovered (job->import), i));
      show_result (self, job->import, show_new (self, job->import));
    }
  end_job (self);
}

static void
act (BsWindow *self, BsImport *import)
{
  g_clear_object (&self->import_cancellable);
  self->import_cancellable = g_cancellable_new ();
  bs_import_progress_start (self->progress, import, TRUE);
  bs_import_act_async (import, self->import_cancellable, acted_cb, job_new (self, import));
}

static void
accepted_cb (BsWindow *self, BsImportDialog *dialog)
{
  g_assert (BS_IS_WINDOW (self));

  self->import_is_asked = FALSE;
  if (is_there (self))
    act (self, bs_import_dialog_get_import (dialog));
}

static void
closed_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  /* A dialog that goes without a yes is a no. */
  if (!self->import_is_asked)
    return;
  self->import_is_asked = FALSE;
  end_job (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  BsWindow *self = job->window;
  g_autoptr (GError) error = NULL;
  BsImportCounts counts;

  g_assert (BS_IS_WINDOW (self));

  if (!bs_import_look_finish (job->import, result, &error))
    {
      if (job_is_wanted (job) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bs_window_show_toast (self, error->message);
      end_job (self);
      return;
    }
  if (!job_is_wanted (job))
    {
      end_job (self);
      return;
    }
  bs_import_progress_stop (self->progress);
  bs_import_count (job->import, &counts);
  if (bs_import_is_doubtful (job->import))
    {
      BsImportDialog *dialog = make_dialog (self, job->import, FALSE);

      self->import_is_asked = TRUE;
      g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (dialog, "destroy", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  else
    act (self, job->import);
}

static void
start_next (BsWindow *self)
{
  g_autoptr (BsImport) import = NULL;

  if (self->import_cancellable != NULL || self->import_is_asked)
    return;
  import = g_queue_pop_head (&self->imports);
  if (import == NULL)
    return;
  self->import_cancellable = g_cancellable_new ();
  bs_import_progress_start (self->progress, import, FALSE);
  bs_import_look_async (import, self->import_cancellable, looked_cb, job_new (self, import));
}

static void
cancel_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
}

GtkWidget *
bs_window_make_progress (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  self->progress = BS_IMPORT_PROGRESS (bs_import_progress_new ());
  g_signal_connect_object (self->progress, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->progress);
}

/*
 * bs_window_import:
 * @inputs: (element-type BsImportInput): what is to come in
 * @category: (nullable): into which category
 *
 * Imports into the window's library, after what is on its way already.
 */
void
bs_window_import (BsWindow *self, GPtrArray *inputs, const char *const *category)
{
  g_autofree char *folder = NULL;
  BsImport *import;

  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (inputs != NULL);

  if (self->library == NULL || inputs->len == 0)
    return;
  folder = g_file_get_path (bs_library_get_folder (self->library));
  import = bs_import_new (folder);
  for (guint i = 0; i < inputs->len; i++)
    bs_import_add (import, g_ptr_array_index (inputs, i));
  bs_import_set_category (import, category);
  g_queue_push_tail (&self->imports, import);
  start_next (self);
}
