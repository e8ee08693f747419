/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/edit.h"

#include "model/change/edit/edit-private.h"

#include <glib/gi18n-lib.h>

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
  g_clear_pointer (&operation->replacement, bs_replacement_unref);
  if (operation->data != NULL)
    g_atomic_rc_box_release_full (operation->data, operation->rewriter->clear);
  g_free (operation);
}

/**
 * bs_edit_new:
 *
 * Returns: (transfer full): an empty edit
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
 * @site: the kind of site of the articles to change
 *
 * Returns: (transfer full): a copy of the edit for that kind of site
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
      operation->replacement = from->replacement != NULL ? bs_replacement_ref (from->replacement) : NULL;
      operation->rewriter = from->rewriter;
      operation->data = from->data != NULL ? g_atomic_rc_box_acquire (from->data) : NULL;
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
 * @value: (transfer full): the new value. A `quoted` string is text to every reader; an unquoted one may be read as a
 *   date, which is how dates are written.
 *
 * Sets the value of a key, which is created if it is missing. The parts that an old list or map shares with the new one
 * are kept as written.
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
 * @text: the typed text
 *
 * Sets the value of a key to typed text. It is written as text, unless the old value is a boolean, a number or a date
 * and the new one is too. A new key may become `true`, `false` or a date.
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
 * Appends an item to a list unless the list has it. A single value becomes a list first; a missing key is created.
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
 * Removes a key with its value, or an item of a list. A missing key is not an error.
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
 * Removes every item equal to @text from a list. A key whose value is just @text is removed.
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
 * @site: the kind of site whose rules apply
 * @category: (array zero-terminated=1): the names of a category, root first
 * @add_to_others: whether to keep the article's other categories
 *
 * Puts an article into a category, in the form that the site reads. Does nothing if the article is already there.
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
 * @site: the kind of site whose rules apply
 * @from: (array zero-terminated=1): the names of a category, root first
 * @to: (array zero-terminated=1) (nullable): the new category, which may exist already; %NULL to remove it, which moves
 *   its articles to the parent category
 *
 * Renames a category and everything below it. Other categories are kept as written.
 */
void
bs_edit_rename_category (BsEdit *self, BsSiteKind site, const char *const *from, const char *const *to)
{
  g_return_if_fail (self != NULL && from != NULL && *from != NULL);
  g_return_if_fail (to == NULL || *to != NULL);

  add_rename (self, BS_EDIT_RENAME_CATEGORY, "categories", site, from, to);
}

/**
 * bs_edit_leave_category:
 * @self: an edit
 * @site: the kind of site whose rules apply
 * @category: (array zero-terminated=1): the names of a category, root first
 *
 * Takes an article out of a category. Other categories, also those below it and above it, are kept as written.
 */
void
bs_edit_leave_category (BsEdit *self, BsSiteKind site, const char *const *category)
{
  g_return_if_fail (self != NULL && category != NULL && *category != NULL);

  add_rename (self, BS_EDIT_LEAVE_CATEGORY, "categories", site, category, NULL);
}

/**
 * bs_edit_rename_tag:
 * @self: an edit
 * @site: the kind of site whose rules apply
 * @from: a tag
 * @to: (nullable): the new tag, which may exist already; %NULL to remove it
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
 * @site: the kind of site whose rules apply
 * @from: an author
 * @to: (nullable): the new name; %NULL to remove it
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
 * bs_edit_add_tag:
 * @self: an edit
 * @site: the kind of site whose rules apply
 * @tag: a tag
 *
 * Adds a tag, in the key from which the article's tags are read, unless it has the tag.
 */
void
bs_edit_add_tag (BsEdit *self, BsSiteKind site, const char *tag)
{
  g_return_if_fail (self != NULL && tag != NULL);

  add (self, BS_EDIT_ADD_TAG, (const char *const[]){ "tags", NULL }, NULL, tag);
  ((BsEditOperation *) g_ptr_array_index (self->operations, self->operations->len - 1))->site = site;
}

/**
 * bs_edit_set_source:
 * @self: an edit
 * @site: the kind of site whose rules apply
 * @name: an author
 *
 * Makes a name the only author, in the key from which the article's authors are read.
 */
void
bs_edit_set_source (BsEdit *self, BsSiteKind site, const char *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  add (self, BS_EDIT_SET_SOURCE, (const char *const[]){ "author", NULL }, NULL, name);
  ((BsEditOperation *) g_ptr_array_index (self->operations, self->operations->len - 1))->site = site;
}

/**
 * bs_edit_replace:
 * @self: an edit
 * @path: (nullable) (array zero-terminated=1): a path of at least one part; %NULL for the body
 * @replacement: the replacement
 *
 * Replaces texts in a value, or in each item of a list or a map; or in the body.
 */
void
bs_edit_replace (BsEdit *self, const char *const *path, BsReplacement *replacement)
{
  static const char *const none[] = { NULL };
  BsEditOperation *operation;

  g_return_if_fail (self != NULL && replacement != NULL && (path == NULL || *path != NULL));

  add (self, path != NULL ? BS_EDIT_REPLACE : BS_EDIT_REPLACE_IN_BODY, path != NULL ? path : none, NULL, NULL);
  operation = g_ptr_array_index (self->operations, self->operations->len - 1);
  operation->replacement = bs_replacement_ref (replacement);
}

/**
 * bs_edit_rewrite:
 * @self: an empty edit, which gets no other operation
 * @rewriter: makes the new bytes
 * @data: (transfer full): for @rewriter; from g_atomic_rc_box_new()
 *
 * Lets a function make the new bytes of a file, for files that cannot be edited by their values.
 */
void
bs_edit_rewrite (BsEdit *self, const BsEditRewriter *rewriter, gpointer data)
{
  static const char *const none[] = { NULL };
  BsEditOperation *operation;

  g_return_if_fail (self != NULL && rewriter != NULL && self->operations->len == 0);

  add (self, BS_EDIT_REWRITE, none, NULL, NULL);
  operation = g_ptr_array_index (self->operations, 0);
  operation->rewriter = rewriter;
  operation->data = data;
}

/**
 * bs_edit_is_empty:
 * @self: an edit
 *
 * Returns: whether it has no operations
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

/* Returns: whether several tags, or several sources, become the same one, or are removed */
static gboolean
is_merge (const BsEdit *self)
{
  const BsEditOperation *first = self->operations->len > 1 ? g_ptr_array_index (self->operations, 0) : NULL;

  if (first == NULL || (first->action != BS_EDIT_RENAME_TAG && first->action != BS_EDIT_RENAME_SOURCE))
    return FALSE;
  for (guint i = 1; i < self->operations->len; i++)
    {
      const BsEditOperation *other = g_ptr_array_index (self->operations, i);

      if (other->action != first->action || (other->to == NULL) != (first->to == NULL) ||
          (first->to != NULL && !g_strv_equal ((const char *const *) other->to, (const char *const *) first->to)))
        return FALSE;
    }
  return TRUE;
}

static char *
describe_merge (const BsEdit *self, guint n_articles)
{
  const BsEditOperation *first = g_ptr_array_index (self->operations, 0);

  if (first->to != NULL)
    /* Translators: several tags or sources become one; the first argument is its name. */
    return g_strdup_printf (ngettext ("Merge into “%s” in %u article", "Merge into “%s” in %u articles", n_articles),
                            first->to[0], n_articles);
  if (first->action == BS_EDIT_RENAME_TAG)
    return g_strdup_printf (ngettext ("Remove tags from %u article", "Remove tags from %u articles", n_articles),
                            n_articles);
  return g_strdup_printf (ngettext ("Remove sources from %u article", "Remove sources from %u articles", n_articles),
                          n_articles);
}

/**
 * bs_edit_describe:
 * @self: an edit
 * @n_articles: the number of articles that it changes
 *
 * Describes an edit for the user: “Set title of 12 articles”.
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
        case BS_EDIT_SET_SOURCE:
          /* Translators: the first argument is a key of front matter, such as title. */
          return g_strdup_printf (ngettext ("Set %s of %u article", "Set %s of %u articles", n_articles), key,
                                  n_articles);
        case BS_EDIT_ADD_TEXT:
        case BS_EDIT_ADD_TAG:
          /* Translators: the first argument is a value, the second a key of front matter, such as tags. */
          return g_strdup_printf (
              ngettext ("Add “%s” to %s of %u article", "Add “%s” to %s of %u articles", n_articles), first->text, key,
              n_articles);
        case BS_EDIT_REMOVE_TEXT:
          /* Translators: the first argument is a value, the second a key of front matter, such as tags. */
          return g_strdup_printf (
              ngettext ("Remove “%s” from %s of %u article", "Remove “%s” from %s of %u articles", n_articles),
              first->text, key, n_articles);
        case BS_EDIT_REPLACE:
        case BS_EDIT_REPLACE_IN_BODY:
          /* Translators: the new text replaces the old one. */
          return g_strdup_printf (
              ngettext ("Replace “%s” with “%s” in %u article", "Replace “%s” with “%s” in %u articles", n_articles),
              bs_replacement_get_from (first->replacement), bs_replacement_get_to (first->replacement), n_articles);
        case BS_EDIT_REWRITE:
          return first->rewriter->describe (first->data, n_articles);
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
        case BS_EDIT_LEAVE_CATEGORY:
          return describe_rename (first, n_articles);
        case BS_EDIT_REMOVE:
        default:
          /* Translators: the first argument is a key of front matter, such as title. */
          return g_strdup_printf (ngettext ("Remove %s of %u article", "Remove %s of %u articles", n_articles), key,
                                  n_articles);
        }
    }

  if (is_merge (self))
    return describe_merge (self, n_articles);
  return g_strdup_printf (ngettext ("Edit %u article", "Edit %u articles", n_articles), n_articles);
}

/**
 * bs_edit_parse_path:
 * @text: keys separated by dots; a backslash escapes a dot inside a key
 *
 * Parses a typed path.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL if a part is empty
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
