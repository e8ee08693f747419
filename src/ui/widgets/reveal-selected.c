/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/reveal-selected.h"

static void
scroll (GtkListView *view)
{
  guint position = gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (view)));

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (view), "list.scroll-to-item", "u", position);
}

static gboolean
frame_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  if ((*n_frames)++ == 0)
    return G_SOURCE_CONTINUE;
  if (GTK_IS_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view))))
    scroll (GTK_LIST_VIEW (view));
  return G_SOURCE_REMOVE;
}

/* Scrolls to the selected row: at once, and again after the next frame, because only then the list view knows the size
 * of a row that was just added. */
void
bs_reveal_selected (GtkListView *view)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (view));
  g_return_if_fail (GTK_IS_SINGLE_SELECTION (gtk_list_view_get_model (view)));

  scroll (view);
  gtk_widget_add_tick_callback (GTK_WIDGET (view), frame_cb, g_new0 (guint, 1), g_free);
}
