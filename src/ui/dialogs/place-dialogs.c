/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/place-dialogs.h"

#include <glib/gi18n-lib.h>

#include "model/library/list/facet.h"
#include "ui/dialogs/place-name.h"

static char *
check_name_cb (const char *name, gpointer user_data)
{
  return g_strdup (bs_place_name_find_fault ((BsScope) GPOINTER_TO_INT (user_data), name));
}

BsNameDialog *
bs_place_dialogs_rename (GtkWindow *parent, BsScope scope, const char *name)
{
  BsNameDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = bs_name_dialog_new (parent, name, "rename", _ ("_Rename"));
  /* Translators: the name of a category, a tag or a source */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (self), _ ("Rename “%s”"), name);
  bs_name_dialog_set_check (self, check_name_cb, GINT_TO_POINTER (scope), NULL);
  return self;
}

/* @user_data: (nullable): the categories beside the new one */
static char *
check_new_cb (const char *name, gpointer user_data)
{
  GListModel *siblings = user_data;
  const char *fault = bs_place_name_find_fault (BS_SCOPE_CATEGORY, name);
  guint n = siblings != NULL ? g_list_model_get_n_items (siblings) : 0;

  for (guint i = 0; i < n && fault == NULL; i++)
    {
      g_autoptr (BsFacet) facet = g_list_model_get_item (siblings, i);

      if (g_str_equal (bs_facet_get_name (facet), name))
        fault = _ ("There is already a category with this name.");
    }
  return g_strdup (fault);
}

/* @above: (nullable): the category that it will be below
 * @siblings: (nullable): the categories beside it */
BsNameDialog *
bs_place_dialogs_create (GtkWindow *parent, const char *const *above, GListModel *siblings)
{
  BsNameDialog *self;
  AdwMessageDialog *dialog;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = bs_name_dialog_new (parent, NULL, "create", _ ("C_reate"));
  dialog = ADW_MESSAGE_DIALOG (self);
  if (above != NULL)
    /* Translators: the name of the category that the new one will be below */
    adw_message_dialog_format_body (dialog, _ ("It will be below “%s”, and empty until you move articles to it."),
                                    above[g_strv_length ((GStrv) above) - 1]);
  else
    adw_message_dialog_set_body (dialog, _ ("It will be empty until you move articles to it."));
  adw_message_dialog_set_heading (dialog, _ ("New Category"));
  bs_name_dialog_set_check (self, check_new_cb, siblings != NULL ? g_object_ref (siblings) : NULL,
                            siblings != NULL ? g_object_unref : NULL);
  return self;
}
