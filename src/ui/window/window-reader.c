/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/library/folder/memory.h"
#include "page/page.h"
#include "ui/desktop/outside.h"
#include "ui/window/window-private.h"

static BsReader *
get_reader (BsWindow *self)
{
  return bs_reader_pane_get_reader (self->reader);
}

static GSettings *
get_settings (BsWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return application != NULL ? bs_application_get_settings (BS_APPLICATION (application)) : NULL;
}

/* Returns: (transfer full) (nullable): the file of the article that is shown */
static GFile *
dup_file (BsWindow *self)
{
  const char *path = bs_reader_get_path (get_reader (self));

  return self->library != NULL && path != NULL ?
             g_file_resolve_relative_path (bs_library_get_folder (self->library), path) :
             NULL;
}

static void
find_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_reader_find_step (bs_reader_pane_get_reader (BS_WINDOW (widget)->reader),
                       g_str_equal (name, "win.find-next") ? 1 : -1);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_reader_pane_find (BS_WINDOW (widget)->reader);
}

static void
load_pictures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_reader_allow_pictures (get_reader (BS_WINDOW (widget)));
}

static void
always_load_pictures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  bs_picture_loader_allow_hosts (bs_application_get_pictures (BS_APPLICATION (application)),
                                 bs_reader_get_blocked_hosts (get_reader (self)));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsWindow *self = BS_WINDOW (source);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text == NULL || self->toasts == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  bs_window_show_toast (self, _ ("The article is on the clipboard."));
}

static void
text_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, bs_page_render_text (task_data), g_free);
}

static void
markdown_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, bs_page_render_markdown (task_data), g_free);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  BsDocument *document = bs_reader_get_document (get_reader (self));
  g_autoptr (GTask) task = NULL;

  if (document == NULL)
    return;
  task = g_task_new (self, NULL, copied_cb, NULL);
  g_task_set_source_tag (task, copy_action);
  g_task_set_task_data (task, bs_document_ref (document), (GDestroyNotify) bs_document_unref);
  g_task_run_in_thread (task, g_str_equal (name, "win.copy-markdown") ? markdown_thread : text_thread);
}

static void
outside_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsWindow *self = BS_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!bs_outside_open_finish (GTK_WINDOW (self), result, &error) && self->toasts != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_window_show_toast (self, error->message);
}

static void
show_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = dup_file (BS_WINDOW (widget));

  if (file != NULL)
    bs_outside_open_async (GTK_WINDOW (widget), file, BS_OUTSIDE_POINT, outside_cb, NULL);
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = dup_file (BS_WINDOW (widget));

  if (file != NULL)
    bs_outside_open_async (GTK_WINDOW (widget), file, BS_OUTSIDE_EDIT, outside_cb, NULL);
}

/* What was looked at is read, unless one would rather say so oneself. */
static void
read_cb (BsWindow *self, const char *path)
{
  GSettings *settings = get_settings (self);
  g_autoptr (BsArticleItem) item = NULL;

  g_assert (BS_IS_WINDOW (self));

  if (self->library == NULL || (settings != NULL && !g_settings_get_boolean (settings, "mark-read")))
    return;
  item = bs_library_dup_item (self->library, path);
  if (item != NULL)
    bs_window_read (self, bs_article_item_get_id (item));
}

static void
open_tag_cb (BsWindow *self, const char *tag)
{
  const char *const names[] = { tag, NULL };

  g_assert (BS_IS_WINDOW (self));

  bs_sidebar_show_scope (self->sidebar, BS_SCOPE_TAG, names);
  if (adw_leaflet_get_folded (self->inner))
    bs_window_go_to_list (self);
}

static void
open_source_cb (BsWindow *self, const char *source)
{
  const char *const names[] = { source, NULL };

  g_assert (BS_IS_WINDOW (self));

  bs_sidebar_show_scope (self->sidebar, BS_SCOPE_SOURCE, names);
  if (adw_leaflet_get_folded (self->inner))
    bs_window_go_to_list (self);
}

static void
open_file_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-file", NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bs_reader_save_picture_finish (BS_READER (source), result, &error) && self->toasts != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("The picture could not be saved: %s"), error->message);

      bs_window_show_toast (self, text);
    }
}

static void
picture_chooser_cb (BsWindow *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_WINDOW (self));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (file != NULL)
        bs_reader_save_picture_async (get_reader (self), g_object_get_data (G_OBJECT (dialog), "picture"), file, NULL,
                                      saved_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_picture_cb (BsWindow *self, const char *uri, const char *name)
{
  g_assert (BS_IS_WINDOW (self));

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Save Picture"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_set_data_full (G_OBJECT (self->chooser), "picture", g_strdup (uri), g_free);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (picture_chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* How the reader and the system like text to look. */
static void
look_cb (BsWindow *self)
{
  GSettings *settings = get_settings (self);
  g_autofree char *family = NULL;
  g_autofree char *style = NULL;
  BsReaderLook look = { .width = 1, .leading = 1 };

  g_assert (BS_IS_WINDOW (self));

  if (settings != NULL)
    {
      style = g_settings_get_string (settings, "style");
      family = g_settings_get_string (settings, "text-font");
      look.family = family;
      look.sepia = g_str_equal (style, "sepia");
      look.width = g_settings_get_double (settings, "line-width");
      look.leading = g_settings_get_double (settings, "line-height");
    }
  look.high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  bs_reader_set_look (get_reader (self), &look);
}

static void
pictures_cb (BsWindow *self)
{
  g_autofree char *pictures = NULL;

  g_assert (BS_IS_WINDOW (self));

  pictures = g_settings_get_string (get_settings (self), "pictures");
  bs_reader_pane_set_asks_for_pictures (self->reader, g_str_equal (pictures, "ask"));
}

void
bs_window_install_reader_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-next", NULL, find_step_action);
  gtk_widget_class_install_action (widget_class, "win.find-previous", NULL, find_step_action);
  gtk_widget_class_install_action (widget_class, "win.load-pictures", NULL, load_pictures_action);
  gtk_widget_class_install_action (widget_class, "win.always-load-pictures", NULL, always_load_pictures_action);
  gtk_widget_class_install_action (widget_class, "win.copy-text", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "win.copy-markdown", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "win.show-file", NULL, show_file_action);
  gtk_widget_class_install_action (widget_class, "win.open-file", NULL, open_file_action);
}

static void
trim_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  bs_memory_give_back ();
  g_task_return_boolean (task, TRUE);
}

/* What building a window and reading a library took for a moment, some megabytes, would stay ours. */
static void
first_shown_cb (BsWindow *self, BsReader *reader)
{
  g_autoptr (GTask) task = NULL;

  g_assert (BS_IS_WINDOW (self));

  g_signal_handlers_disconnect_by_func (reader, first_shown_cb, self);
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, first_shown_cb);
  g_task_run_in_thread (task, trim_thread);
}

void
bs_window_install_reader (BsWindow *self)
{
  BsReader *reader = get_reader (self);
  g_autoptr (GPropertyAction) original = g_property_action_new ("original-style", reader, "original");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (original));
  g_signal_connect_object (reader, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "open-tag", G_CALLBACK (open_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "open-source", G_CALLBACK (open_source_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "open-file", G_CALLBACK (open_file_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "shown", G_CALLBACK (first_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "save-picture", G_CALLBACK (save_picture_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (look_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Follows what is chosen in the preferences, once the window belongs to the application. */
void
bs_window_update_reader (BsWindow *self)
{
  static const char *const keys[] = { "changed::style", "changed::text-font", "changed::line-width",
                                      "changed::line-height" };
  GtkApplication *application;
  GSettings *settings;

  g_return_if_fail (BS_IS_WINDOW (self));

  application = gtk_window_get_application (GTK_WINDOW (self));
  bs_reader_set_pictures (get_reader (self), bs_application_get_pictures (BS_APPLICATION (application)));
  settings = get_settings (self);
  if (settings != NULL)
    {
      g_settings_bind (settings, "text-size", get_reader (self), "zoom", G_SETTINGS_BIND_DEFAULT);
      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        g_signal_connect_object (settings, keys[i], G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (settings, "changed::pictures", G_CALLBACK (pictures_cb), self, G_CONNECT_SWAPPED);
      pictures_cb (self);
    }
  look_cb (self);
}
