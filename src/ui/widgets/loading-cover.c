/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/loading-cover.h"

struct _BsLoadingCover
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkSpinner *spinner;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (BsLoadingCover, bs_loading_cover, GTK_TYPE_WIDGET)

static void
bs_loading_cover_dispose (GObject *object)
{
  BsLoadingCover *self = BS_LOADING_COVER (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_loading_cover_parent_class)->dispose (object);
}

static void
bs_loading_cover_class_init (BsLoadingCoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_loading_cover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/loading-cover.ui");
  gtk_widget_class_bind_template_child (widget_class, BsLoadingCover, content);
  gtk_widget_class_bind_template_child (widget_class, BsLoadingCover, spinner);
  gtk_widget_class_bind_template_child (widget_class, BsLoadingCover, title);
}

static void
bs_loading_cover_init (BsLoadingCover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bs_loading_cover_new (void)
{
  return g_object_new (BS_TYPE_LOADING_COVER, NULL);
}

void
bs_loading_cover_show (BsLoadingCover *self, const char *title)
{
  g_return_if_fail (BS_IS_LOADING_COVER (self));
  g_return_if_fail (title != NULL);

  gtk_label_set_label (self->title, title);
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
bs_loading_cover_hide (BsLoadingCover *self)
{
  g_return_if_fail (BS_IS_LOADING_COVER (self));

  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
