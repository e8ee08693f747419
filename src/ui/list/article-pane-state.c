/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/list/article-pane-private.h"

static void
describe_empty (BsArticlePane *self)
{
  const char *icon = "folder-symbolic";
  const char *title;
  g_autofree char *description = NULL;

  if (bs_article_pane_get_search_text (self) != NULL)
    {
      bs_article_pane_describe_not_found (self);
      return;
    }

  gtk_widget_set_visible (self->everywhere_button, FALSE);
  if (self->library != NULL && bs_library_get_n_articles (self->library) == 0)
    {
      g_autofree char *basename = g_file_get_basename (bs_library_get_folder (self->library));
      g_autofree char *name = g_filename_display_name (basename != NULL ? basename : "/");

      title = _ ("No Articles Here");
      description = g_markup_printf_escaped (
          _ ("“%s” holds no articles yet. Those that are put into it appear here by themselves."), name);
    }
  else if (self->scope == BS_SCOPE_UNREAD)
    {
      icon = "emblem-ok-symbolic";
      title = _ ("Nothing Unread");
      description = g_strdup (_ ("Articles that come into the folder from now on appear here until they are read."));
    }
  else if (self->scope == BS_SCOPE_STARRED)
    {
      icon = "starred-symbolic";
      title = _ ("Nothing Starred");
      description = g_strdup (_ ("Press S at an article to find it here again."));
    }
  else if (self->scope == BS_SCOPE_RECENT)
    {
      icon = "document-open-recent-symbolic";
      title = _ ("Nothing Changed Lately");
    }
  else if (self->scope == BS_SCOPE_NEEDS_REPAIR)
    {
      icon = "emblem-ok-symbolic";
      title = _ ("Nothing Needs Repair");
    }
  else if (self->scope == BS_SCOPE_DRAFTS)
    {
      icon = "document-edit-symbolic";
      title = _ ("No Drafts");
    }
  else
    {
      title = _ ("No Articles Here");
      description = g_strdup (_ ("They may have moved to another category."));
    }

  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
}

/* Says what there is, or why there is nothing, in the place of the list where it has to. */
void
bs_article_pane_update_state (BsArticlePane *self)
{
  guint n = bs_article_pane_get_n_articles (self);
  gboolean pending = self->list != NULL && bs_article_list_get_pending (self->list);
  gboolean scanning = self->library != NULL && bs_library_get_state (self->library) == BS_LIBRARY_SCANNING;
  g_autofree char *count = NULL;

  if (n > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
  else if (scanning && bs_article_pane_get_search_text (self) == NULL)
    {
      guint found;

      g_object_get (self->library, "found", &found, NULL);
      count = g_strdup_printf (ngettext ("%'u article so far", "%'u articles so far", found), found);
      adw_status_page_set_description (self->reading, count);
      gtk_stack_set_visible_child_name (self->stack, "reading");
    }
  else if (!pending)
    {
      describe_empty (self);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  gtk_spinner_set_spinning (self->spinner, g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reading") == 0);

  if (!pending || n > 0)
    {
      guint total = self->list != NULL ? bs_article_list_get_total (self->list) : 0;
      g_autofree char *subtitle = NULL;

      if (self->list != NULL && !bs_article_list_get_complete (self->list))
        /* Translators: so many were found so far; there may be more */
        subtitle = g_strdup_printf (ngettext ("%'u found, or more", "%'u found, or more", n), n);
      else if (bs_article_pane_get_search_text (self) != NULL)
        subtitle = g_strdup_printf (ngettext ("%'u found", "%'u found", total), total);
      else
        subtitle = g_strdup_printf (ngettext ("%'u article", "%'u articles", n), n);

      adw_window_title_set_subtitle (self->title, subtitle);
    }
}
