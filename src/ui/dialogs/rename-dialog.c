/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/rename-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _BsRenameDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *note;

  BsScope scope;
  char *name;           /* which it has now */
  GHashTable *siblings; /* (element-type utf8): the names beside it */
};

G_DEFINE_FINAL_TYPE (BsRenameDialog, bs_rename_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* Returns: (transfer none) (nullable): why the name cannot be taken */
static const char *
find_fault (BsRenameDialog *self, const char *name)
{
  if (*name == '\0')
    return _ ("Enter a name.");
  if (self->scope == BS_SCOPE_CATEGORY && strchr (name, '/') != NULL)
    return _ ("The name of a category cannot contain “/”.");
  return NULL;
}

static void
update (BsRenameDialog *self)
{
  g_autofree char *name = bs_rename_dialog_dup_name (self);
  const char *fault = find_fault (self, name);
  gboolean merges = fault == NULL && g_hash_table_contains (self->siblings, name);
  g_autofree char *text = NULL;

  if (merges)
    text = g_strdup_printf (_ ("“%s” already exists. Its articles and these will be merged."), name);
  else
    text = g_strdup (fault != NULL ? fault : "");
  gtk_label_set_text (GTK_LABEL (self->note), text);
  if (fault != NULL)
    {
      gtk_widget_add_css_class (self->entry, "error");
      gtk_widget_add_css_class (self->note, "error");
    }
  else
    {
      gtk_widget_remove_css_class (self->entry, "error");
      gtk_widget_remove_css_class (self->note, "error");
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (self), "rename", merges ? _ ("_Merge") : _ ("_Rename"));
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
  g_hash_table_unref (self->siblings);

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

  self->siblings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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

/* @siblings: (nullable): categories or facets, among which the name is */
BsRenameDialog *
bs_rename_dialog_new (GtkWindow *parent, BsScope scope, const char *name, GListModel *siblings)
{
  BsRenameDialog *self;
  guint n = siblings != NULL ? g_list_model_get_n_items (siblings) : 0;
  g_autofree char *heading = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (BS_TYPE_RENAME_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  self->scope = scope;
  self->name = g_strdup (name);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (siblings, i);
      g_autofree char *other = NULL;

      g_object_get (item, "name", &other, NULL);
      if (g_strcmp0 (other, name) != 0)
        g_hash_table_add (self->siblings, g_steal_pointer (&other));
    }
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
  char *name;

  g_return_val_if_fail (BS_IS_RENAME_DIALOG (self), NULL);

  name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return g_strstrip (g_strdelimit (name, "\r\n\t", ' '));
}
