/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/marks-chooser.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/toast.h"

struct _BsMarksChooser
{
  GObject parent_instance;

  GtkWindow *window;       /* (nullable): owns this object */
  AdwToastOverlay *toasts; /* (nullable) */
  BsLibrary *library;      /* (nullable) */
  BsLibrary *chosen;       /* (nullable): while the file chooser is open */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (BsMarksChooser, bs_marks_chooser, G_TYPE_OBJECT)

static char *
tell (BsMarksTransfer direction, gssize n, const GError *error)
{
  if (direction == BS_MARKS_EXPORT && error == NULL)
    return g_strdup_printf (
        ngettext ("Reading marks of %'u article exported", "Reading marks of %'u articles exported", (gulong) n),
        (guint) n);
  if (direction == BS_MARKS_EXPORT)
    return g_strdup_printf (_ ("The reading marks could not be exported: %s"), error->message);
  if (error == NULL)
    return g_strdup_printf (
        ngettext ("Reading marks of %'u article imported", "Reading marks of %'u articles imported", (gulong) n),
        (guint) n);
  return g_strdup_printf (_ ("The reading marks could not be imported: %s"), error->message);
}

static void
show_result (BsMarksChooser *self, BsMarksTransfer direction, BsLibrary *library, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gssize n = bs_library_transfer_marks_finish (library, result, &error);

  text = tell (direction, n, error);
  if (self->toasts != NULL)
    bs_toast_show (self->toasts, text);
  g_object_unref (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  show_result (user_data, BS_MARKS_EXPORT, BS_LIBRARY (source), result);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  show_result (user_data, BS_MARKS_IMPORT, BS_LIBRARY (source), result);
}

static void
chosen_cb (BsMarksChooser *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  gboolean is_export;

  g_assert (BS_IS_MARKS_CHOOSER (self));

  is_export = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && self->chosen != NULL)
    bs_library_transfer_marks_async (self->chosen, is_export ? BS_MARKS_EXPORT : BS_MARKS_IMPORT, file, NULL,
                                     is_export ? exported_cb : imported_cb, g_object_ref (self));
  g_clear_object (&self->chosen);
  g_clear_object (&self->chooser);
}

static void
choose (BsMarksChooser *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->window == NULL || self->library == NULL || self->chooser != NULL)
    return;
  g_set_object (&self->chosen, self->library);
  gtk_file_filter_set_name (filter, _ ("Reading Marks (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  self->chooser = gtk_file_chooser_native_new (title, self->window, action, accept, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      g_autofree char *basename = g_file_get_basename (bs_library_get_folder (self->library));
      g_autofree char *folder = g_filename_display_name (basename != NULL ? basename : "");
      /* Translators: the name of a file: that of the folder, and its contents */
      g_autofree char *name = g_strdup_printf (_ ("%s - reading marks.json"), folder);

      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
    }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Export Reading Marks"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Import Reading Marks"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));
}

static void
bs_marks_chooser_finalize (GObject *object)
{
  BsMarksChooser *self = BS_MARKS_CHOOSER (object);

  bs_marks_chooser_close (self);

  G_OBJECT_CLASS (bs_marks_chooser_parent_class)->finalize (object);
}

static void
bs_marks_chooser_class_init (BsMarksChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_marks_chooser_finalize;
}

static void
bs_marks_chooser_init (BsMarksChooser *self)
{
}

BsMarksChooser *
bs_marks_chooser_new (GtkWindow *window, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "export-marks", export_action },
    { "import-marks", import_action },
  };
  BsMarksChooser *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_MARKS_CHOOSER, NULL);
  self->window = window;
  self->toasts = toasts;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed. */
void
bs_marks_chooser_close (BsMarksChooser *self)
{
  g_return_if_fail (BS_IS_MARKS_CHOOSER (self));

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->chosen);
  g_clear_object (&self->library);
  self->window = NULL;
  self->toasts = NULL;
}

/* @library: (nullable): whose marks they are from now on */
void
bs_marks_chooser_set_library (BsMarksChooser *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_MARKS_CHOOSER (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
}
