/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/wrap-layout.h"

#define SPACING 6

struct _BsWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (BsWrapLayout, bs_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
get_next (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
measure_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  /* An entry that expands needs no line of its own for its placeholder. */
  if (GTK_IS_EDITABLE (child) && gtk_widget_get_hexpand (child))
    return minimum;
  return MAX (minimum, MIN (natural, width));
}

/* Returns: the height of all lines in that width; the children get their places if @allocates */
static int
lay_out (GtkWidget *widget, int width, gboolean allocates)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = get_next (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *end = child;
      GtkWidget *wide = NULL;
      int used = 0;
      int height = 0;

      for (; end != NULL; end = get_next (gtk_widget_get_next_sibling (end)))
        {
          int child_width = measure_width (end, width);
          int child_height;

          if (end != child && used + SPACING + child_width > width)
            break;
          used += (end != child ? SPACING : 0) + child_width;
          if (wide == NULL && gtk_widget_get_hexpand (end))
            wide = end;
          gtk_widget_measure (end, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
          height = MAX (height, child_height);
        }
      for (int x = 0; child != end; child = get_next (gtk_widget_get_next_sibling (child)))
        {
          int child_width = measure_width (child, width);

          if (child == wide)
            child_width += MAX (width - used, 0);
          if (allocates)
            gtk_widget_size_allocate (
                child, &(GtkAllocation){ is_rtl ? width - x - child_width : x, y, child_width, height }, -1);
          x += child_width + SPACING;
        }
      y += height + (child != NULL ? SPACING : 0);
    }
  return y;
}

static GtkSizeRequestMode
bs_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bs_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = get_next (gtk_widget_get_first_child (widget)); child != NULL;
       child = get_next (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : *natural, FALSE);
}

static void
bs_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static void
bs_wrap_layout_class_init (BsWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = bs_wrap_layout_get_request_mode;
  manager_class->measure = bs_wrap_layout_measure;
  manager_class->allocate = bs_wrap_layout_allocate;
}

static void
bs_wrap_layout_init (BsWrapLayout *self)
{
}

GtkLayoutManager *
bs_wrap_layout_new (void)
{
  return g_object_new (BS_TYPE_WRAP_LAYOUT, NULL);
}
