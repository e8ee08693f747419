/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-pane-private.h"
#include "ui/list/article-row.h"

/* The menu of what is selected, by the mouse and by the keyboard. */

static void
closed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_pane_focus (self);
}

static void
popup (BsArticlePane *self, const GdkRectangle *place)
{
  if (bs_article_pane_get_n_selected (self) == 0)
    return;
  if (self->menu == NULL)
    {
      GMenu *model = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "article-menu");

      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (model)));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
    }
  bs_article_pane_emit_menu (self);
  gtk_popover_set_pointing_to (self->menu, place);
  gtk_popover_popup (self->menu);
}

static gboolean
select_at (BsArticlePane *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = NULL;
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  BsArticleItem *item;
  guint position;

  if (picked != NULL)
    row = BS_IS_ARTICLE_ROW (picked) ? picked : gtk_widget_get_ancestor (picked, BS_TYPE_ARTICLE_ROW);
  /* Around a row's content there is a margin that belongs to it too. */
  if (row == NULL && picked != NULL && BS_IS_ARTICLE_ROW (gtk_widget_get_first_child (picked)))
    row = gtk_widget_get_first_child (picked);
  item = row != NULL ? bs_article_row_get_item (BS_ARTICLE_ROW (row)) : NULL;
  if (item == NULL || !bs_article_list_find (self->list, bs_article_item_get_id (item), &position))
    return FALSE;
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  return TRUE;
}

static void
pressed_cb (BsArticlePane *self, int n_press, double x, double y, GtkGesture *gesture)
{
  double pane_x, pane_y;

  g_assert (BS_IS_ARTICLE_PANE (self));

  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &pane_x, &pane_y);
  if (self->list == NULL || !select_at (self, pane_x, pane_y))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup (self, &(GdkRectangle){ (int) pane_x, (int) pane_y, 1, 1 });
}

static gboolean
menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BsArticlePane *self = user_data;
  GtkWidget *row = NULL;
  GdkRectangle place = { gtk_widget_get_width (GTK_WIDGET (self)) / 2, gtk_widget_get_height (GTK_WIDGET (self)) / 2, 1,
                         1 };
  guint position;

  g_assert (BS_IS_ARTICLE_PANE (self));

  if (self->selection != NULL && bs_article_selection_get_cursor (self->selection, &position))
    row = bs_article_pane_find_row (self, position);
  if (row != NULL)
    {
      double x, y;

      gtk_widget_translate_coordinates (row, GTK_WIDGET (self), gtk_widget_get_width (row) / 2.0,
                                        gtk_widget_get_height (row) / 2.0, &x, &y);
      place.x = (int) x;
      place.y = (int) y;
    }
  popup (self, &place);
  return TRUE;
}

void
bs_article_pane_install_menu (BsArticlePane *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                                             gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (menu_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}
