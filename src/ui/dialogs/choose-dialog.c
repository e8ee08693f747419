/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/choose-dialog.h"

#include <string.h>

#include "model/format/text/utf8.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/entry-note.h"
#include "ui/widgets/list-keys.h"
#include "ui/widgets/shorthand.h"

/* Asks for one of many items by a part of its name. */
typedef struct
{
  AdwWindowTitle *title;
  GtkWidget *choose_button;
  GtkSearchEntry *search;
  GtkWidget *failure;
  GtkStack *stack;
  GtkListView *view;
  AdwStatusPage *nothing;

  char *searched; /* folded */
  char *failed;   /* (nullable): the text that led to the failure which is shown */
  GtkFilter *filter;
  GtkSingleSelection *selection;
} BsChooseDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BsChooseDialog, bs_choose_dialog, ADW_TYPE_WINDOW)

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  BsChooseDialog *self = user_data;
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  return BS_CHOOSE_DIALOG_GET_CLASS (self)->match (self, item, priv->searched);
}

static char *
dup_typed (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);
  BsChooseDialogClass *klass = BS_CHOOSE_DIALOG_GET_CLASS (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (priv->search));

  return klass->dup_typed != NULL ? klass->dup_typed (self, text) : g_strdup (text);
}

static void
update (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (priv->selection));

  gtk_stack_set_visible_child_name (priv->stack, n > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (priv->choose_button, gtk_single_selection_get_selected_item (priv->selection) != NULL);
}

static void
selected_cb (BsChooseDialog *self)
{
  g_assert (BS_IS_CHOOSE_DIALOG (self));

  update (self);
}

static void
search_changed_cb (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_assert (BS_IS_CHOOSE_DIALOG (self));

  if (priv->failed != NULL && strcmp (priv->failed, gtk_editable_get_text (GTK_EDITABLE (priv->search))) != 0)
    {
      g_clear_pointer (&priv->failed, g_free);
      bs_entry_note_set (GTK_WIDGET (priv->search), priv->failure, "", FALSE);
      gtk_widget_set_visible (priv->failure, FALSE);
    }
  bs_choose_dialog_search (self);
}

static void
choose_cb (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);
  g_autofree char *typed = dup_typed (self);
  g_autofree char *folded = bs_utf8_fold (typed);
  g_autoptr (GObject) item = NULL;

  g_assert (BS_IS_CHOOSE_DIALOG (self));

  /* The field waits a moment before it reports typing. */
  if (strcmp (folded, priv->searched) != 0)
    bs_choose_dialog_search (self);
  g_set_object (&item, gtk_single_selection_get_selected_item (priv->selection));
  if (item == NULL)
    return;
  BS_CHOOSE_DIALOG_GET_CLASS (self)->chosen (self, item);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* In the field, the arrow keys select in the list. */
static gboolean
key_pressed_cb (BsChooseDialog *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (priv->selection));
  guint position = gtk_single_selection_get_selected (priv->selection);

  g_assert (BS_IS_CHOOSE_DIALOG (self));

  if (!bs_list_keys_move (keyval, state, n, &position))
    return GDK_EVENT_PROPAGATE;
  bs_choose_dialog_select (self, position);
  return GDK_EVENT_STOP;
}

static void
setup_cb (BsChooseDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_CHOOSE_DIALOG (self));

  gtk_list_item_set_child (list_item, BS_CHOOSE_DIALOG_GET_CLASS (self)->create_row (self));
}

static void
bind_cb (BsChooseDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_assert (BS_IS_CHOOSE_DIALOG (self));

  BS_CHOOSE_DIALOG_GET_CLASS (self)->fill_row (self, gtk_list_item_get_child (list_item),
                                               gtk_list_item_get_item (list_item), *priv->searched != '\0');
}

static void
bs_choose_dialog_dispose (GObject *object)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (BS_CHOOSE_DIALOG (object));

  if (priv->view != NULL)
    gtk_list_view_set_model (priv->view, NULL);
  priv->view = NULL;
  g_clear_object (&priv->selection);
  g_clear_object (&priv->filter);

  G_OBJECT_CLASS (bs_choose_dialog_parent_class)->dispose (object);
}

static void
bs_choose_dialog_finalize (GObject *object)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (BS_CHOOSE_DIALOG (object));

  g_free (priv->searched);
  g_free (priv->failed);

  G_OBJECT_CLASS (bs_choose_dialog_parent_class)->finalize (object);
}

static void
bs_choose_dialog_class_init (BsChooseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_choose_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_choose_dialog_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/choose-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, title);
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, choose_button);
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, search);
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, failure);
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, stack);
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, view);
  gtk_widget_class_bind_template_child_private (widget_class, BsChooseDialog, nothing);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
bs_choose_dialog_init (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  priv->searched = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  priv->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  priv->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (priv->selection, FALSE);
  gtk_single_selection_set_can_unselect (priv->selection, TRUE);
  g_signal_connect_object (priv->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  bs_set_rows (priv->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), NULL);
  bs_catch_keys (GTK_WIDGET (priv->search), self, G_CALLBACK (key_pressed_cb));
}

/* Called before everything else on a new dialog: its role is set before it is used. */
void
bs_choose_dialog_attach (BsChooseDialog *self, GtkWindow *parent)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));

  bs_child_window_attach (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (priv->search));
}

/* @button: with a mnemonic
 * @search: describes what can be typed
 * @list: the name of the list, for screen readers */
void
bs_choose_dialog_set_texts (BsChooseDialog *self, const char *title, const char *subtitle, const char *button,
                            const char *search, const char *list)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (priv->title, title);
  adw_window_title_set_subtitle (priv->title, subtitle);
  gtk_button_set_label (GTK_BUTTON (priv->choose_button), button);
  g_object_set (priv->search, "placeholder-text", search, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->search), GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_PROPERTY_LABEL, list, -1);
}

/* Says why the list is empty.
 * @description: (nullable) */
void
bs_choose_dialog_set_nothing (BsChooseDialog *self, const char *icon, const char *title, const char *description)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));

  adw_status_page_set_icon_name (priv->nothing, icon);
  adw_status_page_set_title (priv->nothing, title);
  adw_status_page_set_description (priv->nothing, description);
}

/* Returns: (transfer full): the items that match the text
 * @items: (transfer full) */
GListModel *
bs_choose_dialog_filter (BsChooseDialog *self, GListModel *items)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_val_if_fail (BS_IS_CHOOSE_DIALOG (self), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  return G_LIST_MODEL (gtk_filter_list_model_new (items, g_object_ref (priv->filter)));
}

/* @items: the items of the list */
void
bs_choose_dialog_set_items (BsChooseDialog *self, GListModel *items)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));
  g_return_if_fail (G_IS_LIST_MODEL (items));

  gtk_single_selection_set_model (priv->selection, items);
  gtk_list_view_set_model (priv->view, GTK_SELECTION_MODEL (priv->selection));
  update (self);
}

/* Lists the items that match the text now, and selects the first. All rows are filled again. */
void
bs_choose_dialog_search (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);
  BsChooseDialogClass *klass = BS_CHOOSE_DIALOG_GET_CLASS (self);
  g_autofree char *typed = NULL;

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));

  typed = dup_typed (self);
  g_free (priv->searched);
  priv->searched = bs_utf8_fold (typed);
  gtk_list_view_set_model (priv->view, NULL);
  gtk_filter_changed (priv->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_list_view_set_model (priv->view, GTK_SELECTION_MODEL (priv->selection));
  if (*typed != '\0')
    gtk_single_selection_set_selected (priv->selection, 0);
  if (klass->searched != NULL)
    klass->searched (self, typed);
  update (self);
}

/* @position: of the item, which is shown too */
void
bs_choose_dialog_select (BsChooseDialog *self, guint position)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));

  gtk_single_selection_set_selected (priv->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (priv->view), "list.scroll-to-item", "u", position);
}

/* Nothing came of what was chosen, which is typed again with the reason. */
void
bs_choose_dialog_show_failure (BsChooseDialog *self, const char *text, const char *reason)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_if_fail (BS_IS_CHOOSE_DIALOG (self));
  g_return_if_fail (text != NULL && reason != NULL);

  gtk_editable_set_text (GTK_EDITABLE (priv->search), text);
  gtk_editable_set_position (GTK_EDITABLE (priv->search), -1);
  bs_entry_note_set (GTK_WIDGET (priv->search), priv->failure, reason, TRUE);
  gtk_widget_set_visible (priv->failure, TRUE);
  g_free (priv->failed);
  priv->failed = g_strdup (text);
  bs_choose_dialog_search (self);
}

/* Returns: (transfer none): the listed items */
GtkSingleSelection *
bs_choose_dialog_get_selection (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_val_if_fail (BS_IS_CHOOSE_DIALOG (self), NULL);

  return priv->selection;
}

/* Returns: (transfer none): the field of the text */
GtkWidget *
bs_choose_dialog_get_entry (BsChooseDialog *self)
{
  BsChooseDialogPrivate *priv = bs_choose_dialog_get_instance_private (self);

  g_return_val_if_fail (BS_IS_CHOOSE_DIALOG (self), NULL);

  return GTK_WIDGET (priv->search);
}
