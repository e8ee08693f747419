/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/navigation.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/toast.h"

struct _BsNavigation
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  GtkWindow *window;
  BsArticlePane *articles;
  BsReaderPane *reader;
  BsPanes *panes;
  BsReadingHistory *history;
  BsSourcePanel *source;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (BsNavigation, bs_navigation, G_TYPE_OBJECT)

static void
sidebar_chosen_cb (BsNavigation *self, gboolean from_keyboard)
{
  g_assert (BS_IS_NAVIGATION (self));

  if (from_keyboard || bs_panes_get_outer_folded (self->panes))
    bs_panes_go_to_list (self->panes);
}

static void
article_chosen_cb (BsNavigation *self, gboolean from_keyboard)
{
  g_assert (BS_IS_NAVIGATION (self));

  if (from_keyboard || bs_panes_get_inner_folded (self->panes))
    bs_panes_go_to_reader (self->panes);
}

static void
focus_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  bs_panes_uncover (self->panes);
  switch (g_variant_get_int32 (parameter))
    {
    case 1:
      bs_panes_go_to_sidebar (self->panes);
      break;
    case 2:
      bs_panes_go_to_list (self->panes);
      break;
    default:
      bs_panes_go_to_reader (self->panes);
      break;
    }
}

static void
pane_back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_panes_go_back (BS_NAVIGATION (user_data)->panes);
}

/* In a narrow window, the articles come first, and then the pane before. */
static void
back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  if (!bs_panes_shows_reader (self->panes) || !bs_reading_history_go (self->history, -1))
    bs_panes_go_back (self->panes);
}

static void
forward_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  if (bs_reading_history_go (self->history, 1) && bs_panes_get_inner_folded (self->panes))
    bs_panes_go_to_reader (self->panes);
}

/* The buttons at the side of a mouse. */
static void
mouse_cb (BsNavigation *self, int n_press, double x, double y, GtkGestureSingle *gesture)
{
  guint button = gtk_gesture_single_get_current_button (gesture);

  g_assert (BS_IS_NAVIGATION (self));

  if (button != 8 && button != 9)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self->window), button == 8 ? "win.back" : "win.forward", NULL);
}

static void
move_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean is_next = g_str_equal (g_action_get_name (G_ACTION (action)), "next");

  bs_article_pane_move (BS_NAVIGATION (user_data)->articles, is_next ? 1 : -1);
}

static void
search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  if (bs_source_panel_find (self->source, FALSE))
    return;
  bs_panes_go_to_list (self->panes);
  bs_article_pane_start_search (self->articles);
}

static void
find_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  if (!bs_source_panel_find (self->source, FALSE))
    bs_reader_pane_find (self->reader);
}

static void
find_step_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;
  int direction = g_str_equal (g_action_get_name (G_ACTION (action)), "find-next") ? 1 : -1;

  if (!bs_source_panel_find_step (self->source, direction))
    bs_reader_find_step (bs_reader_pane_get_reader (self->reader), direction);
}

static void
outline_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  if (!bs_reader_pane_has_outline (self->reader))
    return;
  bs_panes_go_to_reader (self->panes);
  bs_reader_pane_show_outline (self->reader);
}

static void
source_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;

  bs_panes_go_to_reader (self->panes);
  bs_source_panel_toggle (self->source);
}

/* Shows the source of a new article, to be written at its end. */
static void
show_source_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;
  const char *path = bs_reader_get_path (bs_reader_pane_get_reader (self->reader));

  bs_panes_go_to_reader (self->panes);
  if (path != NULL)
    bs_source_panel_open_at (self->source, path, G_MAXINT, 1);
}

static void
set_full_screen (BsNavigation *self, gboolean full)
{
  gboolean alone = full && bs_reader_get_path (bs_reader_pane_get_reader (self->reader)) != NULL;
  AdwToast *toast;

  /* It is for the article, if there is one. */
  if (bs_panes_get_alone (self->panes) == alone)
    return;
  bs_panes_set_alone (self->panes, alone);
  if (!alone)
    return;
  toast = bs_toast_new (_ ("Press F11 to leave full screen"));
  adw_toast_set_button_label (toast, _ ("_Leave"));
  adw_toast_set_action_name (toast, "win.full-screen");
  bs_toast_add (self->toasts, toast);
}

static void
full_screen_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsNavigation *self = user_data;
  gboolean full = !gtk_window_is_fullscreen (self->window) && !bs_panes_get_alone (self->panes);

  if (full)
    gtk_window_fullscreen (self->window);
  else
    gtk_window_unfullscreen (self->window);
  set_full_screen (self, full);
}

/* The desktop has keys and buttons for it, too. */
static void
fullscreened_cb (BsNavigation *self)
{
  g_assert (BS_IS_NAVIGATION (self));

  set_full_screen (self, gtk_window_is_fullscreen (self->window));
}

static void
bs_navigation_class_init (BsNavigationClass *klass)
{
}

static void
bs_navigation_init (BsNavigation *self)
{
}

/* All of them outlive it. */
BsNavigation *
bs_navigation_new (GtkWindow *window, const BsPaneWidgets *widgets, BsPanes *panes, BsReadingHistory *history,
                   BsSourcePanel *source, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "focus", focus_action, "i" },
    { "pane-back", pane_back_action },
    { "back", back_action },
    { "forward", forward_action },
    { "next", move_action },
    { "previous", move_action },
    { "search", search_action },
    { "find", find_action },
    { "find-next", find_step_action },
    { "find-previous", find_step_action },
    { "outline", outline_action },
    { "source", source_action },
    { "show-source", show_source_action },
    { "full-screen", full_screen_action },
  };
  BsNavigation *self;
  GtkGesture *mouse;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_PANES (panes), NULL);
  g_return_val_if_fail (BS_IS_READING_HISTORY (history), NULL);
  g_return_val_if_fail (BS_IS_SOURCE_PANEL (source), NULL);

  self = g_object_new (BS_TYPE_NAVIGATION, NULL);
  self->window = window;
  self->articles = widgets->articles;
  self->reader = widgets->reader;
  self->panes = panes;
  self->history = history;
  self->source = source;
  self->toasts = toasts;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (window, "notify::fullscreened", G_CALLBACK (fullscreened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widgets->sidebar, "chosen", G_CALLBACK (sidebar_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "chosen", G_CALLBACK (article_chosen_cb), self, G_CONNECT_SWAPPED);

  mouse = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (mouse), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (mouse), GTK_PHASE_CAPTURE);
  g_signal_connect_object (mouse, "pressed", G_CALLBACK (mouse_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (mouse));
  return self;
}
