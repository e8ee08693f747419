/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/list/article-pane-private.h"

/* Returns: (transfer none) (nullable): what is searched for, if anything is */
const char *
bs_article_pane_get_search_text (BsArticlePane *self)
{
  const char *text = bs_search_field_get_text (self->search);

  return *text != '\0' ? text : NULL;
}

/* Where is searched: everywhere means the whole library, whatever the sidebar shows. */
BsScope
bs_article_pane_get_search_scope (BsArticlePane *self)
{
  return bs_search_field_get_everywhere (self->search) ? BS_SCOPE_ALL : self->scope;
}

static void
update_notice (BsArticlePane *self)
{
  BsIndexState state = self->library != NULL ? bs_library_get_index_state (self->library) : BS_INDEX_WHOLE;
  const char *notice = NULL;

  if (state == BS_INDEX_STARTING || state == BS_INDEX_READING)
    notice = _ ("Not all articles have been read for the search yet; more may be found.");
  else if (state == BS_INDEX_UNAVAILABLE)
    notice = _ ("There is no search index now; only titles and properties are searched.");
  bs_search_field_set_notice (self->search, notice);
}

/* The field follows what the sidebar shows. */
void
bs_article_pane_update_search (BsArticlePane *self)
{
  bs_search_field_set_place (self->search,
                             self->scope != BS_SCOPE_ALL ? adw_window_title_get_title (self->title) : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.best-first", bs_article_pane_get_search_text (self) != NULL);
  update_notice (self);
}

static void
index_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  update_notice (self);
}

void
bs_article_pane_follow_index (BsArticlePane *self)
{
  g_signal_connect_object (self->library, "notify::index-state", G_CALLBACK (index_cb), self, G_CONNECT_SWAPPED);
  update_notice (self);
}

void
bs_article_pane_search_changed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_pane_update_search (self);
  bs_article_pane_ask (self);
  bs_article_pane_show_search_in_rows (self);
  g_signal_emit_by_name (self, "search-changed");
}

void
bs_article_pane_search_left_cb (BsArticlePane *self, gboolean choose)
{
  guint position;

  g_assert (BS_IS_ARTICLE_PANE (self));

  if (choose && bs_article_pane_get_search_text (self) != NULL && bs_article_pane_get_n_articles (self) > 0 &&
      (bs_article_selection_get_n_selected (self->selection) == 0 ||
       !bs_article_selection_get_cursor (self->selection, &position)))
    bs_article_pane_select_position (self, 0);
  bs_article_pane_focus (self);
}

void
bs_article_pane_everywhere_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_search_field_set_everywhere (self->search, TRUE);
}

/* What the empty list says while something is searched for. */
void
bs_article_pane_describe_not_found (BsArticlePane *self)
{
  const char *place = adw_window_title_get_title (self->title);
  gboolean is_here = bs_article_pane_get_search_scope (self) != BS_SCOPE_ALL;
  const char *text = bs_article_pane_get_search_text (self);
  g_autofree char *description = NULL;

  if (is_here)
    /* Translators: the name of a category or the like, and then what was searched for */
    description = g_markup_printf_escaped (_ ("Nothing in “%s” matches “%s”."), place, text);
  else
    description = g_markup_printf_escaped (_ ("No article matches “%s”."), text);
  adw_status_page_set_icon_name (self->empty, "edit-find-symbolic");
  adw_status_page_set_title (self->empty, _ ("Nothing Found"));
  adw_status_page_set_description (self->empty, description);
  gtk_widget_set_visible (self->everywhere_button, is_here);
}

/* The field is opened, with the keys in it. */
void
bs_article_pane_start_search (BsArticlePane *self)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  /* Whoever came here by way of the list means the field all the same. */
  g_clear_handle_id (&self->focus_id, g_source_remove);
  bs_search_field_focus (self->search);
}

/* The field is opened with @text in it, which is looked for everywhere. */
void
bs_article_pane_search_for (BsArticlePane *self, const char *text)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));
  g_return_if_fail (text != NULL);

  bs_search_field_set_everywhere (self->search, TRUE);
  bs_search_field_set_text (self->search, text);
  bs_article_pane_start_search (self);
}

void
bs_article_pane_end_search (BsArticlePane *self)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  bs_search_field_set_open (self->search, FALSE);
}
