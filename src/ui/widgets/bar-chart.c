/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/bar-chart.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/shorthand.h"

#define HEIGHT 140
#define MIN_HEIGHT 2.5f

/* Wider bars look like blocks. */
#define MAX_BAR_WIDTH 28.0f

struct _BsBarChart
{
  GtkWidget parent_instance;

  GStrv names;
  guint *counts;
  guint n;
  guint most;
  guint current; /* the bar that keys and the pointer are at; n for none */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsBarChart, bs_bar_chart, GTK_TYPE_WIDGET)

static char *
describe_bar (BsBarChart *self, guint i)
{
  /* Translators: a month, and how many articles are of it */
  return g_strdup_printf (ngettext ("%s: %'u article", "%s: %'u articles", self->counts[i]), self->names[i],
                          self->counts[i]);
}

static float
get_step (BsBarChart *self)
{
  return MIN ((float) gtk_widget_get_width (GTK_WIDGET (self)) / (float) MAX (self->n, 1), MAX_BAR_WIDTH);
}

/* The text for screen readers, about the whole chart and the bar with the cursor. */
static void
update_names (BsBarChart *self)
{
  g_autofree char *bar = self->current < self->n ? describe_bar (self, self->current) : NULL;
  guint most = 0;
  g_autofree char *whole = NULL;

  for (guint i = 1; i < self->n; i++)
    if (self->counts[i] > self->counts[most])
      most = i;
  if (self->n > 0)
    {
      g_autofree char *peak = describe_bar (self, most);

      /* Translators: the first and the last month of a chart, and its highest bar */
      whole = g_strdup_printf (_ ("%s to %s. Most in %s."), self->names[0], self->names[self->n - 1], peak);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  whole != NULL ? whole : "", GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  bar != NULL ? bar : "", -1);
}

static void
set_current (BsBarChart *self, guint current)
{
  if (self->current == current)
    return;
  self->current = current;
  update_names (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_reversed (BsBarChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* Where a bar begins, from the left; in right-to-left windows, time goes from right to left too. */
static float
get_bar_x (BsBarChart *self, guint i, float width)
{
  float x = (float) i * get_step (self);

  return is_reversed (self) ? (float) gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

static guint
find_bar (BsBarChart *self, double x)
{
  float step = get_step (self);

  if (is_reversed (self))
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  if (x < 0 || step <= 0 || x / step >= self->n)
    return self->n;
  return (guint) (x / step);
}

static void
bs_bar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BsBarChart *self = BS_BAR_CHART (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  float space = (float) gtk_widget_get_height (widget);
  float step = get_step (self);
  float gap = step >= 4 ? 1 : 0;
  GdkRGBA color, line;

  gtk_style_context_get_color (style, &color);
  line = color;
  line.alpha *= 0.2f;
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, space - 1, (float) gtk_widget_get_width (widget), 1));
  for (guint i = 0; i < self->n; i++)
    {
      float width = MAX (step - gap, 1);
      float height = (float) self->counts[i] / (float) MAX (self->most, 1) * (space - 1);
      GdkRGBA its = color;

      if (self->counts[i] == 0)
        continue;
      its.alpha *= i == self->current ? 1.0f : 0.7f;
      height = MAX (height, MIN_HEIGHT);
      gtk_snapshot_append_color (snapshot, &its,
                                 &GRAPHENE_RECT_INIT (get_bar_x (self, i, width), space - height, width, height));
    }
  if (self->current < self->n && gtk_widget_has_focus (widget))
    gtk_snapshot_append_color (snapshot, &line,
                               &GRAPHENE_RECT_INIT (get_bar_x (self, self->current, step), 0, step, space));
}

static void
bs_bar_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 100 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 400 : HEIGHT;
}

static gboolean
bs_bar_chart_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  BsBarChart *self = BS_BAR_CHART (widget);
  guint bar = keyboard ? self->current : find_bar (self, x);
  g_autofree char *text = bar < self->n ? describe_bar (self, bar) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
choose (BsBarChart *self, guint bar)
{
  if (bar < self->n && self->counts[bar] > 0)
    g_signal_emit (self, signals[CHOSEN], 0, bar);
}

static void
released_cb (BsBarChart *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  g_assert (BS_IS_BAR_CHART (self));

  choose (self, find_bar (self, x));
}

static void
motion_cb (BsBarChart *self, double x, double y, GtkEventControllerMotion *controller)
{
  g_assert (BS_IS_BAR_CHART (self));

  set_current (self, find_bar (self, x));
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BsBarChart *self = BS_BAR_CHART (widget);
  gint step = g_variant_get_int32 (arguments);

  if (ABS (step) == 1 && is_reversed (self))
    step = -step;
  if (self->n == 0)
    return FALSE;
  if (self->current >= self->n)
    set_current (self, step > 0 ? 0 : self->n - 1);
  else
    set_current (self, (guint) CLAMP ((gint64) self->current + step, 0, (gint64) self->n - 1));
  gtk_widget_trigger_tooltip_query (widget);
  return TRUE;
}

static gboolean
choose_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  choose (BS_BAR_CHART (widget), BS_BAR_CHART (widget)->current);
  return TRUE;
}

static void
bs_bar_chart_finalize (GObject *object)
{
  BsBarChart *self = BS_BAR_CHART (object);

  g_strfreev (self->names);
  g_free (self->counts);

  G_OBJECT_CLASS (bs_bar_chart_parent_class)->finalize (object);
}

static void
bs_bar_chart_class_init (BsBarChartClass *klass)
{
  static const struct
  {
    guint key;
    gint32 step;
  } moves[] = {
    { GDK_KEY_Left, -1 },      { GDK_KEY_Right, 1 },      { GDK_KEY_Page_Up, -12 },
    { GDK_KEY_Page_Down, 12 }, { GDK_KEY_Home, -100000 }, { GDK_KEY_End, 100000 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bs_bar_chart_finalize;
  widget_class->snapshot = bs_bar_chart_snapshot;
  widget_class->measure = bs_bar_chart_measure;
  widget_class->query_tooltip = bs_bar_chart_query_tooltip;
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_UINT);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "i", moves[i].step);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, choose_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, choose_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
bs_bar_chart_init (BsBarChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

GtkWidget *
bs_bar_chart_new (void)
{
  return g_object_new (BS_TYPE_BAR_CHART, NULL);
}

/* @names: (array length=n): the period of each bar; @counts: (array length=n) */
void
bs_bar_chart_set (BsBarChart *self, const char *const *names, const guint *counts, guint n)
{
  g_return_if_fail (BS_IS_BAR_CHART (self));

  g_strfreev (self->names);
  g_free (self->counts);
  self->names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->names[i] = g_strdup (names[i]);
  self->counts = g_memdup2 (counts, n * sizeof *counts);
  self->n = n;
  self->current = n;
  self->most = 0;
  for (guint i = 0; i < n; i++)
    self->most = MAX (self->most, counts[i]);
  update_names (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
