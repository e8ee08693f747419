/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/name-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs/place-name.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/entry-note.h"

/* Asks for a name, and explains why a name is not allowed. */
struct _BsNameDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *note;

  char *name; /* (nullable): its current name */
  char *response;
  const char *hint; /* the note for an allowed name */
  char *failure;    /* (nullable): why nothing got the name that is typed */
  BsNameDialogCheck check;
  gpointer check_data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (BsNameDialog, bs_name_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
changed_cb (BsNameDialog *self)
{
  g_assert (BS_IS_NAME_DIALOG (self));

  g_clear_pointer (&self->failure, g_free);
  bs_name_dialog_check (self);
}

static void
bs_name_dialog_finalize (GObject *object)
{
  BsNameDialog *self = BS_NAME_DIALOG (object);

  g_free (self->name);
  g_free (self->response);
  g_free (self->failure);
  if (self->destroy != NULL)
    self->destroy (self->check_data);

  G_OBJECT_CLASS (bs_name_dialog_parent_class)->finalize (object);
}

static void
bs_name_dialog_class_init (BsNameDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_name_dialog_finalize;
}

static void
bs_name_dialog_init (BsNameDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->hint = "";
  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 30);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->note);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* @name: (nullable): its current name, which is not accepted
 * @response: the response that accepts the name
 * @label: the label of its button, with a mnemonic */
BsNameDialog *
bs_name_dialog_new (GtkWindow *parent, const char *name, const char *response, const char *label)
{
  BsNameDialog *self;
  AdwMessageDialog *dialog;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (response != NULL && label != NULL, NULL);

  self = g_object_new (BS_TYPE_NAME_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  dialog = ADW_MESSAGE_DIALOG (self);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->name = g_strdup (name);
  self->response = g_strdup (response);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), response, label, NULL);
  adw_message_dialog_set_response_appearance (dialog, response, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, response);
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? _ ("New Name") : _ ("Name"), -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name != NULL ? name : "");
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  return self;
}

void
bs_name_dialog_set_check (BsNameDialog *self, BsNameDialogCheck check, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (BS_IS_NAME_DIALOG (self));
  g_return_if_fail (check != NULL && self->check == NULL);

  self->check = check;
  self->check_data = user_data;
  self->destroy = destroy;
  bs_name_dialog_check (self);
}

/* @hint: a constant, the note for each allowed name */
void
bs_name_dialog_set_hint (BsNameDialog *self, const char *hint)
{
  g_return_if_fail (BS_IS_NAME_DIALOG (self));
  g_return_if_fail (hint != NULL);

  self->hint = hint;
  bs_name_dialog_check (self);
}

/* Checks the name, also if it has not changed, but the names that it is compared with. */
void
bs_name_dialog_check (BsNameDialog *self)
{
  g_autofree char *name = NULL;
  g_autofree char *fault = NULL;
  const char *text;
  gboolean is_silent;

  g_return_if_fail (BS_IS_NAME_DIALOG (self));

  name = bs_name_dialog_dup_name (self);
  fault = self->check != NULL ? self->check (name, self->check_data) : NULL;
  /* No message before the user has begun to type. */
  is_silent = fault == NULL || (self->name == NULL && *name == '\0');
  text = is_silent ? self->failure : fault;
  bs_entry_note_set (self->entry, self->note, text != NULL ? text : self->hint, text != NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), self->response,
                                           fault == NULL && g_strcmp0 (name, self->name) != 0);
}

/* The name was wanted, but nothing got it. */
void
bs_name_dialog_show_failure (BsNameDialog *self, const char *name, const char *reason)
{
  g_return_if_fail (BS_IS_NAME_DIALOG (self));
  g_return_if_fail (name != NULL && reason != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  g_free (self->failure);
  self->failure = g_strdup (reason);
  bs_name_dialog_check (self);
}

/* Returns: (transfer none): the field of the name */
GtkEditable *
bs_name_dialog_get_entry (BsNameDialog *self)
{
  g_return_val_if_fail (BS_IS_NAME_DIALOG (self), NULL);

  return GTK_EDITABLE (self->entry);
}

/* Returns: (transfer full): the name, as one line without spaces around it */
char *
bs_name_dialog_dup_name (BsNameDialog *self)
{
  g_return_val_if_fail (BS_IS_NAME_DIALOG (self), NULL);

  return bs_place_name_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}
