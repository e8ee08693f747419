/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/progress-card.h"

#include <glib/gi18n-lib.h>

#define TICK_MILLISECONDS 100
/* Shorter activities are not shown. */
#define QUIET_TICKS 4

struct _BsProgressCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkWidget *button;

  GCancellable *cancellable; /* (nullable): of the current activity */
  guint n_ticks;
  gboolean has_fraction; /* the progress is known */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (BsProgressCard, bs_progress_card, GTK_TYPE_WIDGET)

static void
cancel_cb (BsProgressCard *self)
{
  g_assert (BS_IS_PROGRESS_CARD (self));

  gtk_widget_set_sensitive (self->button, FALSE);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
tick_cb (gpointer user_data)
{
  BsProgressCard *self = user_data;

  g_assert (BS_IS_PROGRESS_CARD (self));

  if (!self->has_fraction)
    gtk_progress_bar_pulse (self->bar);
  if (self->n_ticks++ == QUIET_TICKS)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_CONTINUE;
}

static void
stop (BsProgressCard *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->cancellable);
}

static void
bs_progress_card_dispose (GObject *object)
{
  BsProgressCard *self = BS_PROGRESS_CARD (object);

  stop (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_progress_card_parent_class)->dispose (object);
}

static void
bs_progress_card_class_init (BsProgressCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_progress_card_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bs_progress_card_init (BsProgressCard *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 12);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->label = GTK_LABEL (label);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_MIDDLE);
  self->bar = GTK_PROGRESS_BAR (bar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), bar);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (column, 200, -1);
  self->button = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "import-progress");
  gtk_box_append (GTK_BOX (self->box), column);
  gtk_box_append (GTK_BOX (self->box), self->button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
bs_progress_card_new (void)
{
  return g_object_new (BS_TYPE_PROGRESS_CARD, NULL);
}

/* @cancellable: cancels it; a later activity replaces this one */
void
bs_progress_card_start (BsProgressCard *self, const char *text, GCancellable *cancellable)
{
  g_return_if_fail (BS_IS_PROGRESS_CARD (self));
  g_return_if_fail (text != NULL && G_IS_CANCELLABLE (cancellable));

  stop (self);
  self->cancellable = g_object_ref (cancellable);
  self->n_ticks = 0;
  self->has_fraction = FALSE;
  self->tick_id = g_timeout_add (TICK_MILLISECONDS, tick_cb, self);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_sensitive (self->button, TRUE);
}

/* @cancellable: of the activity
 * @fraction: how much of it */
void
bs_progress_card_set_fraction (BsProgressCard *self, GCancellable *cancellable, double fraction)
{
  g_return_if_fail (BS_IS_PROGRESS_CARD (self));

  if (self->cancellable != cancellable)
    return;
  self->has_fraction = TRUE;
  gtk_progress_bar_set_fraction (self->bar, CLAMP (fraction, 0, 1));
}

/* @cancellable: of the activity */
void
bs_progress_card_stop (BsProgressCard *self, GCancellable *cancellable)
{
  g_return_if_fail (BS_IS_PROGRESS_CARD (self));

  if (self->cancellable != cancellable)
    return;
  stop (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
