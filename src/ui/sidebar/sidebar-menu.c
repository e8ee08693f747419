/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-menu.h"

#include "model/library/list/category.h"
#include "model/library/list/facet.h"
#include "model/library/list/saved-search.h"
#include "ui/sidebar/sidebar-hold.h"
#include "ui/sidebar/sidebar-item.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/pressed.h"
#include "ui/widgets/shorthand.h"

struct _BsSidebarMenu
{
  GObject parent_instance;

  GtkWidget *sidebar; /* (nullable): which owns this */
  GtkWidget *view;    /* in it */
  BsSidebarMenuFunc find;
  GtkPopover *popover; /* (nullable): made when it is first shown */
  GtkTreeListRow *row; /* (nullable): which the menu is about, while it is shown */
  GtkWidget *focus;    /* (nullable): the widget of that row */
  GSimpleActionGroup *actions;
  gboolean has_paths; /* categories can be in others */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebarMenu, bs_sidebar_menu, G_TYPE_OBJECT)

static BsScope
get_heading (GObject *item)
{
  if (!BS_IS_SIDEBAR_ITEM (item) || bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) != BS_SIDEBAR_SECTION)
    return BS_SCOPE_ALL;
  return bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (item));
}

/* Returns: (nullable): the row, if it is a heading, a name in the articles' front matter, or a saved search */
static GtkTreeListRow *
take_place (BsSidebarRow *sidebar_row)
{
  GtkTreeListRow *row = sidebar_row != NULL ? bs_sidebar_row_get_list_row (sidebar_row) : NULL;
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return BS_IS_FACET (item) || BS_IS_SAVED_SEARCH (item) || get_heading (item) != BS_SCOPE_ALL ? row : NULL;
}

static gboolean
can_do_with_search (GtkTreeListRow *row, BsSavedSearch *search, const char *action)
{
  const BsMarksSearch *kept = bs_saved_search_get_kept (search);
  g_autoptr (GtkTreeListRow) section = gtk_tree_list_row_get_parent (row);

  if (g_str_equal (action, "notify-search"))
    return !kept->notifies;
  if (g_str_equal (action, "mute-search"))
    return kept->notifies;
  if (g_str_equal (action, "raise-search"))
    return kept->place > 0;
  if (g_str_equal (action, "lower-search"))
    return section != NULL && kept->place + 1 < g_list_model_get_n_items (gtk_tree_list_row_get_children (section));
  return g_str_equal (action, "rename") || g_str_equal (action, "edit-search") ||
         g_str_equal (action, "delete-search") || g_str_equal (action, "export");
}

/* Returns: whether an action makes sense for a row */
static gboolean
can_do (BsSidebarMenu *self, GtkTreeListRow *row, const char *action)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  gboolean is_category = BS_IS_CATEGORY (item);

  if (BS_IS_SAVED_SEARCH (item))
    return can_do_with_search (row, BS_SAVED_SEARCH (item), action);
  if (g_str_has_suffix (action, "-search"))
    return FALSE;
  if (g_str_equal (action, "new-category"))
    return get_heading (item) == BS_SCOPE_CATEGORY;
  if (g_str_equal (action, "all-tags"))
    return get_heading (item) == BS_SCOPE_TAG;
  if (g_str_equal (action, "all-sources"))
    return get_heading (item) == BS_SCOPE_SOURCE;
  if (g_str_equal (action, "new-below") || g_str_equal (action, "move"))
    return is_category && self->has_paths;
  if (g_str_equal (action, "move-to-top"))
    return is_category && bs_category_get_path (BS_CATEGORY (item))[1] != NULL;
  return BS_IS_FACET (item);
}

/* A menu only shows entries that make sense. */
static void
update_actions (BsSidebarMenu *self, GtkTreeListRow *row)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (guint i = 0; names[i] != NULL; i++)
    bs_actions_set_enabled (G_ACTION_MAP (self->actions), names[i], row == NULL || can_do (self, row, names[i]));
}

/* These are about no row, and in the main menu too. */
static gboolean
is_general (const char *action)
{
  return g_str_equal (action, "new-category") || g_str_equal (action, "all-tags") ||
         g_str_equal (action, "all-sources");
}

static void
choose (BsSidebarMenu *self, const char *action)
{
  /* The popover is closing; its row is still the current one. */
  GtkTreeListRow *place = self->row != NULL ? self->row : take_place (self->find (self->sidebar));
  g_autoptr (GtkTreeListRow) row = place != NULL ? g_object_ref (place) : NULL;

  /* The key is the same. */
  if (row != NULL && g_str_equal (action, "remove"))
    {
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

      if (BS_IS_SAVED_SEARCH (item))
        action = "delete-search";
    }
  if (is_general (action))
    g_signal_emit (self, signals[CHOSEN], 0, NULL, action);
  else if (row != NULL && can_do (self, row, action))
    g_signal_emit (self, signals[CHOSEN], 0, row, action);
}

static void
action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (BS_SIDEBAR_MENU (user_data), g_action_get_name (G_ACTION (action)));
}

static gboolean
forget_cb (gpointer user_data)
{
  BsSidebarMenu *self = user_data;

  g_clear_object (&self->row);
  /* The keys are about whichever row is focused. */
  update_actions (self, NULL);
  return G_SOURCE_REMOVE;
}

/* The chosen action runs after the menu is closed. */
static void
closed_cb (BsSidebarMenu *self)
{
  g_assert (BS_IS_SIDEBAR_MENU (self));

  if (self->focus != NULL)
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, forget_cb, g_object_ref (self), g_object_unref);
}

/* Returns: whether the row has a menu */
static gboolean
popup (BsSidebarMenu *self, BsSidebarRow *sidebar_row, double x, double y)
{
  GtkTreeListRow *row = take_place (sidebar_row);
  double sidebar_x, sidebar_y;

  if (row == NULL)
    return FALSE;
  if (self->popover == NULL)
    {
      GMenu *model = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "place-menu");

      self->popover = GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (model)));
      gtk_popover_set_has_arrow (self->popover, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->popover), self->sidebar);
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
    }
  g_set_object (&self->row, row);
  update_actions (self, row);
  g_set_weak_pointer (&self->focus, gtk_widget_get_parent (GTK_WIDGET (sidebar_row)));
  gtk_widget_translate_coordinates (self->view, self->sidebar, x, y, &sidebar_x, &sidebar_y);
  gtk_popover_set_pointing_to (self->popover, &(GdkRectangle){ (int) sidebar_x, (int) sidebar_y, 1, 1 });
  gtk_popover_popup (self->popover);
  return TRUE;
}

static gboolean
popup_at (BsSidebarMenu *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (self->view, x, y, GTK_PICK_DEFAULT);

  if (picked == NULL || !popup (self, bs_sidebar_hold_find_row (self->view, picked), x, y))
    return FALSE;
  bs_pressed_release (picked, self->popover);
  return TRUE;
}

static void
right_clicked_cb (BsSidebarMenu *self, int n_press, double x, double y, GtkGesture *gesture)
{
  g_assert (BS_IS_SIDEBAR_MENU (self));

  if (popup_at (self, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (BsSidebarMenu *self, double x, double y, GtkGesture *gesture)
{
  g_assert (BS_IS_SIDEBAR_MENU (self));

  if (popup_at (self, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BsSidebarMenu *self = user_data;
  BsSidebarRow *row = self->find (self->sidebar);
  double x, y;

  g_assert (BS_IS_SIDEBAR_MENU (self));

  if (row == NULL)
    return FALSE;
  gtk_widget_translate_coordinates (GTK_WIDGET (row), self->view, gtk_widget_get_width (GTK_WIDGET (row)) / 2.0,
                                    gtk_widget_get_height (GTK_WIDGET (row)) / 2.0, &x, &y);
  return popup (self, row, x, y);
}

static void
bs_sidebar_menu_finalize (GObject *object)
{
  BsSidebarMenu *self = BS_SIDEBAR_MENU (object);

  bs_sidebar_menu_close (self);
  g_clear_object (&self->row);
  g_clear_object (&self->actions);
  g_clear_weak_pointer (&self->focus);

  G_OBJECT_CLASS (bs_sidebar_menu_parent_class)->finalize (object);
}

static void
bs_sidebar_menu_class_init (BsSidebarMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_sidebar_menu_finalize;

  signals[CHOSEN] = bs_new_signal (klass, "chosen", 2, GTK_TYPE_TREE_LIST_ROW, G_TYPE_STRING);
}

static void
bs_sidebar_menu_init (BsSidebarMenu *self)
{
}

static void
add_shortcut (GtkEventController *keys, GtkShortcutTrigger *trigger, GtkShortcutAction *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (trigger, action));
}

static void
install (BsSidebarMenu *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (press));

  add_shortcut (keys,
                gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                             gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK)),
                gtk_callback_action_new (menu_key_cb, self, NULL));
  add_shortcut (keys, gtk_keyval_trigger_new (GDK_KEY_F2, 0), gtk_named_action_new ("place.rename"));
  add_shortcut (keys,
                gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                             gtk_keyval_trigger_new (GDK_KEY_KP_Delete, 0)),
                gtk_named_action_new ("place.remove"));
  add_shortcut (keys, gtk_keyval_trigger_new (GDK_KEY_Up, GDK_ALT_MASK), gtk_named_action_new ("place.raise-search"));
  add_shortcut (keys, gtk_keyval_trigger_new (GDK_KEY_Down, GDK_ALT_MASK), gtk_named_action_new ("place.lower-search"));
  gtk_widget_add_controller (self->view, keys);
}

BsSidebarMenu *
bs_sidebar_menu_new (GtkWidget *sidebar, GtkListView *view, BsSidebarMenuFunc find)
{
  static const GActionEntry entries[] = {
    { .name = "rename", .activate = action_cb },       { .name = "new-below", .activate = action_cb },
    { .name = "merge", .activate = action_cb },        { .name = "move", .activate = action_cb },
    { .name = "move-to-top", .activate = action_cb },  { .name = "remove", .activate = action_cb },
    { .name = "new-category", .activate = action_cb }, { .name = "all-tags", .activate = action_cb },
    { .name = "all-sources", .activate = action_cb },  { .name = "notify-search", .activate = action_cb },
    { .name = "mute-search", .activate = action_cb },  { .name = "raise-search", .activate = action_cb },
    { .name = "lower-search", .activate = action_cb }, { .name = "delete-search", .activate = action_cb },
    { .name = "edit-search", .activate = action_cb },  { .name = "export", .activate = action_cb },
  };
  BsSidebarMenu *self;

  g_return_val_if_fail (GTK_IS_WIDGET (sidebar), NULL);
  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);

  self = g_object_new (BS_TYPE_SIDEBAR_MENU, NULL);
  self->sidebar = sidebar;
  self->view = GTK_WIDGET (view);
  self->find = find;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (sidebar, "place", G_ACTION_GROUP (self->actions));
  install (self);
  return self;
}

/* The sidebar is going. */
void
bs_sidebar_menu_close (BsSidebarMenu *self)
{
  g_return_if_fail (BS_IS_SIDEBAR_MENU (self));

  if (self->sidebar == NULL)
    return;
  gtk_widget_insert_action_group (self->sidebar, "place", NULL);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  self->sidebar = NULL;
}

/* @has_paths: whether a category can be in another one, as Hexo's are */
void
bs_sidebar_menu_set_has_paths (BsSidebarMenu *self, gboolean has_paths)
{
  g_return_if_fail (BS_IS_SIDEBAR_MENU (self));

  self->has_paths = has_paths;
}
