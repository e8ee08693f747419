/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/name-cells.h"

/* The number of rows beyond the screen that are filled too. */
#define MARGIN_ROWS 2

/* A table has two hundred rows, most of them beyond the screen. When it is sorted, each of their cells would get
 * another text, and measure it. Here only those on the screen do. */
struct _BsNameCells
{
  GObject parent_instance;

  GListModel *names;
  GtkAdjustment *adjustment;
  BsNameCellsFunc func;
  GHashTable *bound; /* (element-type GtkListItem): a set */
  double row_height; /* 0 until it is known */
  guint fill_id;
};

G_DEFINE_FINAL_TYPE (BsNameCells, bs_name_cells, G_TYPE_OBJECT)

static gboolean
is_on_screen (BsNameCells *self, guint position)
{
  double value = gtk_adjustment_get_value (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);

  if (self->row_height < 1)
    return TRUE;
  return position + MARGIN_ROWS >= value / self->row_height &&
         position <= (value + page) / self->row_height + MARGIN_ROWS;
}

static void
fill (BsNameCells *self, GtkListItem *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "column"));
  g_autoptr (BsName) name = g_list_model_get_item (self->names, gtk_list_item_get_position (list_item));
  g_autofree char *text = name != NULL ? self->func (name, column) : NULL;

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
}

static gboolean
fill_cb (gpointer user_data)
{
  BsNameCells *self = user_data;

  g_assert (BS_IS_NAME_CELLS (self));

  self->fill_id = 0;
  bs_name_cells_refresh (self);
  return G_SOURCE_REMOVE;
}

/* This is called during size allocation, when nothing may change. It is done before the next frame is drawn. */
static void
scrolled_cb (BsNameCells *self, GtkAdjustment *adjustment)
{
  double upper = gtk_adjustment_get_upper (adjustment);
  guint n = g_list_model_get_n_items (self->names);

  g_assert (BS_IS_NAME_CELLS (self));

  if (n > 0 && upper > gtk_adjustment_get_page_size (adjustment))
    self->row_height = upper / n;
  if (self->fill_id == 0)
    self->fill_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
}

typedef struct
{
  guint column;
  float xalign;
  const char *const *css_classes;
} Look;

/* With GTK 4.8, a click is handled by the cell and by its row: with Ctrl, the second undoes the selection of the first.
 */
static void
parent_cb (GtkWidget *label)
{
  GtkWidget *cell = gtk_widget_get_parent (label);
  g_autoptr (GListModel) controllers = cell != NULL ? gtk_widget_observe_controllers (cell) : NULL;

  for (guint i = 0; cell != NULL && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const Look *look)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (label), "column", GUINT_TO_POINTER (look->column));
  g_object_set_data (G_OBJECT (label), "list-item", list_item);
  gtk_label_set_xalign (GTK_LABEL (label), look->xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_set_css_classes (label, (const char **) look->css_classes);
  g_signal_connect (label, "notify::parent", G_CALLBACK (parent_cb), NULL);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (BsNameCells *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_NAME_CELLS (self));

  g_hash_table_add (self->bound, list_item);
  if (is_on_screen (self, gtk_list_item_get_position (list_item)))
    fill (self, list_item);
  else
    gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)), "");
}

static void
unbind_cb (BsNameCells *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_NAME_CELLS (self));

  g_hash_table_remove (self->bound, list_item);
}

static void
bs_name_cells_finalize (GObject *object)
{
  BsNameCells *self = BS_NAME_CELLS (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_object (&self->names);
  g_clear_object (&self->adjustment);
  g_hash_table_unref (self->bound);

  G_OBJECT_CLASS (bs_name_cells_parent_class)->finalize (object);
}

static void
bs_name_cells_class_init (BsNameCellsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_name_cells_finalize;
}

static void
bs_name_cells_init (BsNameCells *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
}

/* @names: (element-type BsName): the rows
 * @scroller: of the table
 * @func: returns the text of a cell */
BsNameCells *
bs_name_cells_new (GListModel *names, GtkScrolledWindow *scroller, BsNameCellsFunc func)
{
  BsNameCells *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (names), NULL);
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (BS_TYPE_NAME_CELLS, NULL);
  self->names = g_object_ref (names);
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  self->func = func;
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
free_look (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* @css_classes: (array zero-terminated=1): of its cells; static
 *
 * Returns: (transfer full): the factory of a column's cells */
GtkListItemFactory *
bs_name_cells_make_factory (BsNameCells *self, guint column, float xalign, const char *const *css_classes)
{
  GtkListItemFactory *factory;
  Look *look;

  g_return_val_if_fail (BS_IS_NAME_CELLS (self), NULL);
  g_return_val_if_fail (css_classes != NULL, NULL);

  factory = gtk_signal_list_item_factory_new ();
  look = g_new (Look, 1);
  *look = (Look){ column, xalign, css_classes };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), look, free_look, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

/* Other names are in the rows, or the names have other articles. */
void
bs_name_cells_refresh (BsNameCells *self)
{
  GHashTableIter iter;
  gpointer list_item;

  g_return_if_fail (BS_IS_NAME_CELLS (self));

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &list_item, NULL))
    if (is_on_screen (self, gtk_list_item_get_position (list_item)))
      fill (self, list_item);
}
