/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/saved-state.h"

#include "ui/widgets/shorthand.h"

/* Expanded categories are remembered for this many libraries. */
#define MAX_LIBRARIES 20

#define SAVE_SECONDS 2

struct _BsSavedState
{
  GObject parent_instance;

  GtkWindow *window; /* (nullable): owns this object and the following ones */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsPane *sidebar_pane;
  BsPane *list_pane;
  GSettings *settings; /* (nullable): if the schema is not installed */

  BsLibrary *library;      /* (nullable) */
  gboolean was_ready;      /* the library was opened successfully */
  GVariantDict *restoring; /* (nullable): the state to restore once the library is read */
  guint timer;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSavedState, bs_saved_state, G_TYPE_OBJECT)

/* Names instead of numbers, which may change between versions. */
static const struct
{
  BsScope scope;
  const char *name;
} scopes[] = {
  { BS_SCOPE_ALL, "all" },           { BS_SCOPE_UNREAD, "unread" }, { BS_SCOPE_STARRED, "starred" },
  { BS_SCOPE_RECENT, "recent" },     { BS_SCOPE_DRAFTS, "drafts" }, { BS_SCOPE_NEEDS_REPAIR, "needs-repair" },
  { BS_SCOPE_CATEGORY, "category" }, { BS_SCOPE_TAG, "tag" },       { BS_SCOPE_SOURCE, "source" },
  { BS_SCOPE_SEARCH, "search" },
};

static const char *
name_scope (BsScope scope)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (scopes[i].scope == scope)
      return scopes[i].name;
  return "all";
}

static BsScope
find_scope (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_str_equal (scopes[i].name, name))
      return scopes[i].scope;
  return BS_SCOPE_ALL;
}

static char *
get_uri (BsSavedState *self)
{
  return self->library != NULL ? g_file_get_uri (bs_library_get_folder (self->library)) : NULL;
}

static void
restore_expanded (BsSavedState *self)
{
  g_autofree char *uri = get_uri (self);
  g_autofree const char **keys = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) mine = NULL;

  if (self->settings != NULL && uri != NULL)
    {
      all = g_settings_get_value (self->settings, "expanded");
      mine = g_variant_lookup_value (all, uri, G_VARIANT_TYPE_STRING_ARRAY);
    }
  if (mine != NULL)
    keys = g_variant_get_strv (mine, NULL);
  bs_sidebar_set_expanded (self->sidebar, keys);
}

static gboolean
session_timer_cb (gpointer user_data)
{
  BsSavedState *self = user_data;

  g_assert (BS_IS_SAVED_STATE (self));

  self->timer = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
bs_saved_state_finalize (GObject *object)
{
  bs_saved_state_close (BS_SAVED_STATE (object));

  G_OBJECT_CLASS (bs_saved_state_parent_class)->finalize (object);
}

static void
bs_saved_state_class_init (BsSavedStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_saved_state_finalize;

  signals[CHANGED] = bs_new_signal (klass, "changed", 0);
}

static void
bs_saved_state_init (BsSavedState *self)
{
}

/* @settings: (nullable) */
BsSavedState *
bs_saved_state_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsPane *sidebar_pane,
                    BsPane *list_pane, GSettings *settings)
{
  BsSavedState *self = g_object_new (BS_TYPE_SAVED_STATE, NULL);

  self->window = window;
  self->sidebar = sidebar;
  self->articles = articles;
  self->sidebar_pane = sidebar_pane;
  self->list_pane = list_pane;
  g_set_object (&self->settings, settings);
  return self;
}

/* The window is being closed. */
void
bs_saved_state_close (BsSavedState *self)
{
  g_return_if_fail (BS_IS_SAVED_STATE (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  self->window = NULL;
}

/* @library: (nullable): the window's library from now on. Its categories are expanded as before. */
void
bs_saved_state_set_library (BsSavedState *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SAVED_STATE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  g_set_object (&self->library, library);
  self->was_ready = FALSE;
  if (library != NULL)
    restore_expanded (self);
}

/* Each window starts like the last one; open windows do not follow each other.
 *
 * Returns: whether the sidebar was shown */
gboolean
bs_saved_state_restore_look (BsSavedState *self)
{
  g_autofree char *sort = NULL;

  g_return_val_if_fail (BS_IS_SAVED_STATE (self), TRUE);

  gtk_window_set_default_size (self->window, 1200, 760);
  if (self->settings == NULL)
    return TRUE;

  gtk_window_set_default_size (self->window, g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (self->window);
  bs_pane_set_width (self->sidebar_pane, g_settings_get_int (self->settings, "sidebar-width"));
  bs_pane_set_width (self->list_pane, g_settings_get_int (self->settings, "list-width"));

  sort = g_settings_get_string (self->settings, "sort");
  g_object_set (self->articles, "sort", sort, "reverse", g_settings_get_boolean (self->settings, "sort-reverse"),
                "best-first", g_settings_get_boolean (self->settings, "best-first"), "histogram",
                g_settings_get_boolean (self->settings, "histogram-shown"), NULL);
  g_settings_bind (self->settings, "compact-rows", self->articles, "compact", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "collapse-similar", self->articles, "collapse", G_SETTINGS_BIND_DEFAULT);
  return g_settings_get_boolean (self->settings, "sidebar-shown");
}

void
bs_saved_state_save_look (BsSavedState *self, gboolean sidebar_shown)
{
  g_autofree char *sort = NULL;
  gboolean reverse, best_first, histogram;
  int width, height;

  g_return_if_fail (BS_IS_SAVED_STATE (self));

  if (self->settings == NULL)
    return;

  gtk_window_get_default_size (self->window, &width, &height);
  g_object_get (self->articles, "sort", &sort, "reverse", &reverse, "best-first", &best_first, "histogram", &histogram,
                NULL);
  g_settings_delay (self->settings);
  if (width >= 360 && height >= 200)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (self->window));
  g_settings_set_boolean (self->settings, "sidebar-shown", sidebar_shown);
  g_settings_set_int (self->settings, "sidebar-width", bs_pane_get_width (self->sidebar_pane));
  g_settings_set_int (self->settings, "list-width", bs_pane_get_width (self->list_pane));
  g_settings_set_string (self->settings, "sort", sort);
  g_settings_set_boolean (self->settings, "sort-reverse", reverse);
  g_settings_set_boolean (self->settings, "best-first", best_first);
  g_settings_set_boolean (self->settings, "histogram-shown", histogram);
  g_settings_apply (self->settings);
}

void
bs_saved_state_save_expanded (BsSavedState *self)
{
  g_autofree char *uri = get_uri (self);
  g_auto (GStrv) keys = NULL;
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  GVariant *value;
  guint n = 1;

  g_return_if_fail (BS_IS_SAVED_STATE (self));

  if (self->settings == NULL || uri == NULL)
    return;

  keys = bs_sidebar_dup_expanded (self->sidebar);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_builder_add (&builder, "{s^as}", uri, keys);

  all = g_settings_get_value (self->settings, "expanded");
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@as}", &other, &value))
    {
      if (!g_str_equal (other, uri) && n++ < MAX_LIBRARIES)
        g_variant_builder_add (&builder, "{s@as}", other, value);
      g_variant_unref (value);
    }
  g_settings_set_value (self->settings, "expanded", g_variant_builder_end (&builder));
}

/* Returns: (transfer none) (nullable): a floating a{sv}; %NULL without a library */
GVariant *
bs_saved_state_get_session (BsSavedState *self)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (BsArticleItem) item = NULL;
  g_autofree char *uri = NULL;
  const char *const *names;
  BsLibraryState state;
  GVariantDict dict;
  int width, height;

  g_return_val_if_fail (BS_IS_SAVED_STATE (self), NULL);

  if (self->library == NULL)
    return NULL;
  /* A folder that never could be opened is not opened again. */
  state = bs_library_get_state (self->library);
  if ((state == BS_LIBRARY_GONE || state == BS_LIBRARY_UNREADABLE) && !self->was_ready && self->restoring == NULL)
    return NULL;
  uri = g_file_get_uri (bs_library_get_folder (self->library));
  names = bs_sidebar_get_names (self->sidebar);
  gtk_window_get_default_size (self->window, &width, &height);
  item = bs_article_pane_dup_selected (self->articles);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "folder", "s", uri);
  g_variant_dict_insert (&dict, "width", "i", width);
  g_variant_dict_insert (&dict, "height", "i", height);
  g_variant_dict_insert (&dict, "maximized", "b", gtk_window_is_maximized (self->window));
  /* Before the library is read, the state to be restored is still the right one. */
  if (self->restoring != NULL)
    {
      GVariantDict *before = self->restoring;
      static const char *const kept[] = { "scope", "names", "article" };

      for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
        {
          g_autoptr (GVariant) value = g_variant_dict_lookup_value (before, kept[i], NULL);

          if (value != NULL)
            g_variant_dict_insert_value (&dict, kept[i], value);
        }
      return g_variant_dict_end (&dict);
    }
  g_variant_dict_insert (&dict, "scope", "s", name_scope (bs_sidebar_get_scope (self->sidebar)));
  g_variant_dict_insert (&dict, "names", "^as", names != NULL ? names : nothing);
  if (item != NULL)
    g_variant_dict_insert (&dict, "article", "^ay", bs_article_item_get_path (item));
  return g_variant_dict_end (&dict);
}

/*
 * bs_saved_state_start_session:
 * @session: from bs_saved_state_get_session()
 *
 * Restores the size of the window.
 *
 * Returns: (transfer full) (nullable): its folder
 */
GFile *
bs_saved_state_start_session (BsSavedState *self, GVariant *session)
{
  g_autoptr (GVariantDict) dict = NULL;
  const char *uri;
  int width, height;
  gboolean is_maximized;

  g_return_val_if_fail (BS_IS_SAVED_STATE (self), NULL);
  g_return_val_if_fail (g_variant_is_of_type (session, G_VARIANT_TYPE_VARDICT), NULL);

  dict = g_variant_dict_new (session);
  if (!g_variant_dict_lookup (dict, "folder", "&s", &uri))
    return NULL;
  if (g_variant_dict_lookup (dict, "width", "i", &width) && g_variant_dict_lookup (dict, "height", "i", &height) &&
      width >= 360 && height >= 200)
    gtk_window_set_default_size (self->window, width, height);
  if (g_variant_dict_lookup (dict, "maximized", "b", &is_maximized) && is_maximized)
    gtk_window_maximize (self->window);

  return g_file_new_for_uri (uri);
}

/* The folder is open: its place and article are restored once it is read. */
void
bs_saved_state_continue_session (BsSavedState *self, GVariant *session)
{
  g_return_if_fail (BS_IS_SAVED_STATE (self));
  g_return_if_fail (g_variant_is_of_type (session, G_VARIANT_TYPE_VARDICT));

  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  self->restoring = g_variant_dict_new (session);
}

/* The library is read: restores the place and the article, unless the user has chosen others. */
void
bs_saved_state_finish_session (BsSavedState *self)
{
  g_autoptr (GVariantDict) session = NULL;
  g_autoptr (BsArticleItem) item = NULL;
  g_autofree const char **names = NULL;
  g_autofree char *article = NULL;
  g_autofree char *scope = NULL;

  g_return_if_fail (BS_IS_SAVED_STATE (self));

  self->was_ready = TRUE;
  session = g_steal_pointer (&self->restoring);
  if (session == NULL || bs_sidebar_get_scope (self->sidebar) != BS_SCOPE_ALL ||
      bs_article_pane_get_n_selected (self->articles) > 0)
    return;
  if (g_variant_dict_lookup (session, "scope", "s", &scope) &&
      g_variant_dict_lookup (session, "names", "^a&s", &names) && find_scope (scope) != BS_SCOPE_ALL)
    bs_sidebar_show_scope (self->sidebar, find_scope (scope), names[0] != NULL ? names : NULL);
  if (g_variant_dict_lookup (session, "article", "^ay", &article))
    item = bs_library_dup_item (self->library, article);
  if (item == NULL)
    return;
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));
  /* It is selected once the list contains it. A program that ends before that restores the same the next time. */
  if (bs_article_pane_get_n_selected (self->articles) == 0)
    self->restoring = g_steal_pointer (&session);
}

/* Something was chosen, so the session is saved, with a delay: paging through articles must not write each time, and a
 * killed program should lose little. */
void
bs_saved_state_note_change (BsSavedState *self)
{
  g_return_if_fail (BS_IS_SAVED_STATE (self));

  if (self->library != NULL && bs_library_get_state (self->library) == BS_LIBRARY_READY)
    g_clear_pointer (&self->restoring, g_variant_dict_unref);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (SAVE_SECONDS, session_timer_cb, self);
}

/* Cancels restoring. */
void
bs_saved_state_drop_session (BsSavedState *self)
{
  g_return_if_fail (BS_IS_SAVED_STATE (self));

  g_clear_pointer (&self->restoring, g_variant_dict_unref);
}
