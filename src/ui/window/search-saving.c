/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/search-saving.h"

#include <glib/gi18n-lib.h>

#include "model/library/saved-searches.h"
#include "model/library/search/search-rename.h"
#include "ui/dialogs/save-search-dialog.h"

struct _BsSearchSaving
{
  GObject parent_instance;

  /* Of the window that owns this. */
  GtkWindow *window; /* (nullable) */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsHistory *history;

  BsLibrary *library;   /* (nullable) */
  GtkWindow *dialog;    /* (nullable): which is shown */
  char *edited;         /* (nullable): the key of the search that was last edited */
  BsSavedSearch *shown; /* (nullable): which the list shows */
  char *shown_text;     /* (nullable): its query, as put into the search field */
};

G_DEFINE_FINAL_TYPE (BsSearchSaving, bs_search_saving, G_TYPE_OBJECT)

/* A search that is added, changed or deleted, which can be undone. */
typedef struct
{
  BsSavedSearches *searches;
  BsMarksSearch *before; /* (nullable): it is added */
  BsMarksSearch *after;  /* (nullable): it is deleted */
} SearchStep;

static void
search_step_free (gpointer data)
{
  SearchStep *step = data;

  g_object_unref (step->searches);
  g_clear_pointer (&step->before, bs_marks_search_free);
  g_clear_pointer (&step->after, bs_marks_search_free);
  g_free (step);
}

static void
search_step_cb (gpointer data, gboolean redo)
{
  const SearchStep *step = data;
  const BsMarksSearch *from = redo ? step->before : step->after;
  const BsMarksSearch *to = redo ? step->after : step->before;

  if (to != NULL)
    bs_saved_searches_put (step->searches, to);
  else
    bs_saved_searches_remove (step->searches, from->id);
}

/* @before: (transfer full) (nullable)
 * @after: (transfer full) (nullable) */
static void
change (BsSearchSaving *self, BsMarksSearch *before, BsMarksSearch *after, const char *text, gboolean tells)
{
  SearchStep *step = g_new0 (SearchStep, 1);
  guint number;

  step->searches = g_object_ref (bs_library_get_searches (self->library));
  step->before = before;
  step->after = after;
  search_step_cb (step, TRUE);
  number = bs_undo_stack_push (bs_history_get_stack (self->history), text, search_step_cb, step, search_step_free);
  if (tells)
    bs_history_show_undo_toast (self->history, text, number);
}

static void
end_shown (BsSearchSaving *self)
{
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->shown_text, g_free);
}

static void
show (BsSearchSaving *self)
{
  g_free (self->shown_text);
  self->shown_text = g_strdup (bs_saved_search_get_query (self->shown));
  bs_article_pane_show_scope (self->articles, BS_SCOPE_ALL, NULL, bs_saved_search_get_name (self->shown));
  bs_article_pane_set_search (self->articles, self->shown_text);
}

/* Its name or its query is another one. */
static void
shown_cb (BsSearchSaving *self)
{
  g_assert (BS_IS_SEARCH_SAVING (self));

  if (g_strcmp0 (bs_article_pane_get_search_text (self->articles), self->shown_text) == 0)
    show (self);
}

/* The part of the current place that a search can express. */
static char *
describe_place (BsSearchSaving *self)
{
  const char *const *names = bs_sidebar_get_names (self->sidebar);
  gboolean has_name = names != NULL && *names != NULL;

  switch (bs_sidebar_get_scope (self->sidebar))
    {
    case BS_SCOPE_UNREAD:
      return g_strdup ("is:unread");
    case BS_SCOPE_STARRED:
      return g_strdup ("is:starred");
    case BS_SCOPE_DRAFTS:
      return g_strdup ("is:draft");
    case BS_SCOPE_NEEDS_REPAIR:
      return g_strdup ("is:broken");
    case BS_SCOPE_CATEGORY:
      return has_name ? bs_search_write_name (BS_SEARCH_CATEGORY, names) : NULL;
    case BS_SCOPE_TAG:
      return has_name ? bs_search_write_name (BS_SEARCH_TAG, names) : NULL;
    case BS_SCOPE_SOURCE:
      return has_name ? bs_search_write_name (BS_SEARCH_AUTHOR, names) : NULL;
    case BS_SCOPE_ALL:
    case BS_SCOPE_RECENT:
    case BS_SCOPE_SEARCH:
    default:
      return NULL;
    }
}

static char *
dup_query (BsSearchSaving *self)
{
  const char *text = bs_article_pane_get_search_text (self->articles);
  BsArticleList *list = bs_article_pane_get_list (self->articles);
  BsQuery *query = list != NULL ? bs_article_list_get_query (list) : NULL;
  gboolean is_everywhere = text != NULL && query != NULL && query->scope == BS_SCOPE_ALL;
  g_autofree char *place = is_everywhere ? NULL : describe_place (self);

  if (text == NULL || place == NULL)
    return text != NULL ? g_strdup (text) : g_steal_pointer (&place);
  return g_strconcat (place, " ", text, NULL);
}

static void
saved_cb (BsSearchSaving *self, const char *response, BsSaveSearchDialog *dialog)
{
  g_autofree char *text = NULL;
  BsMarksSearch *search;
  guint64 id;

  g_assert (BS_IS_SEARCH_SAVING (self));

  if (self->library == NULL || !g_str_equal (response, "save"))
    return;
  search = bs_marks_search_new ("", adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)));
  bs_save_search_dialog_read (dialog, search);
  if (!bs_marks_search_is_valid (search))
    {
      bs_marks_search_free (search);
      return;
    }
  id = search->id;
  /* Translators: the name of a saved search */
  text = g_strdup_printf (_ ("Search “%s” saved"), search->name);
  change (self, NULL, search, text, FALSE);
  if (bs_saved_searches_lookup (bs_library_get_searches (self->library), id) != NULL)
    {
      const char *const names[] = {
        bs_saved_search_get_key (bs_saved_searches_lookup (bs_library_get_searches (self->library), id)), NULL
      };

      bs_sidebar_show_scope (self->sidebar, BS_SCOPE_SEARCH, names);
    }
}

/* The search of the dialog may have been changed or deleted meanwhile. */
static void
edited_cb (BsSearchSaving *self, const char *response, BsSaveSearchDialog *dialog)
{
  BsSavedSearch *search;
  const BsMarksSearch *kept;
  g_autoptr (BsMarksSearch) after = NULL;
  g_autofree char *text = NULL;

  g_assert (BS_IS_SEARCH_SAVING (self));

  if (self->library == NULL || self->edited == NULL || !g_str_equal (response, "save"))
    return;
  search = bs_saved_searches_find (bs_library_get_searches (self->library), self->edited);
  if (search == NULL)
    return;
  kept = bs_saved_search_get_kept (search);
  after = bs_marks_search_copy (kept);
  bs_save_search_dialog_read (dialog, after);
  if (!bs_marks_search_is_valid (after) ||
      (g_strcmp0 (kept->name, after->name) == 0 && g_strcmp0 (kept->icon, after->icon) == 0 &&
       kept->notifies == after->notifies))
    return;
  /* Translators: the name of a saved search */
  text = g_strdup_printf (_ ("Edit search “%s”"), kept->name);
  change (self, bs_marks_search_copy (kept), g_steal_pointer (&after), text, FALSE);
}

static void
edit (BsSearchSaving *self, BsSavedSearch *search)
{
  BsSaveSearchDialog *dialog;

  if (self->window == NULL || self->dialog != NULL)
    return;
  g_free (self->edited);
  self->edited = g_strdup (bs_saved_search_get_key (search));
  dialog = bs_save_search_dialog_new_for (self->window, bs_saved_search_get_kept (search));
  g_signal_connect_object (dialog, "response", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
move (BsSearchSaving *self, BsSavedSearch *search, gint64 place)
{
  const BsMarksSearch *kept = bs_saved_search_get_kept (search);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (bs_library_get_searches (self->library)));
  const char *const names[] = { bs_saved_search_get_key (search), NULL };
  BsMarksSearch *after;
  g_autofree char *text = NULL;

  if (place < 0 || place >= n || place == kept->place)
    return;
  after = bs_marks_search_copy (kept);
  after->place = (guint) place;
  /* Translators: the name of a saved search */
  text = g_strdup_printf (_ ("Move search “%s”"), kept->name);
  change (self, bs_marks_search_copy (kept), after, text, FALSE);
  if (bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_SEARCH &&
      g_strcmp0 (bs_sidebar_get_names (self->sidebar)[0], names[0]) == 0)
    {
      bs_sidebar_show_scope (self->sidebar, BS_SCOPE_SEARCH, names);
      bs_sidebar_focus (self->sidebar);
    }
}

static void
organise_cb (BsSearchSaving *self, const char *action, guint scope, GStrv names, GStrv to)
{
  BsSavedSearch *search;
  const BsMarksSearch *kept;
  BsMarksSearch *after;
  g_autofree char *text = NULL;

  g_assert (BS_IS_SEARCH_SAVING (self));

  if (scope != BS_SCOPE_SEARCH || self->library == NULL || names == NULL || names[0] == NULL)
    return;
  search = bs_saved_searches_find (bs_library_get_searches (self->library), names[0]);
  if (search == NULL)
    return;
  kept = bs_saved_search_get_kept (search);
  after = bs_marks_search_copy (kept);
  if (g_str_equal (action, "rename") && to != NULL && to[0] != NULL)
    {
      /* Translators: the names of a saved search, before and now */
      text = g_strdup_printf (_ ("Rename search “%s” to “%s”"), kept->name, to[0]);
      g_free (after->name);
      after->name = g_strdup (to[0]);
      if (bs_marks_search_is_valid (after))
        change (self, bs_marks_search_copy (kept), g_steal_pointer (&after), text, FALSE);
    }
  else if (g_str_equal (action, "delete-search"))
    {
      /* Translators: the name of a saved search */
      text = g_strdup_printf (_ ("Search “%s” deleted"), kept->name);
      if (search == self->shown)
        bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
      change (self, bs_marks_search_copy (kept), NULL, text, TRUE);
    }
  else if (g_str_equal (action, "notify-search") || g_str_equal (action, "mute-search"))
    {
      after->notifies = g_str_equal (action, "notify-search");
      /* Translators: the name of a saved search */
      text = g_strdup_printf (_ ("Notifications of “%s”"), kept->name);
      change (self, bs_marks_search_copy (kept), g_steal_pointer (&after), text, FALSE);
    }
  else if (g_str_equal (action, "raise-search") || g_str_equal (action, "lower-search"))
    move (self, search, (gint64) kept->place + (g_str_equal (action, "raise-search") ? -1 : 1));
  else if (g_str_equal (action, "place-search") && to != NULL && to[0] != NULL)
    move (self, search, g_ascii_strtoll (to[0], NULL, 10));
  else if (g_str_equal (action, "edit-search"))
    edit (self, search);
  g_clear_pointer (&after, bs_marks_search_free);
}

/* Asks for a name. Without a search, one is begun. */
static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsSearchSaving *self = user_data;
  g_autofree char *query = NULL;
  BsSaveSearchDialog *dialog;

  if (self->library == NULL || self->window == NULL || self->dialog != NULL)
    return;
  query = dup_query (self);
  if (query == NULL)
    {
      bs_article_pane_start_search (self->articles);
      return;
    }
  dialog = bs_save_search_dialog_new (
      self->window, query,
      bs_article_pane_get_search_text (self->articles) != NULL ? query : bs_sidebar_get_title (self->sidebar));
  g_signal_connect_object (dialog, "response", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
bs_search_saving_finalize (GObject *object)
{
  bs_search_saving_close (BS_SEARCH_SAVING (object));
  g_free (BS_SEARCH_SAVING (object)->edited);

  G_OBJECT_CLASS (bs_search_saving_parent_class)->finalize (object);
}

static void
bs_search_saving_class_init (BsSearchSavingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_search_saving_finalize;
}

static void
bs_search_saving_init (BsSearchSaving *self)
{
}

BsSearchSaving *
bs_search_saving_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsHistory *history)
{
  static const GActionEntry actions[] = {
    { "save-search", save_action },
  };
  BsSearchSaving *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);

  self = g_object_new (BS_TYPE_SEARCH_SAVING, NULL);
  self->window = window;
  self->sidebar = sidebar;
  self->articles = articles;
  self->history = history;
  g_signal_connect_object (sidebar, "organise", G_CALLBACK (organise_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is going. */
void
bs_search_saving_close (BsSearchSaving *self)
{
  g_return_if_fail (BS_IS_SEARCH_SAVING (self));

  end_shown (self);
  g_clear_object (&self->library);
  g_clear_weak_pointer (&self->dialog);
  self->window = NULL;
}

/* @library: (nullable) */
void
bs_search_saving_set_library (BsSearchSaving *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SEARCH_SAVING (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  end_shown (self);
  g_set_object (&self->library, library);
}

/* Another place was chosen in the sidebar.
 *
 * Returns: whether it is a saved search, which the list shows now */
gboolean
bs_search_saving_show_scope (BsSearchSaving *self)
{
  gboolean was_shown;
  BsSavedSearch *search = NULL;

  g_return_val_if_fail (BS_IS_SEARCH_SAVING (self), FALSE);

  was_shown =
      self->shown != NULL && g_strcmp0 (bs_article_pane_get_search_text (self->articles), self->shown_text) == 0;
  end_shown (self);
  if (self->library != NULL && bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_SEARCH)
    search = bs_saved_searches_find (bs_library_get_searches (self->library), bs_sidebar_get_names (self->sidebar)[0]);
  if (search == NULL)
    {
      if (was_shown)
        bs_article_pane_set_search (self->articles, NULL);
      return FALSE;
    }
  self->shown = g_object_ref (search);
  g_signal_connect_object (search, "notify::name", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  show (self);
  return TRUE;
}
