/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window-private.h"

#define SIDEBAR_WIDTH 240
#define LIST_WIDTH 340

/*
 * The outer leaflet holds the sidebar and the inner one, and folds where the panes no longer have the widths that they
 * ask for: at about 1,000 pixels. The inner one holds list and reader, and folds where they do not have the least
 * that they need: at about 600.
 */

static gboolean
sidebar_is_beside (BsWindow *self)
{
  return !adw_leaflet_get_folded (self->outer) && self->sidebar_shown;
}

/* The first header bar holds what the desktop puts at the start of a window, the last what it puts at the end. */
void
bs_window_update_layout (BsWindow *self)
{
  gboolean outer_folded = adw_leaflet_get_folded (self->outer);
  gboolean inner_folded = adw_leaflet_get_folded (self->inner);
  gboolean beside = sidebar_is_beside (self);

  g_return_if_fail (BS_IS_WINDOW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_pane), outer_folded || self->sidebar_shown);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_handle), outer_folded || self->sidebar_shown);

  adw_header_bar_set_show_end_title_buttons (bs_sidebar_get_header (self->sidebar), outer_folded);
  adw_header_bar_set_show_start_title_buttons (bs_article_pane_get_header (self->articles), !beside);
  adw_header_bar_set_show_end_title_buttons (bs_article_pane_get_header (self->articles), inner_folded);
  adw_header_bar_set_show_start_title_buttons (bs_reader_pane_get_header (self->reader), inner_folded && !beside);

  bs_article_pane_set_back_visible (self->articles, outer_folded);
  bs_reader_pane_set_back_visible (self->reader, inner_folded);
  bs_window_update_actions (self);
}

static void
folded_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  /* What one was looking at stays, not what the leaflet showed when it was narrow last. */
  if (adw_leaflet_get_folded (self->outer) && self->library != NULL)
    adw_leaflet_set_visible_child_name (self->outer, "articles");
  bs_window_update_layout (self);
}

static void
inner_folded_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  if (adw_leaflet_get_folded (self->inner))
    adw_leaflet_set_visible_child_name (
        self->inner, bs_reader_get_path (bs_reader_pane_get_reader (self->reader)) != NULL ? "reader" : "list");
  bs_window_update_layout (self);
}

static void
drag_begin_cb (BsWindow *self, BsPaneHandle *handle)
{
  BsPane *pane = handle == self->sidebar_handle ? self->sidebar_pane : self->list_pane;

  g_assert (BS_IS_WINDOW (self));

  self->drag_width = gtk_widget_get_width (GTK_WIDGET (pane));
}

static void
moved_cb (BsWindow *self, int offset, BsPaneHandle *handle)
{
  gboolean is_sidebar = handle == self->sidebar_handle;
  BsPane *pane = is_sidebar ? self->sidebar_pane : self->list_pane;
  int room = gtk_widget_get_width (GTK_WIDGET (self->reader_pane));
  int kept = adw_leaflet_get_folded (self->outer) ? bs_pane_get_least_width (self->reader_pane) :
                                                    bs_pane_get_width (self->reader_pane);
  int most = gtk_widget_get_width (GTK_WIDGET (pane)) + MAX (room - kept, 0);

  g_assert (BS_IS_WINDOW (self));

  bs_pane_set_width (pane, CLAMP (self->drag_width + offset, bs_pane_get_least_width (pane),
                                  MAX (most, bs_pane_get_least_width (pane))));
}

static void
reset_cb (BsWindow *self, BsPaneHandle *handle)
{
  g_assert (BS_IS_WINDOW (self));

  if (handle == self->sidebar_handle)
    bs_pane_set_width (self->sidebar_pane, SIDEBAR_WIDTH);
  else
    bs_pane_set_width (self->list_pane, LIST_WIDTH);
}

void
bs_window_install_layout (BsWindow *self)
{
  BsPaneHandle *handles[] = { self->sidebar_handle, self->list_handle };

  g_return_if_fail (BS_IS_WINDOW (self));

  for (gsize i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      /* A leaflet puts its children one above the other in an order of its own; a pointer has to find the handle
       * from both sides. */
      gtk_widget_insert_before (GTK_WIDGET (handles[i]), gtk_widget_get_parent (GTK_WIDGET (handles[i])), NULL);
      g_signal_connect_object (handles[i], "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handles[i], "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handles[i], "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->outer, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "notify::folded", G_CALLBACK (inner_folded_cb), self, G_CONNECT_SWAPPED);
}

void
bs_window_set_sidebar_shown (BsWindow *self, gboolean shown)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (adw_leaflet_get_folded (self->outer))
    {
      if (g_strcmp0 (adw_leaflet_get_visible_child_name (self->outer), "sidebar") == 0)
        bs_window_go_to_list (self);
      else
        bs_window_go_to_sidebar (self);
      return;
    }

  if (self->sidebar_shown == shown)
    return;

  self->sidebar_shown = shown;
  bs_window_update_layout (self);
  if (!shown)
    bs_article_pane_focus (self->articles);
  g_object_notify (G_OBJECT (self), "sidebar-shown");
}

void
bs_window_go_to_sidebar (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (!adw_leaflet_get_folded (self->outer) && !self->sidebar_shown)
    bs_window_set_sidebar_shown (self, TRUE);
  adw_leaflet_set_visible_child_name (self->outer, "sidebar");
  bs_sidebar_focus (self->sidebar);
}

void
bs_window_go_to_list (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  adw_leaflet_set_visible_child_name (self->outer, "articles");
  adw_leaflet_set_visible_child_name (self->inner, "list");
  bs_article_pane_focus (self->articles);
}

void
bs_window_go_to_reader (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  adw_leaflet_set_visible_child_name (self->outer, "articles");
  adw_leaflet_set_visible_child_name (self->inner, "reader");
  bs_reader_pane_focus (self->reader);
}

void
bs_window_go_back (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (adw_leaflet_get_folded (self->outer) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->outer), "sidebar") == 0)
    return;

  if (adw_leaflet_get_folded (self->inner) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->inner), "reader") == 0)
    bs_window_go_to_list (self);
  else if (adw_leaflet_get_folded (self->outer))
    bs_window_go_to_sidebar (self);
}
