/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/found-bar.h"

#include <glib/gi18n-lib.h>

struct _BsFoundBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *count;

  BsReader *reader;
  gboolean has_phrases;
};

G_DEFINE_FINAL_TYPE (BsFoundBar, bs_found_bar, GTK_TYPE_WIDGET)

static void
update (BsFoundBar *self)
{
  guint n_found = bs_reader_get_n_found (self->reader);
  guint found = bs_reader_get_found (self->reader);
  g_autofree char *text = NULL;

  if (found == 0)
    text = g_strdup_printf (ngettext ("%u time", "%u times", n_found), n_found);
  else
    /* Translators: which of all the places where a word was found is shown, such as “3 of 12” */
    text = g_strdup_printf (_ ("%u of %u"), found, n_found);
  gtk_label_set_text (self->count, text);
  gtk_revealer_set_reveal_child (self->revealer, self->has_phrases && n_found > 0);
}

static void
found_cb (BsFoundBar *self)
{
  g_assert (BS_IS_FOUND_BAR (self));

  update (self);
}

static void
bs_found_bar_dispose (GObject *object)
{
  BsFoundBar *self = BS_FOUND_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bs_found_bar_parent_class)->dispose (object);
}

static void
bs_found_bar_class_init (BsFoundBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_found_bar_dispose;

  gtk_widget_class_set_css_name (widget_class, "foundbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/found-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BsFoundBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BsFoundBar, count);
}

static void
bs_found_bar_init (BsFoundBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The reader must outlive the bar. */
GtkWidget *
bs_found_bar_new (BsReader *reader)
{
  BsFoundBar *self;

  g_return_val_if_fail (BS_IS_READER (reader), NULL);

  self = g_object_new (BS_TYPE_FOUND_BAR, NULL);
  self->reader = reader;
  g_signal_connect_object (reader, "notify::n-found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "notify::found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* @phrases: (nullable): of the search, highlighted in the current article and in later ones */
void
bs_found_bar_set_phrases (BsFoundBar *self, const char *const *phrases)
{
  g_return_if_fail (BS_IS_FOUND_BAR (self));

  self->has_phrases = phrases != NULL && *phrases != NULL;
  bs_reader_set_found (self->reader, phrases);
  update (self);
}
