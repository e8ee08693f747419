/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/rename-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/dialogs/place-name.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/entry-note.h"

struct _BsRenameDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *note;

  BsScope scope;
  char *name; /* which it has now */
};

G_DEFINE_FINAL_TYPE (BsRenameDialog, bs_rename_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
update (BsRenameDialog *self)
{
  g_autofree char *name = bs_rename_dialog_dup_name (self);
  const char *fault = bs_place_name_find_fault (self->scope, name);
  const char *text = fault != NULL ? fault : "";

  bs_entry_note_set (self->entry, self->note, text, fault != NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "rename",
                                           fault == NULL && strcmp (name, self->name) != 0);
}

static void
changed_cb (BsRenameDialog *self)
{
  g_assert (BS_IS_RENAME_DIALOG (self));

  update (self);
}

static void
bs_rename_dialog_finalize (GObject *object)
{
  BsRenameDialog *self = BS_RENAME_DIALOG (object);

  g_free (self->name);

  G_OBJECT_CLASS (bs_rename_dialog_parent_class)->finalize (object);
}

static void
bs_rename_dialog_class_init (BsRenameDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_rename_dialog_finalize;
}

static void
bs_rename_dialog_init (BsRenameDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New Name"), -1);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 30);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->note);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"), "rename", _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "rename", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

BsRenameDialog *
bs_rename_dialog_new (GtkWindow *parent, BsScope scope, const char *name)
{
  BsRenameDialog *self;
  g_autofree char *heading = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (BS_TYPE_RENAME_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->scope = scope;
  self->name = g_strdup (name);
  /* Translators: the name of a category, a tag or a source */
  heading = g_strdup_printf (_ ("Rename “%s”"), name);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  update (self);
  return self;
}

/* Returns: (transfer none): where the name is typed */
GtkEditable *
bs_rename_dialog_get_entry (BsRenameDialog *self)
{
  g_return_val_if_fail (BS_IS_RENAME_DIALOG (self), NULL);

  return GTK_EDITABLE (self->entry);
}

/* Returns: (transfer full): the name, as one line without spaces around it */
char *
bs_rename_dialog_dup_name (BsRenameDialog *self)
{
  g_return_val_if_fail (BS_IS_RENAME_DIALOG (self), NULL);

  return bs_place_name_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}
