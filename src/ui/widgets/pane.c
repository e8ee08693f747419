/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/pane.h"

struct _BsPane
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int width;
  int least_width;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_WIDTH,
  PROP_LEAST_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable_iface;

static void
bs_pane_set_child (BsPane *self, GtkWidget *child)
{
  g_assert (BS_IS_PANE (self));
  g_assert (GTK_IS_WIDGET (child));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
bs_pane_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child) && type == NULL)
    bs_pane_set_child (BS_PANE (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = bs_pane_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BsPane, bs_pane, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static void
bs_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  BsPane *self = BS_PANE (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, self->least_width);
      *natural = MAX (*minimum, self->width);
    }
}

static void
bs_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsPane *self = BS_PANE (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
bs_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bs_pane_dispose (GObject *object)
{
  BsPane *self = BS_PANE (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_pane_parent_class)->dispose (object);
}

static void
bs_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsPane *self = BS_PANE (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_LEAST_WIDTH:
      g_value_set_int (value, self->least_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BsPane *self = BS_PANE (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      if (g_value_get_object (value) != NULL)
        bs_pane_set_child (self, g_value_get_object (value));
      break;
    case PROP_WIDTH:
      bs_pane_set_width (self, g_value_get_int (value));
      break;
    case PROP_LEAST_WIDTH:
      self->least_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_pane_class_init (BsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_pane_dispose;
  object_class->get_property = bs_pane_get_property;
  object_class->set_property = bs_pane_set_property;
  widget_class->measure = bs_pane_measure;
  widget_class->size_allocate = bs_pane_size_allocate;
  widget_class->get_request_mode = bs_pane_get_request_mode;

  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAST_WIDTH] =
      g_param_spec_int ("least-width", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "pane");
}

static void
bs_pane_init (BsPane *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

int
bs_pane_get_width (BsPane *self)
{
  g_return_val_if_fail (BS_IS_PANE (self), 0);

  return self->width;
}

void
bs_pane_set_width (BsPane *self, int width)
{
  g_return_if_fail (BS_IS_PANE (self));

  width = MAX (width, 0);
  if (self->width == width)
    return;

  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}

int
bs_pane_get_least_width (BsPane *self)
{
  g_return_val_if_fail (BS_IS_PANE (self), 0);

  return self->least_width;
}
