/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/window/library-window.h"
#include "ui/desktop/sample-library.h"
#include "ui/window/window-private.h"

#define ZOOM_STEP 1.1

static BsApplication *
get_application (BsWindow *self)
{
  return BS_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

static void
chooser_cb (BsWindow *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_WINDOW (self));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (folder != NULL)
        bs_application_open_folder (get_application (self), folder, self);
    }
  g_clear_object (&self->chooser);
}

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->chooser == NULL)
    {
      self->chooser = gtk_file_chooser_native_new (_ ("Open a Folder of Articles"), GTK_WINDOW (self),
                                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Open"), NULL);
      gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
      if (self->library != NULL)
        gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->chooser), bs_library_get_folder (self->library), NULL);
      g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_recent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  g_autoptr (GFile) folder = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  bs_application_open_folder (get_application (self), folder, self);
}

static void
sample_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = bs_sample_library_copy_finish (result, &error);

  g_assert (BS_IS_WINDOW (self));

  if (self->toasts == NULL || gtk_window_get_application (GTK_WINDOW (self)) == NULL)
    return;

  if (folder != NULL)
    {
      bs_application_open_folder (get_application (self), folder, self);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_ ("The sample library could not be copied: %s"), error->message);

      bs_window_show_toast (self, text);
    }
}

static void
open_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_sample_library_copy_async (NULL, sample_cb, g_object_ref (widget));
}

static void
rescan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    bs_library_rescan (self->library);
}

static void
library_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    gtk_window_present (GTK_WINDOW (bs_library_window_new (self->library, GTK_WINDOW (self))));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  bs_window_go_to_list (self);
  bs_article_pane_start_search (self->articles);
}

/* Searches the whole library, wherever in it one is. */
void
bs_window_search_for (BsWindow *self, const char *text)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  if (self->library == NULL)
    return;
  /* Else what was shown the last time would come in its place. */
  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  bs_window_go_to_list (self);
  bs_article_pane_search_for (self->articles, text);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_window_popup_menu (BS_WINDOW (widget));
}

/* GTK would make it along with every window. */
static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/broadsheet/Broadsheet/ui/help-overlay.ui");

      gtk_application_window_set_help_overlay (window,
                                               GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_window_go_back (BS_WINDOW (widget));
}

static void
focus_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library == NULL)
    return;

  switch (g_variant_get_int32 (parameter))
    {
    case 1:
      bs_window_go_to_sidebar (self);
      break;
    case 2:
      bs_window_go_to_list (self);
      break;
    default:
      bs_window_go_to_reader (self);
      break;
    }
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_pane_move (BS_WINDOW (widget)->articles, 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_pane_move (BS_WINDOW (widget)->articles, -1);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsReader *reader = bs_reader_pane_get_reader (BS_WINDOW (widget)->reader);
  double zoom = bs_reader_get_zoom (reader);

  if (g_str_equal (name, "win.zoom-in"))
    bs_reader_set_zoom (reader, MIN (zoom * ZOOM_STEP, 3.0));
  else if (g_str_equal (name, "win.zoom-out"))
    bs_reader_set_zoom (reader, MAX (zoom / ZOOM_STEP, 0.5));
  else
    bs_reader_set_zoom (reader, 1.0);
}

static void
full_screen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

void
bs_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (widget_class, "win.open-sample", NULL, open_sample_action);
  gtk_widget_class_install_action (widget_class, "win.rescan", NULL, rescan_action);
  gtk_widget_class_install_action (widget_class, "win.library", NULL, library_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_property_action (widget_class, "win.sidebar", "sidebar-shown");
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_help_overlay_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.focus", "i", focus_action);
  gtk_widget_class_install_action (widget_class, "win.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "win.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-normal", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.full-screen", NULL, full_screen_action);
}

/* What has no library to act on is insensitive. */
void
bs_window_update_actions (BsWindow *self)
{
  static const char *const names[] = {
    "win.rescan",       "win.library",      "win.search",   "win.sidebar",      "win.focus",         "win.next",
    "win.previous",     "win.zoom-in",      "win.zoom-out", "win.zoom-normal",  "win.mark-all-read", "win.next-unread",
    "win.export-marks", "win.import-marks", "win.find",     "win.import-files", "win.import-folder",
  };
  gboolean open;

  g_return_if_fail (BS_IS_WINDOW (self));

  open = self->library != NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.mark-older-read",
                                 open && bs_article_pane_get_n_selected (self->articles) == 1);
}
