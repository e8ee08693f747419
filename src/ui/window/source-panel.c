/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/source-panel.h"

#include <glib/gi18n-lib.h>

#include "model/change/write/unsaved-text.h"
#include "ui/widgets/toast.h"

/* How long recovered text is offered when a library is opened. Its article offers it again. */
#define OFFER_SECONDS 15

struct _BsSourcePanel
{
  GObject parent_instance;

  /* Of the window that owns this. */
  GtkWindow *window; /* (nullable) */
  BsReaderPane *pane;
  BsReader *reader;
  BsArticlePane *articles;
  BsHistory *history;
  BsWanted *wanted;
  AdwToastOverlay *toasts;
  GtkToggleButton *button;
  GtkWidget *save_button;

  BsEditor *editor;   /* (nullable): without a library */
  BsSourcePage *page; /* (nullable): the source is shown */
  guint id;           /* of the article whose source it is */
  gboolean has_id;
  char *awaited; /* (nullable): the article whose source is shown as soon as it is selected */
  char *at;      /* (nullable): the article in whose source the cursor goes to a line */
  guint line;
  guint column;

  GtkWindow *dialog;   /* (nullable): the question about text that is not saved */
  gboolean is_leaving; /* as soon as it is saved */
  char *action;        /* (nullable): of the window, to do then; empty for none, NULL to show the selected article */
};

G_DEFINE_FINAL_TYPE (BsSourcePanel, bs_source_panel, G_TYPE_OBJECT)

static void show_path (BsSourcePanel *self, const char *path);

static gboolean
find_id (BsSourcePanel *self, const char *path, guint *id)
{
  g_autoptr (BsArticleItem) item =
      path != NULL && self->editor != NULL ? bs_library_dup_item (bs_editor_get_library (self->editor), path) : NULL;

  if (item == NULL)
    return FALSE;
  *id = bs_article_item_get_id (item);
  return TRUE;
}

static void
update_header (BsSourcePanel *self)
{
  AdwWindowTitle *title = ADW_WINDOW_TITLE (adw_header_bar_get_title_widget (bs_reader_pane_get_header (self->pane)));
  gboolean is_modified = self->page != NULL && bs_source_page_get_modified (self->page);

  /* The title keeps two lines, so that the header keeps its height. */
  gtk_toggle_button_set_active (self->button, self->page != NULL);
  gtk_widget_set_visible (self->save_button, self->page != NULL);
  gtk_widget_set_sensitive (self->save_button, is_modified);
  if (self->page == NULL)
    {
      adw_window_title_set_title (title, "\u00a0");
      adw_window_title_set_subtitle (title, "\u00a0");
    }
  else
    {
      g_autofree char *name = g_filename_display_basename (bs_source_page_get_path (self->page));
      g_autofree char *marked = is_modified ? g_strdup_printf ("• %s", name) : g_strdup (name);

      adw_window_title_set_title (title, marked);
      adw_window_title_set_subtitle (title, is_modified ? _ ("Not Saved") : "\u00a0");
    }
}

static void
modified_cb (BsSourcePanel *self)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  update_header (self);
}

/* If there is no room for it, nothing is rendered. */
static void
preview_cb (BsSourcePanel *self, BsDocument *document, const char *words)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->reader)) &&
      g_strcmp0 (bs_reader_get_path (self->reader), bs_source_page_get_path (self->page)) == 0)
    bs_reader_preview (self->reader, document, words);
}

static void
follow_cb (BsSourcePanel *self, const char *words)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->reader)) &&
      g_strcmp0 (bs_reader_get_path (self->reader), bs_source_page_get_path (self->page)) == 0)
    bs_reader_follow (self->reader, words);
}

static void
mapped_cb (BsSourcePanel *self)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  if (self->page != NULL && bs_source_page_get_modified (self->page))
    bs_source_page_update_preview (self->page);
}

static void
saved_cb (BsSourcePanel *self, BsEditReport *report)
{
  g_autofree char *name = g_filename_display_basename (bs_source_page_get_path (self->page));
  g_autofree char *text = g_strdup_printf (_ ("“%s” saved"), name);

  g_assert (BS_IS_SOURCE_PANEL (self));

  bs_history_take_report (self->history, report, text, NULL);
  /* A file that was removed meanwhile is another article now. */
  if (!self->is_leaving && bs_article_pane_get_n_selected (self->articles) == 0)
    bs_wanted_follow (self->wanted, bs_source_page_get_path (self->page));
}

static void
hide (BsSourcePanel *self)
{
  BsSourcePage *page = g_steal_pointer (&self->page);

  if (page == NULL)
    return;
  self->is_leaving = FALSE;
  g_signal_handlers_disconnect_by_data (page, self);
  bs_reader_pane_set_source (self->pane, NULL);
  bs_reader_end_preview (self->reader);
  update_header (self);
  if (self->window != NULL)
    bs_reader_pane_focus (self->pane);
}

/* The text is saved or discarded: the waiting action is run. */
static void
leave (BsSourcePanel *self)
{
  g_autofree char *action = g_steal_pointer (&self->action);

  if (action == NULL)
    {
      show_path (self, bs_reader_get_path (self->reader));
      return;
    }
  hide (self);
  if (*action != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);
}

/* The article that was left is selected again. */
static void
stay (BsSourcePanel *self)
{
  g_clear_pointer (&self->action, g_free);
  if (self->has_id && g_strcmp0 (bs_reader_get_path (self->reader), bs_source_page_get_path (self->page)) != 0)
    bs_article_pane_select_id (self->articles, self->id);
  bs_reader_pane_focus (self->pane);
}

static void
save_ended_cb (BsSourcePanel *self, gboolean is_saved)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  if (!self->is_leaving)
    return;
  self->is_leaving = FALSE;
  if (is_saved)
    leave (self);
  else
    stay (self);
}

static void
answered_cb (BsSourcePanel *self, const char *response)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  g_clear_weak_pointer (&self->dialog);
  if (self->page == NULL || self->window == NULL)
    return;
  if (g_str_equal (response, "save"))
    {
      self->is_leaving = TRUE;
      bs_source_page_save (self->page);
    }
  else if (g_str_equal (response, "discard"))
    {
      bs_source_page_discard (self->page);
      leave (self);
    }
  else
    {
      stay (self);
    }
}

static void
ask (BsSourcePanel *self, const char *action)
{
  g_autofree char *name = g_filename_display_basename (bs_source_page_get_path (self->page));
  g_autofree char *body = g_strdup_printf (_ ("If you discard them, the changes to “%s” will be lost."), name);
  AdwMessageDialog *dialog;

  g_free (self->action);
  self->action = g_strdup (action);
  if (self->dialog != NULL)
    return;
  /* Nothing may be left to ask about then. */
  self->is_leaving = self->is_leaving || bs_source_page_is_saving (self->page);
  if (self->is_leaving)
    return;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (self->window, _ ("Save Changes?"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save", _ ("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* An article whose source may be shown after this one. The reader has it already. */
static void
path_cb (BsSourcePanel *self)
{
  const char *path = bs_reader_get_path (self->reader);
  guint id;

  g_assert (BS_IS_SOURCE_PANEL (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), path != NULL || self->page != NULL);
  if (self->awaited != NULL && g_strcmp0 (path, self->awaited) == 0)
    {
      g_clear_pointer (&self->awaited, g_free);
      if (self->page == NULL)
        {
          show_path (self, path);
          return;
        }
    }
  if (self->page == NULL || g_strcmp0 (path, bs_source_page_get_path (self->page)) == 0)
    return;
  /* The same article under another name. */
  if (self->has_id && find_id (self, path, &id) && id == self->id)
    {
      bs_source_page_set_path (self->page, path);
      update_header (self);
    }
  else if (bs_source_page_get_modified (self->page))
    {
      ask (self, NULL);
    }
  else
    {
      show_path (self, path);
    }
}

typedef struct
{
  BsSourcePanel *panel;
  BsSourcePage *page;
} Locating;

static void
located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Locating *locating = user_data;
  g_autoptr (BsSourcePanel) self = locating->panel;
  g_autoptr (BsSourcePage) page = locating->page;
  double fraction = 0;
  g_auto (GStrv) shown = bs_page_place_locate_finish (BS_PAGE_PLACE (source), result, &fraction);

  g_assert (BS_IS_SOURCE_PANEL (self));

  if (self->page == page)
    bs_source_page_set_place (page, (const char *const *) shown, fraction);
  g_free (locating);
}

static void
zoom_cb (BsSourcePanel *self)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  if (self->page != NULL)
    bs_source_page_set_zoom (self->page, bs_reader_get_zoom (self->reader));
}

/* @path: (nullable): the article whose source is shown; %NULL for none */
static void
show_path (BsSourcePanel *self, const char *path)
{
  gboolean was_shown = self->page != NULL;
  Locating *locating;

  if (path == NULL || self->editor == NULL)
    {
      hide (self);
      return;
    }
  if (was_shown)
    g_signal_handlers_disconnect_by_data (self->page, self);
  self->page = BS_SOURCE_PAGE (bs_source_page_new (self->editor, path));
  self->has_id = find_id (self, path, &self->id);
  g_signal_connect_object (self->page, "notify::modified", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "follow", G_CALLBACK (follow_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "save-ended", G_CALLBACK (save_ended_cb), self, G_CONNECT_SWAPPED);
  zoom_cb (self);
  locating = g_new (Locating, 1);
  *locating = (Locating){ g_object_ref (self), g_object_ref (self->page) };
  if (!was_shown)
    {
      bs_page_place_locate_async (bs_page_view_get_place (bs_reader_get_view (self->reader)), located_cb, locating);
    }
  else
    {
      g_object_unref (locating->panel);
      g_object_unref (locating->page);
      g_free (locating);
    }
  if (g_strcmp0 (path, self->at) == 0)
    bs_source_page_go_to (self->page, self->line, self->column);
  g_clear_pointer (&self->at, g_free);
  bs_reader_pane_set_source (self->pane, GTK_WIDGET (self->page));
  update_header (self);
  /* The focus stays in the list while the user goes from article to article. */
  if (!was_shown)
    bs_reader_pane_focus (self->pane);
}

static void
button_cb (BsSourcePanel *self)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  if (gtk_toggle_button_get_active (self->button) != (self->page != NULL))
    bs_source_panel_toggle (self);
  update_header (self);
}

/* Selects an article, now or as soon as the library contains it, and shows its source. */
static void
open_path (BsSourcePanel *self, const char *path)
{
  if (g_strcmp0 (bs_reader_get_path (self->reader), path) == 0)
    {
      if (self->page == NULL)
        show_path (self, path);
      return;
    }
  g_free (self->awaited);
  self->awaited = g_strdup (path);
  bs_wanted_show (self->wanted, path, NULL);
}

static void
show_unsaved_cb (BsSourcePanel *self, AdwToast *toast)
{
  g_assert (BS_IS_SOURCE_PANEL (self));

  open_path (self, g_object_get_data (G_OBJECT (toast), "path"));
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *root = g_file_get_path (task_data);
  g_autoptr (BsHome) home = root != NULL ? bs_home_find (root) : NULL;

  g_task_return_pointer (task, home != NULL ? bs_unsaved_text_list (home) : NULL, (GDestroyNotify) g_strfreev);
}

/* Text that was unsaved when the program ended is offered once the library is opened. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsSourcePanel) self = BS_SOURCE_PANEL (user_data);
  g_auto (GStrv) paths = g_task_propagate_pointer (G_TASK (result), NULL);
  guint n = paths != NULL ? g_strv_length (paths) : 0;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (n == 0 || self->window == NULL || G_OBJECT (self->editor) != source)
    return;
  name = g_filename_display_basename (paths[0]);
  text = n == 1 ? g_strdup_printf (_ ("“%s” has unsaved text"), name) :
                  g_strdup_printf (ngettext ("%u article has unsaved text", "%u articles have unsaved text", n), n);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  /* A toast that stays would keep all others waiting. */
  adw_toast_set_timeout (toast, OFFER_SECONDS);
  adw_toast_set_button_label (toast, _ ("_Show"));
  g_object_set_data_full (G_OBJECT (toast), "path", g_strdup (paths[0]), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_unsaved_cb), self, G_CONNECT_SWAPPED);
  bs_toast_add (self->toasts, toast);
}

static void
bs_source_panel_finalize (GObject *object)
{
  BsSourcePanel *self = BS_SOURCE_PANEL (object);

  g_clear_object (&self->editor);
  g_clear_weak_pointer (&self->dialog);
  g_free (self->awaited);
  g_free (self->at);
  g_free (self->action);

  G_OBJECT_CLASS (bs_source_panel_parent_class)->finalize (object);
}

static void
bs_source_panel_class_init (BsSourcePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_source_panel_finalize;
}

static void
bs_source_panel_init (BsSourcePanel *self)
{
}

static void
add_buttons (BsSourcePanel *self)
{
  AdwHeaderBar *header = bs_reader_pane_get_header (self->pane);

  self->button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->button), "document-edit-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Edit Source"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Edit Source"), -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (button_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (header, GTK_WIDGET (self->button));

  self->save_button = gtk_button_new_from_icon_name ("document-save-symbolic");
  gtk_widget_set_tooltip_text (self->save_button, _ ("Save"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Save"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save_button), "win.save-source");
  gtk_widget_add_css_class (self->save_button, "suggested-action");
  gtk_widget_set_visible (self->save_button, FALSE);
  adw_header_bar_pack_end (header, self->save_button);
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsSourcePanel *self = user_data;

  if (self->page != NULL)
    bs_source_page_save (self->page);
}

/* In the source of an article, the same keys replace text. */
static void
history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsSourcePanel *self = user_data;

  if (!bs_source_panel_find (self, TRUE))
    bs_history_show_page (self->history);
}

/* All of them outlive it. */
BsSourcePanel *
bs_source_panel_new (GtkWindow *window, BsReaderPane *reader, BsArticlePane *articles, BsHistory *history,
                     BsWanted *wanted, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "save-source", save_action },
    { "history", history_action },
  };
  BsSourcePanel *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_READER_PANE (reader), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (BS_IS_WANTED (wanted), NULL);

  self = g_object_new (BS_TYPE_SOURCE_PANEL, NULL);
  self->window = window;
  self->pane = reader;
  self->reader = bs_reader_pane_get_reader (reader);
  self->articles = articles;
  self->history = history;
  self->wanted = wanted;
  self->toasts = toasts;
  add_buttons (self);
  g_signal_connect_object (self->reader, "notify::path", G_CALLBACK (path_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "notify::zoom", G_CALLBACK (zoom_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed. */
void
bs_source_panel_close (BsSourcePanel *self)
{
  g_return_if_fail (BS_IS_SOURCE_PANEL (self));

  self->window = NULL;
  bs_source_panel_set_editor (self, NULL);
}

/* @editor: (nullable): writes to the library that the window now shows. Unsaved text is kept, to be offered when the
 * library is opened again. */
void
bs_source_panel_set_editor (BsSourcePanel *self, BsEditor *editor)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_SOURCE_PANEL (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  if (self->editor == editor)
    return;
  bs_source_panel_drop (self);
  g_clear_pointer (&self->awaited, g_free);
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;
  task = g_task_new (editor, NULL, listed_cb, g_object_ref (self));
  g_task_set_source_tag (task, bs_source_panel_set_editor);
  g_task_set_task_data (task, g_object_ref (bs_library_get_folder (bs_editor_get_library (editor))), g_object_unref);
  g_task_run_in_thread (task, list_thread);
}

/* Returns: (transfer none) (nullable): the source, while it is shown */
BsSourcePage *
bs_source_panel_get_page (BsSourcePanel *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_PANEL (self), NULL);

  return self->page;
}

void
bs_source_panel_toggle (BsSourcePanel *self)
{
  g_return_if_fail (BS_IS_SOURCE_PANEL (self));

  if (self->page == NULL)
    show_path (self, bs_reader_get_path (self->reader));
  else if (bs_source_page_get_modified (self->page))
    ask (self, "");
  else
    hide (self);
}

/* Likewise, with the cursor at a line and a column, from 1. */
void
bs_source_panel_open_at (BsSourcePanel *self, const char *path, guint line, guint column)
{
  g_return_if_fail (BS_IS_SOURCE_PANEL (self));
  g_return_if_fail (path != NULL);

  if (self->page != NULL && g_strcmp0 (bs_reader_get_path (self->reader), path) == 0)
    {
      bs_source_page_go_to (self->page, line, column);
      bs_reader_pane_focus (self->pane);
      return;
    }
  g_free (self->at);
  self->at = g_strdup (path);
  self->line = line;
  self->column = column;
  open_path (self, path);
}

/* Closes the source without a question, and keeps unsaved text. */
void
bs_source_panel_drop (BsSourcePanel *self)
{
  g_return_if_fail (BS_IS_SOURCE_PANEL (self));

  if (self->page == NULL)
    return;
  bs_source_page_keep (self->page);
  hide (self);
}

/* @action: the action once the text is saved or discarded
 *
 * Returns: whether there is unsaved text, so that the user is asked */
gboolean
bs_source_panel_ask (BsSourcePanel *self, const char *action)
{
  g_return_val_if_fail (BS_IS_SOURCE_PANEL (self), FALSE);
  g_return_val_if_fail (action != NULL, FALSE);

  if (self->page == NULL || !bs_source_page_get_modified (self->page))
    return FALSE;
  ask (self, action);

  return TRUE;
}

/* Returns: FALSE if the keys are not for the source */
gboolean
bs_source_panel_find (BsSourcePanel *self, gboolean replace)
{
  g_return_val_if_fail (BS_IS_SOURCE_PANEL (self), FALSE);

  if (self->page == NULL || !bs_source_page_has_focus (self->page))
    return FALSE;
  bs_source_page_find (self->page, replace);

  return TRUE;
}

/* Returns: FALSE if the keys are not for the source */
gboolean
bs_source_panel_find_step (BsSourcePanel *self, int direction)
{
  g_return_val_if_fail (BS_IS_SOURCE_PANEL (self), FALSE);

  if (self->page == NULL || !bs_source_page_has_focus (self->page))
    return FALSE;
  bs_source_page_find_step (self->page, direction);

  return TRUE;
}
