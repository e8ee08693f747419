/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/offers.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/shorthand.h"

struct _BsOffers
{
  GObject parent_instance;

  GtkEditable *field; /* owns this, indirectly */
  GtkWidget *popover; /* (nullable): until something is offered */
  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsOffers, bs_offers, G_TYPE_OBJECT)

static void
choose (BsOffers *self, GtkListBoxRow *row)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), "bs-text"));

  g_signal_emit (self, signals[CHOSEN], 0, text);
}

static void
row_activated_cb (BsOffers *self, GtkListBoxRow *row)
{
  g_assert (BS_IS_OFFERS (self));

  choose (self, row);
}

static void
create_popover (BsOffers *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->field));
}

static void
move (BsOffers *self, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int position = selected != NULL ? gtk_list_box_row_get_index (selected) + step : 0;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MAX (position, 0));
  GtkWidget *label;

  /* Up from the first leads back to the field. */
  if (position < 0 && selected != NULL)
    {
      gtk_list_box_unselect_all (self->list);
      return;
    }
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  label = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
}

static void
bs_offers_class_init (BsOffersClass *klass)
{
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_STRING);
}

static void
bs_offers_init (BsOffers *self)
{
}

BsOffers *
bs_offers_new (GtkEditable *field)
{
  BsOffers *self;

  g_return_val_if_fail (GTK_IS_EDITABLE (field), NULL);

  self = g_object_new (BS_TYPE_OFFERS, NULL);
  self->field = field;
  return self;
}

/* The field is about to go. */
void
bs_offers_close (BsOffers *self)
{
  g_return_if_fail (BS_IS_OFFERS (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->list = NULL;
}

void
bs_offers_clear (BsOffers *self)
{
  GtkWidget *child;

  g_return_if_fail (BS_IS_OFFERS (self));

  if (self->popover == NULL)
    create_popover (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

static GtkWidget *
make_label (GtkWidget *box, const char *text, float xalign, PangoEllipsizeMode mode, int n_characters)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), mode);
  gtk_label_set_max_width_chars (GTK_LABEL (label), n_characters);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* After bs_offers_clear().
 *
 * @meaning: (nullable): of @name, which is short then
 * @text: the text to report if it is chosen */
void
bs_offers_add (BsOffers *self, const char *name, const char *meaning, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  g_autofree char *spoken = meaning != NULL ? g_strdup_printf ("%s, %s", name, meaning) : g_strdup (name);

  g_return_if_fail (BS_IS_OFFERS (self));

  if (meaning != NULL)
    {
      gtk_widget_set_hexpand (make_label (box, name, 0, PANGO_ELLIPSIZE_END, 24), TRUE);
      gtk_widget_add_css_class (make_label (box, meaning, 1, PANGO_ELLIPSIZE_END, 28), "dim-label");
    }
  else
    make_label (box, name, 0, PANGO_ELLIPSIZE_START, 40);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "bs-text", g_strdup (text), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (self->list, row);
}

/* If there is anything to offer. */
void
bs_offers_show (BsOffers *self)
{
  g_return_if_fail (BS_IS_OFFERS (self));

  if (self->list != NULL && gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL)
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    bs_offers_hide (self);
}

void
bs_offers_hide (BsOffers *self)
{
  g_return_if_fail (BS_IS_OFFERS (self));

  if (self->popover == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Returns: whether the key was meant for it */
gboolean
bs_offers_press (BsOffers *self, guint keyval, GdkModifierType state)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (BS_IS_OFFERS (self), FALSE);

  if (bs_offers_get_list (self) == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  row = gtk_list_box_get_selected_row (self->list);
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Tab:
      choose (self, row != NULL ? row : gtk_list_box_get_row_at_index (self->list, 0));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row != NULL)
        choose (self, row);
      else
        bs_offers_hide (self);
      return row != NULL;
    case GDK_KEY_Escape:
      bs_offers_hide (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Returns: (transfer none) (nullable): the suggestion; %NULL if there is none */
GtkListBox *
bs_offers_get_list (BsOffers *self)
{
  g_return_val_if_fail (BS_IS_OFFERS (self), NULL);

  return self->popover != NULL && gtk_widget_get_visible (self->popover) ? self->list : NULL;
}
