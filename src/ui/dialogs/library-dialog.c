/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/library-dialog.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"

#include <glib/gi18n-lib.h>

struct _BsLibraryDialog
{
  AdwMessageDialog parent_instance;

  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsLibraryDialog, bs_library_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
activated_cb (BsLibraryDialog *self, GtkListBoxRow *row)
{
  g_autoptr (BsLibraryDialog) guard = g_object_ref (self);
  g_autoptr (GFile) folder = g_object_ref (g_object_get_data (G_OBJECT (row), "folder"));

  g_assert (BS_IS_LIBRARY_DIALOG (self));

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, folder);
}

static void
bs_library_dialog_class_init (BsLibraryDialogClass *klass)
{
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_FILE);
}

static void
bs_library_dialog_init (BsLibraryDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Libraries"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), scroller);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
}

static void
add_folder (BsLibraryDialog *self, GFile *folder)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *place = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (place);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "folder", g_object_ref (folder), g_object_unref);
  gtk_list_box_append (self->list, row);
}

/* @current: the library that the articles leave */
BsLibraryDialog *
bs_library_dialog_new (GtkWindow *parent, BsRecentFolders *recent, GFile *current, guint n_articles)
{
  BsLibraryDialog *self;
  GtkListBoxRow *first;
  g_autofree char *count = NULL;
  guint n;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_RECENT_FOLDERS (recent), NULL);
  g_return_val_if_fail (G_IS_FILE (current), NULL);

  self = g_object_new (BS_TYPE_LIBRARY_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  n = bs_recent_folders_get_n (recent);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_missing;
      GFile *folder = bs_recent_folders_get (recent, i, &is_missing);

      if (!is_missing && !g_file_equal (folder, current) && g_file_peek_path (folder) != NULL)
        add_folder (self, folder);
    }
  first = gtk_list_box_get_row_at_index (self->list, 0);
  count = g_strdup_printf (ngettext ("%'u article", "%'u articles", n_articles), n_articles);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Move to Another Library"));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self),
                               first != NULL ? count : _ ("Open the other library once, to make it available here."));
  if (first != NULL)
    gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (first));
  else
    gtk_widget_set_visible (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (self)), FALSE);
  return self;
}

/* Returns: (transfer none): the libraries */
GtkListBox *
bs_library_dialog_get_list (BsLibraryDialog *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY_DIALOG (self), NULL);

  return self->list;
}
