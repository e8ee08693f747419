/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/library/list/category.h"
#include "ui/import/import-offer.h"
#include "ui/sidebar/sidebar-row.h"
#include "ui/window/window-private.h"

/* Where what hovers would land. */
typedef struct
{
  GStrv category;    /* (nullable): the library as a whole */
  GtkWidget *widget; /* (nullable): what shows it; none where it cannot land */
} Place;

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->category, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static BsSidebarRow *
find_sidebar_row (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, BS_TYPE_SIDEBAR_ROW);

  /* The space around a row's content belongs to the row. */
  if (row == NULL)
    row = gtk_widget_get_first_child (widget);
  return BS_IS_SIDEBAR_ROW (row) ? BS_SIDEBAR_ROW (row) : NULL;
}

static gboolean
is_in (GtkWidget *widget, gpointer above)
{
  return widget == GTK_WIDGET (above) || gtk_widget_is_ancestor (widget, GTK_WIDGET (above));
}

static void
find_place (BsWindow *self, double x, double y, gboolean only_category, Place *place)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  BsSidebarRow *row;

  *place = (Place){ 0 };
  if (widget == NULL)
    return;
  row = is_in (widget, self->sidebar) ? find_sidebar_row (widget) : NULL;
  if (row != NULL && bs_sidebar_row_get_list_row (row) != NULL)
    {
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (bs_sidebar_row_get_list_row (row));

      if (BS_IS_CATEGORY (item))
        {
          place->category = g_strdupv ((GStrv) bs_category_get_path (BS_CATEGORY (item)));
          place->widget = gtk_widget_get_parent (GTK_WIDGET (row));
          return;
        }
    }
  if (only_category)
    return;
  /* Who drops something on the list of a category means the category. */
  if (is_in (widget, self->articles) && bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY)
    {
      place->category = g_strdupv ((GStrv) bs_sidebar_get_names (self->sidebar));
      place->widget = GTK_WIDGET (self->articles);
      return;
    }
  place->widget = GTK_WIDGET (self->pages);
}

static void
set_highlight (BsWindow *self, GtkWidget *widget)
{
  if (self->drop_widget == widget)
    return;
  if (self->drop_widget != NULL)
    {
      gtk_widget_remove_css_class (self->drop_widget, "drop-here");
      g_object_remove_weak_pointer (G_OBJECT (self->drop_widget), (gpointer *) &self->drop_widget);
    }
  self->drop_widget = widget;
  if (widget != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->drop_widget);
      gtk_widget_add_css_class (widget, "drop-here");
    }
}

static char *
name_place (BsWindow *self, const Place *place)
{
  g_autofree char *name = NULL;

  if (place->category != NULL)
    return g_strjoinv (" › ", place->category);
  name = g_file_get_basename (bs_library_get_folder (self->library));
  return g_filename_display_name (name);
}

/* How articles would land on a category: moved to it, or with Ctrl, which leaves only copying to choose, added to it.
 * Of an action that GDK does not tell to the one who takes what is dropped, it knows what was chosen where the drag
 * began. */
static GdkDragAction
choose_action (GdkDrop *drop)
{
  GdkDragAction move = bs_article_pane_get_move_action (gdk_drop_get_display (drop));

  if (move == GDK_ACTION_ASK)
    return gdk_drag_get_selected_action (gdk_drop_get_drag (drop)) == GDK_ACTION_COPY ? GDK_ACTION_COPY : move;
  return (gdk_drop_get_actions (drop) & move) != 0 ? move : GDK_ACTION_COPY;
}

static void
show_place (BsWindow *self, const Place *place, gboolean is_rows, GdkDragAction action)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  set_highlight (self, place->widget);
  if (place->widget == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->drop_hint), FALSE);
      return;
    }
  name = name_place (self, place);
  if (!is_rows)
    /* Translators: the argument is a category, or a library. */
    text = g_strdup_printf (_ ("Import into “%s”"), name);
  else if (action == GDK_ACTION_COPY)
    /* Translators: the argument is a category. */
    text = g_strdup_printf (_ ("Add to “%s”"), name);
  else
    /* Translators: the argument is a category. */
    text = g_strdup_printf (_ ("Move to “%s”"), name);
  gtk_label_set_text (self->drop_hint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_hint), TRUE);
}

static void
hide_place (BsWindow *self)
{
  set_highlight (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_hint), FALSE);
}

static gboolean
is_open (BsWindow *self)
{
  BsLibraryState state;

  if (self->library == NULL)
    return FALSE;
  state = bs_library_get_state (self->library);
  return state == BS_LIBRARY_READY || state == BS_LIBRARY_SCANNING;
}

static gboolean
accept_cb (BsWindow *self, GdkDrop *drop)
{
  g_assert (BS_IS_WINDOW (self));

  if (self->library == NULL)
    return gdk_drop_get_drag (drop) == NULL &&
           gdk_content_formats_contain_mime_type (gdk_drop_get_formats (drop), "text/uri-list");
  if (!is_open (self))
    return FALSE;
  if (bs_article_pane_get_dragged (self->articles, gdk_drop_get_drag (drop)) != NULL)
    return TRUE;
  /* A piece of an article that is read here is not dropped into the library that it comes from. */
  return bs_import_offer_is_known (gdk_drop_get_formats (drop)) &&
         (gdk_drop_get_drag (drop) == NULL ||
          gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST));
}

static GdkDragAction
motion_cb (BsWindow *self, GdkDrop *drop, double x, double y)
{
  gboolean is_rows = bs_article_pane_get_dragged (self->articles, gdk_drop_get_drag (drop)) != NULL;
  GdkDragAction actions = gdk_drop_get_actions (drop);
  GdkDragAction move = bs_article_pane_get_move_action (gdk_drop_get_display (drop));
  GdkDragAction action = GDK_ACTION_COPY;
  g_auto (Place) place = { 0 };

  g_assert (BS_IS_WINDOW (self));

  if (self->library == NULL)
    return GDK_ACTION_COPY;
  if (is_rows)
    action = choose_action (drop);
  else if ((actions & GDK_ACTION_COPY) == 0)
    action = (actions & GDK_ACTION_LINK) != 0 ? GDK_ACTION_LINK : 0;
  if (action != 0)
    find_place (self, x, y, is_rows, &place);
  show_place (self, &place, is_rows, action);
  if (place.widget == NULL)
    return 0;
  /* What a compositor has chosen it may choose anew. */
  return is_rows && move == GDK_ACTION_ASK ? move : action;
}

static void
leave_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  hide_place (self);
}

/* A drop on its way. */
typedef struct
{
  BsWindow *window;
  GdkDrop *drop; /* (nullable): pasted */
  GStrv category;
} Landing;

static void
landing_free (gpointer data)
{
  Landing *landing = data;

  g_object_unref (landing->window);
  g_clear_object (&landing->drop);
  g_strfreev (landing->category);
  g_free (landing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Landing, landing_free)

/* On the start page what is dropped is opened, as if the desktop asked for it. */
static void
open_dropped (BsWindow *self, GPtrArray *inputs)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < inputs->len; i++)
    {
      const BsImportInput *input = g_ptr_array_index (inputs, i);

      g_ptr_array_add (files, input->path != NULL ? g_file_new_for_path (input->path) :
                                                    g_file_new_for_uri (input->address != NULL ? input->address : ""));
    }
  if (application != NULL)
    bs_application_open_files (BS_APPLICATION (application), (GFile **) files->pdata, files->len, "");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Landing) landing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) inputs = bs_import_offer_read_finish (result, &error);
  BsWindow *self = landing->window;

  g_assert (BS_IS_WINDOW (self));

  if (landing->drop != NULL)
    gdk_drop_finish (landing->drop, inputs != NULL ? GDK_ACTION_COPY : 0);
  if (self->toasts == NULL)
    return;
  if (inputs == NULL)
    bs_window_show_toast (self, error->message);
  else if (inputs->len == 0)
    bs_window_show_toast (self, _ ("There is nothing in it that can be imported."));
  else if (self->library == NULL)
    open_dropped (self, inputs);
  else
    bs_window_import (self, inputs, (const char *const *) landing->category);
}

static Landing *
landing_new (BsWindow *self, GdkDrop *drop, Place *place)
{
  Landing *landing = g_new0 (Landing, 1);

  landing->window = g_object_ref (self);
  landing->drop = drop != NULL ? g_object_ref (drop) : NULL;
  landing->category = g_steal_pointer (&place->category);
  return landing;
}

/* On X11 GDK goes on to follow the actions that a source names until the drop is freed, and asserts that it has not
 * been dropped yet: a source that takes its list away when it is done, as browsers do, would trip it. */
static void
stop_following_actions (GdkDrop *drop)
{
  g_signal_handlers_disconnect_matched (gdk_drop_get_display (drop), G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, drop);
}

static gboolean
drop_cb (BsWindow *self, GdkDrop *drop, double x, double y)
{
  GPtrArray *rows = bs_article_pane_get_dragged (self->articles, gdk_drop_get_drag (drop));
  g_auto (Place) place = { 0 };

  g_assert (BS_IS_WINDOW (self));

  stop_following_actions (drop);
  hide_place (self);
  if (self->library != NULL)
    find_place (self, x, y, rows != NULL, &place);
  if (self->library != NULL && place.widget == NULL)
    return FALSE;
  if (rows != NULL)
    {
      bs_window_put_in_category (self, rows, (const char *const *) place.category,
                                 choose_action (drop) == GDK_ACTION_COPY);
      /* Never a move: whoever is told so might take the file away. */
      gdk_drop_finish (drop, GDK_ACTION_COPY);
      return TRUE;
    }
  bs_import_offer_read_drop_async (drop, read_cb, landing_new (self, drop, &place));
  return TRUE;
}

/* Pastes what is on the clipboard into what is shown. */
void
bs_window_paste (BsWindow *self)
{
  GdkClipboard *clipboard;
  g_auto (Place) place = { 0 };

  g_return_if_fail (BS_IS_WINDOW (self));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  if (!is_open (self) || !bs_import_offer_is_known (gdk_clipboard_get_formats (clipboard)))
    {
      if (self->library != NULL)
        bs_window_show_toast (self, _ ("There is nothing in it that can be imported."));
      return;
    }
  if (bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY)
    place.category = g_strdupv ((GStrv) bs_sidebar_get_names (self->sidebar));
  bs_import_offer_read_clipboard_async (clipboard, read_cb, landing_new (self, NULL, &place));
}

/* Over the whole of the window, ahead of what its parts would do with a drop; the web view among them, which would show
 * it. */
void
bs_window_install_drop (BsWindow *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (NULL, GDK_ACTION_ALL | GDK_ACTION_ASK);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *pages = GTK_WIDGET (self->pages);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  self->drop_hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->drop_hint, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_halign (GTK_WIDGET (self->drop_hint), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->drop_hint), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->drop_hint), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->drop_hint), "drop-hint");
  gtk_widget_set_visible (GTK_WIDGET (self->drop_hint), FALSE);

  g_object_ref (pages);
  adw_toast_overlay_set_child (self->toasts, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), pages);
  g_object_unref (pages);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), bs_window_make_progress (self));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->drop_hint));
  adw_toast_overlay_set_child (self->toasts, overlay);
}
