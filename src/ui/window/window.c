/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/library/folder/memory.h"
#include "model/library/library-names.h"
#include "ui/desktop/sample-library.h"
#include "ui/desktop/screen-reader.h"
#include "ui/reader/reader-settings.h"
#include "ui/widgets/side-panel.h"
#include "ui/widgets/toast.h"
#include "ui/window/article-actions.h"
#include "ui/window/filing.h"
#include "ui/window/going.h"
#include "ui/window/importer.h"
#include "ui/window/library-window.h"
#include "ui/window/marking.h"
#include "ui/window/marks-chooser.h"
#include "ui/window/panes.h"
#include "ui/window/properties-panel.h"
#include "ui/window/reader-links.h"
#include "ui/window/reading-history.h"
#include "ui/window/reading-keys.h"
#include "ui/window/replacing.h"
#include "ui/window/saved-state.h"
#include "ui/window/search-notifier.h"
#include "ui/window/search-saving.h"
#include "ui/window/source-panel.h"
#include "ui/window/start-page.h"
#include "ui/window/repairing.h"
#include "ui/window/tidying.h"
#include "ui/window/unavailable-page.h"
#include "ui/window/unreadable-notice.h"
#include "ui/window/wanted.h"
#include "ui/window/window.h"

#define ZOOM_STEP 1.1

struct _BsWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  BsStartPage *start_page;        /* (nullable) */
  BsUnavailablePage *unavailable; /* (nullable) */
  GtkBox *library_page;
  BsSidePanel *side;
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsReaderPane *reader;
  BsPaneWidgets widgets;
  BsProgressCard *card;

  GSettings *settings; /* (nullable): if the schema is not installed */
  BsRecentFolders *recent;
  BsPictureLoader *pictures;

  BsPanes *panes;
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
  BsReadingKeys *keys;
  BsWanted *wanted;
  BsImporter *importer;
  BsDropTarget *drop_target;
  BsUnreadableNotice *notice;

  BsLibrary *library;
  BsEditor *editor; /* (nullable): NULL without a library */
  GtkFileChooserNative *chooser;
  gboolean is_passing; /* its contents are not restored at the next start */
};

enum
{
  PROP_0,
  PROP_SIDEBAR_SHOWN,
  N_PROPS
};

enum
{
  OPEN_FOLDER,
  OPEN_FILES,
  SESSION_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsWindow, bs_window, ADW_TYPE_APPLICATION_WINDOW)

/* Pages that replace the library. Few windows need them, so each is created when it is first shown. */

/* Below the library, so that a fading page does not receive the pointer. */
static void
add_page (BsWindow *self, GtkWidget *page, const char *name)
{
  gtk_stack_add_named (self->pages, page, name);
  gtk_widget_insert_after (page, GTK_WIDGET (self->pages), NULL);
}

static void
show_start (BsWindow *self)
{
  if (self->start_page == NULL)
    {
      self->start_page = BS_START_PAGE (bs_start_page_new ());
      add_page (self, GTK_WIDGET (self->start_page), "start");
      bs_start_page_set_recent (self->start_page, self->recent);
    }
  gtk_stack_set_visible_child_name (self->pages, "start");
}

static void
show_unavailable (BsWindow *self)
{
  if (self->unavailable == NULL)
    {
      self->unavailable = BS_UNAVAILABLE_PAGE (bs_unavailable_page_new ());
      add_page (self, GTK_WIDGET (self->unavailable), "unavailable");
    }
  bs_unavailable_page_explain (self->unavailable, self->library);
  gtk_stack_set_visible_child_name (self->pages, "unavailable");
}

/* Actions without a library to act on are disabled. */
static void
update_actions (BsWindow *self)
{
  static const char *const names[] = {
    "win.rescan",       "win.library",      "win.search",   "win.sidebar",      "win.focus",         "win.next",
    "win.previous",     "win.zoom-in",      "win.zoom-out", "win.zoom-normal",  "win.mark-all-read", "win.next-unread",
    "win.export-marks", "win.import-marks", "win.find",     "win.import-files", "win.import-folder", "win.properties",
    "win.history",      "win.source",       "win.go-to",    "win.save-search",  "win.duplicates",    "win.health",
    "win.outline",      "win.export",       "win.repair",
  };
  gboolean open = self->library != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.mark-older-read",
                                 open && bs_article_pane_get_n_selected (self->articles) == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.replace",
                                 open && bs_article_pane_get_n_selected (self->articles) > 0);
}

/* A menu shows only the applicable one of each pair. */
static void
menu_cb (BsWindow *self)
{
  static const struct
  {
    const char *action;
    BsMarks mark;
    gboolean on; /* required of one of the selected articles */
  } pairs[] = {
    { "win.mark-read", BS_MARK_UNREAD, TRUE },
    { "win.mark-unread", BS_MARK_UNREAD, FALSE },
    { "win.star", BS_MARK_STARRED, FALSE },
    { "win.unstar", BS_MARK_STARRED, TRUE },
  };
  BsMarks with, without;

  g_assert (BS_IS_WINDOW (self));

  bs_marking_find_selected (self->marking, &with, &without);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), pairs[i].action,
                                   ((pairs[i].on ? with : without) & pairs[i].mark) != 0);
}

static void
popup_menu (BsWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);

  if (g_strcmp0 (page, "start") == 0)
    {
      bs_start_page_popup_menu (self->start_page);
    }
  else if (g_strcmp0 (page, "unavailable") == 0)
    {
      bs_unavailable_page_popup_menu (self->unavailable);
    }
  else
    {
      bs_panes_popup_menu (self->panes);
    }
}

static void
state_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  switch (bs_library_get_state (self->library))
    {
    case BS_LIBRARY_GONE:
    case BS_LIBRARY_UNREADABLE:
      show_unavailable (self);
      break;
    case BS_LIBRARY_READY:
      bs_saved_state_finish_session (self->state);
      G_GNUC_FALLTHROUGH;
    case BS_LIBRARY_CLOSED:
    case BS_LIBRARY_SCANNING:
    default:
      gtk_stack_set_visible_child_name (self->pages, "library");
      break;
    }
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
sidebar_chosen_cb (BsWindow *self, gboolean from_keyboard)
{
  g_assert (BS_IS_WINDOW (self));

  if (from_keyboard || bs_panes_get_outer_folded (self->panes))
    bs_panes_go_to_list (self->panes);
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

static void
article_chosen_cb (BsWindow *self, gboolean from_keyboard)
{
  g_assert (BS_IS_WINDOW (self));

  if (from_keyboard || bs_panes_get_inner_folded (self->panes))
    bs_panes_go_to_reader (self->panes);
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
open_file_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-file", NULL);
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
sidebar_shown_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_SHOWN]);
}

static void
session_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  g_signal_emit (self, signals[SESSION_CHANGED], 0, FALSE);
}

static void
open_folder (BsWindow *self, GFile *folder)
{
  g_signal_emit (self, signals[OPEN_FOLDER], 0, folder);
}

static void
chooser_cb (BsWindow *self, int response, GtkNativeDialog *dialog)
{
  g_assert (BS_IS_WINDOW (self));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (folder != NULL)
        open_folder (self, folder);
    }
  g_clear_object (&self->chooser);
}

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->chooser == NULL)
    {
      self->chooser = gtk_file_chooser_native_new (_ ("Open a Folder of Articles"), GTK_WINDOW (self),
                                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Open"), NULL);
      gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
      if (self->library != NULL)
        gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->chooser), bs_library_get_folder (self->library), NULL);
      g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_recent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  g_autoptr (GFile) folder = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_folder (self, folder);
}

static void
sample_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = bs_sample_library_copy_finish (result, &error);

  g_assert (BS_IS_WINDOW (self));

  if (self->toasts == NULL)
    return;

  if (folder != NULL)
    {
      open_folder (self, folder);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_ ("The sample library could not be copied: %s"), error->message);

      bs_window_show_toast (self, text);
    }
}

static void
open_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_sample_library_copy_async (NULL, sample_cb, g_object_ref (widget));
}

static void
rescan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    bs_library_rescan (self->library);
}

static void
library_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    gtk_window_present (GTK_WINDOW (bs_library_window_new (self->library, GTK_WINDOW (self))));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (bs_source_panel_find (self->source, FALSE))
    return;
  bs_panes_go_to_list (self->panes);
  bs_article_pane_start_search (self->articles);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  /* As for a menu: only what can be done now is offered. */
  g_signal_emit_by_name (self->articles, "menu");
  bs_going_open (self->going);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  popup_menu (BS_WINDOW (widget));
}

/* GTK would create it with every window. */
static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/broadsheet/Broadsheet/ui/help-overlay.ui");

      gtk_application_window_set_help_overlay (window,
                                               GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
pane_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_panes_go_back (BS_WINDOW (widget)->panes);
}

/* In a narrow window, the articles come first, and then the pane before. */
static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (!bs_panes_shows_reader (self->panes) || !bs_reading_history_go (self->reading, -1))
    bs_panes_go_back (self->panes);
}

static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (bs_reading_history_go (self->reading, 1) && bs_panes_get_inner_folded (self->panes))
    bs_panes_go_to_reader (self->panes);
}

/* The buttons at the side of a mouse. */
static void
mouse_cb (BsWindow *self, int n_press, double x, double y, GtkGestureSingle *gesture)
{
  guint button = gtk_gesture_single_get_current_button (gesture);

  g_assert (BS_IS_WINDOW (self));

  if (button != 8 && button != 9)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), button == 8 ? "win.back" : "win.forward", NULL);
}

static void
save_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_search_saving_save (BS_WINDOW (widget)->saving);
}

static void
focus_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library == NULL)
    return;

  switch (g_variant_get_int32 (parameter))
    {
    case 1:
      bs_panes_go_to_sidebar (self->panes);
      break;
    case 2:
      bs_panes_go_to_list (self->panes);
      break;
    default:
      bs_panes_go_to_reader (self->panes);
      break;
    }
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_pane_move (BS_WINDOW (widget)->articles, 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_pane_move (BS_WINDOW (widget)->articles, -1);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsReader *reader = bs_reader_pane_get_reader (BS_WINDOW (widget)->reader);
  double zoom = bs_reader_get_zoom (reader);

  if (g_str_equal (name, "win.zoom-in"))
    bs_reader_set_zoom (reader, MIN (zoom * ZOOM_STEP, 3.0));
  else if (g_str_equal (name, "win.zoom-out"))
    bs_reader_set_zoom (reader, MAX (zoom / ZOOM_STEP, 0.5));
  else
    bs_reader_set_zoom (reader, 1.0);
}

static void
set_full_screen (BsWindow *self, gboolean full)
{
  gboolean alone = full && bs_reader_get_path (bs_reader_pane_get_reader (self->reader)) != NULL;
  AdwToast *toast;

  /* It is for the article, if there is one. */
  if (bs_panes_get_alone (self->panes) == alone)
    return;
  bs_panes_set_alone (self->panes, alone);
  if (!alone)
    return;
  toast = bs_toast_new (_ ("Press F11 to leave full screen"));
  adw_toast_set_button_label (toast, _ ("_Leave"));
  adw_toast_set_action_name (toast, "win.full-screen");
  bs_toast_add (self->toasts, toast);
}

static void
full_screen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  gboolean full = !gtk_window_is_fullscreen (GTK_WINDOW (self)) && !bs_panes_get_alone (self->panes);

  if (full)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
  set_full_screen (self, full);
}

/* The desktop has keys and buttons for it, too. */
static void
fullscreened_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  set_full_screen (self, gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static const char *const *
get_category (BsWindow *self)
{
  return bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY ? bs_sidebar_get_names (self->sidebar) : NULL;
}

static void
import_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_importer_choose_files (BS_WINDOW (widget)->importer, get_category (BS_WINDOW (widget)));
}

static void
import_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_importer_choose_folder (BS_WINDOW (widget)->importer, get_category (BS_WINDOW (widget)));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_drop_target_paste (BS_WINDOW (widget)->drop_target);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_history_undo (BS_WINDOW (widget)->history);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_history_redo (BS_WINDOW (widget)->history);
}

static void
undo_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_history_undo_step (BS_WINDOW (widget)->history, g_variant_get_uint32 (parameter));
}

/* In the source of an article, the same keys replace text. */
static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!bs_source_panel_find (BS_WINDOW (widget)->source, TRUE))
    bs_history_show_page (BS_WINDOW (widget)->history);
}

static void
duplicates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_tidying_show_duplicates (BS_WINDOW (widget)->tidying);
}

static void
conflicts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_tidying_show_conflicts (BS_WINDOW (widget)->tidying);
}

static void
health_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_tidying_show_health (BS_WINDOW (widget)->tidying);
}

static void
repair_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_repairing_show_page (BS_WINDOW (widget)->repairing);
}

/* In the article that is read. */
static void
fix_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_repairing_fix (BS_WINDOW (widget)->repairing, parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
show_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint line = 0, column = 0;

  if (parameter != NULL)
    g_variant_get (parameter, "(uu)", &line, &column);
  bs_repairing_show_line (BS_WINDOW (widget)->repairing, line, column);
}

static void
replace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  bs_replacing_open (GTK_WINDOW (self), self->articles, self->history);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsMarking *marking = BS_WINDOW (widget)->marking;

  if (g_str_equal (name, "win.star") || g_str_equal (name, "win.unstar"))
    bs_marking_mark_selected (marking, BS_MARK_STARRED, g_str_equal (name, "win.star"));
  else
    bs_marking_mark_selected (marking, BS_MARK_UNREAD, g_str_equal (name, "win.mark-unread"));
}

static void
star_article_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_marking_toggle_star (BS_WINDOW (widget)->marking, g_variant_get_uint32 (parameter));
}

static void
mark_all_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_marking_mark_older_read (BS_WINDOW (widget)->marking, G_MAXINT64);
}

static void
mark_older_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);

  if (item != NULL)
    bs_marking_mark_older_read (self->marking, bs_article_item_get_date (item));
}

static void
next_unread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_marking_go_to_unread (BS_WINDOW (widget)->marking);
}

static void
export_marks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    bs_marks_chooser_export (self->marks_chooser, self->library);
}

static void
import_marks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    bs_marks_chooser_import (self->marks_chooser, self->library);
}

static void
find_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  int direction = g_str_equal (name, "win.find-next") ? 1 : -1;

  if (!bs_source_panel_find_step (self->source, direction))
    bs_reader_find_step (bs_reader_pane_get_reader (self->reader), direction);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!bs_source_panel_find (BS_WINDOW (widget)->source, FALSE))
    bs_reader_pane_find (BS_WINDOW (widget)->reader);
}

static void
outline_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (!bs_reader_pane_has_outline (self->reader))
    return;
  bs_panes_go_to_reader (self->panes);
  bs_reader_pane_show_outline (self->reader);
}

static void
source_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  bs_panes_go_to_reader (self->panes);
  bs_source_panel_toggle (self->source);
}

/* Shows the source if it is not shown yet, as of a new article. */
static void
show_source_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  const char *path = bs_reader_get_path (bs_reader_pane_get_reader (self->reader));

  bs_panes_go_to_reader (self->panes);
  if (path != NULL)
    bs_source_panel_open (self->source, path);
}

static void
save_source_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_source_panel_save (BS_WINDOW (widget)->source);
}

static void
load_pictures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_reader_allow_pictures (bs_reader_pane_get_reader (BS_WINDOW (widget)->reader));
}

static void
always_load_pictures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  bs_picture_loader_allow_hosts (self->pictures,
                                 bs_reader_get_blocked_hosts (bs_reader_pane_get_reader (self->reader)));
}

static void
copy_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_actions_copy_text (BS_WINDOW (widget)->actions);
}

static void
copy_markdown_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_actions_copy_markdown (BS_WINDOW (widget)->actions);
}

static void
show_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_actions_show_file (BS_WINDOW (widget)->actions);
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_actions_open_file (BS_WINDOW (widget)->actions);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_article_actions_print (BS_WINDOW (widget)->actions);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_exporting_open (BS_WINDOW (widget)->exporting);
}

static void
filing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_filing_act (BS_WINDOW (widget)->filing, name);
}

static void
properties_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_properties_panel_toggle (BS_WINDOW (widget)->properties);
}

static void
clear_library (BsWindow *self)
{
  if (self->library == NULL)
    return;

  bs_tidying_close (self->tidying);
  bs_repairing_close (self->repairing);
  bs_importer_set_library (self->importer, NULL, NULL);
  bs_wanted_set_library (self->wanted, NULL);
  bs_drop_target_set_library (self->drop_target, NULL);
  g_clear_object (&self->editor);
  bs_organiser_set_editor (self->organiser, NULL);
  bs_trashing_set_editor (self->trashing, NULL);
  bs_filing_set_editor (self->filing, NULL);
  bs_going_set_library (self->going, NULL);
  bs_properties_panel_set_editor (self->properties, NULL);
  bs_source_panel_set_editor (self->source, NULL);
  bs_history_set_editor (self->history, NULL);
  bs_reader_pane_set_editor (self->reader, NULL);
  bs_marking_set_library (self->marking, NULL);
  bs_article_actions_set_library (self->actions, NULL);
  bs_exporting_set_library (self->exporting, NULL);
  bs_reader_links_set_library (self->links, NULL);
  bs_reading_history_set_library (self->reading, NULL);
  bs_search_saving_set_library (self->saving, NULL);
  bs_search_notifier_set_library (self->notifier, NULL);
  bs_saved_state_set_library (self->state, NULL);
  bs_panes_set_has_library (self->panes, FALSE);
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

/* The window is about to be shown, so it is known by now what it shows. */
static void
bs_window_realize (GtkWidget *widget)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library == NULL)
    show_start (self);

  GTK_WIDGET_CLASS (bs_window_parent_class)->realize (widget);
}

static void
bs_window_dispose (GObject *object)
{
  BsWindow *self = BS_WINDOW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  if (self->toasts != NULL)
    {
      clear_library (self);
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

  g_clear_object (&self->drop_target);
  g_clear_object (&self->importer);
  g_clear_object (&self->wanted);
  g_clear_object (&self->panes);
  g_clear_object (&self->keys);
  g_clear_object (&self->links);
  g_clear_object (&self->reading);
  g_clear_object (&self->saving);
  g_clear_object (&self->notifier);
  g_clear_object (&self->organiser);
  g_clear_object (&self->filing);
  g_clear_object (&self->going);
  g_clear_object (&self->trashing);
  g_clear_object (&self->tidying);
  g_clear_object (&self->repairing);
  g_clear_object (&self->properties);
  g_clear_object (&self->source);
  g_clear_object (&self->marking);
  g_clear_object (&self->marks_chooser);
  g_clear_object (&self->actions);
  g_clear_object (&self->exporting);
  g_clear_object (&self->state);
  g_clear_object (&self->notice);
  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_object (&self->recent);
  g_clear_object (&self->pictures);

  G_OBJECT_CLASS (bs_window_parent_class)->finalize (object);
}

static void
bs_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsWindow *self = BS_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      /* Its action is queried while the template is being built. */
      g_value_set_boolean (value, self->panes == NULL || bs_panes_get_sidebar_shown (self->panes));
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
      bs_panes_set_sidebar_shown (BS_WINDOW (object)->panes, g_value_get_boolean (value));
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
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "win.open-folder", NULL, open_folder_action },
    { "win.import-files", NULL, import_files_action },
    { "win.import-folder", NULL, import_folder_action },
    { "win.paste", NULL, paste_action },
    { "win.open-recent", "s", open_recent_action },
    { "win.open-sample", NULL, open_sample_action },
    { "win.rescan", NULL, rescan_action },
    { "win.library", NULL, library_action },
    { "win.search", NULL, search_action },
    { "win.go-to", NULL, go_to_action },
    { "win.menu", NULL, menu_action },
    { "win.show-help-overlay", NULL, show_help_overlay_action },
    { "win.back", NULL, back_action },
    { "win.forward", NULL, forward_action },
    { "win.pane-back", NULL, pane_back_action },
    { "win.save-search", NULL, save_search_action },
    { "win.focus", "i", focus_action },
    { "win.next", NULL, next_action },
    { "win.previous", NULL, previous_action },
    { "win.zoom-in", NULL, zoom_action },
    { "win.zoom-out", NULL, zoom_action },
    { "win.zoom-normal", NULL, zoom_action },
    { "win.full-screen", NULL, full_screen_action },
    { "win.undo", NULL, undo_action },
    { "win.redo", NULL, redo_action },
    { "win.undo-step", "u", undo_step_action },
    { "win.history", NULL, history_action },
    { "win.duplicates", NULL, duplicates_action },
    { "win.conflicts", NULL, conflicts_action },
    { "win.health", NULL, health_action },
    { "win.repair", NULL, repair_action },
    { "win.fix-problem", NULL, fix_problem_action },
    { "win.fix-kind", "s", fix_problem_action },
    { "win.show-problem", NULL, show_problem_action },
    { "win.show-place", "(uu)", show_problem_action },
    { "win.replace", NULL, replace_action },
    { "win.star", NULL, mark_action },
    { "win.unstar", NULL, mark_action },
    { "win.star-article", "u", star_article_action },
    { "win.mark-read", NULL, mark_action },
    { "win.mark-unread", NULL, mark_action },
    { "win.mark-all-read", NULL, mark_all_read_action },
    { "win.mark-older-read", NULL, mark_older_read_action },
    { "win.next-unread", NULL, next_unread_action },
    { "win.export-marks", NULL, export_marks_action },
    { "win.import-marks", NULL, import_marks_action },
    { "win.find", NULL, find_action },
    { "win.find-next", NULL, find_step_action },
    { "win.find-previous", NULL, find_step_action },
    { "win.outline", NULL, outline_action },
    { "win.load-pictures", NULL, load_pictures_action },
    { "win.always-load-pictures", NULL, always_load_pictures_action },
    { "win.copy-text", NULL, copy_text_action },
    { "win.copy-markdown", NULL, copy_markdown_action },
    { "win.show-file", NULL, show_file_action },
    { "win.open-file", NULL, open_file_action },
    { "win.export", NULL, export_action },
    { "win.print", NULL, print_action },
    { "win.properties", NULL, properties_action },
    { "win.source", NULL, source_action },
    { "win.show-source", NULL, show_source_action },
    { "win.save-source", NULL, save_source_action },
  };

  object_class->dispose = bs_window_dispose;
  object_class->finalize = bs_window_finalize;
  object_class->get_property = bs_window_get_property;
  object_class->set_property = bs_window_set_property;
  widget_class->realize = bs_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = bs_window_close_request;

  properties[PROP_SIDEBAR_SHOWN] = g_param_spec_boolean (
      "sidebar-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN_FOLDER] = g_signal_new ("open-folder", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[OPEN_FILES] = g_signal_new ("open-files", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SESSION_CHANGED] = g_signal_new ("session-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

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

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "win.sidebar", "sidebar-shown");
  bs_filing_install_actions (widget_class, filing_action);
  /* After the focused widget: in a text field the key edits the text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}

static void
install_reader (BsWindow *self)
{
  BsReader *reader = bs_reader_pane_get_reader (self->reader);
  g_autoptr (GPropertyAction) original = g_property_action_new ("original-style", reader, "original");
  g_autoptr (GPropertyAction) as_text = g_property_action_new ("read-as-text", reader, "as-text");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (original));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (as_text));
  bs_screen_reader_follow (reader);
  g_signal_connect_object (reader, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "open-file", G_CALLBACK (open_file_cb), self, G_CONNECT_SWAPPED);
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

static void
bs_window_init (BsWindow *self)
{
  GtkGesture *mouse = gtk_gesture_click_new ();

  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->widgets.sidebar = self->sidebar;
  self->widgets.articles = self->articles;
  self->widgets.reader = self->reader;
  self->panes = bs_panes_new (&self->widgets);
  self->history = bs_history_new (GTK_WINDOW (self), self->toasts);
  self->marking = bs_marking_new (self->articles, self->sidebar, self->history, self->toasts);
  self->card = BS_PROGRESS_CARD (bs_progress_card_new ());
  self->organiser = bs_organiser_new (GTK_WINDOW (self), self->sidebar, self->history, self->card);
  self->trashing = bs_trashing_new (GTK_WINDOW (self), self->articles, self->history, self->toasts, self->card);
  self->properties = bs_properties_panel_new (self->side, self->articles, self->panes, self->history);
  self->marks_chooser = bs_marks_chooser_new (GTK_WINDOW (self), self->toasts);
  self->actions = bs_article_actions_new (GTK_WINDOW (self), bs_reader_pane_get_reader (self->reader), self->toasts);
  self->exporting = bs_exporting_new (GTK_WINDOW (self), self->sidebar, self->articles, self->card, self->toasts);
  self->saving = bs_search_saving_new (GTK_WINDOW (self), self->sidebar, self->articles, self->history);
  /* Before a link is followed, the article that has it is noted. */
  self->reading = bs_reading_history_new (self->sidebar, self->articles, bs_reader_pane_get_reader (self->reader));
  self->links = bs_reader_links_new (bs_reader_pane_get_reader (self->reader), self->sidebar, self->articles,
                                     self->panes, self->toasts);
  self->notice = bs_unreadable_notice_new (self->library_page);
  self->wanted = bs_wanted_new (self->sidebar, self->articles);
  self->tidying =
      bs_tidying_new (GTK_WINDOW (self), self->sidebar, self->articles, self->history, self->wanted, self->trashing);
  self->filing = bs_filing_new (GTK_WINDOW (self), &self->widgets, self->history, self->wanted, self->trashing,
                                self->card, self->toasts);
  self->going = bs_going_new (GTK_WINDOW (self), self->sidebar, self->articles, self->panes, self->wanted);
  self->keys = bs_reading_keys_new (self->articles, self->reader, self->marking, self->filing);
  self->source =
      bs_source_panel_new (GTK_WINDOW (self), self->reader, self->articles, self->history, self->wanted, self->toasts);
  self->repairing =
      bs_repairing_new (GTK_WINDOW (self), self->reader, self->panes, self->history, self->source, self->toasts);
  self->importer = bs_importer_new (GTK_WINDOW (self), self->history, self->wanted, self->toasts);
  self->drop_target = bs_drop_target_new (GTK_WINDOW (self), GTK_WIDGET (self->pages), self->sidebar, self->articles,
                                          self->importer, self->history, self->toasts);
  g_signal_connect_object (self->drop_target, "open-files", G_CALLBACK (open_files_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::sidebar-shown", G_CALLBACK (sidebar_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "scope-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "chosen", G_CALLBACK (sidebar_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "expansion-changed", G_CALLBACK (expansion_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "chosen", G_CALLBACK (article_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (mouse), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (mouse), GTK_PHASE_CAPTURE);
  g_signal_connect_object (mouse, "pressed", G_CALLBACK (mouse_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (mouse));

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
  g_set_object (&self->recent, recent);
  bs_filing_set_recent (self->filing, recent);
  g_set_object (&self->pictures, pictures);
  bs_going_set_settings (self->going, settings);
  self->state = bs_saved_state_new (GTK_WINDOW (self), self->sidebar, self->articles, self->widgets.sidebar_pane,
                                    self->widgets.list_pane, settings);
  g_signal_connect_object (self->state, "changed", G_CALLBACK (session_cb), self, G_CONNECT_SWAPPED);
  self->notifier = bs_search_notifier_new (settings);
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
  bs_wanted_set_library (self->wanted, self->library);
  bs_importer_set_library (self->importer, self->library, self->editor);
  bs_drop_target_set_library (self->drop_target, self->library);
  bs_history_set_editor (self->history, self->editor);
  bs_reader_pane_set_editor (self->reader, self->editor);
  bs_organiser_set_editor (self->organiser, self->editor);
  bs_trashing_set_editor (self->trashing, self->editor);
  bs_filing_set_editor (self->filing, self->editor);
  bs_properties_panel_set_editor (self->properties, self->editor);
  bs_source_panel_set_editor (self->source, self->editor);
  bs_going_set_library (self->going, self->library);
  bs_marking_set_library (self->marking, self->library);
  bs_article_actions_set_library (self->actions, self->library);
  bs_exporting_set_library (self->exporting, self->library);
  bs_reader_links_set_library (self->links, self->library);
  bs_reading_history_set_library (self->reading, self->library);
  bs_search_saving_set_library (self->saving, self->library);
  bs_search_notifier_set_library (self->notifier, self->library);
  bs_panes_set_has_library (self->panes, TRUE);
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

/* @action: a static string: what to do once nothing waits to be written
 *
 * Returns: whether something does, so that it is asked what to do with it */
gboolean
bs_window_ask (BsWindow *self, const char *action)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), FALSE);

  return bs_source_panel_ask (self->source, action) || bs_properties_panel_ask (self->properties, action);
}

/* Returns: whether a folder may be opened in it: it shows none, or a missing one for which nothing waits */
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

/* Returns: (transfer none): what renames categories, tags and sources */
BsOrganiser *
bs_window_get_organiser (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->organiser;
}

/* Returns: (transfer none): what moves articles to the trash */
BsTrashing *
bs_window_get_trashing (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->trashing;
}

/* Returns: (transfer none): what does things to the files of articles */
BsFiling *
bs_window_get_filing (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->filing;
}

/* Returns: (transfer none): what exports articles */
BsExporting *
bs_window_get_exporting (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->exporting;
}

/* Returns: (transfer none): what goes to places */
BsGoing *
bs_window_get_going (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->going;
}

/* Returns: (transfer none): what shows the source of the article */
BsSourcePanel *
bs_window_get_source (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->source;
}

/* Returns: (transfer none): what takes drops */
BsDropTarget *
bs_window_get_drop_target (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->drop_target;
}

/* Returns: (transfer none): what imports into the library */
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

/* Returns: (transfer none): what saves searches */
BsSearchSaving *
bs_window_get_saving (BsWindow *self)
{
  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  return self->saving;
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
