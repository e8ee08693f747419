/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/focus-keeper.h"

/* Before any key that is pressed next. */
#define PRIORITY G_PRIORITY_HIGH

/* Focuses the next row at once when the focused row of a list is removed. GTK 4.8 does so only before it draws, and
 * keys that are pressed until then are lost. */
struct _BsFocusKeeper
{
  GObject parent_instance;

  GtkWindow *window; /* owns this object */
  GtkWidget *focus;  /* (nullable): a weak pointer to the focused widget */
  GtkWidget *view;   /* (nullable): a weak pointer to the list that it is in */
  guint focus_id;
};

G_DEFINE_FINAL_TYPE (BsFocusKeeper, bs_focus_keeper, G_TYPE_OBJECT)

static gboolean
focus_cb (gpointer user_data)
{
  BsFocusKeeper *self = user_data;

  self->focus_id = 0;
  if (self->focus != NULL && self->focus == gtk_window_get_focus (self->window) &&
      gtk_widget_get_root (self->focus) == NULL && self->view != NULL && gtk_widget_get_mapped (self->view))
    gtk_widget_grab_focus (self->view);
  return G_SOURCE_REMOVE;
}

static void
root_cb (BsFocusKeeper *self)
{
  g_assert (BS_IS_FOCUS_KEEPER (self));

  if (self->focus_id == 0 && self->focus != NULL && gtk_widget_get_root (self->focus) == NULL)
    self->focus_id = g_idle_add_full (PRIORITY, focus_cb, self, NULL);
}

static void
focused_cb (BsFocusKeeper *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  g_assert (BS_IS_FOCUS_KEEPER (self));

  if (self->focus != NULL)
    g_signal_handlers_disconnect_by_func (self->focus, root_cb, self);
  g_set_weak_pointer (&self->focus, focus);
  g_set_weak_pointer (&self->view, focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) : NULL);
  if (self->view != NULL && self->view != focus)
    g_signal_connect_object (focus, "notify::root", G_CALLBACK (root_cb), self, G_CONNECT_SWAPPED);
}

static void
bs_focus_keeper_finalize (GObject *object)
{
  BsFocusKeeper *self = BS_FOCUS_KEEPER (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  g_clear_weak_pointer (&self->view);

  G_OBJECT_CLASS (bs_focus_keeper_parent_class)->finalize (object);
}

static void
bs_focus_keeper_class_init (BsFocusKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_focus_keeper_finalize;
}

static void
bs_focus_keeper_init (BsFocusKeeper *self)
{
}

void
bs_focus_keeper_install (GtkWindow *window)
{
  BsFocusKeeper *self;

  g_return_if_fail (GTK_IS_WINDOW (window));

  self = g_object_new (BS_TYPE_FOCUS_KEEPER, NULL);
  self->window = window;
  g_object_set_data_full (G_OBJECT (window), "bs-focus-keeper", self, g_object_unref);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focused_cb), self, G_CONNECT_SWAPPED);
}
