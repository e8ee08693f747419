/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window-private.h"

/* What of a window is taken up again when the program starts the next time. */

#define SAVE_SECONDS 2

/* Names instead of numbers, which another version may count otherwise. */
static const struct
{
  BsScope scope;
  const char *name;
} scopes[] = {
  { BS_SCOPE_ALL, "all" },           { BS_SCOPE_UNREAD, "unread" }, { BS_SCOPE_STARRED, "starred" },
  { BS_SCOPE_RECENT, "recent" },     { BS_SCOPE_DRAFTS, "drafts" }, { BS_SCOPE_NEEDS_REPAIR, "needs-repair" },
  { BS_SCOPE_CATEGORY, "category" }, { BS_SCOPE_TAG, "tag" },       { BS_SCOPE_SOURCE, "source" },
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

/* What is shown now is, or is not, taken up the next time. */
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

/* Returns: (transfer none) (nullable): a floating a{sv}; %NULL where nothing is to be taken up */
GVariant *
bs_window_get_session (BsWindow *self)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (BsArticleItem) item = NULL;
  g_autofree char *uri = NULL;
  const char *const *names;
  GVariantDict dict;
  int width, height;

  g_return_val_if_fail (BS_IS_WINDOW (self), NULL);

  if (self->library == NULL || self->is_passing)
    return NULL;
  /* What never could be opened is not tried again. */
  if (bs_window_is_free (self) && !self->was_ready && self->restoring == NULL)
    return NULL;
  uri = g_file_get_uri (bs_library_get_folder (self->library));
  names = bs_sidebar_get_names (self->sidebar);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  item = bs_article_pane_dup_selected (self->articles);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "folder", "s", uri);
  g_variant_dict_insert (&dict, "width", "i", width);
  g_variant_dict_insert (&dict, "height", "i", height);
  g_variant_dict_insert (&dict, "maximized", "b", gtk_window_is_maximized (GTK_WINDOW (self)));
  /* Before the library is read it shows nothing yet of what it is about to show again. */
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

/* Opens what was open in a window when it was closed. */
void
bs_window_open_session (BsWindow *self, GVariant *session)
{
  g_autoptr (GVariantDict) dict = NULL;
  g_autoptr (GFile) folder = NULL;
  const char *uri;
  int width, height;
  gboolean is_maximized;

  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (g_variant_is_of_type (session, G_VARIANT_TYPE_VARDICT));

  dict = g_variant_dict_new (session);
  if (!g_variant_dict_lookup (dict, "folder", "&s", &uri))
    return;
  if (g_variant_dict_lookup (dict, "width", "i", &width) && g_variant_dict_lookup (dict, "height", "i", &height) &&
      width >= 360 && height >= 200)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_variant_dict_lookup (dict, "maximized", "b", &is_maximized) && is_maximized)
    gtk_window_maximize (GTK_WINDOW (self));

  folder = g_file_new_for_uri (uri);
  bs_window_open (self, folder);
  g_clear_pointer (&self->restoring, g_variant_dict_unref);
  self->restoring = g_steal_pointer (&dict);
}

/* The library is read: to the place and the article that were shown, unless the user is elsewhere already. */
void
bs_window_finish_session (BsWindow *self)
{
  g_autoptr (GVariantDict) session = NULL;
  g_autoptr (BsArticleItem) item = NULL;
  g_autofree const char **names = NULL;
  g_autofree char *article = NULL;
  g_autofree char *scope = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

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
  /* It is selected once its list has come. A program that ends before that shows the same the next time. */
  if (bs_article_pane_get_n_selected (self->articles) == 0)
    self->restoring = g_steal_pointer (&session);
}

/* Something was chosen, by whomever: that is what is kept from now on. */
void
bs_window_end_session_wait (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->library != NULL && bs_library_get_state (self->library) == BS_LIBRARY_READY)
    g_clear_pointer (&self->restoring, g_variant_dict_unref);
}

static gboolean
session_timer_cb (gpointer user_data)
{
  BsWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_assert (BS_IS_WINDOW (self));

  self->session_timer = 0;
  if (application != NULL)
    bs_application_save_session (BS_APPLICATION (application), NULL);
  return G_SOURCE_REMOVE;
}

/* Something that is kept changed. It is written in a while, so that paging through articles does not write each time,
 * and a program that is killed loses little. */
void
bs_window_note_session (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->session_timer == 0)
    self->session_timer = g_timeout_add_seconds (SAVE_SECONDS, session_timer_cb, self);
}
