/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-order.h"

#include "model/library/list/saved-search.h"
#include "ui/sidebar/sidebar-hold.h"
#include "ui/widgets/shorthand.h"

struct _BsSidebarOrder
{
  GObject parent_instance;

  GtkWidget *view;        /* owns this object */
  BsSavedSearch *dragged; /* (nullable) */
  GtkWidget *marked;      /* (nullable): the row at which it would be dropped */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebarOrder, bs_sidebar_order, G_TYPE_OBJECT)

/* Returns: (transfer full) (nullable): the saved search there */
static BsSavedSearch *
find_search (BsSidebarOrder *self, double x, double y, BsSidebarRow **row)
{
  GtkWidget *picked = gtk_widget_pick (self->view, x, y, GTK_PICK_DEFAULT);
  g_autoptr (GObject) item = NULL;

  *row = picked != NULL ? bs_sidebar_hold_find_row (self->view, picked) : NULL;
  if (*row == NULL || bs_sidebar_row_get_list_row (*row) == NULL)
    return NULL;
  item = gtk_tree_list_row_get_item (bs_sidebar_row_get_list_row (*row));
  return BS_IS_SAVED_SEARCH (item) ? BS_SAVED_SEARCH (g_steal_pointer (&item)) : NULL;
}

static void
mark (BsSidebarOrder *self, GtkWidget *row, gboolean is_below)
{
  if (self->marked != NULL)
    {
      gtk_widget_remove_css_class (self->marked, "drop-above");
      gtk_widget_remove_css_class (self->marked, "drop-below");
    }
  g_set_weak_pointer (&self->marked, row);
  if (row != NULL)
    gtk_widget_add_css_class (row, is_below ? "drop-below" : "drop-above");
}

/* The place where a search would be dropped: the upper half of a row is the place before it.
 *
 * Returns: whether it is another place */
static gboolean
find_place (BsSidebarOrder *self, double x, double y, guint *place)
{
  BsSidebarRow *row;
  g_autoptr (BsSavedSearch) search = find_search (self, x, y, &row);
  guint before = self->dragged != NULL ? bs_saved_search_get_kept (self->dragged)->place : 0;
  graphene_rect_t bounds;
  gboolean is_below;

  if (search == NULL || self->dragged == NULL ||
      !gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (row)), self->view, &bounds))
    {
      mark (self, NULL, FALSE);
      return FALSE;
    }
  is_below = y > bounds.origin.y + bounds.size.height / 2;
  *place = bs_saved_search_get_kept (search)->place + (is_below ? 1 : 0);
  if (*place > before)
    (*place)--;
  mark (self, *place != before ? gtk_widget_get_parent (GTK_WIDGET (row)) : NULL, is_below);
  return *place != before;
}

static GdkContentProvider *
prepare_cb (BsSidebarOrder *self, double x, double y, GtkDragSource *source)
{
  BsSidebarRow *row;
  g_autoptr (BsSavedSearch) search = find_search (self, x, y, &row);

  g_assert (BS_IS_SIDEBAR_ORDER (self));

  if (search == NULL || bs_sidebar_row_get_entry (row) != NULL)
    return NULL;
  g_set_object (&self->dragged, search);
  /* Nothing that another program could take. */
  return gdk_content_provider_new_typed (BS_TYPE_SAVED_SEARCH, search);
}

static void
begin_cb (BsSidebarOrder *self, GdkDrag *drag, GtkDragSource *source)
{
  GtkWidget *label = gtk_label_new (bs_saved_search_get_name (self->dragged));

  g_assert (BS_IS_SIDEBAR_ORDER (self));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "drag-label");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

static void
end_cb (BsSidebarOrder *self, GdkDrag *drag, gboolean delete_data, GtkDragSource *source)
{
  g_assert (BS_IS_SIDEBAR_ORDER (self));

  mark (self, NULL, FALSE);
  g_clear_object (&self->dragged);
}

static GdkDragAction
motion_cb (BsSidebarOrder *self, double x, double y, GtkDropTarget *target)
{
  guint place;

  g_assert (BS_IS_SIDEBAR_ORDER (self));

  return find_place (self, x, y, &place) ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (BsSidebarOrder *self)
{
  g_assert (BS_IS_SIDEBAR_ORDER (self));

  mark (self, NULL, FALSE);
}

static gboolean
drop_cb (BsSidebarOrder *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  guint place;
  gboolean is_moved = find_place (self, x, y, &place);

  g_assert (BS_IS_SIDEBAR_ORDER (self));

  mark (self, NULL, FALSE);
  if (is_moved)
    g_signal_emit (self, signals[MOVED], 0, self->dragged, place);
  return is_moved;
}

static void
bs_sidebar_order_finalize (GObject *object)
{
  BsSidebarOrder *self = BS_SIDEBAR_ORDER (object);

  g_clear_weak_pointer (&self->marked);
  g_clear_object (&self->dragged);

  G_OBJECT_CLASS (bs_sidebar_order_parent_class)->finalize (object);
}

static void
bs_sidebar_order_class_init (BsSidebarOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_sidebar_order_finalize;

  signals[MOVED] = bs_new_signal (klass, "moved", 2, BS_TYPE_SAVED_SEARCH, G_TYPE_UINT);
}

static void
bs_sidebar_order_init (BsSidebarOrder *self)
{
}

/* @view: outlives it */
BsSidebarOrder *
bs_sidebar_order_new (GtkListView *view)
{
  BsSidebarOrder *self = g_object_new (BS_TYPE_SIDEBAR_ORDER, NULL);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (BS_TYPE_SAVED_SEARCH, GDK_ACTION_MOVE);

  self->view = GTK_WIDGET (view);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (source));

  g_signal_connect_object (target, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (target));
  return self;
}
