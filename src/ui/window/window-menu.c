/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window-private.h"

/* What the main menu took the place of. */
typedef struct
{
  BsWindow *window;
  GtkWidget *focus;
  GtkWidget *pane; /* of the outer leaflet */
  gboolean sidebar_shown;
} Before;

static void
before_free (gpointer data, GClosure *closure)
{
  Before *before = data;

  g_object_unref (before->focus);
  g_object_unref (before->pane);
  g_free (before);
}

/* The keys of the list work again at once, unless something that was chosen in the menu has taken them. */
static gboolean
menu_left_cb (gpointer user_data)
{
  GtkWidget *focus = user_data;
  GtkRoot *root = gtk_widget_get_root (focus);

  if (root != NULL && gtk_widget_get_mapped (focus) && !GTK_IS_EDITABLE (gtk_root_get_focus (root)))
    gtk_widget_grab_focus (focus);
  return G_SOURCE_REMOVE;
}

static void
menu_closed_cb (GtkPopover *popover, Before *before)
{
  BsWindow *self = before->window;

  g_assert (BS_IS_WINDOW (self));

  if (self->library != NULL)
    {
      adw_leaflet_set_visible_child (self->outer, before->pane);
      if (!adw_leaflet_get_folded (self->outer))
        bs_window_set_sidebar_shown (self, before->sidebar_shown);
      /* The popover itself still has to hand the focus on. */
      g_idle_add_full (G_PRIORITY_DEFAULT, menu_left_cb, g_object_ref (before->focus), g_object_unref);
    }
  g_signal_handlers_disconnect_by_func (popover, menu_closed_cb, before);
}

static void
popup_library_menu (BsWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  Before *before = NULL;
  GtkPopover *popover;

  if (focus != NULL)
    {
      before = g_new0 (Before, 1);
      before->window = self;
      before->focus = g_object_ref (focus);
      before->pane = g_object_ref (adw_leaflet_get_visible_child (self->outer));
      before->sidebar_shown = self->sidebar_shown;
    }
  bs_window_go_to_sidebar (self);
  popover = bs_sidebar_popup_menu (self->sidebar);
  if (before != NULL)
    g_signal_connect_data (popover, "closed", G_CALLBACK (menu_closed_cb), before, before_free, 0);
}

void
bs_window_popup_menu (BsWindow *self)
{
  const char *page;

  g_return_if_fail (BS_IS_WINDOW (self));

  page = gtk_stack_get_visible_child_name (self->pages);
  if (g_strcmp0 (page, "start") == 0)
    {
      bs_start_page_popup_menu (self->start_page);
    }
  else if (g_strcmp0 (page, "unavailable") == 0)
    {
      bs_unavailable_page_popup_menu (self->unavailable);
    }
  else
    {
      popup_library_menu (self);
    }
}
