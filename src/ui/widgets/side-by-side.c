/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/side-by-side.h"

/* The least width in which both are of use. */
#define ROOM 680

struct _BsSideBySide
{
  GtkWidget parent_instance;

  GtkWidget *main;
  GtkWidget *other; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_MAIN,
  PROP_OTHER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsSideBySide, bs_side_by_side, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
bs_side_by_side_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bs_side_by_side_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  BsSideBySide *self = BS_SIDE_BY_SIDE (widget);
  GtkWidget *child = self->other != NULL ? self->other : self->main;

  *minimum = *natural = 0;
  if (child != NULL)
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
}

static void
bs_side_by_side_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsSideBySide *self = BS_SIDE_BY_SIDE (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int half = (width + 1) / 2;
  int least = 0;
  int other_width = 0;

  if (self->other != NULL)
    {
      if (self->main != NULL)
        gtk_widget_measure (self->main, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      other_width = width >= ROOM && width - half >= least ? half : width;
    }
  if (self->main != NULL)
    {
      gtk_widget_set_child_visible (self->main, other_width < width);
      if (other_width < width)
        gtk_widget_size_allocate (self->main,
                                  &(GtkAllocation){ is_rtl ? 0 : other_width, 0, width - other_width, height }, -1);
    }
  if (self->other != NULL)
    gtk_widget_size_allocate (self->other, &(GtkAllocation){ is_rtl ? width - other_width : 0, 0, other_width, height },
                              -1);
}

static void
bs_side_by_side_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsSideBySide *self = BS_SIDE_BY_SIDE (object);

  switch (prop_id)
    {
    case PROP_MAIN:
      g_value_set_object (value, self->main);
      break;
    case PROP_OTHER:
      g_value_set_object (value, self->other);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_side_by_side_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BsSideBySide *self = BS_SIDE_BY_SIDE (object);

  switch (prop_id)
    {
    case PROP_MAIN:
      g_clear_pointer (&self->main, gtk_widget_unparent);
      self->main = g_value_get_object (value);
      if (self->main != NULL)
        gtk_widget_set_parent (self->main, GTK_WIDGET (self));
      break;
    case PROP_OTHER:
      bs_side_by_side_set_other (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_side_by_side_dispose (GObject *object)
{
  BsSideBySide *self = BS_SIDE_BY_SIDE (object);

  g_clear_pointer (&self->other, gtk_widget_unparent);
  g_clear_pointer (&self->main, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_side_by_side_parent_class)->dispose (object);
}

static void
bs_side_by_side_class_init (BsSideBySideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = bs_side_by_side_get_property;
  G_OBJECT_CLASS (klass)->set_property = bs_side_by_side_set_property;
  G_OBJECT_CLASS (klass)->dispose = bs_side_by_side_dispose;
  widget_class->get_request_mode = bs_side_by_side_get_request_mode;
  widget_class->measure = bs_side_by_side_measure;
  widget_class->size_allocate = bs_side_by_side_size_allocate;

  properties[PROP_MAIN] = g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_OTHER] = g_param_spec_object ("other", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "sidebyside");
}

static void
bs_side_by_side_init (BsSideBySide *self)
{
}

/* @other: (nullable): shown before the main part; the previous one is removed */
void
bs_side_by_side_set_other (BsSideBySide *self, GtkWidget *other)
{
  g_return_if_fail (BS_IS_SIDE_BY_SIDE (self));
  g_return_if_fail (other == NULL || GTK_IS_WIDGET (other));

  if (self->other == other)
    return;
  g_clear_pointer (&self->other, gtk_widget_unparent);
  self->other = other;
  /* Before the main part, also for the keys that move the focus. */
  if (other != NULL)
    gtk_widget_insert_after (other, GTK_WIDGET (self), NULL);
  if (self->main != NULL)
    gtk_widget_set_child_visible (self->main, TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Returns: (transfer none) (nullable) */
GtkWidget *
bs_side_by_side_get_other (BsSideBySide *self)
{
  g_return_val_if_fail (BS_IS_SIDE_BY_SIDE (self), NULL);

  return self->other;
}
