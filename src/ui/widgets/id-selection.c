/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/id-selection.h"

#include <string.h>

/* GtkMultiSelection holds its items and searches them in all that a change adds, which would create every row of a lazy
 * list. GtkBitset shifts the numbers after a change one by one. This class stores ids and one byte per position, so
 * that a change costs as much as it changes, however many items are selected. */
struct _BsIdSelection
{
  GObject parent_instance;

  GListModel *list;
  BsIdSelectionFunc get_id;
  GByteArray *selected; /* by position, whether it is selected */
  guint n_selected;
  GByteArray *ids; /* by id, whether its item is selected, even if it is not in the list at the moment */
  guint n_ids;     /* how many are */
  guint cursor_id; /* the item that was last selected alone, and its last position */
  guint cursor;
  gboolean has_cursor;
  gboolean cursor_is_lost;
};

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (BS_ID_SELECTION (model)->list);
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (BS_ID_SELECTION (model)->list);
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (BS_ID_SELECTION (model)->list, position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Returns: the first position from @position on that is selected, or is not; @end if there is none before */
static guint
find_position (BsIdSelection *self, guint position, guint end, gboolean is_selected)
{
  const guint8 *found = position < end ? memchr (self->selected->data + position, is_selected, end - position) : NULL;

  return found != NULL ? (guint) (found - self->selected->data) : end;
}

static GtkBitset *
make_bitset (BsIdSelection *self, guint position, guint end)
{
  GtkBitset *bitset = gtk_bitset_new_empty ();

  while ((position = find_position (self, position, end, TRUE)) < end)
    {
      guint first = position;

      position = find_position (self, first, end, FALSE);
      gtk_bitset_add_range (bitset, first, position - first);
    }
  return bitset;
}

/* Ids are numbers from 0 on, with few gaps. */
static gboolean
has_id (BsIdSelection *self, guint id)
{
  return id < self->ids->len && self->ids->data[id];
}

static void
set_id (BsIdSelection *self, guint id, gboolean is_selected)
{
  guint before = self->ids->len;

  if (id >= before)
    {
      g_byte_array_set_size (self->ids, id + 1);
      memset (self->ids->data + before, FALSE, id + 1 - before);
    }
  self->n_ids += is_selected - self->ids->data[id];
  self->ids->data[id] = is_selected;
}

/* Deselects items that are not in the list any more. */
static gboolean
drop_lost (BsIdSelection *self)
{
  guint n = self->selected->len;

  if (self->n_ids == self->n_selected)
    return FALSE;

  if (self->ids->len > 0)
    memset (self->ids->data, FALSE, self->ids->len);
  self->n_ids = 0;
  for (guint i = find_position (self, 0, n, TRUE); i < n; i = find_position (self, i + 1, n, TRUE))
    set_id (self, self->get_id (self->list, i), TRUE);
  return TRUE;
}

static void
note_single (BsIdSelection *self)
{
  if (self->n_selected != 1)
    return;

  self->cursor = find_position (self, 0, self->selected->len, TRUE);
  self->cursor_id = self->get_id (self->list, self->cursor);
  self->has_cursor = TRUE;
  self->cursor_is_lost = FALSE;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  BsIdSelection *self = BS_ID_SELECTION (model);

  return position < self->selected->len && self->selected->data[position];
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  BsIdSelection *self = BS_ID_SELECTION (model);
  guint n = self->selected->len;

  return make_bitset (self, MIN (position, n), position < n ? position + MIN (n_items, n - position) : n);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  BsIdSelection *self = BS_ID_SELECTION (model);
  guint n = self->selected->len;
  g_autoptr (GtkBitset) changes = make_bitset (self, 0, n);
  GtkBitsetIter iter;
  guint position, first, last;

  /* changes = (selected XOR self->selected) AND mask, within the list */
  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_remove_range (changes, n, G_MAXUINT - n);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  drop_lost (self);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, changes, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gboolean is_selected = !self->selected->data[position];

      set_id (self, self->get_id (self->list, position), is_selected);
      self->selected->data[position] = is_selected;
      self->n_selected += is_selected ? 1 : -1;
    }
  first = gtk_bitset_get_minimum (changes);
  last = gtk_bitset_get_maximum (changes);
  note_single (self);
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

G_DEFINE_FINAL_TYPE_WITH_CODE (BsIdSelection, bs_id_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static void
move_cursor (BsIdSelection *self, guint position, guint removed, guint added)
{
  if (self->cursor >= position + removed)
    {
      self->cursor = self->cursor - removed + added;
    }
  else if (self->cursor >= position)
    {
      self->cursor = position;
      self->cursor_is_lost = TRUE;
    }
}

static void
splice (BsIdSelection *self, guint position, guint removed, guint added)
{
  guint before = self->selected->len;

  for (guint i = position; i < position + removed; i++)
    self->n_selected -= self->selected->data[i];
  if (added > removed)
    g_byte_array_set_size (self->selected, before - removed + added);
  if (before > position + removed)
    memmove (self->selected->data + position + added, self->selected->data + position + removed,
             before - position - removed);
  if (added < removed)
    g_byte_array_set_size (self->selected, before - removed + added);
  if (added > 0)
    memset (self->selected->data + position, FALSE, added);
}

/* A moved item is removed at one position and added at another, in either order. */
static void
items_changed_cb (BsIdSelection *self, guint position, guint removed, guint added, GListModel *list)
{
  g_assert (BS_IS_ID_SELECTION (self));

  splice (self, position, removed, added);
  move_cursor (self, position, removed, added);
  for (guint i = position; (self->has_cursor || self->n_ids > 0) && i < position + added; i++)
    {
      guint id = self->get_id (self->list, i);

      if (has_id (self, id))
        {
          self->selected->data[i] = TRUE;
          self->n_selected++;
        }
      if (self->has_cursor && id == self->cursor_id)
        {
          self->cursor = i;
          self->cursor_is_lost = FALSE;
        }
    }

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
bs_id_selection_dispose (GObject *object)
{
  BsIdSelection *self = BS_ID_SELECTION (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, items_changed_cb, self);

  G_OBJECT_CLASS (bs_id_selection_parent_class)->dispose (object);
}

static void
bs_id_selection_finalize (GObject *object)
{
  BsIdSelection *self = BS_ID_SELECTION (object);

  g_clear_object (&self->list);
  g_byte_array_unref (self->selected);
  g_byte_array_unref (self->ids);

  G_OBJECT_CLASS (bs_id_selection_parent_class)->finalize (object);
}

static void
bs_id_selection_class_init (BsIdSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bs_id_selection_dispose;
  object_class->finalize = bs_id_selection_finalize;
}

static void
bs_id_selection_init (BsIdSelection *self)
{
  self->selected = g_byte_array_new ();
  self->ids = g_byte_array_new ();
}

BsIdSelection *
bs_id_selection_new (GListModel *list, BsIdSelectionFunc get_id)
{
  BsIdSelection *self = g_object_new (BS_TYPE_ID_SELECTION, NULL);

  self->list = g_object_ref (list);
  self->get_id = get_id;
  splice (self, 0, 0, g_list_model_get_n_items (list));
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

guint
bs_id_selection_get_n_selected (BsIdSelection *self)
{
  g_return_val_if_fail (BS_IS_ID_SELECTION (self), 0);

  return self->n_selected;
}

/* Returns: (transfer full) (element-type guint): the ids of the selected items, in the order of the list */
GArray *
bs_id_selection_list_ids (BsIdSelection *self)
{
  GArray *ids;
  guint n;

  g_return_val_if_fail (BS_IS_ID_SELECTION (self), NULL);

  n = self->selected->len;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->n_selected);
  for (guint i = find_position (self, 0, n, TRUE); i < n; i = find_position (self, i + 1, n, TRUE))
    {
      guint id = self->get_id (self->list, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

/* Returns: (transfer full) (nullable): the selected item, if it is the only one */
gpointer
bs_id_selection_dup_single (BsIdSelection *self)
{
  g_return_val_if_fail (BS_IS_ID_SELECTION (self), NULL);

  if (self->n_selected != 1)
    return NULL;
  return g_list_model_get_item (self->list, find_position (self, 0, self->selected->len, TRUE));
}

/*
 * bs_id_selection_find_next:
 * @step: 1 for the next item, -1 for the previous one
 *
 * If the selected item was removed, the one at its position counts as the next one.
 *
 * Returns: whether there is one
 */
gboolean
bs_id_selection_find_next (BsIdSelection *self, int step, guint *position)
{
  guint n;

  g_return_val_if_fail (BS_IS_ID_SELECTION (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  n = self->selected->len;
  if (n == 0)
    return FALSE;

  if (self->n_selected == 0)
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
      for (*position = n; !self->selected->data[*position - 1];)
        (*position)--;
    }
  else
    {
      guint first = find_position (self, 0, n, TRUE);

      if (first == 0)
        return FALSE;
      *position = first - 1;
    }

  return *position < n;
}

/*
 * bs_id_selection_get_cursor:
 * @position: (out): its position; where it was, if its item is gone; 0 if nothing was selected yet
 *
 * Returns: whether there is an item that was last selected alone
 */
gboolean
bs_id_selection_get_cursor (BsIdSelection *self, guint *position)
{
  g_return_val_if_fail (BS_IS_ID_SELECTION (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  *position = self->has_cursor ? self->cursor : 0;
  return self->has_cursor && !self->cursor_is_lost;
}

/*
 * bs_id_selection_forget_lost:
 *
 * For another list: deselects items that it does not contain.
 *
 * Returns: whether anything was
 */
gboolean
bs_id_selection_forget_lost (BsIdSelection *self)
{
  g_return_val_if_fail (BS_IS_ID_SELECTION (self), FALSE);

  if (self->cursor_is_lost)
    self->has_cursor = FALSE;
  return drop_lost (self);
}
