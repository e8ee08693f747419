/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-menu.h"

#include "ui/widgets/id-selection.h"
#include "ui/widgets/pressed.h"
#include "ui/widgets/shorthand.h"

struct _BsArticleMenu
{
  GObject parent_instance;

  GtkWidget *pane;   /* owns this object */
  GtkListView *view; /* in it */
  BsArticleRows *rows;
  GtkPopover *menu; /* (nullable): created when it is first shown */
};

enum
{
  MENU,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsArticleMenu, bs_article_menu, G_TYPE_OBJECT)

static void
closed_cb (BsArticleMenu *self)
{
  g_assert (BS_IS_ARTICLE_MENU (self));

  g_signal_emit (self, signals[CLOSED], 0);
}

static void
popup (BsArticleMenu *self, const GdkRectangle *place)
{
  GtkSelectionModel *selection = gtk_list_view_get_model (self->view);

  if (selection == NULL || bs_id_selection_get_n_selected (BS_ID_SELECTION (selection)) == 0)
    return;
  if (self->menu == NULL)
    {
      GMenu *model = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "article-menu");

      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (model)));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), self->pane);
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
    }
  g_signal_emit (self, signals[MENU], 0);
  gtk_popover_set_pointing_to (self->menu, place);
  gtk_popover_popup (self->menu);
}

static void
pressed_cb (BsArticleMenu *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkSelectionModel *selection = gtk_list_view_get_model (self->view);
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  double pane_x, pane_y;
  guint position;

  g_assert (BS_IS_ARTICLE_MENU (self));

  if (selection == NULL || picked == NULL || !bs_article_rows_find_position (self->rows, picked, &position))
    return;
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), self->pane, x, y, &pane_x, &pane_y);
  popup (self, &(GdkRectangle){ (int) pane_x, (int) pane_y, 1, 1 });
  if (self->menu != NULL)
    bs_pressed_release (picked, self->menu);
}

static gboolean
menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BsArticleMenu *self = user_data;
  GdkRectangle place = { gtk_widget_get_width (self->pane) / 2, gtk_widget_get_height (self->pane) / 2, 1, 1 };
  GtkWidget *row;

  g_assert (BS_IS_ARTICLE_MENU (self));

  row = bs_article_rows_find_cursor (self->rows);
  if (row != NULL)
    {
      double x, y;

      gtk_widget_translate_coordinates (row, self->pane, gtk_widget_get_width (row) / 2.0,
                                        gtk_widget_get_height (row) / 2.0, &x, &y);
      place.x = (int) x;
      place.y = (int) y;
    }
  popup (self, &place);
  return TRUE;
}

static void
bs_article_menu_class_init (BsArticleMenuClass *klass)
{
  signals[MENU] = bs_new_signal (klass, "menu", 0);
  signals[CLOSED] = bs_new_signal (klass, "closed", 0);
}

static void
bs_article_menu_init (BsArticleMenu *self)
{
}

/* @pane: has the menu as a child
 * @view: is in the pane
 * @rows: those of the view */
BsArticleMenu *
bs_article_menu_new (GtkWidget *pane, GtkListView *view, BsArticleRows *rows)
{
  BsArticleMenu *self;
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                                             gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  self = g_object_new (BS_TYPE_ARTICLE_MENU, NULL);
  self->pane = pane;
  self->view = view;
  self->rows = rows;

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (menu_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  return self;
}

/* The pane is going. */
void
bs_article_menu_close (BsArticleMenu *self)
{
  g_return_if_fail (BS_IS_ARTICLE_MENU (self));

  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
}
