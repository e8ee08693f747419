/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-selection.h"

/* Beyond so many, what is selected is kept by place alone. */
#define MAX_KEPT 10000

/* GtkMultiSelection holds its items, and looks for them among all that a change brings: over a list whose rows are
 * made on demand that makes every one of them. Here the list itself is asked where an id now is. */
struct _BsArticleSelection
{
  GObject parent_instance;

  BsArticleList *list;
  GtkBitset *selected;
  GArray *ids;     /* of guint: what is selected, in the list or for the moment not */
  guint cursor_id; /* the article that was selected alone last, and where it is or was */
  guint cursor;
  gboolean has_cursor;
  gboolean cursor_is_lost;
};

static GType
get_item_type (GListModel *model)
{
  return BS_TYPE_ARTICLE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (BS_ARTICLE_SELECTION (model)->list));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (BS_ARTICLE_SELECTION (model)->list), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
remember (BsArticleSelection *self)
{
  GtkBitsetIter iter;
  guint position;

  g_array_set_size (self->ids, 0);
  if (gtk_bitset_get_size (self->selected) <= MAX_KEPT && gtk_bitset_iter_init_first (&iter, self->selected, &position))
    do
      {
        guint id = bs_article_list_get_id (self->list, position);

        g_array_append_val (self->ids, id);
      }
    while (gtk_bitset_iter_next (&iter, &position));

  if (gtk_bitset_get_size (self->selected) == 1)
    {
      self->cursor = gtk_bitset_get_minimum (self->selected);
      self->cursor_id = bs_article_list_get_id (self->list, self->cursor);
      self->has_cursor = TRUE;
      self->cursor_is_lost = FALSE;
    }
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (BS_ARTICLE_SELECTION (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (BS_ARTICLE_SELECTION (model)->selected);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  BsArticleSelection *self = BS_ARTICLE_SELECTION (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->selected);
  guint first, last;

  /* changes = (selected XOR self->selected) AND mask, and only what is there */
  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_remove_range (changes, get_n_items (G_LIST_MODEL (self)), G_MAXUINT - get_n_items (G_LIST_MODEL (self)));
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  gtk_bitset_difference (self->selected, changes);
  first = gtk_bitset_get_minimum (changes);
  last = gtk_bitset_get_maximum (changes);
  remember (self);
  gtk_selection_model_selection_changed (model, first, last - first + 1);

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BsArticleSelection, bs_article_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static void
move_cursor (BsArticleSelection *self, guint position, guint removed, guint added)
{
  if (!self->has_cursor)
    return;

  if (bs_article_list_find (self->list, self->cursor_id, &self->cursor))
    {
      self->cursor_is_lost = FALSE;
      return;
    }

  self->cursor_is_lost = TRUE;
  if (self->cursor >= position + removed)
    self->cursor = self->cursor - removed + added;
  else if (self->cursor >= position)
    self->cursor = position;
}

static void
items_changed_cb (BsArticleSelection *self, guint position, guint removed, guint added, GListModel *list)
{
  g_assert (BS_IS_ARTICLE_SELECTION (self));

  gtk_bitset_splice (self->selected, position, removed, added);
  for (guint i = 0; i < self->ids->len; i++)
    {
      guint at;

      if (bs_article_list_find (self->list, g_array_index (self->ids, guint, i), &at))
        gtk_bitset_add (self->selected, at);
    }
  move_cursor (self, position, removed, added);

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
bs_article_selection_dispose (GObject *object)
{
  BsArticleSelection *self = BS_ARTICLE_SELECTION (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, items_changed_cb, self);

  G_OBJECT_CLASS (bs_article_selection_parent_class)->dispose (object);
}

static void
bs_article_selection_finalize (GObject *object)
{
  BsArticleSelection *self = BS_ARTICLE_SELECTION (object);

  g_clear_object (&self->list);
  gtk_bitset_unref (self->selected);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (bs_article_selection_parent_class)->finalize (object);
}

static void
bs_article_selection_class_init (BsArticleSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bs_article_selection_dispose;
  object_class->finalize = bs_article_selection_finalize;
}

static void
bs_article_selection_init (BsArticleSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint));
}

BsArticleSelection *
bs_article_selection_new (BsArticleList *list)
{
  BsArticleSelection *self = g_object_new (BS_TYPE_ARTICLE_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

guint
bs_article_selection_get_n_selected (BsArticleSelection *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_SELECTION (self), 0);

  return (guint) gtk_bitset_get_size (self->selected);
}

/* Returns: (transfer full) (nullable): the article that is selected, if it is one alone */
BsArticleItem *
bs_article_selection_dup_single (BsArticleSelection *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_SELECTION (self), NULL);

  if (gtk_bitset_get_size (self->selected) != 1)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->list), gtk_bitset_get_minimum (self->selected));
}

/*
 * bs_article_selection_find_next:
 * @step: 1 for what follows, -1 for what precedes
 *
 * Where the article was selected that is gone now, what follows is what stands in its place.
 *
 * Returns: whether there is one
 */
gboolean
bs_article_selection_find_next (BsArticleSelection *self, int step, guint *position)
{
  guint n;

  g_return_val_if_fail (BS_IS_ARTICLE_SELECTION (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  n = get_n_items (G_LIST_MODEL (self));
  if (n == 0)
    return FALSE;

  if (gtk_bitset_is_empty (self->selected))
    {
      if (!self->has_cursor)
        *position = 0;
      else if (step > 0)
        *position = self->cursor_is_lost ? self->cursor : self->cursor + 1;
      else if (self->cursor > 0)
        *position = self->cursor - 1;
      else
        return FALSE;
    }
  else if (step > 0)
    {
      *position = gtk_bitset_get_maximum (self->selected) + 1;
    }
  else
    {
      guint first = gtk_bitset_get_minimum (self->selected);

      if (first == 0)
        return FALSE;
      *position = first - 1;
    }

  return *position < n;
}

gboolean
bs_article_selection_get_cursor (BsArticleSelection *self, guint *position)
{
  g_return_val_if_fail (BS_IS_ARTICLE_SELECTION (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  *position = self->cursor;
  return self->has_cursor && !self->cursor_is_lost;
}

/*
 * bs_article_selection_forget_lost:
 *
 * For another list: what was selected and is not in it is selected no more.
 *
 * Returns: whether anything was
 */
gboolean
bs_article_selection_forget_lost (BsArticleSelection *self)
{
  guint before;

  g_return_val_if_fail (BS_IS_ARTICLE_SELECTION (self), FALSE);

  before = self->ids->len;
  remember (self);
  if (self->cursor_is_lost)
    self->has_cursor = FALSE;
  return self->ids->len != before;
}
