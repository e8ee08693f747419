/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/window/window-private.h"

enum
{
  PROP_0,
  PROP_SIDEBAR_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsWindow, bs_window, ADW_TYPE_APPLICATION_WINDOW)

static void
state_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  switch (bs_library_get_state (self->library))
    {
    case BS_LIBRARY_GONE:
    case BS_LIBRARY_UNREADABLE:
      bs_window_show_unavailable (self);
      break;
    case BS_LIBRARY_READY:
      bs_window_finish_session (self);
      bs_window_show_wanted (self);
      G_GNUC_FALLTHROUGH;
    case BS_LIBRARY_CLOSED:
    case BS_LIBRARY_SCANNING:
    default:
      gtk_stack_set_visible_child_name (self->pages, "library");
      break;
    }
  bs_window_update_actions (self);
}

static void
marks_message_cb (BsWindow *self)
{
  g_autofree char *message = NULL;

  g_assert (BS_IS_WINDOW (self));

  g_object_get (self->library, "marks-message", &message, NULL);
  if (message != NULL)
    bs_window_show_toast (self, message);
}

static void
active_cb (BsWindow *self)
{
  gboolean is_active = gtk_window_is_active (GTK_WINDOW (self));

  g_assert (BS_IS_WINDOW (self));

  if (self->library == NULL)
    return;
  bs_library_set_in_use (self->library, is_active);
  /* What another program has marked and done meanwhile. */
  if (is_active && self->editor != NULL)
    {
      bs_library_refresh_marks (self->library);
      bs_editor_refresh (self->editor);
    }
}

static void
scope_changed_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  bs_window_release_held (self);
  bs_article_pane_show_scope (self->articles, bs_sidebar_get_scope (self->sidebar),
                              bs_sidebar_get_names (self->sidebar), bs_sidebar_get_title (self->sidebar));
  bs_window_end_session_wait (self);
  bs_window_note_session (self);
}

static void
sidebar_chosen_cb (BsWindow *self, gboolean from_keyboard)
{
  g_assert (BS_IS_WINDOW (self));

  if (from_keyboard || adw_leaflet_get_folded (self->outer))
    bs_window_go_to_list (self);
}

static void
expansion_changed_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  bs_window_save_expanded (self);
}

static void
selection_changed_cb (BsWindow *self)
{
  guint n = bs_article_pane_get_n_selected (self->articles);
  g_autoptr (BsArticleItem) item = NULL;

  g_assert (BS_IS_WINDOW (self));

  if (n > 1)
    {
      bs_reader_pane_show_many (self->reader, n);
    }
  else
    {
      item = bs_article_pane_dup_selected (self->articles);
      bs_reader_pane_show_path (self->reader, item != NULL ? bs_article_item_get_path (item) : NULL,
                                item != NULL ? bs_article_item_get_title (item) : NULL);
    }
  bs_window_update_actions (self);
  bs_window_end_session_wait (self);
  bs_window_note_session (self);
}

static void
search_changed_cb (BsWindow *self)
{
  const char *text = bs_article_pane_get_search_text (self->articles);
  g_auto (GStrv) phrases = text != NULL ? bs_finding_list_phrases (text) : NULL;

  g_assert (BS_IS_WINDOW (self));

  bs_reader_pane_set_found (self->reader, (const char *const *) phrases);
}

static void
article_chosen_cb (BsWindow *self, gboolean from_keyboard)
{
  g_assert (BS_IS_WINDOW (self));

  if (from_keyboard || adw_leaflet_get_folded (self->inner))
    bs_window_go_to_reader (self);
}

static void
open_category_cb (BsWindow *self, const char *const *path)
{
  g_assert (BS_IS_WINDOW (self));

  bs_sidebar_show_scope (self->sidebar, BS_SCOPE_CATEGORY, path);
  if (adw_leaflet_get_folded (self->inner))
    bs_window_go_to_list (self);
}

static void
open_article_cb (BsWindow *self, const char *path)
{
  g_autoptr (BsArticleItem) item = NULL;

  g_assert (BS_IS_WINDOW (self));

  item = bs_library_dup_item (self->library, path);
  if (item == NULL)
    {
      bs_window_show_toast (self, _ ("That article is not in this library."));
      return;
    }
  if (!bs_article_pane_contains (self->articles, bs_article_item_get_id (item)))
    bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));
}

static void
link_failed_cb (BsWindow *self, const char *address, const char *message)
{
  g_assert (BS_IS_WINDOW (self));

  bs_window_show_toast (self, message);
}

static void
clear_library (BsWindow *self)
{
  if (self->library == NULL)
    return;

  bs_window_close_editor (self);
  bs_undo_stack_clear (self->undo);
  g_array_set_size (self->held, 0);
  g_signal_handlers_disconnect_by_func (self->library, state_cb, self);
  g_signal_handlers_disconnect_by_func (self->library, marks_message_cb, self);
  bs_sidebar_set_library (self->sidebar, NULL);
  bs_article_pane_set_library (self->articles, NULL);
  bs_reader_pane_show_path (self->reader, NULL, NULL);
  bs_reader_set_library (bs_reader_pane_get_reader (self->reader), NULL);
  bs_library_close (self->library);
  g_clear_object (&self->library);
}

static gboolean
bs_window_close_request (GtkWindow *window)
{
  GtkApplication *application = gtk_window_get_application (window);

  bs_window_save_state (BS_WINDOW (window));
  if (application != NULL)
    bs_application_save_session (BS_APPLICATION (application), BS_WINDOW (window));

  return GTK_WINDOW_CLASS (bs_window_parent_class)->close_request (window);
}

/* It is about to be seen: whoever made it has said by now what it is to show. */
static void
bs_window_realize (GtkWidget *widget)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library == NULL)
    bs_window_show_start (self);

  GTK_WIDGET_CLASS (bs_window_parent_class)->realize (widget);
}

static void
bs_window_dispose (GObject *object)
{
  BsWindow *self = BS_WINDOW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  if (self->marks_chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->marks_chooser));
  g_clear_object (&self->marks_chooser);
  g_clear_handle_id (&self->session_timer, g_source_remove);
  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  if (self->import_chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->import_chooser));
  g_clear_object (&self->import_chooser);
  if (self->toasts != NULL)
    clear_library (self);
  self->toasts = NULL;

  G_OBJECT_CLASS (bs_window_parent_class)->dispose (object);
}

static void
bs_window_finalize (GObject *object)
{
  BsWindow *self = BS_WINDOW (object);

  g_clear_object (&self->undo);
  g_clear_object (&self->undo_toast);
  g_clear_weak_pointer (&self->history_dialog);
  g_array_unref (self->held);
  g_clear_object (&self->import_cancellable);
  g_clear_pointer (&self->last_import, bs_import_unref);

  G_OBJECT_CLASS (bs_window_parent_class)->finalize (object);
}

static void
bs_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      g_value_set_boolean (value, BS_WINDOW (object)->sidebar_shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      bs_window_set_sidebar_shown (BS_WINDOW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_window_class_init (BsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_window_dispose;
  object_class->finalize = bs_window_finalize;
  object_class->get_property = bs_window_get_property;
  object_class->set_property = bs_window_set_property;
  widget_class->realize = bs_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = bs_window_close_request;

  properties[PROP_SIDEBAR_SHOWN] = g_param_spec_boolean (
      "sidebar-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BS_TYPE_ARTICLE_PANE);
  g_type_ensure (BS_TYPE_PANE);
  g_type_ensure (BS_TYPE_PANE_HANDLE);
  g_type_ensure (BS_TYPE_READER_PANE);
  g_type_ensure (BS_TYPE_SIDEBAR);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, BsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, reader_pane);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, sidebar_handle);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, list_handle);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, articles);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, reader);

  bs_window_install_actions (widget_class);
  bs_window_install_marks (widget_class);
  bs_window_install_marks_file (widget_class);
  bs_window_install_undo (widget_class);
  bs_window_install_reader_actions (widget_class);
  bs_window_install_import (widget_class);
}

static void
bs_window_init (BsWindow *self)
{
  BsReader *reader;

  self->sidebar_shown = TRUE;
  self->undo = bs_undo_stack_new ();
  self->held = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect_object (self->undo, "changed", G_CALLBACK (bs_window_update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  reader = bs_reader_pane_get_reader (self->reader);
  g_signal_connect_object (self->sidebar, "scope-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "chosen", G_CALLBACK (sidebar_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "expansion-changed", G_CALLBACK (expansion_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "chosen", G_CALLBACK (article_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "menu", G_CALLBACK (bs_window_update_mark_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "open-category", G_CALLBACK (open_category_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "open-article", G_CALLBACK (open_article_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "link-failed", G_CALLBACK (link_failed_cb), self, G_CONNECT_SWAPPED);

  bs_window_install_layout (self);
  bs_window_install_keys (self);
  bs_window_install_reader (self);
  bs_window_install_drop (self);
}

BsWindow *
bs_window_new (BsApplication *application)
{
  BsWindow *self;

  g_return_val_if_fail (BS_IS_APPLICATION (application), NULL);

  self = g_object_new (BS_TYPE_WINDOW, "application", application, NULL);
  bs_window_restore_state (self);
  bs_window_update_reader (self);
  bs_window_update_layout (self);
  bs_window_update_actions (self);

  return self;
}

static void
open_library (BsWindow *self, GFile *folder, const char *const *names)
{
  g_autofree char *basename = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  clear_library (self);
  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  self->is_passing = FALSE;
  self->was_ready = FALSE;
  self->library = names != NULL ? bs_library_new_for_files (folder, names) : bs_library_new (folder);
  /* What is read once leaves nothing behind: the folder may be opened as a library another day. */
  if (names == NULL)
    bs_library_keep_marks (self->library);
  g_signal_connect_object (self->library, "notify::marks-message", G_CALLBACK (marks_message_cb), self,
                           G_CONNECT_SWAPPED);

  bs_reader_set_library (bs_reader_pane_get_reader (self->reader), self->library);
  bs_sidebar_set_library (self->sidebar, self->library);
  bs_article_pane_set_library (self->articles, self->library);
  bs_window_restore_expanded (self);
  bs_window_open_editor (self);
  g_signal_connect_object (self->library, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notify::message", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);

  basename = g_file_get_basename (folder);
  name = g_filename_display_name (basename != NULL ? basename : "/");
  /* Translators: the title of a window: the name of its folder, and of the program */
  title = g_strdup_printf (_ ("%s — Broadsheet"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);

  bs_library_set_index_use (self->library, names == NULL ? BS_INDEX_USE_KEEP : BS_INDEX_USE_NONE);
  bs_library_set_in_use (self->library, gtk_window_is_active (GTK_WINDOW (self)));
  bs_library_open (self->library);
  state_cb (self);
  bs_article_pane_focus (self->articles);
}

/* Shows the library that a folder is; it is read while the window is there already. */
void
bs_window_open (BsWindow *self, GFile *folder)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (folder));

  open_library (self, folder, NULL);
}

/* Shows files of one folder, and nothing else that is in it. */
void
bs_window_open_files (BsWindow *self, GFile *folder, const char *const *names)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (folder));
  g_return_if_fail (names != NULL);

  open_library (self, folder, names);
}

/* Returns: whether a folder may be opened in it: it shows none, or one that is not there */
gboolean
bs_window_is_free (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), FALSE);

  return self->library == NULL || bs_library_get_state (self->library) == BS_LIBRARY_GONE ||
         bs_library_get_state (self->library) == BS_LIBRARY_UNREADABLE;
}

/* Returns: (transfer none) (nullable) */
BsLibrary *
bs_window_get_library (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->library;
}

void
bs_window_show_toast (BsWindow *self, const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}
