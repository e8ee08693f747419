/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/drop-target.h"

#include <glib/gi18n-lib.h>

#include "ui/import/import-offer.h"
#include "ui/list/article-drag.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"

/* The target of the dragged items. */
typedef struct
{
  BsScope scope;     /* the kind of the names */
  GStrv names;       /* (nullable): the library as a whole; NULL for the top level of the categories */
  GtkWidget *widget; /* (nullable): the highlighted widget; %NULL if a drop is not possible */
} Place;

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->names, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

struct _BsDropTarget
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  GtkWindow *window; /* (nullable) */
  GtkWidget *pages;
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsImporter *importer;
  BsHistory *history;
  AdwToastOverlay *toasts; /* (nullable) */

  BsLibrary *library;     /* (nullable) */
  GtkWidget *hint;        /* shows the target */
  GtkWidget *highlighted; /* (nullable): shows it */
  GdkDrop *drop;          /* (nullable): the drag over the window */
  Place place;            /* according to the hint */
  double x, y;            /* the position of the pointer at that time */
};

enum
{
  OPEN_FILES,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsDropTarget, bs_drop_target, G_TYPE_OBJECT)

static gboolean
is_in (GtkWidget *widget, gpointer above)
{
  return widget == GTK_WIDGET (above) || gtk_widget_is_ancestor (widget, GTK_WIDGET (above));
}

/* The dragged data. */
typedef enum
{
  DRAG_FILES,    /* or anything else that can be imported */
  DRAG_ARTICLES, /* of this window */
  DRAG_CATEGORY, /* of its sidebar */
} DragKind;

static DragKind
get_kind (BsDropTarget *self, GdkDrop *drop)
{
  if (bs_article_pane_get_dragged (self->articles, gdk_drop_get_drag (drop)) != NULL)
    return DRAG_ARTICLES;
  return bs_sidebar_get_dragged (self->sidebar, gdk_drop_get_drag (drop)) != NULL ? DRAG_CATEGORY : DRAG_FILES;
}

/* A category is not dropped on itself, a category below itself, or its current parent. */
static gboolean
can_move_below (const char *const *category, const char *const *above)
{
  guint depth = 0;

  while (category[depth] != NULL && g_strcmp0 (above[depth], category[depth]) == 0)
    depth++;
  return category[depth] != NULL && !(above[depth] == NULL && category[depth + 1] == NULL);
}

static gboolean
takes (BsDropTarget *self, DragKind kind, BsScope scope, const char *const *names)
{
  const char *const *dragged;

  switch (kind)
    {
    case DRAG_ARTICLES:
      /* Articles are in that list already. */
      return *names != NULL && (scope == BS_SCOPE_CATEGORY || bs_sidebar_get_scope (self->sidebar) != scope ||
                                !g_strv_equal (bs_sidebar_get_names (self->sidebar), names));
    case DRAG_CATEGORY:
      dragged = bs_sidebar_get_dragged (self->sidebar, gdk_drop_get_drag (self->drop));
      return scope == BS_SCOPE_CATEGORY && can_move_below (dragged, names);
    case DRAG_FILES:
    default:
      return scope == BS_SCOPE_CATEGORY && *names != NULL;
    }
}

static void
find_place (BsDropTarget *self, double x, double y, DragKind kind, Place *place)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->window), x, y, GTK_PICK_DEFAULT);
  const char *const *names;
  GtkWidget *row;

  *place = (Place){ 0 };
  if (widget == NULL)
    return;
  names = bs_sidebar_get_place_at (self->sidebar, widget, &place->scope, &row);
  if (names != NULL && takes (self, kind, place->scope, names))
    {
      place->names = g_strdupv ((GStrv) names);
      place->widget = row;
      return;
    }
  if (kind != DRAG_FILES)
    return;
  place->scope = BS_SCOPE_CATEGORY;
  /* A drop on the list of a category adds to that category. */
  if (is_in (widget, self->articles) && bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY)
    {
      place->names = g_strdupv ((GStrv) bs_sidebar_get_names (self->sidebar));
      place->widget = GTK_WIDGET (self->articles);
      return;
    }
  place->widget = self->pages;
}

static void
set_highlight (BsDropTarget *self, GtkWidget *widget)
{
  if (self->highlighted == widget)
    return;
  if (self->highlighted != NULL)
    {
      gtk_widget_remove_css_class (self->highlighted, "drop-here");
      g_object_remove_weak_pointer (G_OBJECT (self->highlighted), (gpointer *) &self->highlighted);
    }
  self->highlighted = widget;
  if (widget != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->highlighted);
      gtk_widget_add_css_class (widget, "drop-here");
    }
}

static char *
name_place (BsDropTarget *self, const Place *place)
{
  g_autofree char *name = NULL;

  if (place->names != NULL)
    return g_strjoinv (" › ", place->names);
  name = g_file_get_basename (bs_library_get_folder (self->library));
  return g_filename_display_name (name);
}

/* What a drop on a category does: move the articles to it or, with Ctrl, which leaves only the copy action, add it. GDK
 * does not report GDK_ACTION_ASK to the drop side, but the drag side knows the chosen action. */
static GdkDragAction
choose_action (GdkDrop *drop)
{
  GdkDragAction move = bs_article_drag_get_move_action (gdk_drop_get_display (drop));

  if (move == GDK_ACTION_ASK)
    return gdk_drag_get_selected_action (gdk_drop_get_drag (drop)) == GDK_ACTION_COPY ? GDK_ACTION_COPY : move;
  return (gdk_drop_get_actions (drop) & move) != 0 ? move : GDK_ACTION_COPY;
}

/* Returns: (nullable): the tag, or the source, in whose list the dragged articles are */
static const char *
get_replaced (BsDropTarget *self, BsScope scope)
{
  return scope != BS_SCOPE_CATEGORY && bs_sidebar_get_scope (self->sidebar) == scope ?
             bs_sidebar_get_names (self->sidebar)[0] :
             NULL;
}

static char *
describe_rows (BsDropTarget *self, const Place *place, const char *name, GdkDragAction action)
{
  const char *replaced = action != GDK_ACTION_COPY ? get_replaced (self, place->scope) : NULL;

  if (place->scope == BS_SCOPE_SOURCE)
    /* Translators: the argument is the author of articles. */
    return g_strdup_printf (_ ("Set source to “%s”…"), name);
  if (replaced != NULL)
    /* Translators: the arguments are tags. */
    return g_strdup_printf (_ ("Replace “%s” with “%s”"), replaced, name);
  if (place->scope == BS_SCOPE_TAG)
    /* Translators: the argument is a tag. */
    return g_strdup_printf (_ ("Add tag “%s”"), name);
  if (action == GDK_ACTION_COPY)
    /* Translators: the argument is a category. */
    return g_strdup_printf (_ ("Add to “%s”"), name);
  /* Translators: the argument is a category. */
  return g_strdup_printf (_ ("Move to “%s”"), name);
}

static void
show_place (BsDropTarget *self, const Place *place, DragKind kind, GdkDragAction action)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  set_highlight (self, place->widget);
  if (place->widget == NULL)
    {
      gtk_widget_set_visible (self->hint, FALSE);
      return;
    }
  name = name_place (self, place);
  if (kind == DRAG_ARTICLES)
    text = describe_rows (self, place, name, action);
  else if (kind == DRAG_CATEGORY && *place->names == NULL)
    text = g_strdup (_ ("Move to top level"));
  else if (kind == DRAG_CATEGORY)
    /* Translators: the argument is the category that another one will be below. */
    text = g_strdup_printf (_ ("Move below “%s”"), name);
  else
    /* Translators: the argument is a category, or a library. */
    text = g_strdup_printf (_ ("Import into “%s”"), name);
  gtk_label_set_text (GTK_LABEL (self->hint), text);
  gtk_widget_set_visible (self->hint, TRUE);
}

static void
hide_place (BsDropTarget *self)
{
  g_clear_object (&self->drop);
  set_highlight (self, NULL);
  gtk_widget_set_visible (self->hint, FALSE);
}

static gboolean
is_open (BsDropTarget *self)
{
  BsLibraryState state;

  if (self->library == NULL)
    return FALSE;
  state = bs_library_get_state (self->library);
  return state == BS_LIBRARY_READY || state == BS_LIBRARY_SCANNING;
}

static gboolean
accept_cb (BsDropTarget *self, GdkDrop *drop)
{
  g_assert (BS_IS_DROP_TARGET (self));

  if (self->library == NULL)
    return gdk_drop_get_drag (drop) == NULL &&
           gdk_content_formats_contain_mime_type (gdk_drop_get_formats (drop), "text/uri-list");
  if (!is_open (self))
    return FALSE;
  if (get_kind (self, drop) != DRAG_FILES)
    return TRUE;
  /* Part of an article is not dropped into the library that it comes from. */
  return bs_import_offer_is_known (gdk_drop_get_formats (drop)) &&
         (gdk_drop_get_drag (drop) == NULL ||
          gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST));
}

static GdkDragAction
update_place (BsDropTarget *self)
{
  GdkDrop *drop = self->drop;
  DragKind kind = get_kind (self, drop);
  GdkDragAction actions = gdk_drop_get_actions (drop);
  GdkDragAction move = bs_article_drag_get_move_action (gdk_drop_get_display (drop));
  GdkDragAction action = GDK_ACTION_COPY;

  place_clear (&self->place);
  self->place.widget = NULL;
  if (kind == DRAG_ARTICLES)
    action = choose_action (drop);
  else if ((actions & GDK_ACTION_COPY) == 0)
    action = (actions & GDK_ACTION_LINK) != 0 ? GDK_ACTION_LINK : 0;
  if (action != 0)
    find_place (self, self->x, self->y, kind, &self->place);
  show_place (self, &self->place, kind, action);
  if (self->place.widget == NULL)
    return 0;
  /* A compositor may change the action that it has chosen. */
  return kind == DRAG_ARTICLES && move == GDK_ACTION_ASK ? move : action;
}

static GdkDragAction
motion_cb (BsDropTarget *self, GdkDrop *drop, double x, double y)
{
  g_assert (BS_IS_DROP_TARGET (self));

  if (self->library == NULL)
    {
      set_highlight (self, self->pages);
      gtk_label_set_text (GTK_LABEL (self->hint), _ ("Drop to open"));
      gtk_widget_set_visible (self->hint, TRUE);
      return GDK_ACTION_COPY;
    }
  g_set_object (&self->drop, drop);
  self->x = x;
  self->y = y;
  return update_place (self);
}

/* The sidebar was scrolled under the pointer. */
static void
row_changed_cb (BsDropTarget *self)
{
  g_assert (BS_IS_DROP_TARGET (self));

  if (self->drop != NULL && self->library != NULL)
    update_place (self);
}

static void
leave_cb (BsDropTarget *self)
{
  g_assert (BS_IS_DROP_TARGET (self));

  hide_place (self);
}

/* A drop that is being read. */
typedef struct
{
  BsDropTarget *target;
  GdkDrop *drop; /* (nullable): for a paste */
  GStrv category;
} Landing;

static void
landing_free (gpointer data)
{
  Landing *landing = data;

  g_object_unref (landing->target);
  g_clear_object (&landing->drop);
  g_strfreev (landing->category);
  g_free (landing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Landing, landing_free)

/* On the start page, dropped files are opened as from the desktop. */
static void
open_dropped (BsDropTarget *self, GPtrArray *inputs)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < inputs->len; i++)
    {
      const BsImportInput *input = g_ptr_array_index (inputs, i);

      g_ptr_array_add (files, input->path != NULL ? g_file_new_for_path (input->path) :
                                                    g_file_new_for_uri (input->address != NULL ? input->address : ""));
    }
  g_signal_emit (self, signals[OPEN_FILES], 0, files);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Landing) landing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) inputs = bs_import_offer_read_finish (result, &error);
  BsDropTarget *self = landing->target;

  g_assert (BS_IS_DROP_TARGET (self));

  if (landing->drop != NULL)
    gdk_drop_finish (landing->drop, inputs != NULL ? GDK_ACTION_COPY : 0);
  if (self->toasts == NULL)
    return;
  if (inputs == NULL)
    bs_toast_show (self->toasts, error->message);
  else if (inputs->len == 0)
    bs_toast_show (self->toasts, _ ("It contains nothing that can be imported."));
  else if (self->library == NULL)
    open_dropped (self, inputs);
  else
    bs_importer_import (self->importer, inputs, (const char *const *) landing->category);
}

static Landing *
landing_new (BsDropTarget *self, GdkDrop *drop, const char *const *category)
{
  Landing *landing = g_new0 (Landing, 1);

  landing->target = g_object_ref (self);
  landing->drop = drop != NULL ? g_object_ref (drop) : NULL;
  landing->category = g_strdupv ((GStrv) category);
  return landing;
}

/* On X11, GDK follows the source's list of actions until the drop is freed, and asserts that it was not dropped yet.
 * Sources that remove the list after a drop, as browsers do, would trigger the assertion. */
static void
stop_following_actions (GdkDrop *drop)
{
  g_signal_handlers_disconnect_matched (gdk_drop_get_display (drop), G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, drop);
}

/* A source is only changed after a question. */
typedef struct
{
  GWeakRef target;
  BsLibrary *library;
  GStrv paths;
  BsEdit *edit;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_weak_ref_clear (&question->target);
  g_object_unref (question->library);
  g_strfreev (question->paths);
  bs_edit_unref (question->edit);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  g_autoptr (BsDropTarget) self = g_weak_ref_get ((GWeakRef *) &question->target);

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  if (self != NULL && self->library == question->library && g_str_equal (response, "set"))
    bs_history_edit (self->history, (const char *const *) question->paths, question->edit);
}

static void
ask_source (BsDropTarget *self, const char *const *paths, BsEdit *edit, const char *name)
{
  guint n = g_strv_length ((GStrv) paths);
  /* Translators: the argument is the author of articles. */
  g_autofree char *heading = g_strdup_printf (_ ("Set Source to “%s”?"), name);
  g_autofree char *body = g_strdup_printf (
      ngettext ("This replaces the source of %'u article.", "This replaces the sources of %'u articles.", n), n);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (self->window, heading, body));
  Question *question = g_new0 (Question, 1);

  g_weak_ref_init (&question->target, self);
  question->library = g_object_ref (self->library);
  question->paths = g_strdupv ((GStrv) paths);
  question->edit = bs_edit_ref (edit);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "set", _ ("_Set Source"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "set", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "set");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Gives articles a category, a tag or a source. One that they are dragged from is replaced, unless they are copied. */
static void
put_in_place (BsDropTarget *self, GPtrArray *rows, const Place *place, gboolean add)
{
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GPtrArray) array = g_ptr_array_new ();
  BsSite *site = bs_library_get_site (self->library);
  BsSiteKind kind = site != NULL ? site->kind : BS_SITE_NONE;
  const char *replaced = get_replaced (self, place->scope);
  const char *const *paths;

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (array, g_ptr_array_index (rows, i));
  g_ptr_array_add (array, NULL);
  paths = (const char *const *) array->pdata;
  if (place->scope == BS_SCOPE_CATEGORY)
    bs_edit_put_in_category (edit, kind, (const char *const *) place->names, add);
  else if (place->scope == BS_SCOPE_TAG && replaced != NULL && !add)
    bs_edit_rename_tag (edit, kind, replaced, place->names[0]);
  else if (place->scope == BS_SCOPE_TAG)
    bs_edit_add_tag (edit, kind, place->names[0]);
  else if (replaced != NULL)
    bs_edit_rename_source (edit, kind, replaced, place->names[0]);
  else
    bs_edit_set_source (edit, kind, place->names[0]);
  if (place->scope == BS_SCOPE_SOURCE)
    ask_source (self, paths, edit, place->names[0]);
  else
    bs_history_edit (self->history, paths, edit);
}

static void
move_category (BsDropTarget *self, GdkDrag *drag, const char *const *above)
{
  const char *const *dragged = bs_sidebar_get_dragged (self->sidebar, drag);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) to = NULL;
  g_auto (GStrv) from = NULL;

  if (dragged == NULL)
    return;
  from = g_strdupv ((GStrv) dragged);
  g_strv_builder_addv (builder, (const char **) above);
  g_strv_builder_add (builder, from[g_strv_length (from) - 1]);
  to = g_strv_builder_end (builder);
  bs_sidebar_move (self->sidebar, (const char *const *) from, (const char *const *) to);
}

/* The drop goes where the hint showed, even if something has moved under the pointer since. */
static gboolean
drop_cb (BsDropTarget *self, GdkDrop *drop, double x, double y)
{
  GPtrArray *rows = bs_article_pane_get_dragged (self->articles, gdk_drop_get_drag (drop));
  const char *const *category;

  g_assert (BS_IS_DROP_TARGET (self));

  stop_following_actions (drop);
  if (self->library != NULL && (self->drop != drop || self->x != x || self->y != y))
    motion_cb (self, drop, x, y);
  hide_place (self);
  bs_sidebar_end_drag (self->sidebar, self->library != NULL && self->place.scope == BS_SCOPE_CATEGORY ?
                                          (const char *const *) self->place.names :
                                          NULL);
  if (self->library != NULL && self->place.widget == NULL)
    return FALSE;
  category = self->library != NULL ? (const char *const *) self->place.names : NULL;
  if (self->library != NULL && get_kind (self, drop) == DRAG_CATEGORY)
    {
      move_category (self, gdk_drop_get_drag (drop), category);
      gdk_drop_finish (drop, GDK_ACTION_COPY);
      return TRUE;
    }
  if (rows != NULL)
    {
      put_in_place (self, rows, &self->place, choose_action (drop) == GDK_ACTION_COPY);
      /* Never a move, because the source might then delete the file. */
      gdk_drop_finish (drop, GDK_ACTION_COPY);
      return TRUE;
    }
  bs_import_offer_read_drop_async (drop, read_cb, landing_new (self, drop, category));
  return TRUE;
}

/* Pastes the clipboard into the current category. */
static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsDropTarget *self = user_data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (self->hint);
  const char *const *category = NULL;

  if (!is_open (self) || !bs_import_offer_is_known (gdk_clipboard_get_formats (clipboard)))
    {
      if (self->library != NULL)
        bs_toast_show (self->toasts, _ ("It contains nothing that can be imported."));
      return;
    }
  if (bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY)
    category = bs_sidebar_get_names (self->sidebar);
  bs_import_offer_read_clipboard_async (clipboard, read_cb, landing_new (self, NULL, category));
}

static void
bs_drop_target_finalize (GObject *object)
{
  BsDropTarget *self = BS_DROP_TARGET (object);

  bs_drop_target_close (self);
  g_clear_object (&self->hint);

  G_OBJECT_CLASS (bs_drop_target_parent_class)->finalize (object);
}

static void
bs_drop_target_class_init (BsDropTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_drop_target_finalize;

  signals[OPEN_FILES] = bs_new_signal (klass, "open-files", 1, G_TYPE_PTR_ARRAY);
}

static void
bs_drop_target_init (BsDropTarget *self)
{
  GtkWidget *hint = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (hint), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_halign (hint, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (hint, GTK_ALIGN_END);
  gtk_widget_set_can_target (hint, FALSE);
  gtk_widget_add_css_class (hint, "drop-hint");
  gtk_widget_set_visible (hint, FALSE);
  self->hint = g_object_ref_sink (hint);
}

/* Covers the whole window, before its parts handle a drop; the web view would open it. */
BsDropTarget *
bs_drop_target_new (GtkWindow *window, GtkWidget *pages, BsSidebar *sidebar, BsArticlePane *articles,
                    BsImporter *importer, BsHistory *history, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "paste", paste_action },
  };
  BsDropTarget *self = g_object_new (BS_TYPE_DROP_TARGET, NULL);
  GtkDropTargetAsync *target = gtk_drop_target_async_new (NULL, GDK_ACTION_ALL | GDK_ACTION_ASK);

  self->window = window;
  self->pages = pages;
  self->sidebar = sidebar;
  self->articles = articles;
  self->importer = importer;
  self->history = history;
  self->toasts = toasts;

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (sidebar, "drag-row-changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed. */
void
bs_drop_target_close (BsDropTarget *self)
{
  g_return_if_fail (BS_IS_DROP_TARGET (self));

  set_highlight (self, NULL);
  place_clear (&self->place);
  g_clear_object (&self->drop);
  g_clear_object (&self->library);
  self->window = NULL;
  self->toasts = NULL;
}

/* @library: (nullable): receives drops from now on */
void
bs_drop_target_set_library (BsDropTarget *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_DROP_TARGET (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
}

/* Returns: (transfer none): shows the target of the dragged items */
GtkWidget *
bs_drop_target_get_hint (BsDropTarget *self)
{
  g_return_val_if_fail (BS_IS_DROP_TARGET (self), NULL);

  return self->hint;
}
