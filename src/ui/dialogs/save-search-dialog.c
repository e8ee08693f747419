/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/save-search-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs/icon-chooser.h"
#include "ui/dialogs/place-name.h"
#include "ui/widgets/child-window.h"

struct _BsSaveSearchDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *icon;
  GtkWidget *entry;
  GtkWidget *notify;
};

G_DEFINE_FINAL_TYPE (BsSaveSearchDialog, bs_save_search_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* Returns: (transfer full): the name, as one line without spaces around it */
static char *
dup_name (BsSaveSearchDialog *self)
{
  return bs_place_name_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
changed_cb (BsSaveSearchDialog *self)
{
  g_autofree char *name = dup_name (self);

  g_assert (BS_IS_SAVE_SEARCH_DIALOG (self));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "save", *name != '\0');
}

static void
bs_save_search_dialog_class_init (BsSaveSearchDialogClass *klass)
{
}

static void
bs_save_search_dialog_init (BsSaveSearchDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = bs_icon_chooser_new ();
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 200);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  self->notify = gtk_check_button_new_with_mnemonic (_ ("_Notify about new articles"));
  gtk_label_set_wrap (GTK_LABEL (gtk_widget_get_last_child (self->notify)), TRUE);
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->notify);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Save Search"));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* @query: the search text
 * @name: the name that is proposed */
BsSaveSearchDialog *
bs_save_search_dialog_new (GtkWindow *parent, const char *query, const char *name)
{
  BsSaveSearchDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (query != NULL && name != NULL, NULL);

  self = g_object_new (BS_TYPE_SAVE_SEARCH_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), query);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  changed_cb (self);
  return self;
}

/* @search: which is changed */
BsSaveSearchDialog *
bs_save_search_dialog_new_for (GtkWindow *parent, const BsMarksSearch *search)
{
  BsSaveSearchDialog *self;

  g_return_val_if_fail (search != NULL, NULL);

  self = bs_save_search_dialog_new (parent, search->query, search->name);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Edit Search"));
  bs_icon_chooser_set_icon (BS_ICON_CHOOSER (self->icon), search->icon);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->notify), search->notifies);
  return self;
}

/* Stores the user's choices in @search. */
void
bs_save_search_dialog_read (BsSaveSearchDialog *self, BsMarksSearch *search)
{
  g_return_if_fail (BS_IS_SAVE_SEARCH_DIALOG (self));
  g_return_if_fail (search != NULL);

  g_free (search->name);
  search->name = dup_name (self);
  g_free (search->icon);
  search->icon = g_strdup (bs_icon_chooser_get_icon (BS_ICON_CHOOSER (self->icon)));
  search->notifies = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->notify));
}
