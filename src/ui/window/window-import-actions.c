/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/import/import-offer.h"
#include "ui/window/window-private.h"

static void
chooser_cb (BsWindow *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_WINDOW (self));

  if (response == GTK_RESPONSE_ACCEPT && self->library != NULL)
    {
      g_autoptr (GListModel) model = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GPtrArray) inputs = NULL;
      const char *const *category = NULL;
      GSList *files = NULL;

      for (guint i = g_list_model_get_n_items (model); i > 0; i--)
        files = g_slist_prepend (files, g_list_model_get_item (model, i - 1));
      inputs = bs_import_offer_from_files (files);
      if (bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY)
        category = bs_sidebar_get_names (self->sidebar);
      bs_window_import (self, inputs, category);
      g_slist_free_full (files, g_object_unref);
    }
  g_clear_object (&self->import_chooser);
}

static void
choose (BsWindow *self, const char *title, GtkFileChooserAction action)
{
  if (self->library == NULL || self->import_chooser != NULL)
    return;
  self->import_chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, _ ("_Import"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->import_chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->import_chooser), TRUE);
  g_signal_connect_object (self->import_chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->import_chooser));
}

static void
import_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (BS_WINDOW (widget), _ ("Import Files"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
import_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (BS_WINDOW (widget), _ ("Import a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_window_paste (BS_WINDOW (widget));
}

void
bs_window_install_import (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import-files", NULL, import_files_action);
  gtk_widget_class_install_action (widget_class, "win.import-folder", NULL, import_folder_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_action);
  /* Behind what has the focus: where something is typed, the key is the text's own. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_edit_finish (BS_EDITOR (source), result, &error);

  g_assert (BS_IS_WINDOW (self));

  if (self->toasts == NULL || self->editor != BS_EDITOR (source))
    return;
  if (report == NULL)
    bs_window_show_toast (self, error->message);
  else if (report->doubt != NULL)
    bs_window_show_toast (self, report->doubt->message);
  else if (report->failed->len > 0)
    {
      const BsTransactionResult *first = g_ptr_array_index (report->failed, 0);
      g_autofree char *text = g_strdup_printf (
          ngettext ("%'u article was left as it is: %s", "%'u articles were left as they are: %s", report->failed->len),
          report->failed->len, first->error->message);

      bs_window_show_toast (self, text);
    }
  if (report != NULL && report->step != 0)
    bs_window_show_undo_toast (self, report->name, bs_window_push_history (self, report->name, report->step));
}

/*
 * bs_window_put_in_category:
 * @paths: (element-type filename): articles, relative to the library
 * @add: whether they keep the categories that they have
 *
 * Moves articles to a category, or adds them to it.
 */
void
bs_window_put_in_category (BsWindow *self, GPtrArray *paths, const char *const *category, gboolean add)
{
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GPtrArray) array = NULL;
  BsSite *site;

  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (paths != NULL && category != NULL);

  if (self->editor == NULL)
    return;
  site = bs_library_get_site (self->library);
  bs_edit_put_in_category (edit, site != NULL ? site->kind : BS_SITE_NONE, category, add);
  array = g_ptr_array_new ();
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (array, g_ptr_array_index (paths, i));
  g_ptr_array_add (array, NULL);
  bs_editor_edit_async (self->editor, (const char *const *) array->pdata, edit, NULL, edited_cb, g_object_ref (self));
}
