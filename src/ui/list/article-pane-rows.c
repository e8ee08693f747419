/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-pane-private.h"
#include "ui/list/article-row.h"

/* How many rows beyond the screen are filled too. */
#define MARGIN_ROWS 4
/* So long rows may be filled before a frame: cards that have to be made first come a few with each. */
#define FILL_MICROSECONDS 6000
/* After the frame that is due is drawn. */
#define REST_PRIORITY (GDK_PRIORITY_REDRAW + 10)

static gboolean
is_on_screen (BsArticlePane *self, guint position)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  /* Nothing has a size yet. */
  if (page < 1)
    return FALSE;
  /* All of them fit. */
  if (self->row_height < 1 || gtk_adjustment_get_upper (adjustment) <= page)
    return TRUE;
  return position + MARGIN_ROWS >= value / self->row_height &&
         position <= (value + page) / self->row_height + MARGIN_ROWS;
}

static gboolean
fill (BsArticlePane *self, BsArticleRow *row)
{
  if (!bs_article_row_fill (row))
    return FALSE;

  bs_article_row_find (row, self->library, self->searched);
  return TRUE;
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

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint x = gtk_list_item_get_position (*(GtkListItem *const *) a);
  guint y = gtk_list_item_get_position (*(GtkListItem *const *) b);

  return (x > y) - (x < y);
}

static gboolean
fill_cb (gpointer user_data)
{
  BsArticlePane *self = user_data;
  gint64 end = g_get_monotonic_time () + FILL_MICROSECONDS;
  gboolean has_filled = FALSE;

  g_assert (BS_IS_ARTICLE_PANE (self));

  self->fill_id = 0;
  bs_article_pane_scroll_late (self);
  g_ptr_array_sort (self->bound, compare_positions);
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);

      if (!is_on_screen (self, gtk_list_item_get_position (list_item)))
        continue;
      if (has_filled && g_get_monotonic_time () >= end)
        {
          self->fill_id = g_idle_add_full (REST_PRIORITY, fill_cb, self, NULL);
          break;
        }
      if (fill (self, BS_ARTICLE_ROW (gtk_list_item_get_child (list_item))))
        has_filled = TRUE;
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

  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_row_bind (row, gtk_list_item_get_item (list_item), self->folder);
  g_ptr_array_add (self->bound, list_item);
  if (bs_article_row_has_card (row) && is_on_screen (self, gtk_list_item_get_position (list_item)))
    fill (self, row);
  else if (self->fill_id == 0)
    self->fill_id = g_idle_add_full (REST_PRIORITY, fill_cb, self, NULL);
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
