/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/pane-handle.h"

#include "ui/widgets/shorthand.h"

/* In pixels: how far from the line the pointer still grabs it on either side, and the step of an arrow key. On the one
 * side is a scroll bar, which must be reachable too. */
#define REACH_BEFORE 2
#define REACH_BEHIND 6
#define KEY_STEP 16

struct _BsPaneHandle
{
  GtkWidget parent_instance;

  double origin;
};

enum
{
  DRAG_BEGIN,
  MOVED,
  RESET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsPaneHandle, bs_pane_handle, GTK_TYPE_WIDGET)

static int
towards_end (BsPaneHandle *self, double offset)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -(int) offset : (int) offset;
}

/* The handle moves with the resized widget, so positions are measured in a widget that stays in place. */
static double
place_in_parent (BsPaneHandle *self, double x)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  graphene_point_t point;

  if (parent == NULL ||
      !gtk_widget_compute_point (GTK_WIDGET (self), parent, &GRAPHENE_POINT_INIT ((float) x, 0), &point))
    return 0;
  return point.x;
}

static void
drag_begin_cb (BsPaneHandle *self, double x, double y, GtkGestureDrag *gesture)
{
  g_assert (BS_IS_PANE_HANDLE (self));

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->origin = place_in_parent (self, x);
  g_signal_emit (self, signals[DRAG_BEGIN], 0);
}

static void
drag_update_cb (BsPaneHandle *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double start_x, start_y;

  g_assert (BS_IS_PANE_HANDLE (self));

  if (gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    g_signal_emit (self, signals[MOVED], 0,
                   towards_end (self, place_in_parent (self, start_x + offset_x) - self->origin));
}

static void
pressed_cb (BsPaneHandle *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  g_assert (BS_IS_PANE_HANDLE (self));

  if (n_press == 2)
    g_signal_emit (self, signals[RESET], 0);
}

static gboolean
key_pressed_cb (BsPaneHandle *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  int step;

  g_assert (BS_IS_PANE_HANDLE (self));

  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    step = -KEY_STEP;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    step = KEY_STEP;
  else
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[DRAG_BEGIN], 0);
  g_signal_emit (self, signals[MOVED], 0, towards_end (self, step));
  return GDK_EVENT_STOP;
}

static gboolean
bs_pane_handle_contains (GtkWidget *widget, double x, double y)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = is_rtl ? REACH_BEHIND : REACH_BEFORE;
  int right = is_rtl ? REACH_BEFORE : REACH_BEHIND;

  return x >= -left && x <= gtk_widget_get_width (widget) + right && y >= 0 && y <= gtk_widget_get_height (widget);
}

static void
bs_pane_handle_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 1 : 0;
}

static void
bs_pane_handle_class_init (BsPaneHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->contains = bs_pane_handle_contains;
  widget_class->measure = bs_pane_handle_measure;

  signals[DRAG_BEGIN] = bs_new_signal (klass, "drag-begin", 0);
  signals[MOVED] = bs_new_signal (klass, "moved", 1, G_TYPE_INT);
  signals[RESET] = bs_new_signal (klass, "reset", 0);

  gtk_widget_class_set_css_name (widget_class, "panehandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEPARATOR);
}

static void
bs_pane_handle_init (BsPaneHandle *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "col-resize");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}
