/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/edit.h"

#include "model/change/edit/edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (BsEdit, bs_edit, bs_edit_ref, bs_edit_unref)

static void
free_operation (gpointer data)
{
  BsEditOperation *operation = data;

  g_strfreev (operation->path);
  bs_value_free (operation->value);
  g_free (operation->text);
  g_strfreev (operation->names);
  g_strfreev (operation->to);
  g_free (operation);
}

/**
 * bs_edit_new:
 *
 * Returns: (transfer full): an edit that changes nothing yet
 */
BsEdit *
bs_edit_new (void)
{
  BsEdit *self = g_new0 (BsEdit, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->operations = g_ptr_array_new_with_free_func (free_operation);

  return self;
}

/**
 * bs_edit_ref:
 * @self: an edit
 *
 * Returns: (transfer full): @self
 */
BsEdit *
bs_edit_ref (BsEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bs_edit_unref:
 * @self: (transfer full): an edit
 */
void
bs_edit_unref (BsEdit *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->operations);
  g_free (self);
}

/**
 * bs_edit_dup_for_site:
 * @self: an edit
 * @site: whose rules the articles follow that are to be changed
 *
 * Returns: (transfer full): an edit that does the same as that site reads it, whichever one it was put together for
 */
BsEdit *
bs_edit_dup_for_site (const BsEdit *self, BsSiteKind site)
{
  BsEdit *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = bs_edit_new ();
  for (guint i = 0; i < self->operations->len; i++)
    {
      const BsEditOperation *from = g_ptr_array_index (self->operations, i);
      BsEditOperation *operation = g_new0 (BsEditOperation, 1);

      operation->action = from->action;
      operation->path = g_strdupv (from->path);
      operation->value = from->value != NULL ? bs_value_copy (from->value) : NULL;
      operation->text = g_strdup (from->text);
      operation->names = g_strdupv (from->names);
      operation->to = g_strdupv (from->to);
      operation->site = site;
      g_ptr_array_add (copy->operations, operation);
    }

  return copy;
}

static void
add (BsEdit *self, BsEditAction action, const char *const *path, BsValue *value, const char *text)
{
  BsEditOperation *operation = g_new0 (BsEditOperation, 1);

  operation->action = action;
  operation->path = g_strdupv ((GStrv) path);
  operation->value = value;
  operation->text = g_strdup (text);
  g_ptr_array_add (self->operations, operation);
}

/**
 * bs_edit_set:
 * @self: an edit
 * @path: (array zero-terminated=1): a path of at least one part
 * @value: (transfer full): what it is to be. A string that is `quoted` will read as text everywhere; another one may be
 *   a date to some readers, and is what dates are written as.
 *
 * Gives a value to a key, which is made where it is not there. Of a list or a map that is there as much stays as it is
 * as the new one has in common with it.
 */
void
bs_edit_set (BsEdit *self, const char *const *path, BsValue *value)
{
  g_return_if_fail (self != NULL && path != NULL && *path != NULL && value != NULL);

  add (self, BS_EDIT_SET, path, value, NULL);
}

/**
 * bs_edit_set_text:
 * @self: an edit
 * @path: (array zero-terminated=1): a path of at least one part
 * @text: what a person has typed
 *
 * Gives a key what someone typed. It will read as that text; but where a boolean, a number or a date stands and another
 * one was typed, it stays one, and so do `true`, `false` and a date under a key that comes anew.
 */
void
bs_edit_set_text (BsEdit *self, const char *const *path, const char *text)
{
  g_return_if_fail (self != NULL && path != NULL && *path != NULL && text != NULL);

  add (self, BS_EDIT_SET_TEXT, path, NULL, text);
}

/**
 * bs_edit_add_text:
 * @self: an edit
 * @path: (array zero-terminated=1): a path of at least one part
 * @text: an item
 *
 * Puts an item at the end of a list that does not have it. A single value becomes the first item of a list; what is not
 * there becomes one.
 */
void
bs_edit_add_text (BsEdit *self, const char *const *path, const char *text)
{
  g_return_if_fail (self != NULL && path != NULL && *path != NULL && text != NULL);

  add (self, BS_EDIT_ADD_TEXT, path, NULL, text);
}

/**
 * bs_edit_remove:
 * @self: an edit
 * @path: (array zero-terminated=1): a path of at least one part
 *
 * Takes out a key with its value, or an item of a list. What is not there is no error.
 */
void
bs_edit_remove (BsEdit *self, const char *const *path)
{
  g_return_if_fail (self != NULL && path != NULL && *path != NULL);

  add (self, BS_EDIT_REMOVE, path, NULL, NULL);
}

/**
 * bs_edit_remove_text:
 * @self: an edit
 * @path: (array zero-terminated=1): a path of at least one part
 * @text: an item
 *
 * Takes all items that are @text out of a list; a key that has nothing but @text goes with it.
 */
void
bs_edit_remove_text (BsEdit *self, const char *const *path, const char *text)
{
  g_return_if_fail (self != NULL && path != NULL && *path != NULL && text != NULL);

  add (self, BS_EDIT_REMOVE_TEXT, path, NULL, text);
}

/**
 * bs_edit_put_in_category:
 * @self: an edit
 * @site: by whose rules the categories are read
 * @category: (array zero-terminated=1): the names of a category, root first
 * @add_to_others: whether an article keeps those that it has
 *
 * Puts an article into a category, in the shape that the site reads: nothing changes where it is there already.
 */
void
bs_edit_put_in_category (BsEdit *self, BsSiteKind site, const char *const *category, gboolean add_to_others)
{
  BsEditOperation *operation;

  g_return_if_fail (self != NULL && category != NULL && *category != NULL);

  add (self, add_to_others ? BS_EDIT_ADD_TO_CATEGORY : BS_EDIT_MOVE_TO_CATEGORY,
       (const char *const[]){ "categories", NULL }, NULL, NULL);
  operation = g_ptr_array_index (self->operations, self->operations->len - 1);
  operation->names = g_strdupv ((GStrv) category);
  operation->site = site;
}

static void
add_rename (BsEdit *self, BsEditAction action, const char *key, BsSiteKind site, const char *const *from,
            const char *const *to)
{
  BsEditOperation *operation;

  add (self, action, (const char *const[]){ key, NULL }, NULL, NULL);
  operation = g_ptr_array_index (self->operations, self->operations->len - 1);
  operation->names = g_strdupv ((GStrv) from);
  operation->to = g_strdupv ((GStrv) to);
  operation->site = site;
}

/**
 * bs_edit_rename_category:
 * @self: an edit
 * @site: by whose rules the categories are read
 * @from: (array zero-terminated=1): the names of a category, root first
 * @to: (array zero-terminated=1) (nullable): what it becomes, which may be a category that is there already; %NULL to
 *   remove it, so that its articles are in the one above it
 *
 * Renames a category with all below it. An article's other categories stay as they are written.
 */
void
bs_edit_rename_category (BsEdit *self, BsSiteKind site, const char *const *from, const char *const *to)
{
  g_return_if_fail (self != NULL && from != NULL && *from != NULL);
  g_return_if_fail (to == NULL || *to != NULL);

  add_rename (self, BS_EDIT_RENAME_CATEGORY, "categories", site, from, to);
}

/**
 * bs_edit_rename_tag:
 * @self: an edit
 * @site: by whose rules the tags are read
 * @from: a tag
 * @to: (nullable): what it becomes, which may be a tag that is there already; %NULL to remove it
 *
 * Renames a tag.
 */
void
bs_edit_rename_tag (BsEdit *self, BsSiteKind site, const char *from, const char *to)
{
  g_return_if_fail (self != NULL && from != NULL);

  add_rename (self, BS_EDIT_RENAME_TAG, "tags", site, (const char *const[]){ from, NULL },
              to != NULL ? (const char *const[]){ to, NULL } : NULL);
}

/**
 * bs_edit_rename_source:
 * @self: an edit
 * @site: by whose rules the front matter is read
 * @from: an author
 * @to: (nullable): what the author becomes; %NULL to remove it
 *
 * Renames an author.
 */
void
bs_edit_rename_source (BsEdit *self, BsSiteKind site, const char *from, const char *to)
{
  g_return_if_fail (self != NULL && from != NULL);

  add_rename (self, BS_EDIT_RENAME_SOURCE, "author", site, (const char *const[]){ from, NULL },
              to != NULL ? (const char *const[]){ to, NULL } : NULL);
}

/**
 * bs_edit_is_empty:
 * @self: an edit
 *
 * Returns: whether it changes nothing whatever
 */
gboolean
bs_edit_is_empty (const BsEdit *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->operations->len == 0;
}

static char *
describe_rename (const BsEditOperation *operation, guint n_articles)
{
  g_autofree char *from = g_strjoinv (" › ", operation->names);
  g_autofree char *to = operation->to != NULL ? g_strjoinv (" › ", operation->to) : NULL;

  if (to == NULL)
    /* Translators: the first argument is a category, a tag or a source. */
    return g_strdup_printf (ngettext ("Remove “%s” from %u article", "Remove “%s” from %u articles", n_articles), from,
                            n_articles);
  /* Translators: the first two arguments are categories, tags or sources. */
  return g_strdup_printf (
      ngettext ("Rename “%s” to “%s” in %u article", "Rename “%s” to “%s” in %u articles", n_articles), from, to,
      n_articles);
}

/**
 * bs_edit_describe:
 * @self: an edit
 * @n_articles: how many articles it changes
 *
 * Says what an edit does, as a person would: “Set title of 12 articles”.
 *
 * Returns: (transfer full): a translated phrase
 */
char *
bs_edit_describe (const BsEdit *self, guint n_articles)
{
  const BsEditOperation *first;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->operations->len == 1)
    {
      first = g_ptr_array_index (self->operations, 0);
      key = g_strjoinv (".", first->path);
      switch (first->action)
        {
        case BS_EDIT_SET:
        case BS_EDIT_SET_TEXT:
          /* Translators: the first argument is a key of front matter, such as title. */
          return g_strdup_printf (ngettext ("Set %s of %u article", "Set %s of %u articles", n_articles), key,
                                  n_articles);
        case BS_EDIT_ADD_TEXT:
          /* Translators: the first argument is a value, the second a key of front matter, such as tags. */
          return g_strdup_printf (
              ngettext ("Add “%s” to %s of %u article", "Add “%s” to %s of %u articles", n_articles), first->text, key,
              n_articles);
        case BS_EDIT_REMOVE_TEXT:
          /* Translators: the first argument is a value, the second a key of front matter, such as tags. */
          return g_strdup_printf (
              ngettext ("Remove “%s” from %s of %u article", "Remove “%s” from %s of %u articles", n_articles),
              first->text, key, n_articles);
        case BS_EDIT_MOVE_TO_CATEGORY:
          /* Translators: the second argument is a category. */
          return g_strdup_printf (ngettext ("Move %u article to “%s”", "Move %u articles to “%s”", n_articles),
                                  n_articles, first->names[g_strv_length (first->names) - 1]);
        case BS_EDIT_ADD_TO_CATEGORY:
          /* Translators: the second argument is a category. */
          return g_strdup_printf (ngettext ("Add %u article to “%s”", "Add %u articles to “%s”", n_articles),
                                  n_articles, first->names[g_strv_length (first->names) - 1]);
        case BS_EDIT_RENAME_CATEGORY:
        case BS_EDIT_RENAME_TAG:
        case BS_EDIT_RENAME_SOURCE:
          return describe_rename (first, n_articles);
        case BS_EDIT_REMOVE:
        default:
          /* Translators: the first argument is a key of front matter, such as title. */
          return g_strdup_printf (ngettext ("Remove %s of %u article", "Remove %s of %u articles", n_articles), key,
                                  n_articles);
        }
    }

  return g_strdup_printf (ngettext ("Edit %u article", "Edit %u articles", n_articles), n_articles);
}

/**
 * bs_edit_parse_path:
 * @text: keys with dots between them; a dot that belongs to a key has a backslash before it
 *
 * Reads a path as one types it.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL where a part of it is empty
 */
GStrv
bs_edit_parse_path (const char *text)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text;; p++)
    {
      if (*p == '\\' && (p[1] == '.' || p[1] == '\\'))
        {
          g_string_append_c (part, *++p);
          continue;
        }
      if (*p != '.' && *p != '\0')
        {
          g_string_append_c (part, *p);
          continue;
        }
      if (part->len == 0)
        return NULL;
      g_ptr_array_add (parts, g_strdup (part->str));
      g_string_truncate (part, 0);
      if (*p == '\0')
        break;
    }
  g_ptr_array_add (parts, NULL);

  return (GStrv) g_ptr_array_steal (parts, NULL);
}
