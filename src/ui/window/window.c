/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window.h"

#include <glib/gi18n-lib.h>

#include "model/library/folder/memory.h"
#include "model/library/library-names.h"
#include "ui/desktop/screen-reader.h"
#include "ui/reader/reader-settings.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/side-panel.h"
#include "ui/widgets/toast.h"
#include "ui/window/article-actions.h"
#include "ui/window/drop-target.h"
#include "ui/window/exporting.h"
#include "ui/window/filing.h"
#include "ui/window/folder-opener.h"
#include "ui/window/going.h"
#include "ui/window/history.h"
#include "ui/window/importer.h"
#include "ui/window/library-window.h"
#include "ui/window/marking.h"
#include "ui/window/marks-chooser.h"
#include "ui/window/navigation.h"
#include "ui/window/organiser.h"
#include "ui/window/pages.h"
#include "ui/window/panes.h"
#include "ui/window/properties-panel.h"
#include "ui/window/reader-links.h"
#include "ui/window/reading-history.h"
#include "ui/window/reading-keys.h"
#include "ui/window/repairing.h"
#include "ui/window/replacing.h"
#include "ui/window/saved-state.h"
#include "ui/window/search-notifier.h"
#include "ui/window/search-saving.h"
#include "ui/window/source-panel.h"
#include "ui/window/tidying.h"
#include "ui/window/trashing.h"
#include "ui/window/unreadable-notice.h"
#include "ui/window/wanted.h"

struct _BsWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkBox *library_page;
  BsSidePanel *side;
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsReaderPane *reader;
  BsPaneWidgets widgets;
  BsProgressCard *card;

  GSettings *settings; /* (nullable): if the schema is not installed */

  GPtrArray *parts; /* (element-type GObject): those that follow */
  BsPages *shown;
  BsPanes *panes;
  BsFolderOpener *opener;
  BsHistory *history;
  BsMarking *marking;
  BsOrganiser *organiser;
  BsTrashing *trashing;
  BsTidying *tidying;
  BsRepairing *repairing;
  BsFiling *filing;
  BsGoing *going;
  BsPropertiesPanel *properties;
  BsSourcePanel *source;
  BsMarksChooser *marks_chooser;
  BsArticleActions *actions;
  BsExporting *exporting;
  BsSavedState *state;
  BsReaderLinks *links;
  BsReadingHistory *reading;
  BsSearchSaving *saving;
  BsSearchNotifier *notifier;
  BsWanted *wanted;
  BsImporter *importer;
  BsDropTarget *drop_target;
  BsUnreadableNotice *notice;

  BsLibrary *library;
  BsEditor *editor;    /* (nullable): NULL without a library */
  gboolean is_passing; /* its contents are not restored at the next start */
};

enum
{
  OPEN_FOLDER,
  OPEN_FILES,
  SESSION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsWindow, bs_window, ADW_TYPE_APPLICATION_WINDOW)

/* Actions without a library to act on are disabled. */
static void
update_actions (BsWindow *self)
{
  static const char *const names[] = { "rescan",        "library",      "search",       "focus",       "next",
                                       "previous",      "zoom-in",      "zoom-out",     "zoom-normal", "mark-all-read",
                                       "next-unread",   "export-marks", "import-marks", "find",        "import-files",
                                       "import-folder", "properties",   "history",      "source",      "go-to",
                                       "save-search",   "duplicates",   "health",       "outline",     "export",
                                       "repair" };
  gboolean open = self->library != NULL;
  guint n = open ? bs_article_pane_get_n_selected (self->articles) : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    bs_actions_set_enabled (G_ACTION_MAP (self), names[i], open);
  bs_actions_set_enabled (G_ACTION_MAP (self), "mark-older-read", n == 1);
  bs_actions_set_enabled (G_ACTION_MAP (self), "replace", n > 0);
}

static void
state_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  if (bs_library_get_state (self->library) == BS_LIBRARY_READY)
    bs_saved_state_finish_session (self->state);
  bs_pages_show (self->shown, self->library);
  update_actions (self);
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
  /* Another program may have changed marks and articles meanwhile. */
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

  bs_marking_release_held (self->marking);
  if (!bs_search_saving_show_scope (self->saving))
    bs_article_pane_show_scope (self->articles, bs_sidebar_get_scope (self->sidebar),
                                bs_sidebar_get_names (self->sidebar), bs_sidebar_get_title (self->sidebar));
  bs_saved_state_note_change (self->state);
}

static void
expansion_changed_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  bs_saved_state_save_expanded (self->state);
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
      bs_reader_pane_show (self->reader, item);
    }
  update_actions (self);
  bs_saved_state_note_change (self->state);
}

static void
search_changed_cb (BsWindow *self)
{
  const char *text = bs_article_pane_get_search_text (self->articles);
  g_auto (GStrv) phrases = text != NULL && self->library != NULL ? bs_library_list_phrases (self->library, text) : NULL;

  g_assert (BS_IS_WINDOW (self));

  bs_reader_pane_set_found (self->reader, (const char *const *) phrases);
}

/* Viewing an article marks it as read, unless that is turned off. */
static void
read_cb (BsWindow *self, const char *path)
{
  g_autoptr (BsArticleItem) item = NULL;

  g_assert (BS_IS_WINDOW (self));

  if (self->library == NULL || (self->settings != NULL && !g_settings_get_boolean (self->settings, "mark-read")))
    return;
  item = bs_library_dup_item (self->library, path);
  if (item != NULL)
    bs_marking_read (self->marking, bs_article_item_get_id (item));
}

static void
trim_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  bs_memory_give_back ();
  g_task_return_boolean (task, TRUE);
}

/* Returns the memory that building the window and reading the library took temporarily, some megabytes, to the
 * system. */
static void
first_shown_cb (BsWindow *self, BsReader *reader)
{
  g_autoptr (GTask) task = NULL;

  g_assert (BS_IS_WINDOW (self));

  g_signal_handlers_disconnect_by_func (reader, first_shown_cb, self);
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, first_shown_cb);
  g_task_run_in_thread (task, trim_thread);
}

static void
session_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  g_signal_emit (self, signals[SESSION_CHANGED], 0, FALSE);
}

static void
open_folder_cb (BsWindow *self, GFile *folder)
{
  g_assert (BS_IS_WINDOW (self));

  g_signal_emit (self, signals[OPEN_FOLDER], 0, folder);
}

static void
rescan_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsWindow *self = user_data;

  if (self->library != NULL)
    bs_library_rescan (self->library);
}

static void
library_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsWindow *self = user_data;

  if (self->library != NULL)
    gtk_window_present (GTK_WINDOW (bs_library_window_new (self->library, GTK_WINDOW (self))));
}

static void
menu_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsWindow *self = user_data;

  if (!bs_pages_popup_menu (self->shown))
    bs_panes_popup_menu (self->panes);
}

/* GTK would create it with every window. */
static void
show_help_overlay_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplicationWindow *window = user_data;

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/broadsheet/Broadsheet/ui/help-overlay.ui");

      /* GTK reverses the pages with each group that is added once there are several. */
      g_object_set (gtk_builder_get_object (builder, "shortcuts"), "max-height", 15, NULL);
      gtk_application_window_set_help_overlay (window,
                                               GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
replace_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsWindow *self = user_data;

  bs_replacing_open (GTK_WINDOW (self), self->articles, self->history);
}

/* @library: (nullable)
 * @editor: (nullable): writes to it */
static void
give_to_parts (BsWindow *self, BsLibrary *library, BsEditor *editor)
{
  bs_importer_set_library (self->importer, library, editor);
  bs_wanted_set_library (self->wanted, library);
  bs_drop_target_set_library (self->drop_target, library);
  bs_organiser_set_editor (self->organiser, editor);
  bs_trashing_set_editor (self->trashing, editor);
  bs_filing_set_editor (self->filing, editor);
  bs_going_set_library (self->going, library);
  bs_properties_panel_set_editor (self->properties, editor);
  bs_source_panel_set_editor (self->source, editor);
  bs_history_set_editor (self->history, editor);
  bs_reader_pane_set_editor (self->reader, editor);
  bs_marking_set_library (self->marking, library);
  bs_folder_opener_set_library (self->opener, library);
  bs_marks_chooser_set_library (self->marks_chooser, library);
  bs_article_actions_set_library (self->actions, library);
  bs_exporting_set_library (self->exporting, library);
  bs_reader_links_set_library (self->links, library);
  bs_reading_history_set_library (self->reading, library);
  bs_search_saving_set_library (self->saving, library);
  bs_search_notifier_set_library (self->notifier, library);
  bs_panes_set_has_library (self->panes, library != NULL);
}

static void
clear_library (BsWindow *self)
{
  if (self->library == NULL)
    return;

  bs_tidying_close (self->tidying);
  bs_repairing_close (self->repairing);
  g_clear_object (&self->editor);
  give_to_parts (self, NULL, NULL);
  bs_saved_state_set_library (self->state, NULL);
  g_signal_handlers_disconnect_by_func (self->library, state_cb, self);
  g_signal_handlers_disconnect_by_func (self->library, marks_message_cb, self);
  bs_unreadable_notice_set_library (self->notice, NULL);
  bs_sidebar_set_library (self->sidebar, NULL);
  bs_article_pane_set_library (self->articles, NULL);
  bs_reader_pane_show (self->reader, NULL);
  bs_reader_set_library (bs_reader_pane_get_reader (self->reader), NULL);
  bs_library_close (self->library);
  g_clear_object (&self->library);
}

static gboolean
bs_window_close_request (GtkWindow *window)
{
  BsWindow *self = BS_WINDOW (window);

  if (bs_window_ask (self, "window.close"))
    return TRUE;
  bs_saved_state_save_look (self->state, bs_panes_get_sidebar_shown (self->panes));
  g_signal_emit (self, signals[SESSION_CHANGED], 0, TRUE);

  return GTK_WINDOW_CLASS (bs_window_parent_class)->close_request (window);
}

/* The window is about to be shown, so its content is known by now. */
static void
bs_window_realize (GtkWidget *widget)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library == NULL)
    bs_pages_show (self->shown, NULL);

  GTK_WIDGET_CLASS (bs_window_parent_class)->realize (widget);
}

static void
bs_window_dispose (GObject *object)
{
  BsWindow *self = BS_WINDOW (object);

  if (self->toasts != NULL)
    {
      clear_library (self);
      bs_folder_opener_close (self->opener);
      bs_importer_close (self->importer);
      bs_drop_target_close (self->drop_target);
      bs_organiser_close (self->organiser);
      bs_search_saving_close (self->saving);
      bs_trashing_close (self->trashing);
      bs_filing_close (self->filing);
      bs_source_panel_close (self->source);
      bs_history_close (self->history);
      bs_marks_chooser_close (self->marks_chooser);
      bs_article_actions_close (self->actions);
      bs_exporting_close (self->exporting);
      bs_saved_state_close (self->state);
    }
  self->toasts = NULL;

  G_OBJECT_CLASS (bs_window_parent_class)->dispose (object);
}

static void
bs_window_finalize (GObject *object)
{
  BsWindow *self = BS_WINDOW (object);

  /* The last first: each uses those before it. */
  while (self->parts->len > 0)
    g_object_unref (g_ptr_array_steal_index (self->parts, self->parts->len - 1));
  g_ptr_array_unref (self->parts);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bs_window_parent_class)->finalize (object);
}

static void
bs_window_class_init (BsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_window_dispose;
  object_class->finalize = bs_window_finalize;
  widget_class->realize = bs_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = bs_window_close_request;

  signals[OPEN_FOLDER] = bs_new_signal (klass, "open-folder", 1, G_TYPE_FILE);
  signals[OPEN_FILES] = bs_new_signal (klass, "open-files", 1, G_TYPE_PTR_ARRAY);
  signals[SESSION_CHANGED] = bs_new_signal (klass, "session-changed", 1, G_TYPE_BOOLEAN);

  g_type_ensure (BS_TYPE_ARTICLE_PANE);
  g_type_ensure (BS_TYPE_PANE);
  g_type_ensure (BS_TYPE_PANE_HANDLE);
  g_type_ensure (BS_TYPE_READER_PANE);
  g_type_ensure (BS_TYPE_SIDEBAR);
  g_type_ensure (BS_TYPE_SIDE_PANEL);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, BsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, library_page);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, side);
  gtk_widget_class_bind_template_child_full (widget_class, "outer", FALSE, G_STRUCT_OFFSET (BsWindow, widgets.outer));
  gtk_widget_class_bind_template_child_full (widget_class, "inner", FALSE, G_STRUCT_OFFSET (BsWindow, widgets.inner));
  gtk_widget_class_bind_template_child_full (widget_class, "sidebar_pane", FALSE,
                                             G_STRUCT_OFFSET (BsWindow, widgets.sidebar_pane));
  gtk_widget_class_bind_template_child_full (widget_class, "list_pane", FALSE,
                                             G_STRUCT_OFFSET (BsWindow, widgets.list_pane));
  gtk_widget_class_bind_template_child_full (widget_class, "reader_pane", FALSE,
                                             G_STRUCT_OFFSET (BsWindow, widgets.reader_pane));
  gtk_widget_class_bind_template_child_full (widget_class, "sidebar_handle", FALSE,
                                             G_STRUCT_OFFSET (BsWindow, widgets.sidebar_handle));
  gtk_widget_class_bind_template_child_full (widget_class, "list_handle", FALSE,
                                             G_STRUCT_OFFSET (BsWindow, widgets.list_handle));
  gtk_widget_class_bind_template_child (widget_class, BsWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, articles);
  gtk_widget_class_bind_template_child (widget_class, BsWindow, reader);

  /* After the focused widget: in a text field the key edits the text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}

static void
install_reader (BsWindow *self)
{
  BsReader *reader = bs_reader_pane_get_reader (self->reader);

  bs_screen_reader_follow (reader);
  g_signal_connect_object (reader, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "shown", G_CALLBACK (first_shown_cb), self, G_CONNECT_SWAPPED);
}

/* Overlays above the pages, below the toasts. */
static void
install_overlays (BsWindow *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  g_autoptr (GtkWidget) pages = g_object_ref (GTK_WIDGET (self->pages));

  adw_toast_overlay_set_child (self->toasts, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), pages);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), bs_importer_get_progress (self->importer));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->card));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), bs_drop_target_get_hint (self->drop_target));
  adw_toast_overlay_set_child (self->toasts, overlay);
}

static void
open_files_cb (BsWindow *self, GPtrArray *files)
{
  g_assert (BS_IS_WINDOW (self));

  g_signal_emit (self, signals[OPEN_FILES], 0, files);
}

/* @part: (transfer full)
 *
 * Returns: (transfer none): the same */
static gpointer
own (BsWindow *self, gpointer part)
{
  g_ptr_array_add (self->parts, part);
  return part;
}

static void
bs_window_init (BsWindow *self)
{
  static const GActionEntry actions[] = {
    { "rescan", rescan_action },   { "library", library_action },
    { "menu", menu_action },       { "show-help-overlay", show_help_overlay_action },
    { "replace", replace_action },
  };
  GtkWindow *window = GTK_WINDOW (self);
  BsReader *reader;

  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->widgets.sidebar = self->sidebar;
  self->widgets.articles = self->articles;
  self->widgets.reader = self->reader;
  reader = bs_reader_pane_get_reader (self->reader);
  self->parts = g_ptr_array_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->shown = own (self, bs_pages_new (self->pages));
  self->panes = own (self, bs_panes_new (&self->widgets, G_ACTION_MAP (self)));
  self->opener = own (self, bs_folder_opener_new (window, self->toasts));
  self->history = own (self, bs_history_new (window, self->toasts));
  self->marking = own (self, bs_marking_new (window, self->articles, self->sidebar, self->history, self->toasts));
  self->card = BS_PROGRESS_CARD (bs_progress_card_new ());
  self->organiser = own (self, bs_organiser_new (window, self->sidebar, self->history, self->card));
  self->trashing = own (self, bs_trashing_new (window, self->articles, self->history, self->toasts, self->card));
  self->properties =
      own (self, bs_properties_panel_new (window, self->side, self->articles, self->panes, self->history));
  self->marks_chooser = own (self, bs_marks_chooser_new (window, self->toasts));
  self->actions = own (self, bs_article_actions_new (window, reader, self->toasts));
  self->exporting = own (self, bs_exporting_new (window, self->sidebar, self->articles, self->card, self->toasts));
  self->saving = own (self, bs_search_saving_new (window, self->sidebar, self->articles, self->history));
  /* Before a link is followed, the article that has it is noted. */
  self->reading = own (self, bs_reading_history_new (self->sidebar, self->articles, reader));
  self->links = own (self, bs_reader_links_new (bs_reader_get_links (reader), self->sidebar, self->articles,
                                                self->panes, self->toasts));
  self->notice = own (self, bs_unreadable_notice_new (self->library_page));
  self->wanted = own (self, bs_wanted_new (self->sidebar, self->articles));
  self->tidying =
      own (self, bs_tidying_new (window, self->sidebar, self->articles, self->history, self->wanted, self->trashing));
  self->filing = own (self, bs_filing_new (window, &self->widgets, self->history, self->wanted, self->trashing,
                                           self->card, self->toasts));
  self->going = own (self, bs_going_new (window, self->sidebar, self->articles, self->panes, self->wanted));
  own (self, bs_reading_keys_new (self->articles, self->reader, self->marking, self->filing));
  self->source =
      own (self, bs_source_panel_new (window, self->reader, self->articles, self->history, self->wanted, self->toasts));
  own (self, bs_navigation_new (window, &self->widgets, self->panes, self->reading, self->source, self->toasts));
  self->repairing =
      own (self, bs_repairing_new (window, self->reader, self->panes, self->history, self->source, self->toasts));
  self->importer = own (self, bs_importer_new (window, self->sidebar, self->history, self->wanted, self->toasts));
  self->drop_target = own (self, bs_drop_target_new (window, GTK_WIDGET (self->pages), self->sidebar, self->articles,
                                                     self->importer, self->history, self->toasts));
  g_signal_connect_object (self->opener, "open-folder", G_CALLBACK (open_folder_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drop_target, "open-files", G_CALLBACK (open_files_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "scope-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "expansion-changed", G_CALLBACK (expansion_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "menu", G_CALLBACK (bs_marking_update_actions), self->marking,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "menu", G_CALLBACK (bs_marking_update_actions), self->marking,
                           G_CONNECT_SWAPPED);

  install_reader (self);
  install_overlays (self);
}

/* @settings: (nullable): if they are not installed */
BsWindow *
bs_window_new (GtkApplication *application, GSettings *settings, BsRecentFolders *recent, BsPictureLoader *pictures)
{
  BsWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (BS_TYPE_WINDOW, "application", application, NULL);
  g_set_object (&self->settings, settings);
  bs_pages_set_recent (self->shown, recent);
  bs_filing_set_recent (self->filing, recent);
  bs_article_actions_set_pictures (self->actions, pictures);
  bs_going_set_settings (self->going, settings);
  self->state = own (self, bs_saved_state_new (GTK_WINDOW (self), self->sidebar, self->articles,
                                               self->widgets.sidebar_pane, self->widgets.list_pane, settings));
  g_signal_connect_object (self->state, "changed", G_CALLBACK (session_cb), self, G_CONNECT_SWAPPED);
  self->notifier = own (self, bs_search_notifier_new (settings));
  bs_panes_restore_sidebar (self->panes, bs_saved_state_restore_look (self->state));
  bs_reader_set_pictures (bs_reader_pane_get_reader (self->reader), pictures);
  if (pictures != NULL)
    bs_exporting_set_pictures (self->exporting, bs_picture_loader_get_store (pictures));
  bs_reader_settings_follow (self->reader, settings);
  update_actions (self);

  return self;
}

static void
recovered_cb (BsWindow *self, const char *message)
{
  g_assert (BS_IS_WINDOW (self));

  bs_toast_show (self->toasts, message);
}

static void
open_library (BsWindow *self, GFile *folder, const char *const *names)
{
  g_autofree char *basename = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  clear_library (self);
  self->is_passing = FALSE;
  self->library = names != NULL ? bs_library_new_for_files (folder, names) : bs_library_new (folder);
  /* Viewing single files leaves no data behind: the folder may be opened as a library another day. */
  if (names == NULL)
    bs_library_keep_marks (self->library);
  g_signal_connect_object (self->library, "notify::marks-message", G_CALLBACK (marks_message_cb), self,
                           G_CONNECT_SWAPPED);

  bs_reader_set_library (bs_reader_pane_get_reader (self->reader), self->library);
  bs_unreadable_notice_set_library (self->notice, self->library);
  bs_sidebar_set_library (self->sidebar, self->library);
  bs_article_pane_set_library (self->articles, self->library);
  bs_saved_state_set_library (self->state, self->library);
  self->editor = bs_editor_new (self->library);
  g_signal_connect_object (self->editor, "recovered", G_CALLBACK (recovered_cb), self, G_CONNECT_SWAPPED);
  bs_editor_refresh (self->editor);
  give_to_parts (self, self->library, self->editor);
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

/* Shows a folder as a library; the window is shown while the folder is being read. */
void
bs_window_open (BsWindow *self, GFile *folder)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (folder));

  open_library (self, folder, NULL);
}

/* Shows files of one folder, without the folder's other files. */
void
bs_window_open_files (BsWindow *self, GFile *folder, const char *const *names)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (folder));
  g_return_if_fail (names != NULL);

  open_library (self, folder, names);
}

/* @action: a static string: the action once there are no unsaved changes
 *
 * Returns: whether there are unsaved changes, so that the user is asked */
gboolean
bs_window_ask (BsWindow *self, const char *action)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), FALSE);

  return bs_source_panel_ask (self->source, action) || bs_properties_panel_ask (self->properties, action);
}

/* Unsaved text is kept for the next start; changes of many articles are discarded. */
void
bs_window_drop_changes (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  bs_source_panel_drop (self->source);
  bs_properties_panel_drop (self->properties);
}

/* Returns: whether a folder may be opened in it: it shows none, or a missing one without unsaved changes */
gboolean
bs_window_is_free (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), FALSE);

  return self->library == NULL || ((bs_library_get_state (self->library) == BS_LIBRARY_GONE ||
                                    bs_library_get_state (self->library) == BS_LIBRARY_UNREADABLE) &&
                                   !bs_properties_panel_is_changed (self->properties));
}

/* Returns: (transfer none) (nullable) */
BsLibrary *
bs_window_get_library (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->library;
}

/* Returns: (transfer none): the undoable steps */
BsHistory *
bs_window_get_history (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->history;
}

/* Returns: (transfer none): exports articles */
BsExporting *
bs_window_get_exporting (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->exporting;
}

/* Returns: (transfer none): shows the source of the article */
BsSourcePanel *
bs_window_get_source (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->source;
}

/* Returns: (transfer none): imports into the library */
BsImporter *
bs_window_get_importer (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->importer;
}

/* Returns: (transfer none) (nullable): writes to the library */
BsEditor *
bs_window_get_editor (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->editor;
}

/* Sets whether the contents are restored at the next start. */
void
bs_window_set_passing (BsWindow *self, gboolean passing)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  self->is_passing = passing;
}

gboolean
bs_window_is_passing (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), FALSE);

  return self->is_passing;
}

/* Returns: (transfer none) (nullable): a floating a{sv}; %NULL if nothing is to be restored */
GVariant *
bs_window_get_session (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->is_passing ? NULL : bs_saved_state_get_session (self->state);
}

/* Restores the contents of a window. */
void
bs_window_open_session (BsWindow *self, GVariant *session)
{
  g_autoptr (GFile) folder = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  folder = bs_saved_state_start_session (self->state, session);
  if (folder == NULL)
    return;
  bs_window_open (self, folder);
  bs_saved_state_continue_session (self->state, session);
}

/* Shows an article now, or as soon as the library contains it. */
void
bs_window_show_when_there (BsWindow *self, const char *path, const char *const *category)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  bs_wanted_show (self->wanted, path, category);
}

/* Searches the whole library, whatever the current place is. */
void
bs_window_search_for (BsWindow *self, const char *text)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  if (self->library == NULL)
    return;
  /* Otherwise the restored state would replace it. */
  bs_saved_state_drop_session (self->state);
  bs_panes_go_to_list (self->panes);
  bs_article_pane_search_for (self->articles, text);
}

/* Shows a saved search. */
void
bs_window_show_search (BsWindow *self, const char *key)
{
  const char *const names[] = { key, NULL };

  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (key != NULL);

  bs_sidebar_show_scope (self->sidebar, BS_SCOPE_SEARCH, names);
  bs_panes_go_to_list (self->panes);
}

void
bs_window_go_to_reader (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  bs_panes_go_to_reader (self->panes);
}

void
bs_window_show_toast (BsWindow *self, const char *text)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  bs_toast_show (self->toasts, text);
}
