/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/star-button.h"

#include <glib/gi18n-lib.h>

struct _BsStarButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  BsArticleItem *item; /* (nullable) */
  gulong starred_id;
  gboolean is_hidden;
};

G_DEFINE_FINAL_TYPE (BsStarButton, bs_star_button, GTK_TYPE_WIDGET)

static void
update (BsStarButton *self)
{
  gboolean is_starred = self->item != NULL && bs_article_item_get_starred (self->item);
  const char *label = is_starred ? _ ("Remove Star") : _ ("Star");

  gtk_button_set_icon_name (GTK_BUTTON (self->button), is_starred ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->item != NULL && !self->is_hidden);
}

static void
clicked_cb (BsStarButton *self)
{
  g_assert (BS_IS_STAR_BUTTON (self));

  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.star-article", "u", bs_article_item_get_id (self->item));
}

static void
bs_star_button_dispose (GObject *object)
{
  BsStarButton *self = BS_STAR_BUTTON (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->starred_id, self->item);
  g_clear_object (&self->item);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_star_button_parent_class)->dispose (object);
}

static void
bs_star_button_class_init (BsStarButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_star_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bs_star_button_init (BsStarButton *self)
{
  self->button = gtk_button_new ();
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/* @item: (nullable): the article that is read */
void
bs_star_button_set_item (BsStarButton *self, BsArticleItem *item)
{
  g_return_if_fail (BS_IS_STAR_BUTTON (self));
  g_return_if_fail (item == NULL || BS_IS_ARTICLE_ITEM (item));

  if (self->item != NULL)
    g_clear_signal_handler (&self->starred_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->starred_id = g_signal_connect_object (item, "notify::starred", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/* @is_hidden: whether it is hidden although there is an article */
void
bs_star_button_set_hidden (BsStarButton *self, gboolean is_hidden)
{
  g_return_if_fail (BS_IS_STAR_BUTTON (self));

  if (self->is_hidden == is_hidden)
    return;
  self->is_hidden = is_hidden;
  update (self);
}
