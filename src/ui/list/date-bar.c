/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/date-bar.h"

#include "ui/widgets/shorthand.h"

/* A bar has a minimum height if there are few articles, and is a line if there are none. */
#define LEAST_HEIGHT 2.5
#define NO_HEIGHT 1.0

struct _BsDateBar
{
  GtkWidget parent_instance;

  double height; /* 0 to 1 */
};

G_DEFINE_FINAL_TYPE (BsDateBar, bs_date_bar, GTK_TYPE_WIDGET)

static void
bs_date_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BsDateBar *self = BS_DATE_BAR (widget);
  float width = (float) gtk_widget_get_width (widget);
  float space = (float) gtk_widget_get_height (widget);
  float gap = width >= 4 ? 1 : 0;
  float height = self->height > 0 ? MAX ((float) self->height * space, LEAST_HEIGHT) : NO_HEIGHT;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, space - height, MAX (width - gap, 1), height));
}

static void
bs_date_bar_class_init (BsDateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = bs_date_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "datebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
bs_date_bar_init (BsDateBar *self)
{
}

GtkWidget *
bs_date_bar_new (void)
{
  return g_object_new (BS_TYPE_DATE_BAR, NULL);
}

/* @height: 0 to 1; @name: its period, shown when the pointer is over it */
void
bs_date_bar_set (BsDateBar *self, double height, const char *name)
{
  g_return_if_fail (BS_IS_DATE_BAR (self));

  self->height = height;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Outside of the dates that are searched for. */
void
bs_date_bar_set_outside (BsDateBar *self, gboolean outside)
{
  g_return_if_fail (BS_IS_DATE_BAR (self));

  bs_set_css_class (GTK_WIDGET (self), "outside", outside);
}
