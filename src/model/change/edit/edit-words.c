/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/edit-words.h"

#include <glib/gi18n-lib.h>

#include "model/change/edit/edit-private.h"

/**
 * bs_edit_words_done:
 * @edit: an edit
 * @n_articles: the number of changed articles
 *
 * Describes the result of an edit, for a toast: “2 articles moved to “Linux””. bs_edit_describe() names it in menus and
 * in the history.
 *
 * Returns: (transfer full): a phrase
 */
char *
bs_edit_words_done (const BsEdit *edit, guint n_articles)
{
  const BsEditOperation *operation;
  g_autofree char *key = NULL;

  g_return_val_if_fail (edit != NULL, NULL);

  if (edit->operations->len != 1)
    return g_strdup_printf (ngettext ("%'u article changed", "%'u articles changed", n_articles), n_articles);

  operation = g_ptr_array_index (edit->operations, 0);
  key = operation->path != NULL ? g_strjoinv (".", operation->path) : NULL;
  switch (operation->action)
    {
    case BS_EDIT_MOVE_TO_CATEGORY:
      return g_strdup_printf (ngettext ("%'u article moved to “%s”", "%'u articles moved to “%s”", n_articles),
                              n_articles, operation->names[g_strv_length (operation->names) - 1]);
    case BS_EDIT_ADD_TO_CATEGORY:
      /* Translators: the second argument is a category. */
      return g_strdup_printf (ngettext ("%'u article added to “%s”", "%'u articles added to “%s”", n_articles),
                              n_articles, operation->names[g_strv_length (operation->names) - 1]);
    case BS_EDIT_RENAME_TAG:
      if (operation->to == NULL)
        break;
      return g_strdup_printf (ngettext ("%'u article moved to “%s”", "%'u articles moved to “%s”", n_articles),
                              n_articles, operation->to[0]);
    case BS_EDIT_ADD_TEXT:
    case BS_EDIT_ADD_TAG:
      /* Translators: the first argument is a value, the second a key of front matter, such as tags. */
      return g_strdup_printf (
          ngettext ("Added “%s” to %s of %'u article", "Added “%s” to %s of %'u articles", n_articles), operation->text,
          key, n_articles);
    case BS_EDIT_REMOVE_TEXT:
      /* Translators: the first argument is a value, the second a key of front matter, such as tags. */
      return g_strdup_printf (
          ngettext ("Removed “%s” from %s of %'u article", "Removed “%s” from %s of %'u articles", n_articles),
          operation->text, key, n_articles);
    case BS_EDIT_REMOVE:
      /* Translators: the first argument is a key of front matter, such as title. */
      return g_strdup_printf (ngettext ("Removed %s of %'u article", "Removed %s of %'u articles", n_articles), key,
                              n_articles);
    default:
      break;
    }
  /* “Set title of 12 articles” also describes a finished change. */
  return bs_edit_describe (edit, n_articles);
}
