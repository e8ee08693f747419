/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/new-category-dialog.h"

#include <glib/gi18n-lib.h>

#include "model/library/list/facet.h"
#include "ui/dialogs/place-name.h"
#include "ui/widgets/child-window.h"

struct _BsNewCategoryDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *note;
  GListModel *siblings; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BsNewCategoryDialog, bs_new_category_dialog, ADW_TYPE_MESSAGE_DIALOG)

static gboolean
exists (BsNewCategoryDialog *self, const char *name)
{
  guint n = self->siblings != NULL ? g_list_model_get_n_items (self->siblings) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsFacet) facet = g_list_model_get_item (self->siblings, i);

      if (g_str_equal (bs_facet_get_name (facet), name))
        return TRUE;
    }
  return FALSE;
}

static void
update (BsNewCategoryDialog *self)
{
  g_autofree char *name = bs_new_category_dialog_dup_name (self);
  const char *fault = bs_place_name_find_fault (BS_SCOPE_CATEGORY, name);

  if (fault == NULL && exists (self, name))
    fault = _ ("There is already a category with this name.");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "create", fault == NULL);
  /* Nobody has to be told before they have begun to type. */
  if (*name == '\0')
    fault = NULL;
  gtk_label_set_text (GTK_LABEL (self->note), fault != NULL ? fault : "");
  if (fault != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fault != NULL ? fault : "", -1);
}

static void
changed_cb (BsNewCategoryDialog *self)
{
  g_assert (BS_IS_NEW_CATEGORY_DIALOG (self));

  update (self);
}

static void
bs_new_category_dialog_finalize (GObject *object)
{
  BsNewCategoryDialog *self = BS_NEW_CATEGORY_DIALOG (object);

  g_clear_object (&self->siblings);

  G_OBJECT_CLASS (bs_new_category_dialog_parent_class)->finalize (object);
}

static void
bs_new_category_dialog_class_init (BsNewCategoryDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_new_category_dialog_finalize;
}

static void
bs_new_category_dialog_init (BsNewCategoryDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 30);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_add_css_class (self->note, "error");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->note);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"), "create", _ ("C_reate"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "create", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "create");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* @above: (nullable): the category that it will be below
 * @siblings: (nullable): the categories beside it */
BsNewCategoryDialog *
bs_new_category_dialog_new (GtkWindow *parent, const char *const *above, GListModel *siblings)
{
  BsNewCategoryDialog *self;
  g_autofree char *body = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = g_object_new (BS_TYPE_NEW_CATEGORY_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  g_set_object (&self->siblings, siblings);
  if (above != NULL)
    {
      /* Translators: the name of the category that the new one will be below */
      body = g_strdup_printf (_ ("It will be below “%s”, and empty until you move articles to it."),
                              above[g_strv_length ((GStrv) above) - 1]);
      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
    }
  else
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), _ ("It will be empty until you move articles to it."));
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("New Category"));
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  update (self);
  return self;
}

/* Returns: (transfer none): where the name is typed */
GtkEditable *
bs_new_category_dialog_get_entry (BsNewCategoryDialog *self)
{
  g_return_val_if_fail (BS_IS_NEW_CATEGORY_DIALOG (self), NULL);

  return GTK_EDITABLE (self->entry);
}

/* Returns: (transfer full): the name, as one line without spaces around it */
char *
bs_new_category_dialog_dup_name (BsNewCategoryDialog *self)
{
  g_return_val_if_fail (BS_IS_NEW_CATEGORY_DIALOG (self), NULL);

  return bs_place_name_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}
