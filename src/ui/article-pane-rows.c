/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/article-pane-private.h"
#include "ui/article-row.h"

/* How many rows beyond the screen are filled too, and how many while nothing has a size yet. */
#define MARGIN_ROWS 4
#define FIRST_ROWS 12

static void
get_rows_on_screen (BsArticlePane *self, guint *first, guint *last)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (self->row_height < 1 || page < 1)
    {
      *first = 0;
      *last = FIRST_ROWS;
      return;
    }

  *first = (guint) MAX (0, value / self->row_height - MARGIN_ROWS);
  *last = (guint) ((value + page) / self->row_height + MARGIN_ROWS);
}

static void
fill (BsArticlePane *self, BsArticleRow *row)
{
  if (bs_article_row_fill (row))
    bs_article_row_find (row, self->library, self->searched);
}

/* Those that are filled already show what is searched for now. */
void
bs_article_pane_show_search_in_rows (BsArticlePane *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);

      bs_article_row_find (BS_ARTICLE_ROW (gtk_list_item_get_child (list_item)), self->library, self->searched);
    }
}

static gboolean
fill_cb (gpointer user_data)
{
  BsArticlePane *self = user_data;
  guint first, last;

  g_assert (BS_IS_ARTICLE_PANE (self));

  self->fill_id = 0;
  get_rows_on_screen (self, &first, &last);
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);
      guint position = gtk_list_item_get_position (list_item);

      if (position >= first && position <= last)
        fill (self, BS_ARTICLE_ROW (gtk_list_item_get_child (list_item)));
    }

  return G_SOURCE_REMOVE;
}

void
bs_article_pane_queue_fill (BsArticlePane *self)
{
  if (self->fill_id == 0)
    self->fill_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
}

static void
adjustment_cb (BsArticlePane *self, GtkAdjustment *adjustment)
{
  guint n = bs_article_pane_get_n_articles (self);

  g_assert (BS_IS_ARTICLE_PANE (self));

  if (n > 0 && gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment))
    self->row_height = gtk_adjustment_get_upper (adjustment) / n;
  self->was_at_top = gtk_adjustment_get_value (adjustment) < 1;
  bs_article_pane_queue_fill (self);
}

static gboolean
choose_cb (gpointer user_data)
{
  BsArticlePane *self = user_data;

  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_pane_emit_chosen (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
row_clicked_cb (BsArticlePane *self, BsArticleRow *row)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  /* The list view selects what was clicked only after this. */
  g_idle_add_full (G_PRIORITY_DEFAULT, choose_cb, g_object_ref (self), g_object_unref);
}

static void
setup_cb (BsArticlePane *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_article_row_new (self->ruler, self->thumbnails);

  g_assert (BS_IS_ARTICLE_PANE (self));

  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (BsArticlePane *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  BsArticleRow *row = BS_ARTICLE_ROW (gtk_list_item_get_child (list_item));
  guint position = gtk_list_item_get_position (list_item);
  guint first, last;

  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_row_bind (row, gtk_list_item_get_item (list_item), self->folder);
  g_ptr_array_add (self->bound, list_item);
  get_rows_on_screen (self, &first, &last);
  if (position >= first && position <= last)
    fill (self, row);
  else
    bs_article_pane_queue_fill (self);
}

static void
unbind_cb (BsArticlePane *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  g_ptr_array_remove_fast (self->bound, list_item);
  bs_article_row_unbind (BS_ARTICLE_ROW (gtk_list_item_get_child (list_item)));
}

/* Returns: (transfer none) (nullable): the widget of a row, if there is one now: those far off have none */
GtkWidget *
bs_article_pane_find_row (BsArticlePane *self, guint position)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);

      if (gtk_list_item_get_position (list_item) == position)
        return gtk_widget_get_parent (gtk_list_item_get_child (list_item));
    }

  return NULL;
}

void
bs_article_pane_install_rows (BsArticlePane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);
}
