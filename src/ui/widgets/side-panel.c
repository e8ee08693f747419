/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/side-panel.h"

struct _BsSidePanel
{
  GtkWidget parent_instance;

  GtkWidget *content; /* (nullable) */
  GtkWidget *panel;   /* (nullable) */
  gboolean revealed;
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_REVEALED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsSidePanel, bs_side_panel, GTK_TYPE_WIDGET)

static gboolean
is_shown (BsSidePanel *self)
{
  return self->panel != NULL && self->revealed;
}

static void
bs_side_panel_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  BsSidePanel *self = BS_SIDE_PANEL (widget);
  int panel_minimum, panel_natural;

  *minimum = *natural = 0;
  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  if (!is_shown (self))
    return;
  gtk_widget_measure (self->panel, orientation, -1, &panel_minimum, &panel_natural, NULL, NULL);
  *minimum = MAX (*minimum, panel_minimum);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + panel_minimum : MAX (*natural, panel_natural);
}

static void
bs_side_panel_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsSidePanel *self = BS_SIDE_PANEL (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int least = 0;
  int panel_width = 0;

  if (self->content != NULL)
    gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (is_shown (self))
    gtk_widget_measure (self->panel, GTK_ORIENTATION_HORIZONTAL, -1, &panel_width, NULL, NULL, NULL);
  if (panel_width > 0 && width - panel_width < least)
    panel_width = width;

  if (self->panel != NULL)
    {
      gtk_widget_set_child_visible (self->panel, panel_width > 0);
      if (panel_width > 0)
        gtk_widget_size_allocate (self->panel,
                                  &(GtkAllocation){ is_rtl ? 0 : width - panel_width, 0, panel_width, height }, -1);
    }
  if (self->content != NULL)
    {
      gtk_widget_set_child_visible (self->content, panel_width < width);
      if (panel_width < width)
        gtk_widget_size_allocate (self->content,
                                  &(GtkAllocation){ is_rtl ? panel_width : 0, 0, width - panel_width, height }, -1);
    }
}

static GtkSizeRequestMode
bs_side_panel_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bs_side_panel_dispose (GObject *object)
{
  BsSidePanel *self = BS_SIDE_PANEL (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->panel, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_side_panel_parent_class)->dispose (object);
}

static void
bs_side_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsSidePanel *self = BS_SIDE_PANEL (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, self->revealed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
replace (BsSidePanel *self, GtkWidget **child, GtkWidget *other)
{
  g_clear_pointer (child, gtk_widget_unparent);
  *child = other;
  if (other != NULL)
    gtk_widget_set_parent (other, GTK_WIDGET (self));
}

static void
bs_side_panel_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BsSidePanel *self = BS_SIDE_PANEL (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      replace (self, &self->content, g_value_get_object (value));
      break;
    case PROP_REVEALED:
      bs_side_panel_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_side_panel_class_init (BsSidePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_side_panel_dispose;
  object_class->get_property = bs_side_panel_get_property;
  object_class->set_property = bs_side_panel_set_property;
  widget_class->measure = bs_side_panel_measure;
  widget_class->size_allocate = bs_side_panel_size_allocate;
  widget_class->get_request_mode = bs_side_panel_get_request_mode;

  properties[PROP_CONTENT] =
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] = g_param_spec_boolean (
      "revealed", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bs_side_panel_init (BsSidePanel *self)
{
}

void
bs_side_panel_set_panel (BsSidePanel *self, GtkWidget *panel)
{
  g_return_if_fail (BS_IS_SIDE_PANEL (self));
  g_return_if_fail (GTK_IS_WIDGET (panel));

  replace (self, &self->panel, panel);
  gtk_widget_set_child_visible (panel, FALSE);
}

/* Returns: (transfer none) (nullable) */
GtkWidget *
bs_side_panel_get_panel (BsSidePanel *self)
{
  g_return_val_if_fail (BS_IS_SIDE_PANEL (self), NULL);

  return self->panel;
}

gboolean
bs_side_panel_get_revealed (BsSidePanel *self)
{
  g_return_val_if_fail (BS_IS_SIDE_PANEL (self), FALSE);

  return self->revealed;
}

void
bs_side_panel_set_revealed (BsSidePanel *self, gboolean revealed)
{
  g_return_if_fail (BS_IS_SIDE_PANEL (self));

  if (self->revealed == revealed)
    return;
  self->revealed = revealed;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
