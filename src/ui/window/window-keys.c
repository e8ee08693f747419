/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window-private.h"

static void
paged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  g_assert (BS_IS_READER (source));
  g_assert (BS_IS_WINDOW (self));

  self->paging = FALSE;
  moved = bs_reader_page_finish (BS_READER (source), result, &error);
  if (!moved && error == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.next", NULL);
}

static void
paged_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;

  g_assert (BS_IS_READER (source));
  g_assert (BS_IS_WINDOW (self));

  self->paging = FALSE;
  bs_reader_page_finish (BS_READER (source), result, NULL);
}

static void
page (BsWindow *self, int direction)
{
  BsReader *reader = bs_reader_pane_get_reader (self->reader);

  if (bs_reader_get_path (reader) == NULL)
    {
      if (direction > 0)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.next", NULL);
      return;
    }

  /* A key held down must not run through articles faster than they are shown. */
  if (self->paging || bs_reader_get_state (reader) == BS_READER_LOADING)
    return;

  if (bs_reader_get_state (reader) == BS_READER_FAILED)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), direction > 0 ? "win.next" : "win.previous", NULL);
      return;
    }

  self->paging = TRUE;
  bs_reader_page (reader, direction, direction > 0 ? paged_cb : paged_back_cb, g_object_ref (self));
}

/* Single letters act in the list and the reader; in the sidebar they are typed. */
static gboolean
key_pressed_cb (BsWindow *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  g_assert (BS_IS_WINDOW (self));

  if (GTK_IS_EDITABLE (gtk_root_get_focus (GTK_ROOT (self))))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    {
      /* A button within, such as one of a page that failed, keeps its own key. */
      if ((modifiers & ~GDK_SHIFT_MASK) != 0 || GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (self))))
        return GDK_EVENT_PROPAGATE;
      page (self, (modifiers & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      return GDK_EVENT_STOP;
    }

  if (modifiers != 0 && modifiers != GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;

  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_j:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.next", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_k:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.previous", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_n:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.next-unread", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_s:
      bs_window_toggle_mark (self, BS_MARK_STARRED);
      return GDK_EVENT_STOP;
    case GDK_KEY_u:
      bs_window_toggle_mark (self, BS_MARK_UNREAD);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
install (BsWindow *self, GtkWidget *widget)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, key);
}

void
bs_window_install_keys (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  install (self, bs_article_pane_get_view (self->articles));
  install (self, bs_reader_pane_get_body (self->reader));
}
