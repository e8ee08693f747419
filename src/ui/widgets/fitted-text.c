/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/fitted-text.h"

#include <string.h>

struct _BsFittedText
{
  GtkWidget parent_instance;

  char *text;
  PangoAttrList *attributes; /* (nullable) */
  PangoLayout *layout;       /* (nullable): created when it is first fitted */
};

G_DEFINE_FINAL_TYPE (BsFittedText, bs_fitted_text, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (BsFittedText *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_attributes (self->layout, self->attributes);
      /* Pango takes the other side for lines against the direction of the widget. */
      pango_layout_set_alignment (self->layout, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ?
                                                    PANGO_ALIGN_RIGHT :
                                                    PANGO_ALIGN_LEFT);
      pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  return self->layout;
}

static void
forget_layout (BsFittedText *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  g_clear_object (&self->layout);
  if (parent != NULL)
    gtk_widget_queue_allocate (parent);
}

static void
bs_fitted_text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
bs_fitted_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BsFittedText *self = BS_FITTED_TEXT (widget);

  if (self->text[0] != '\0' && gtk_widget_get_height (widget) > 0)
    gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), 0, 0, get_layout (self));
}

static void
bs_fitted_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bs_fitted_text_parent_class)->css_changed (widget, change);

  forget_layout (BS_FITTED_TEXT (widget));
}

static void
bs_fitted_text_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (bs_fitted_text_parent_class)->direction_changed (widget, previous);

  forget_layout (BS_FITTED_TEXT (widget));
}

static void
bs_fitted_text_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (bs_fitted_text_parent_class)->system_setting_changed (widget, setting);

  forget_layout (BS_FITTED_TEXT (widget));
}

static void
bs_fitted_text_finalize (GObject *object)
{
  BsFittedText *self = BS_FITTED_TEXT (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  g_free (self->text);

  G_OBJECT_CLASS (bs_fitted_text_parent_class)->finalize (object);
}

static void
bs_fitted_text_class_init (BsFittedTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bs_fitted_text_finalize;
  widget_class->measure = bs_fitted_text_measure;
  widget_class->snapshot = bs_fitted_text_snapshot;
  widget_class->css_changed = bs_fitted_text_css_changed;
  widget_class->direction_changed = bs_fitted_text_direction_changed;
  widget_class->system_setting_changed = bs_fitted_text_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "fittedtext");
  /* It shows only part of the text, so its parent has the whole text as its name. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bs_fitted_text_init (BsFittedText *self)
{
  self->text = g_strdup ("");
}

/*
 * bs_fitted_text_set:
 * @self: a text
 * @text: (nullable): the text; line breaks and tabs become spaces
 * @attributes: (nullable): of the text
 * @language: (nullable): BCP 47; decides about glyphs that Chinese, Japanese and Korean write differently
 */
void
bs_fitted_text_set (BsFittedText *self, const char *text, PangoAttrList *attributes, const char *language)
{
  g_autoptr (PangoAttrList) all = attributes != NULL ? pango_attr_list_copy (attributes) : NULL;

  g_return_if_fail (BS_IS_FITTED_TEXT (self));

  if (language != NULL)
    {
      if (all == NULL)
        all = pango_attr_list_new ();
      pango_attr_list_insert_before (all, pango_attr_language_new (pango_language_from_string (language)));
    }
  if (strcmp (self->text, text != NULL ? text : "") == 0 &&
      (all == self->attributes ||
       (all != NULL && self->attributes != NULL && pango_attr_list_equal (all, self->attributes))))
    return;

  g_free (self->text);
  self->text = g_strdelimit (g_strdup (text != NULL ? text : ""), "\r\n\t", ' ');
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  self->attributes = g_steal_pointer (&all);
  forget_layout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
bs_fitted_text_get_text (BsFittedText *self)
{
  g_return_val_if_fail (BS_IS_FITTED_TEXT (self), NULL);

  return self->text;
}

/* Returns: (transfer none) (nullable): with the language among them */
PangoAttrList *
bs_fitted_text_get_attributes (BsFittedText *self)
{
  g_return_val_if_fail (BS_IS_FITTED_TEXT (self), NULL);

  return self->attributes;
}

/* Breaks the text into at most @lines lines. Returns: their height in pixels */
int
bs_fitted_text_fit_lines (BsFittedText *self, int width, int lines)
{
  PangoLayout *layout;
  int height;

  g_return_val_if_fail (BS_IS_FITTED_TEXT (self), 0);

  layout = get_layout (self);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, -lines);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* Breaks the text into as many lines as fit. */
void
bs_fitted_text_fit_height (BsFittedText *self, int width, int height)
{
  PangoLayout *layout;

  g_return_if_fail (BS_IS_FITTED_TEXT (self));

  layout = get_layout (self);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, height * PANGO_SCALE);
}
