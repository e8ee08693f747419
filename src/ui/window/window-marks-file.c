/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/window/window-private.h"

/* Marks to a file that the user names, and from it. */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gssize n;

  g_assert (BS_IS_LIBRARY (source));
  g_assert (BS_IS_WINDOW (self));

  n = bs_library_export_marks_finish (BS_LIBRARY (source), result, &error);
  if (n >= 0)
    text = g_strdup_printf (
        ngettext ("The marks of %'u article exported", "The marks of %'u articles exported", (gulong) n), (guint) n);
  else
    text = g_strdup_printf (_ ("The marks could not be exported: %s"), error->message);
  if (self->toasts != NULL)
    bs_window_show_toast (self, text);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gssize n;

  g_assert (BS_IS_LIBRARY (source));
  g_assert (BS_IS_WINDOW (self));

  n = bs_library_import_marks_finish (BS_LIBRARY (source), result, &error);
  if (n >= 0)
    text = g_strdup_printf (
        ngettext ("The marks of %'u article imported", "The marks of %'u articles imported", (gulong) n), (guint) n);
  else
    text = g_strdup_printf (_ ("The marks could not be imported: %s"), error->message);
  if (self->toasts != NULL)
    bs_window_show_toast (self, text);
}

static void
chosen_cb (BsWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  gboolean is_export;

  g_assert (BS_IS_WINDOW (self));

  is_export = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && self->library != NULL && is_export)
    bs_library_export_marks_async (self->library, file, NULL, exported_cb, g_object_ref (self));
  else if (file != NULL && self->library != NULL)
    bs_library_import_marks_async (self->library, file, NULL, imported_cb, g_object_ref (self));
  g_clear_object (&self->marks_chooser);
}

static void
choose (BsWindow *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->library == NULL || self->marks_chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Marks (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  self->marks_chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->marks_chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->marks_chooser), filter);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      g_autofree char *basename = g_file_get_basename (bs_library_get_folder (self->library));
      g_autofree char *folder = g_filename_display_name (basename != NULL ? basename : "");
      /* Translators: the name of a file: that of the folder, and what is in it */
      g_autofree char *name = g_strdup_printf (_ ("%s - read and starred.json"), folder);

      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->marks_chooser), name);
    }
  g_signal_connect_object (self->marks_chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->marks_chooser));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (BS_WINDOW (widget), _ ("Export What Is Read and Starred"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (BS_WINDOW (widget), _ ("Import What Is Read and Starred"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));
}

void
bs_window_install_marks_file (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-marks", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.import-marks", NULL, import_action);
}
