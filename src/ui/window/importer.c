/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/importer.h"

#include <glib/gi18n-lib.h>

#include "ui/import/import-dialog.h"
#include "ui/import/import-offer.h"
#include "ui/widgets/toast.h"

/* The watcher finds the others by itself. */
#define MAX_LOOKS 500

struct _BsImporter
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  GtkWindow *window; /* (nullable) */
  BsSidebar *sidebar;
  BsHistory *history;
  BsWanted *wanted;
  AdwToastOverlay *toasts; /* (nullable) */

  BsLibrary *library; /* (nullable) */
  BsEditor *editor;   /* (nullable) */
  GtkFileChooserNative *chooser;
  GStrv chosen_category; /* (nullable): category of the files being chosen */
  BsImportProgress *progress;
  GQueue waiting;            /* (element-type BsImport): waiting for their turn */
  GCancellable *cancellable; /* (nullable): of the running import */
  gboolean is_asked;         /* the preview waits for confirmation */
  BsImport *last_import;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BsImporter, bs_importer, G_TYPE_OBJECT)

static void start_next (BsImporter *self);

/* Whether the window still shows the library of the import. */
static gboolean
is_there (BsImporter *self)
{
  return self->toasts != NULL && self->library != NULL;
}

static void
show_article_cb (BsImporter *self, const char *path)
{
  g_assert (BS_IS_IMPORTER (self));

  bs_wanted_show (self->wanted, path, NULL);
}

/* The only input, if it is in the library already. */
static BsImportStep *
get_known (BsImport *import)
{
  const GPtrArray *steps = bs_import_get_steps (import);
  BsImportStep *step = steps->len == 1 ? g_ptr_array_index (steps, 0) : NULL;

  return step != NULL && step->verdict == BS_IMPORT_DUPLICATE && step->twin_path != NULL ? step : NULL;
}

static BsImportDialog *
make_dialog (BsImporter *self, BsImport *import, gboolean is_over)
{
  BsImportDialog *dialog = bs_import_dialog_new (self->window, import, is_over);

  g_signal_connect_object (dialog, "show-article", G_CALLBACK (show_article_cb), self, G_CONNECT_SWAPPED);
  return dialog;
}

static void
details_cb (BsImporter *self, GtkButton *button)
{
  g_assert (BS_IS_IMPORTER (self));

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

/* The action of a toast about a file that is already in the library. */
typedef struct
{
  BsImporter *importer;
  BsLibrary *library;
  BsImport *import;
} Known;

static void
known_free (gpointer data, GClosure *closure)
{
  Known *known = data;

  g_object_unref (known->importer);
  g_object_unref (known->library);
  bs_import_unref (known->import);
  g_free (known);
}

static void
show_known_cb (GtkButton *button, gpointer user_data)
{
  const Known *known = user_data;

  if (is_there (known->importer) && known->importer->library == known->library)
    bs_wanted_show (known->importer->wanted, get_known (known->import)->twin_path, NULL);
}

static void
import_anyway_cb (GtkButton *button, gpointer user_data)
{
  const Known *known = user_data;
  BsImporter *self = known->importer;

  if (!is_there (self) || self->library != known->library)
    return;
  get_known (known->import)->choice = BS_IMPORT_KEEP_BOTH;
  g_queue_push_tail (&self->waiting, bs_import_ref (known->import));
  start_next (self);
}

static void
add_button (BsImporter *self, GtkBox *box, AdwToast *toast, BsImport *import, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  Known *known = g_new (Known, 1);

  *known = (Known){ g_object_ref (self), g_object_ref (self->library), bs_import_ref (import) };
  g_signal_connect_data (button, "clicked", callback, known, known_free, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (adw_toast_dismiss), toast, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

static void
show_known (BsImporter *self, BsImport *import)
{
  const BsImportStep *step = get_known (import);
  g_autofree char *name = g_path_get_basename (step->input->name);
  /* Translators: the argument is the title of an article that was to be imported. */
  g_autofree char *text =
      g_strdup_printf (_ ("“%s” is already in the library"), step->title != NULL ? step->title : name);
  AdwToast *toast = bs_toast_new (text);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_box_append (GTK_BOX (box), label);
  add_button (self, GTK_BOX (box), toast, import, _ ("_Show"), G_CALLBACK (show_known_cb));
  add_button (self, GTK_BOX (box), toast, import, _ ("Import _Anyway"), G_CALLBACK (import_anyway_cb));
  adw_toast_set_custom_title (toast, box);
  adw_toast_set_timeout (toast, 15);
  bs_toast_add (self->toasts, toast);
}

static void
show_result (BsImporter *self, BsImport *import, guint undo_number)
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
    bs_history_offer_undo (self->history, toast, undo_number);
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
  bs_toast_add (self->toasts, toast);
}

/* Reports the articles and the first new one. Returns the number for undoing it; 0 if nothing was imported. */
static guint
show_new (BsImporter *self, BsImport *import)
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
    bs_wanted_show (self->wanted, first, bs_import_get_category (import));

  return bs_import_get_step (import) != 0 ? bs_history_push (self->history, _ ("Import"), bs_import_get_step (import)) :
                                            0;
}

/* A running import, and its window. */
typedef struct
{
  BsImporter *importer;
  BsLibrary *library;
  BsImport *import;
} Job;

static Job *
job_new (BsImporter *self, BsImport *import)
{
  Job *job = g_new0 (Job, 1);

  job->importer = g_object_ref (self);
  job->library = g_object_ref (self->library);
  job->import = bs_import_ref (import);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->importer);
  g_object_unref (job->library);
  bs_import_unref (job->import);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
job_is_wanted (const Job *job)
{
  return is_there (job->importer) && job->importer->library == job->library;
}

static void
end_job (BsImporter *self)
{
  g_clear_object (&self->cancellable);
  if (!is_there (self))
    return;
  bs_import_progress_stop (self->progress);
  start_next (self);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  BsImporter *self = job->importer;
  g_autoptr (GError) error = NULL;

  g_assert (BS_IS_IMPORTER (self));

  bs_import_act_finish (job->import, result, &error);
  if (job_is_wanted (job))
    {
      g_clear_pointer (&self->last_import, bs_import_unref);
      self->last_import = bs_import_ref (job->import);
      bs_editor_refresh (self->editor);
      for (guint i = 0; self->toasts != NULL && i < bs_import_get_recovered (job->import)->len; i++)
        bs_toast_show (self->toasts, g_ptr_array_index (bs_import_get_recovered (job->import), i));
      show_result (self, job->import, show_new (self, job->import));
    }
  end_job (self);
}

static void
act (BsImporter *self, BsImport *import)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  bs_import_progress_start (self->progress, import, TRUE);
  bs_import_act_async (import, self->cancellable, acted_cb, job_new (self, import));
}

static void
accepted_cb (BsImporter *self, BsImportDialog *dialog)
{
  g_assert (BS_IS_IMPORTER (self));

  self->is_asked = FALSE;
  if (is_there (self))
    act (self, bs_import_dialog_get_import (dialog));
}

static void
closed_cb (BsImporter *self)
{
  g_assert (BS_IS_IMPORTER (self));

  /* Closing the dialog cancels the import. */
  if (!self->is_asked)
    return;
  self->is_asked = FALSE;
  end_job (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  BsImporter *self = job->importer;
  g_autoptr (GError) error = NULL;

  g_assert (BS_IS_IMPORTER (self));

  if (!bs_import_look_finish (job->import, result, &error))
    {
      if (job_is_wanted (job) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bs_toast_show (self->toasts, error->message);
      end_job (self);
      return;
    }
  if (!job_is_wanted (job))
    {
      end_job (self);
      return;
    }
  bs_import_progress_stop (self->progress);
  if (get_known (job->import) != NULL)
    {
      show_known (self, job->import);
      end_job (self);
    }
  else if (bs_import_is_doubtful (job->import))
    {
      BsImportDialog *dialog = make_dialog (self, job->import, FALSE);

      self->is_asked = TRUE;
      g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (dialog, "destroy", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  else
    act (self, job->import);
}

static void
start_next (BsImporter *self)
{
  g_autoptr (BsImport) import = NULL;

  if (self->cancellable != NULL || self->is_asked)
    return;
  import = g_queue_pop_head (&self->waiting);
  if (import == NULL)
    return;
  /* It was examined before, and its file is imported all the same. */
  if (get_known (import) != NULL)
    {
      act (self, import);
      return;
    }
  self->cancellable = g_cancellable_new ();
  bs_import_progress_start (self->progress, import, FALSE);
  bs_import_look_async (import, self->cancellable, looked_cb, job_new (self, import));
}

static void
cancel_cb (BsImporter *self)
{
  g_assert (BS_IS_IMPORTER (self));

  g_cancellable_cancel (self->cancellable);
}

static void
chooser_cb (BsImporter *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_IMPORTER (self));

  if (response == GTK_RESPONSE_ACCEPT && self->library != NULL)
    {
      g_autoptr (GListModel) model = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GPtrArray) inputs = NULL;
      GSList *files = NULL;

      for (guint i = g_list_model_get_n_items (model); i > 0; i--)
        files = g_slist_prepend (files, g_list_model_get_item (model, i - 1));
      inputs = bs_import_offer_from_files (files);
      bs_importer_import (self, inputs, (const char *const *) self->chosen_category);
      g_slist_free_full (files, g_object_unref);
    }
  g_clear_object (&self->chooser);
}

static void
choose (BsImporter *self, const char *title, GtkFileChooserAction action)
{
  const char *const *category =
      bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY ? bs_sidebar_get_names (self->sidebar) : NULL;

  if (self->library == NULL || self->chooser != NULL)
    return;
  g_strfreev (self->chosen_category);
  self->chosen_category = g_strdupv ((GStrv) category);
  self->chooser = gtk_file_chooser_native_new (title, self->window, action, _ ("_Import"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
import_files_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Import Files"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
import_folder_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Import a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
bs_importer_finalize (GObject *object)
{
  BsImporter *self = BS_IMPORTER (object);

  bs_importer_close (self);
  g_clear_object (&self->progress);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->last_import, bs_import_unref);
  g_strfreev (self->chosen_category);

  G_OBJECT_CLASS (bs_importer_parent_class)->finalize (object);
}

static void
bs_importer_class_init (BsImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_importer_finalize;
}

static void
bs_importer_init (BsImporter *self)
{
  self->progress = g_object_ref_sink (BS_IMPORT_PROGRESS (bs_import_progress_new ()));
  g_signal_connect_object (self->progress, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
}

BsImporter *
bs_importer_new (GtkWindow *window, BsSidebar *sidebar, BsHistory *history, BsWanted *wanted, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "import-files", import_files_action },
    { "import-folder", import_folder_action },
  };
  BsImporter *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (BS_IS_WANTED (wanted), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_IMPORTER, NULL);
  self->window = window;
  self->sidebar = sidebar;
  self->history = history;
  self->wanted = wanted;
  self->toasts = toasts;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed. */
void
bs_importer_close (BsImporter *self)
{
  g_return_if_fail (BS_IS_IMPORTER (self));

  bs_importer_set_library (self, NULL, NULL);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  self->window = NULL;
  self->toasts = NULL;
}

/*
 * bs_importer_set_library:
 * @library: (nullable): receives imports from now on
 * @editor: (nullable): writes to it
 *
 * Cancels imports into another library.
 */
void
bs_importer_set_library (BsImporter *self, BsLibrary *library, BsEditor *editor)
{
  g_return_if_fail (BS_IS_IMPORTER (self));
  g_return_if_fail ((library == NULL) == (editor == NULL));

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) bs_import_unref);
  g_set_object (&self->library, library);
  g_set_object (&self->editor, editor);
}

/* Returns: (transfer none): the progress of the running import */
GtkWidget *
bs_importer_get_progress (BsImporter *self)
{
  g_return_val_if_fail (BS_IS_IMPORTER (self), NULL);

  return GTK_WIDGET (self->progress);
}

/* Returns: whether an import is running or waiting */
gboolean
bs_importer_get_is_busy (BsImporter *self)
{
  g_return_val_if_fail (BS_IS_IMPORTER (self), FALSE);

  return self->cancellable != NULL || self->waiting.length > 0;
}

/* Returns: whether the file chooser is open */
gboolean
bs_importer_get_is_choosing (BsImporter *self)
{
  g_return_val_if_fail (BS_IS_IMPORTER (self), FALSE);

  return self->chooser != NULL;
}

/*
 * bs_importer_import:
 * @inputs: (element-type BsImportInput): the files to import
 * @category: (nullable): the category for them
 *
 * Imports into the window's library, after imports that are running already.
 */
void
bs_importer_import (BsImporter *self, GPtrArray *inputs, const char *const *category)
{
  g_autofree char *folder = NULL;
  BsImport *import;

  g_return_if_fail (BS_IS_IMPORTER (self));
  g_return_if_fail (inputs != NULL);

  if (self->library == NULL || inputs->len == 0)
    return;
  folder = g_file_get_path (bs_library_get_folder (self->library));
  import = bs_import_new (folder);
  for (guint i = 0; i < inputs->len; i++)
    bs_import_add (import, g_ptr_array_index (inputs, i));
  bs_import_set_category (import, category);
  g_queue_push_tail (&self->waiting, import);
  start_next (self);
}
