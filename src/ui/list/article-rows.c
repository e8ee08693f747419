/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-rows.h"

#include "ui/list/article-row.h"
#include "ui/list/row-ruler.h"
#include "ui/list/thumbnails.h"
#include "ui/widgets/id-selection.h"
#include "ui/widgets/shorthand.h"

#define THUMBNAIL_SIZE 112
/* The number of rows beyond the screen that are filled too. */
#define MARGIN_ROWS 4
/* The time per frame for filling rows: cards that must be created first are spread over frames. */
#define FILL_MICROSECONDS 6000
/* Runs after the next frame is drawn. */
#define REST_PRIORITY (GDK_PRIORITY_REDRAW + 10)

struct _BsArticleRows
{
  GObject parent_instance;

  GtkListView *view; /* owns this object, indirectly */
  GtkScrolledWindow *scroller;
  BsRowRuler *ruler;
  BsThumbnails *thumbnails;

  BsLibrary *library;  /* (nullable) */
  BsArticleList *list; /* (nullable) */
  char *folder;
  BsQuery *searched; /* (nullable): highlighted in the rows */
  GPtrArray *bound;  /* (element-type GtkListItem): those bound to an article */
  double row_height;
  gboolean is_at_top;
  gboolean scrolls_late; /* to the cursor, once the list has a size */
  GtkWidget *focused;    /* (nullable): a weak pointer to what got the focus */
  gboolean is_first;     /* it got the focus because it was the first row */
  guint fill_id;
  guint focus_id;
};

enum
{
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsArticleRows, bs_article_rows, G_TYPE_OBJECT)

static gboolean
is_on_screen (BsArticleRows *self, guint position)
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

/* The number of further articles that the row represents. */
static void
show_folded (BsArticleRows *self, BsArticleRow *row)
{
  BsArticleItem *item = bs_article_row_get_item (row);
  guint id = item != NULL ? bs_article_item_get_id (item) : 0;
  guint n = item != NULL && self->list != NULL ? bs_article_list_count_folded (self->list, id) : 0;
  BsFold *fold = n > 0 ? bs_article_list_get_fold (self->list) : NULL;

  bs_article_row_set_folded (row, n, fold != NULL && bs_fold_is_open (fold, id));
}

static void
folded_cb (BsArticleRows *self)
{
  g_assert (BS_IS_ARTICLE_ROWS (self));

  for (guint i = 0; i < self->bound->len; i++)
    show_folded (self, BS_ARTICLE_ROW (gtk_list_item_get_child (g_ptr_array_index (self->bound, i))));
}

static gboolean
fill (BsArticleRows *self, BsArticleRow *row)
{
  if (!bs_article_row_fill (row))
    return FALSE;

  show_folded (self, row);
  bs_article_row_find (row, self->library, self->searched);
  return TRUE;
}

static GtkWidget *
get_row (GtkListItem *list_item)
{
  return gtk_widget_get_parent (gtk_list_item_get_child (list_item));
}

static GtkWidget *
find_row (BsArticleRows *self, guint position)
{
  for (guint i = 0; i < self->bound->len; i++)
    if (gtk_list_item_get_position (self->bound->pdata[i]) == position)
      return get_row (self->bound->pdata[i]);

  return NULL;
}

static GtkWidget *
get_focus (BsArticleRows *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
find_cursor (BsArticleRows *self, guint *position)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);

  return model != NULL && bs_id_selection_get_cursor (BS_ID_SELECTION (model), position);
}

/* The list view remembers a row from which keys start. It changes only when a row is focused, so that until then it is
 * the row of the first article that was read, wherever later ones have pushed it. */
static void
scroll_to (BsArticleRows *self, guint position)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *focus = get_focus (self);
  GtkWidget *before = gtk_widget_get_focus_child (view);
  GtkWidget *row = NULL;
  guint cursor = 0;

  find_cursor (self, &cursor);
  if (position == cursor && (focus == NULL || !gtk_widget_is_ancestor (focus, view)))
    row = find_row (self, position);
  if (row != NULL)
    gtk_widget_set_focus_child (view, row);
  gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
  if (row != NULL)
    gtk_widget_set_focus_child (view, before);
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
  BsArticleRows *self = user_data;
  gint64 end = g_get_monotonic_time () + FILL_MICROSECONDS;
  gboolean has_filled = FALSE;
  guint position;

  g_assert (BS_IS_ARTICLE_ROWS (self));

  self->fill_id = 0;
  if (self->scrolls_late && find_cursor (self, &position))
    bs_article_rows_scroll_to (self, position);
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

static void
adjustment_cb (BsArticleRows *self, GtkAdjustment *adjustment)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);
  guint n = model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;

  g_assert (BS_IS_ARTICLE_ROWS (self));

  if (n > 0 && gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment))
    self->row_height = gtk_adjustment_get_upper (adjustment) / n;
  self->is_at_top = gtk_adjustment_get_value (adjustment) < 1;
  bs_article_rows_queue_fill (self);
}

static gboolean
choose_cb (gpointer user_data)
{
  BsArticleRows *self = user_data;

  g_assert (BS_IS_ARTICLE_ROWS (self));

  g_signal_emit (self, signals[CLICKED], 0);
  return G_SOURCE_REMOVE;
}

static void
row_clicked_cb (BsArticleRows *self, BsArticleRow *row)
{
  g_assert (BS_IS_ARTICLE_ROWS (self));

  /* The list view selects the clicked row only after this. */
  g_idle_add_full (G_PRIORITY_DEFAULT, choose_cb, g_object_ref (self), g_object_unref);
}

static void
setup_cb (BsArticleRows *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_article_row_new (self->ruler, self->thumbnails);

  g_assert (BS_IS_ARTICLE_ROWS (self));

  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (BsArticleRows *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  BsArticleRow *row = BS_ARTICLE_ROW (gtk_list_item_get_child (list_item));

  g_assert (BS_IS_ARTICLE_ROWS (self));

  bs_article_row_bind (row, gtk_list_item_get_item (list_item), self->folder);
  g_ptr_array_add (self->bound, list_item);
  if (bs_article_row_has_card (row) && is_on_screen (self, gtk_list_item_get_position (list_item)))
    fill (self, row);
  else if (self->fill_id == 0)
    self->fill_id = g_idle_add_full (REST_PRIORITY, fill_cb, self, NULL);
}

static void
unbind_cb (BsArticleRows *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_ARTICLE_ROWS (self));

  g_ptr_array_remove_fast (self->bound, list_item);
  bs_article_row_unbind (BS_ARTICLE_ROW (gtk_list_item_get_child (list_item)));
}

static void
bs_article_rows_finalize (GObject *object)
{
  BsArticleRows *self = BS_ARTICLE_ROWS (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  bs_article_rows_end_focus (self);
  g_clear_weak_pointer (&self->focused);
  g_clear_pointer (&self->searched, bs_query_unref);
  g_clear_object (&self->ruler);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->library);
  g_clear_object (&self->list);
  g_free (self->folder);
  g_ptr_array_unref (self->bound);

  G_OBJECT_CLASS (bs_article_rows_parent_class)->finalize (object);
}

static void
bs_article_rows_class_init (BsArticleRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_article_rows_finalize;

  signals[CLICKED] = bs_new_signal (klass, "clicked", 0);
}

static void
bs_article_rows_init (BsArticleRows *self)
{
  self->is_at_top = TRUE;
  self->bound = g_ptr_array_new ();
  self->ruler = bs_row_ruler_new ();
  self->thumbnails = bs_thumbnails_new (THUMBNAIL_SIZE);
}

/* Both outlive it. */
BsArticleRows *
bs_article_rows_new (GtkListView *view, GtkScrolledWindow *scroller)
{
  BsArticleRows *self;
  g_autoptr (GtkListItemFactory) factory = NULL;
  GtkAdjustment *adjustment;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  self = g_object_new (BS_TYPE_ARTICLE_ROWS, NULL);
  self->view = view;
  self->scroller = scroller;
  factory = gtk_signal_list_item_factory_new ();
  bs_set_rows (view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));

  adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* @library: (nullable): of the articles that the view shows from now on
 * @list: (nullable): which of them */
void
bs_article_rows_set_library (BsArticleRows *self, BsLibrary *library, BsArticleList *list)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, folded_cb, self);
  g_set_object (&self->list, list);
  if (list != NULL)
    g_signal_connect_object (list, "folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  self->scrolls_late = FALSE;
  g_clear_pointer (&self->folder, g_free);
  if (library != NULL)
    self->folder = g_file_get_path (bs_library_get_folder (library));
}

/* @query: (nullable): highlighted in rows that are filled from now on */
void
bs_article_rows_set_searched (BsArticleRows *self, BsQuery *query)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  g_clear_pointer (&self->searched, bs_query_unref);
  if (query != NULL)
    self->searched = bs_query_ref (query);
}

/* Rows that are already filled are updated to the current query. */
void
bs_article_rows_show_search (BsArticleRows *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);

      bs_article_row_find (BS_ARTICLE_ROW (gtk_list_item_get_child (list_item)), self->library, self->searched);
    }
}

void
bs_article_rows_queue_fill (BsArticleRows *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  if (self->fill_id == 0)
    self->fill_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
}

/* @compact: whether a row shows no more than title, source and date */
void
bs_article_rows_set_compact (BsArticleRows *self, gboolean compact)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  if (bs_row_ruler_get_compact (self->ruler) == compact)
    return;
  bs_row_ruler_set_compact (self->ruler, compact);
  bs_set_css_class (GTK_WIDGET (self->view), "compact", compact);
  for (guint i = 0; i < self->bound->len; i++)
    gtk_widget_queue_resize (gtk_list_item_get_child (g_ptr_array_index (self->bound, i)));
  bs_article_rows_queue_fill (self);
}

/* Returns: (transfer none) (nullable): the widget of the row that has the cursor; rows far off the screen have none */
GtkWidget *
bs_article_rows_find_cursor (BsArticleRows *self)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_ROWS (self), NULL);

  return find_cursor (self, &position) ? find_row (self, position) : NULL;
}

/* Returns: whether a widget is in a row, or its margin */
gboolean
bs_article_rows_find_position (BsArticleRows *self, GtkWidget *inside, guint *position)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ROWS (self), FALSE);

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);
      GtkWidget *row = get_row (list_item);

      if (inside == row || gtk_widget_is_ancestor (inside, row))
        {
          *position = gtk_list_item_get_position (list_item);
          return TRUE;
        }
    }

  return FALSE;
}

/* Returns: whether the top of the list is on the screen */
gboolean
bs_article_rows_get_at_top (BsArticleRows *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ROWS (self), FALSE);

  return self->is_at_top;
}

/* Focuses the row that has the cursor, the one in its place if it is gone, or the first.
 *
 * Returns: whether the list view knows that row already; if not, the list has the focus */
static gboolean
focus_row (BsArticleRows *self)
{
  guint position = 0;
  gboolean is_first = !find_cursor (self, &position) && position == 0;
  GtkWidget *row = find_row (self, position);

  gtk_widget_grab_focus (row != NULL ? row : GTK_WIDGET (self->view));
  g_set_weak_pointer (&self->focused, get_focus (self));
  self->is_first = is_first;
  return row != NULL;
}

/* Whether nobody has moved the focus since. */
static gboolean
has_focus (BsArticleRows *self)
{
  return self->focused != NULL && self->focused == get_focus (self);
}

static gboolean
focus_cb (gpointer user_data)
{
  BsArticleRows *self = user_data;

  g_assert (BS_IS_ARTICLE_ROWS (self));

  self->focus_id = 0;
  if (has_focus (self))
    focus_row (self);
  return G_SOURCE_REMOVE;
}

static void
queue_focus (BsArticleRows *self)
{
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_cb, self, NULL);
}

/* The list view keeps the row at its top in place, so it must be scrolled explicitly to one that is added above it. The
 * focus follows, unless it was moved from the row that was the first. */
void
bs_article_rows_go_to_top (BsArticleRows *self)
{
  GtkSelectionModel *model;

  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  model = gtk_list_view_get_model (self->view);
  if (model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    scroll_to (self, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->is_at_top = TRUE;
  if (self->is_first && has_focus (self))
    queue_focus (self);
}

/* @position: of the cursor */
void
bs_article_rows_scroll_to (BsArticleRows *self, guint position)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  /* A list without a size keeps its position at the top. */
  self->scrolls_late = gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (self->scroller)) < 1;
  scroll_to (self, position);
}

/* Focuses the row that has the cursor, at once if the list view knows it, or else as soon as it does. */
void
bs_article_rows_focus (BsArticleRows *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  if (!focus_row (self))
    queue_focus (self);
}

/* Something else gets the focus. */
void
bs_article_rows_end_focus (BsArticleRows *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ROWS (self));

  g_clear_handle_id (&self->focus_id, g_source_remove);
}
