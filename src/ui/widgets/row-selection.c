/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/row-selection.h"

/* When a list is sorted, GTK destroys the widgets of its rows and creates new ones, because each row has another item
 * then. Here an item represents a row, whatever its content: the widgets stay, and their owner fills them again. */
struct _BsRowSelection
{
  GObject parent_instance;

  GtkSelectionModel *model;
  guint n_rows;     /* as last reported */
  GHashTable *rows; /* (element-type guint GObject): those that a view has, without references */
};

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return BS_ROW_SELECTION (model)->n_rows;
}

static void
row_gone_cb (gpointer data, GObject *row)
{
  GHashTable *rows = data;

  g_hash_table_remove (rows, g_object_get_data (row, "position"));
  g_hash_table_unref (rows);
}

static gpointer
get_item (GListModel *model, guint position)
{
  BsRowSelection *self = BS_ROW_SELECTION (model);
  GObject *row;

  if (position >= self->n_rows)
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (row, "position", GUINT_TO_POINTER (position));
  g_object_weak_ref (row, row_gone_cb, g_hash_table_ref (self->rows));
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  return row;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_is_selected (BS_ROW_SELECTION (model)->model, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_selection_model_get_selection_in_range (BS_ROW_SELECTION (model)->model, position, n_items);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  return gtk_selection_model_set_selection (BS_ROW_SELECTION (model)->model, selected, mask);
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BsRowSelection, bs_row_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

/* Before bs_row_selection_update() the view has another number of rows, and will look at all of them then. */
static void
selection_changed_cb (BsRowSelection *self, guint position, guint n_items)
{
  g_assert (BS_IS_ROW_SELECTION (self));

  if (position < self->n_rows)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_items, self->n_rows - position));
}

static void
bs_row_selection_finalize (GObject *object)
{
  BsRowSelection *self = BS_ROW_SELECTION (object);

  g_object_unref (self->model);
  g_hash_table_unref (self->rows);

  G_OBJECT_CLASS (bs_row_selection_parent_class)->finalize (object);
}

static void
bs_row_selection_class_init (BsRowSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_row_selection_finalize;
}

static void
bs_row_selection_init (BsRowSelection *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
}

/* @model: (transfer none): the contents of the rows */
BsRowSelection *
bs_row_selection_new (GtkSelectionModel *model)
{
  BsRowSelection *self;

  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (model), NULL);

  self = g_object_new (BS_TYPE_ROW_SELECTION, NULL);
  self->model = g_object_ref (model);
  self->n_rows = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* The contents of the rows have changed, in any number of ways. A row that stays is the same for the view, except for
 * its selection: GTK would look for each among all others. */
void
bs_row_selection_update (BsRowSelection *self)
{
  guint before, stay;

  g_return_if_fail (BS_IS_ROW_SELECTION (self));

  before = self->n_rows;
  self->n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  stay = MIN (before, self->n_rows);
  if (before != self->n_rows)
    g_list_model_items_changed (G_LIST_MODEL (self), stay, before - stay, self->n_rows - stay);
  if (stay > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, stay);
}
