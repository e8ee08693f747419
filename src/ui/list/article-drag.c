/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-drag.h"

#include <glib/gi18n-lib.h>

#include "ui/list/article-row.h"

#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>
#endif

/* Nobody drags more files than this at once. */
#define MAX_FILES 10000

struct _BsArticleDrag
{
  GObject parent_instance;

  GtkListView *view;        /* owns this object, indirectly */
  BsIdSelection *selection; /* (nullable) */
  char *folder;
  GPtrArray *dragged; /* (nullable) (element-type filename): during a drag */
  GdkDrag *drag;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BsArticleDrag, bs_article_drag, G_TYPE_OBJECT)

static BsArticleRow *
find_row_at (BsArticleDrag *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, BS_TYPE_ARTICLE_ROW) : NULL;

  /* The space around a row's content belongs to the row. */
  if (row == NULL && widget != NULL && widget != GTK_WIDGET (self->view))
    row = gtk_widget_get_first_child (widget);
  return BS_IS_ARTICLE_ROW (row) ? BS_ARTICLE_ROW (row) : NULL;
}

static void
add_item (GPtrArray *paths, BsArticleItem *item)
{
  g_ptr_array_add (paths, g_strdup (bs_article_item_get_path (item)));
}

/* All selected articles if the dragged one is among them, otherwise that one. */
static GPtrArray *
list_paths (BsArticleDrag *self, BsArticleItem *item)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gboolean is_among = FALSE;
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more && paths->len < MAX_FILES;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (BsArticleItem) other = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (other == NULL)
        continue;
      is_among = is_among || other == item;
      add_item (paths, other);
    }
  if (!is_among)
    {
      g_ptr_array_set_size (paths, 0);
      add_item (paths, item);
    }
  return g_steal_pointer (&paths);
}

static GdkContentProvider *
prepare_cb (BsArticleDrag *self, double x, double y, GtkDragSource *source)
{
  BsArticleRow *row = find_row_at (self, x, y);
  BsArticleItem *item = row != NULL ? bs_article_row_get_item (row) : NULL;
  g_autoptr (GPtrArray) files = NULL;
  GdkContentProvider *provider;
  GdkFileList *list;

  g_assert (BS_IS_ARTICLE_DRAG (self));

  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  if (item == NULL || self->selection == NULL)
    return NULL;
  self->dragged = list_paths (self, item);
  files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->dragged->len; i++)
    g_ptr_array_add (files, g_file_new_build_filename (self->folder, g_ptr_array_index (self->dragged, i), NULL));
  list = gdk_file_list_new_from_array ((GFile **) files->pdata, files->len);
  provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return provider;
}

static void
begin_cb (BsArticleDrag *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autofree char *text = NULL;
  GtkWidget *label;
  GtkWidget *icon;

  g_assert (BS_IS_ARTICLE_DRAG (self));

  text = g_strdup_printf (ngettext ("%'u article", "%'u articles", self->dragged->len), self->dragged->len);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "drag-label");
  icon = gtk_drag_icon_get_for_drag (drag);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), label);
  g_set_object (&self->drag, drag);
}

static void
end_cb (BsArticleDrag *self, GdkDrag *drag, gboolean delete_data, GtkDragSource *source)
{
  g_assert (BS_IS_ARTICLE_DRAG (self));

  g_clear_object (&self->drag);
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
}

static void
bs_article_drag_finalize (GObject *object)
{
  BsArticleDrag *self = BS_ARTICLE_DRAG (object);

  g_clear_object (&self->selection);
  g_free (self->folder);
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  g_clear_object (&self->drag);

  G_OBJECT_CLASS (bs_article_drag_parent_class)->finalize (object);
}

static void
bs_article_drag_class_init (BsArticleDragClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_article_drag_finalize;
}

static void
bs_article_drag_init (BsArticleDrag *self)
{
}

/* @view: outlives it */
BsArticleDrag *
bs_article_drag_new (GtkListView *view)
{
  BsArticleDrag *self;
  GtkDragSource *source;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);

  self = g_object_new (BS_TYPE_ARTICLE_DRAG, NULL);
  self->view = view;
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (
      source, GDK_ACTION_COPY | bs_article_drag_get_move_action (gtk_widget_get_display (GTK_WIDGET (view))));
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (source));
  return self;
}

/* @selection: (nullable): of the articles that the view shows from now on, which are in @folder */
void
bs_article_drag_set_selection (BsArticleDrag *self, BsIdSelection *selection, const char *folder)
{
  g_return_if_fail (BS_IS_ARTICLE_DRAG (self));

  g_set_object (&self->selection, selection);
  g_free (self->folder);
  self->folder = g_strdup (folder);
}

/* Returns: the action that means moving articles to a category. It is never GDK_ACTION_MOVE, because that would allow a
 * file manager to take the files out of the library. It is one that others rank below copying and that the display
 * server knows. */
GdkDragAction
bs_article_drag_get_move_action (GdkDisplay *display)
{
  g_return_val_if_fail (GDK_IS_DISPLAY (display), 0);

#ifdef GDK_WINDOWING_WAYLAND
  if (GDK_IS_WAYLAND_DISPLAY (display))
    return GDK_ACTION_ASK;
#endif
  return GDK_ACTION_LINK;
}

/* Returns: (transfer none) (nullable) (element-type filename): the articles of @drag, relative to the library */
GPtrArray *
bs_article_drag_get_dragged (BsArticleDrag *self, GdkDrag *drag)
{
  g_return_val_if_fail (BS_IS_ARTICLE_DRAG (self), NULL);

  return drag != NULL && drag == self->drag ? self->dragged : NULL;
}
