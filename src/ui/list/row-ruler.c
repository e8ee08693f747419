/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/row-ruler.h"

struct _BsRowRuler
{
  GObject parent_instance;

  int height;
  gboolean is_compact;
};

G_DEFINE_FINAL_TYPE (BsRowRuler, bs_row_ruler, G_TYPE_OBJECT)

static void
bs_row_ruler_class_init (BsRowRulerClass *klass)
{
}

static void
bs_row_ruler_init (BsRowRuler *self)
{
}

BsRowRuler *
bs_row_ruler_new (void)
{
  return g_object_new (BS_TYPE_ROW_RULER, NULL);
}

/* Returns: in pixels; 0 if it must be measured */
int
bs_row_ruler_get_height (BsRowRuler *self)
{
  g_return_val_if_fail (BS_IS_ROW_RULER (self), 0);

  return self->height;
}

void
bs_row_ruler_set_height (BsRowRuler *self, int height)
{
  g_return_if_fail (BS_IS_ROW_RULER (self));

  self->height = height;
}

gboolean
bs_row_ruler_get_compact (BsRowRuler *self)
{
  g_return_val_if_fail (BS_IS_ROW_RULER (self), FALSE);

  return self->is_compact;
}

/* The height must be measured again. */
void
bs_row_ruler_set_compact (BsRowRuler *self, gboolean compact)
{
  g_return_if_fail (BS_IS_ROW_RULER (self));

  self->is_compact = compact;
  self->height = 0;
}

/* The font of a Chinese title is rarely the font of the style, and fonts differ in height. So real characters of both
 * are laid out instead of trusting the metrics of one font. */
int
bs_row_ruler_measure_lines (GtkWidget *widget, int lines)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (GString) text = g_string_new ("国Ág");
  int height;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 0);

  for (int i = 1; i < lines; i++)
    g_string_append (text, "\n国Ág");
  layout = gtk_widget_create_pango_layout (widget, text->str);
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}
