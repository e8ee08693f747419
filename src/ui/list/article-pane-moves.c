/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-pane-private.h"

/* What is selected, and what comes next. */

/* Returns: (transfer full) (element-type guint): the numbers of all that is selected */
GArray *
bs_article_pane_list_selected (BsArticlePane *self)
{
  GArray *ids;
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  ids = g_array_new (FALSE, FALSE, sizeof (guint));
  if (self->selection == NULL)
    return ids;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_iter_init_first (&iter, selected, &position))
    do
      {
        guint id = bs_article_list_get_id (self->list, position);

        g_array_append_val (ids, id);
      }
    while (gtk_bitset_iter_next (&iter, &position));
  return ids;
}

/* Returns: the place that follows what is selected, which may be the end of the list */
guint
bs_article_pane_get_next (BsArticlePane *self)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), 0);

  if (self->selection != NULL && bs_article_selection_find_next (self->selection, 1, &position))
    return position;
  return bs_article_pane_get_n_articles (self);
}

/* Selects an article by its place, and takes the focus there if the list has it. */
void
bs_article_pane_go_to (BsArticlePane *self, guint position)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  bs_article_pane_select_position (self, position);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    bs_article_pane_focus (self);
}

/* Returns: whether there was an article to go to */
gboolean
bs_article_pane_move (BsArticlePane *self, int step)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), FALSE);

  if (self->selection == NULL || !bs_article_selection_find_next (self->selection, step, &position))
    return FALSE;

  bs_article_pane_go_to (self, position);
  return TRUE;
}
