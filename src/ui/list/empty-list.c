/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/empty-list.h"

#include <glib/gi18n-lib.h>

static const struct
{
  BsScope scope;
  const char *icon;
  const char *title;
  const char *description; /* (nullable) */
} places[] = {
  { BS_SCOPE_UNREAD, "emblem-ok-symbolic", N_ ("Nothing Unread"),
    N_ ("New articles appear here until you read them.") },
  { BS_SCOPE_STARRED, "starred-symbolic", N_ ("Nothing Starred"), N_ ("Press S on an article to star it.") },
  { BS_SCOPE_RECENT, "document-open-recent-symbolic", N_ ("Nothing Changed Recently"), NULL },
  { BS_SCOPE_NEEDS_REPAIR, "emblem-ok-symbolic", N_ ("Nothing Needs Repair"), NULL },
  { BS_SCOPE_DRAFTS, "document-edit-symbolic", N_ ("No Drafts"), NULL },
};

static void
describe (AdwStatusPage *page, const char *icon, const char *title, const char *description)
{
  adw_status_page_set_icon_name (page, icon);
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, description);
}

/* @library: (nullable): whose articles would be shown
 * @scope: which of them */
void
bs_empty_list_describe (AdwStatusPage *page, BsLibrary *library, BsScope scope)
{
  g_return_if_fail (ADW_IS_STATUS_PAGE (page));

  if (library != NULL && bs_library_get_n_articles (library) == 0)
    {
      g_autofree char *basename = g_file_get_basename (bs_library_get_folder (library));
      g_autofree char *name = g_filename_display_name (basename != NULL ? basename : "/");
      g_autofree char *description =
          g_markup_printf_escaped (_ ("“%s” has no articles yet. Articles that you move to it appear here."), name);

      describe (page, "folder-symbolic", _ ("No Articles Here"), description);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].scope == scope)
      {
        describe (page, places[i].icon, _ (places[i].title),
                  places[i].description != NULL ? _ (places[i].description) : NULL);
        return;
      }
  describe (page, "folder-symbolic", _ ("No Articles Here"), _ ("They may have been moved to another category."));
}

/* @place: (nullable): the only place that was searched
 * @text: the search text */
void
bs_empty_list_describe_search (AdwStatusPage *page, const char *place, const char *text)
{
  g_autofree char *description = NULL;

  g_return_if_fail (ADW_IS_STATUS_PAGE (page));
  g_return_if_fail (text != NULL);

  if (place != NULL)
    /* Translators: the name of a category or the like, and then the search text */
    description = g_markup_printf_escaped (_ ("No article in “%s” matches “%s”."), place, text);
  else
    description = g_markup_printf_escaped (_ ("No article matches “%s”."), text);
  describe (page, "edit-find-symbolic", _ ("Nothing Found"), description);
}
