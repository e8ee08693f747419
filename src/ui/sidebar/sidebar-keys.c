/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-private.h"
#include "ui/sidebar/sidebar-row.h"

static BsSidebarRow *
find_focused (BsSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;
  if (BS_IS_SIDEBAR_ROW (child))
    return BS_SIDEBAR_ROW (child);
  return BS_SIDEBAR_ROW (gtk_widget_get_ancestor (focus, BS_TYPE_SIDEBAR_ROW));
}

/* Whoever types quickly is ahead of the focus, which is on its way to the row that was selected. */
static GtkTreeListRow *
find_row (BsSidebar *self)
{
  BsSidebarRow *sidebar_row;

  if (self->focus_id != 0)
    return gtk_single_selection_get_selected_item (self->selection);

  sidebar_row = find_focused (self);
  return sidebar_row != NULL ? bs_sidebar_row_get_list_row (sidebar_row) : NULL;
}

static gboolean
focus_selected_cb (gpointer user_data)
{
  BsSidebar *self = user_data;
  GtkTreeListRow *row;

  g_assert (BS_IS_SIDEBAR (self));

  self->focus_id = 0;
  row = gtk_single_selection_get_selected_item (self->selection);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *sidebar_row = gtk_widget_get_first_child (child);

      if (BS_IS_SIDEBAR_ROW (sidebar_row) && bs_sidebar_row_get_list_row (BS_SIDEBAR_ROW (sidebar_row)) == row &&
          gtk_widget_grab_focus (child))
        return G_SOURCE_REMOVE;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));

  return G_SOURCE_REMOVE;
}

/* Where the selected row is, the arrow keys go on from; a row that has just been opened has its widget a moment
 * later. */
void
bs_sidebar_focus_selected (BsSidebar *self)
{
  g_return_if_fail (BS_IS_SIDEBAR (self));

  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_selected_cb, self, NULL);
}

static void
go_to (BsSidebar *self, GtkTreeListRow *row)
{
  guint position = gtk_tree_list_row_get_position (row);

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  bs_sidebar_focus_selected (self);
}

/* As in any tree: towards the end opens, and then goes to the first below; back closes, and then goes above. */
static gboolean
key_pressed_cb (BsSidebar *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr (GtkTreeListRow) other = NULL;
  GtkTreeListRow *row;
  GListModel *children;
  gboolean opens;

  g_assert (BS_IS_SIDEBAR (self));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    opens = !is_rtl;
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    opens = is_rtl;
  else
    return GDK_EVENT_PROPAGATE;

  row = find_row (self);
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;

  children = gtk_tree_list_row_get_expanded (row) ? gtk_tree_list_row_get_children (row) : NULL;
  if (opens && children == NULL)
    {
      gtk_tree_list_row_set_expanded (row, TRUE);
      return GDK_EVENT_STOP;
    }
  if (!opens && children != NULL && g_list_model_get_n_items (children) > 0)
    {
      gtk_tree_list_row_set_expanded (row, FALSE);
      return GDK_EVENT_STOP;
    }

  other = opens ? gtk_tree_list_row_get_child_row (row, 0) : gtk_tree_list_row_get_parent (row);
  if (other != NULL)
    go_to (self, other);
  return GDK_EVENT_STOP;
}

void
bs_sidebar_install_keys (BsSidebar *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  g_return_if_fail (BS_IS_SIDEBAR (self));

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), key);
}
