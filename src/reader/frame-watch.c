/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/frame-watch.h"

/* A covered or minimised window may not draw for as long as it is. */
#define BOUND_MILLISECONDS 3000

/* Only a paintable of the widget shows that its own content was drawn, and not something else in the window. */
struct _BsFrameWatch
{
  GdkPaintable *paintable;
  gulong handler;
  guint source;
  BsFrameWatchFunc func;
  gpointer user_data;
};

static gboolean
shows_something (GdkPaintable *paintable)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;

  gsk_render_node_unref (node);
  return TRUE;
}

static void
drawn_cb (GdkPaintable *paintable, gpointer user_data)
{
  BsFrameWatch *self = user_data;

  g_assert (GDK_IS_PAINTABLE (paintable));

  /* A web view draws nothing before its first frame, which is late while the machine starts its process. */
  if (!shows_something (paintable))
    return;

  g_clear_signal_handler (&self->handler, paintable);
  g_clear_handle_id (&self->source, g_source_remove);
  self->func (self->user_data);
}

static gboolean
not_drawn_cb (gpointer user_data)
{
  BsFrameWatch *self = user_data;

  self->source = 0;
  g_clear_signal_handler (&self->handler, self->paintable);
  self->func (self->user_data);

  return G_SOURCE_REMOVE;
}

/* Makes the widget draw, and calls func once when it was drawn or cannot be. func may free the watch. */
BsFrameWatch *
bs_frame_watch_new (GtkWidget *widget, BsFrameWatchFunc func, gpointer user_data)
{
  BsFrameWatch *self;
  guint bound;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (BsFrameWatch, 1);
  self->func = func;
  self->user_data = user_data;
  self->paintable = gtk_widget_paintable_new (widget);
  self->handler = g_signal_connect (self->paintable, "invalidate-contents", G_CALLBACK (drawn_cb), self);
  bound = gtk_widget_get_mapped (widget) ? BOUND_MILLISECONDS : 0;
  self->source = g_timeout_add (bound, not_drawn_cb, self);
  gtk_widget_queue_draw (widget);

  return self;
}

void
bs_frame_watch_free (BsFrameWatch *self)
{
  if (self == NULL)
    return;

  g_clear_signal_handler (&self->handler, self->paintable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->paintable);
  g_free (self);
}
