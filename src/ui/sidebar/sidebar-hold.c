/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-hold.h"

#include <math.h>

#include "ui/widgets/shorthand.h"

/* The list view keeps one row, its anchor, in place when rows are added or removed. That is usually the selected row or
 * one in the middle, so a category that expands above the pointer would push the row under it away. During a drag, the
 * row under the pointer is made the anchor. */
struct _BsSidebarHold
{
  GObject parent_instance;

  GtkWidget *view; /* owns this object */
  gboolean is_hovered;
  double x, y;          /* the pointer */
  GtkTreeListRow *row;  /* (nullable): the anchor */
  double row_y;         /* the position of its top in the view */
  double page;          /* the height of the view at that time */
  GdkFrameClock *clock; /* (nullable): while rows are about to move */
  gulong clock_id;
};

enum
{
  CAUGHT,
  ROW_CHANGED,
  RELEASED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebarHold, bs_sidebar_hold, G_TYPE_OBJECT)

/* Returns: (transfer none) (nullable): the row of the list view that contains a widget */
BsSidebarRow *
bs_sidebar_hold_find_row (GtkWidget *view, GtkWidget *widget)
{
  GtkWidget *row;

  if (!gtk_widget_is_ancestor (widget, view))
    return NULL;
  row = gtk_widget_get_ancestor (widget, BS_TYPE_SIDEBAR_ROW);
  /* The space around a row's content belongs to the row. */
  if (row == NULL)
    row = gtk_widget_get_first_child (widget);
  return BS_IS_SIDEBAR_ROW (row) ? BS_SIDEBAR_ROW (row) : NULL;
}

/* Returns: whether a different row is now under the pointer */
static gboolean
hold (BsSidebarHold *self)
{
  GtkWidget *widget = gtk_widget_pick (self->view, self->x, self->y, GTK_PICK_DEFAULT);
  BsSidebarRow *sidebar_row = widget != NULL ? bs_sidebar_hold_find_row (self->view, widget) : NULL;
  GtkTreeListRow *row = sidebar_row != NULL ? bs_sidebar_row_get_list_row (sidebar_row) : NULL;
  gboolean is_other = row != self->row;
  graphene_rect_t place;

  if (row == NULL || !gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (sidebar_row)), self->view, &place))
    {
      g_clear_object (&self->row);
      return is_other;
    }
  /* A row at the edge would be scrolled into view, but the list is scrolling there anyway. */
  if (place.origin.y < 0 || place.origin.y + place.size.height > gtk_widget_get_height (self->view))
    return is_other;
  /* Anchoring rounds to a pixel, and the errors must not add up. */
  if (!is_other && fabs (place.origin.y - self->row_y) <= 1)
    return FALSE;

  g_set_object (&self->row, row);
  self->row_y = place.origin.y;
  self->page = gtk_widget_get_height (self->view);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", gtk_tree_list_row_get_position (row));
  return is_other;
}

static void
motion_cb (BsSidebarHold *self, double x, double y)
{
  g_assert (BS_IS_SIDEBAR_HOLD (self));

  if (!self->is_hovered)
    g_signal_emit (self, signals[CAUGHT], 0);
  self->is_hovered = TRUE;
  self->x = x;
  self->y = y;
  hold (self);
}

static void
leave_cb (BsSidebarHold *self)
{
  g_assert (BS_IS_SIDEBAR_HOLD (self));

  bs_sidebar_hold_release (self);
}

/* The anchor is stored as a fraction of the view's height, which changes when something below the view is shown or
 * hidden. */
static gboolean
undo_resize (BsSidebarHold *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  double value = gtk_adjustment_get_value (adjustment);

  if (self->row == NULL || self->page == gtk_widget_get_height (self->view))
    return FALSE;

  self->page = gtk_widget_get_height (self->view);
  for (GtkWidget *child = gtk_widget_get_first_child (self->view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      graphene_rect_t place;

      if (BS_IS_SIDEBAR_ROW (row) && bs_sidebar_row_get_list_row (BS_SIDEBAR_ROW (row)) == self->row &&
          gtk_widget_compute_bounds (child, self->view, &place))
        gtk_adjustment_set_value (adjustment, value + place.origin.y - self->row_y);
    }
  return gtk_adjustment_get_value (adjustment) != value;
}

static void
stop_waiting (BsSidebarHold *self)
{
  if (self->clock != NULL)
    g_clear_signal_handler (&self->clock_id, self->clock);
  g_clear_object (&self->clock);
}

static void
painted_cb (BsSidebarHold *self)
{
  g_assert (BS_IS_SIDEBAR_HOLD (self));

  stop_waiting (self);
  if (!undo_resize (self) && hold (self))
    g_signal_emit (self, signals[ROW_CHANGED], 0);
}

/* Scrolling sets an anchor of its own. The rows are in their new positions after the frame. */
static void
scrolled_cb (BsSidebarHold *self)
{
  g_assert (BS_IS_SIDEBAR_HOLD (self));

  if (!self->is_hovered || self->clock != NULL || gtk_widget_get_frame_clock (self->view) == NULL)
    return;
  self->clock = g_object_ref (gtk_widget_get_frame_clock (self->view));
  self->clock_id =
      g_signal_connect_object (self->clock, "after-paint", G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
  gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static void
adjustment_cb (BsSidebarHold *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  g_assert (BS_IS_SIDEBAR_HOLD (self));

  if (adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

static void
bs_sidebar_hold_finalize (GObject *object)
{
  BsSidebarHold *self = BS_SIDEBAR_HOLD (object);

  g_clear_object (&self->row);
  stop_waiting (self);

  G_OBJECT_CLASS (bs_sidebar_hold_parent_class)->finalize (object);
}

static void
bs_sidebar_hold_class_init (BsSidebarHoldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_sidebar_hold_finalize;

  signals[CAUGHT] = bs_new_signal (klass, "caught", 0);
  signals[ROW_CHANGED] = bs_new_signal (klass, "row-changed", 0);
  signals[RELEASED] = bs_new_signal (klass, "released", 0);
}

static void
bs_sidebar_hold_init (BsSidebarHold *self)
{
}

/* @view: outlives it */
BsSidebarHold *
bs_sidebar_hold_new (GtkListView *view)
{
  BsSidebarHold *self = g_object_new (BS_TYPE_SIDEBAR_HOLD, NULL);
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  self->view = GTK_WIDGET (view);
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, motion);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);
  adjustment_cb (self);
  return self;
}

gboolean
bs_sidebar_hold_get_is_hovered (BsSidebarHold *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_HOLD (self), FALSE);

  return self->is_hovered;
}

/* A drag that ends with a drop is not left first. */
void
bs_sidebar_hold_release (BsSidebarHold *self)
{
  g_return_if_fail (BS_IS_SIDEBAR_HOLD (self));

  self->is_hovered = FALSE;
  g_clear_object (&self->row);
  stop_waiting (self);
  g_signal_emit (self, signals[RELEASED], 0);
}
