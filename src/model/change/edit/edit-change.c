/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/edit-private.h"

#include "model/change/edit/category-edit.h"
#include "model/change/edit/change-error.h"
#include "model/change/edit/key-place.h"
#include "model/change/edit/name-edit.h"
#include "model/format/article/article-values.h"
#include "model/format/article/date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
escape_value (BsValue *value)
{
  if (value->text != NULL)
    {
      char *escaped = bs_name_escape (value->text, TRUE);

      g_free (value->text);
      value->text = escaped;
    }
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    escape_value (g_ptr_array_index (value->items, i));
}

/* A number that every reader preserves as written. */
static gboolean
is_canonical_number (const char *text)
{
  const char *p = text + (*text == '-' ? 1 : 0);
  gsize digits = strspn (p, "0123456789");

  if (digits == 0 || digits > 15 || (digits > 1 && *p == '0'))
    return FALSE;
  p += digits;
  if (*p != '.')
    return *p == '\0' && strcmp (text, "-0") != 0;
  digits = strspn (++p, "0123456789");

  return digits > 0 && digits < 6 && p[digits] == '\0' && p[digits - 1] != '0';
}

static gboolean
is_date (const char *text)
{
  BsDate date;

  return bs_date_parse (text, &date);
}

/* Converts typed text to the type of the current value, if possible. */
static BsValue *
new_typed (const char *text, const BsValue *there, gboolean escape_braces)
{
  gboolean is_new = there == NULL || there->kind == BS_VALUE_NULL;
  BsValue *value = bs_name_new (text, escape_braces);

  if ((is_new || (there->kind == BS_VALUE_BOOLEAN && !there->quoted)) &&
      (strcmp (text, "true") == 0 || strcmp (text, "false") == 0))
    {
      value->kind = BS_VALUE_BOOLEAN;
    }
  else if (!is_new && there->kind == BS_VALUE_NUMBER && is_canonical_number (text))
    {
      value->kind = BS_VALUE_NUMBER;
    }
  else if (is_date (text) && bs_value_resolve_plain (text, -1) == BS_VALUE_STRING &&
           (is_new || (there->kind == BS_VALUE_STRING && !there->quoted && is_date (there->text))))
    {
      value->quoted = FALSE;
    }

  return value;
}

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, format, args);
  va_end (args);

  return FALSE;
}

/* Hugo ignores the case of keys, so an existing key is not added again. */
static BsValue *
find_any_case (const BsValue *map, const char *key)
{
  for (guint i = 0; i < map->items->len; i++)
    if (g_ascii_strcasecmp (((BsValue *) g_ptr_array_index (map->items, i))->key, key) == 0)
      return g_ptr_array_index (map->items, i);

  return NULL;
}

static BsValue *
find_item (const BsEditOperation *operation, const BsValue *value, const char *part)
{
  guint64 number;
  BsValue *item;

  if (value->kind == BS_VALUE_LIST && g_ascii_string_to_unsigned (part, 10, 0, G_MAXUINT - 1, &number, NULL) &&
      number < value->items->len)
    return g_ptr_array_index (value->items, number);

  item = (BsValue *) bs_value_lookup (value, part);
  if (item == NULL && value->kind == BS_VALUE_MAP && operation->site == BS_SITE_HUGO)
    item = find_any_case (value, part);
  return item;
}

/* Whether a value is that of a key whose lists have no name twice. */
static gboolean
are_names (const BsEditOperation *operation)
{
  static const char *const keys[] = { "tags", "tag", "categories", "category", "author", "authors", NULL };

  return g_strv_contains (keys, operation->path[0]);
}

static gboolean
are_hexo_paths (const BsEditOperation *operation)
{
  return bs_site_kind_is_hexo (operation->site) && g_str_has_prefix (operation->path[0], "categor");
}

/* Removes an item of a list; without a list among them, the other paths of Hexo would become one. */
static void
remove_at (const BsEditOperation *operation, BsValue *holder, guint index)
{
  if (holder->kind == BS_VALUE_LIST && are_hexo_paths (operation))
    bs_category_remove_at (holder, index);
  else
    bs_value_remove_at (holder, index);
}

static void
remove_item (const BsEditOperation *operation, BsValue *holder, const BsValue *item)
{
  guint index;

  if (g_ptr_array_find (holder->items, item, &index))
    remove_at (operation, holder, index);
}

/* Replaces @there, or inserts a new item at the usual place of its key. */
static void
put_item (BsValue *holder, BsValue *there, const char *key, BsValue *item)
{
  if (there != NULL)
    {
      bs_value_assign (there, item);
      return;
    }
  if (holder->kind == BS_VALUE_MAP)
    item->key = g_strdup (key);
  bs_value_insert_at (holder, holder->kind == BS_VALUE_MAP ? bs_key_place_find (holder, key) : holder->items->len,
                      item);
}

/* Whether a part of a path refers to the first item of a list that has to be created. */
static gboolean
is_first_item (const char *part)
{
  return strcmp (part, "0") == 0;
}

/* Whether a part of a path refers to an item of a list or the position after the last one. */
static gboolean
has_place (const BsValue *list, const char *part)
{
  guint64 number;

  return g_ascii_string_to_unsigned (part, 10, 0, G_MAXUINT - 1, &number, NULL) && number <= list->items->len;
}

/* Finds the list or map that holds the last part of a path. Missing ones are created if requested; otherwise @holder is
 * NULL. */
static gboolean
descend (BsValue *root, const BsEditOperation *operation, gboolean make, BsValue **holder, const char **last,
         GError **error)
{
  BsValue *value = root;
  guint i;

  for (i = 0; operation->path[i + 1] != NULL; i++)
    {
      BsValue *child = find_item (operation, value, operation->path[i]);

      if (child == NULL || child->kind == BS_VALUE_NULL)
        {
          BsValue *made;

          if (!make)
            {
              *holder = NULL;
              return TRUE;
            }
          if (value->kind == BS_VALUE_LIST && !has_place (value, operation->path[i]))
            return fail (error, _ ("The list has no item “%s”. Count from 0."), operation->path[i]);
          made = bs_value_new (is_first_item (operation->path[i + 1]) ? BS_VALUE_LIST : BS_VALUE_MAP, 0, 0);
          put_item (value, child, operation->path[i], made);
          child = child != NULL ? child : made;
        }
      if (bs_value_is_scalar (child))
        return fail (error, _ ("“%s” is a single value, and contains no other values."), operation->path[i]);
      value = child;
    }

  if (i + 1 >= BS_VALUE_MAX_DEPTH)
    return fail (error, _ ("“%s” would be nested too deeply."), operation->path[i]);
  if (value->kind == BS_VALUE_LIST && make && !has_place (value, operation->path[i]))
    return fail (error, _ ("The list has no item “%s”. Count from 0."), operation->path[i]);
  *holder = value;
  *last = operation->path[i];

  return TRUE;
}

static gboolean
is_text (const BsValue *value, const char *text)
{
  return bs_value_is_scalar (value) && g_strcmp0 (value->text, text) == 0;
}

/* Whether a string contains several names, separated by spaces: Jekyll reads `tags` and `categories` so. */
static gboolean
is_split (const BsEditOperation *operation, const BsValue *there)
{
  const char *key = operation->path[0];

  return operation->site == BS_SITE_JEKYLL && operation->path[1] == NULL && bs_value_is_scalar (there) &&
         there->text != NULL && strpbrk (there->text, " \t\n") != NULL &&
         (strcmp (key, "tags") == 0 || strcmp (key, "categories") == 0);
}

/* A string as the only item of a list, or each of its names if there are several. */
static void
append_names (BsValue *list, const BsEditOperation *operation, const BsValue *there)
{
  g_auto (GStrv) words = NULL;

  if (!is_split (operation, there))
    {
      BsValue *first = bs_value_copy (there);

      g_clear_pointer (&first->key, g_free);
      bs_value_append (list, first);
      return;
    }
  words = g_strsplit_set (there->text, " \t\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      bs_value_append (list, bs_name_new (words[i], FALSE));
}

/* Whether a list has an item, or has the name, also as the only name of a path or a map. */
static gboolean
has_item (const BsEditOperation *operation, const BsValue *list, const BsValue *item)
{
  for (guint i = 0; i < list->items->len; i++)
    if (is_text (g_ptr_array_index (list->items, i), item->text))
      return TRUE;
  if (are_names (operation) && operation->path[1] == NULL)
    {
      g_auto (GStrv) names = bs_name_read (item);

      return bs_name_list_has (list, G_MAXUINT, (const char *const *) names);
    }

  return FALSE;
}

static gboolean
add_text (BsValue *holder, BsValue *there, const BsEditOperation *operation, const char *last, gboolean escape_braces,
          GError **error)
{
  g_autoptr (BsValue) item = bs_name_new (operation->text, escape_braces);
  g_autoptr (BsValue) list = NULL;

  if (there != NULL && there->kind == BS_VALUE_MAP)
    return fail (error, _ ("“%s” is not a list."), last);
  if (there != NULL && there->kind == BS_VALUE_LIST)
    {
      if (!has_item (operation, there, item))
        bs_value_append (there, g_steal_pointer (&item));
      return TRUE;
    }

  list = bs_value_new (BS_VALUE_LIST, 0, 0);
  if (there != NULL && there->kind != BS_VALUE_NULL && (there->text == NULL || *there->text != '\0'))
    append_names (list, operation, there);
  if (has_item (operation, list, item))
    return TRUE;
  bs_value_append (list, g_steal_pointer (&item));
  put_item (holder, there, last, g_steal_pointer (&list));

  return TRUE;
}

/* Whether the article's tags are those of its `tag`, which a new list of `tags` would hide, or be hidden by. */
static gboolean
reads_alias (const BsEditOperation *operation, const BsValue *root, const BsValue *tags)
{
  const BsValue *tag = bs_value_lookup (root, "tag");

  if (operation->path[1] != NULL || strcmp (operation->path[0], "tags") != 0 || operation->site == BS_SITE_HUGO ||
      tag == NULL || tag->kind == BS_VALUE_NULL)
    return FALSE;
  return operation->site == BS_SITE_JEKYLL || bs_article_value_is_falsy (tags);
}

static void
remove_text (const BsEditOperation *operation, BsValue *holder, BsValue *there, const char *text)
{
  if (is_text (there, text))
    remove_item (operation, holder, there);
  else if (there->kind == BS_VALUE_LIST)
    {
      for (guint i = there->items->len; i > 0; i--)
        {
          if (is_text (g_ptr_array_index (there->items, i - 1), text))
            remove_at (operation, there, i - 1);
        }
    }
}

static void
rename_in (BsValue *root, const BsEditOperation *operation, gboolean escape_braces)
{
  static const char *const tags[] = { "tags", "tag", NULL };
  static const char *const sources[] = { "author", "authors", NULL };
  const char *const *keys = operation->action == BS_EDIT_RENAME_TAG ? tags : sources;
  const char *to = operation->to != NULL ? operation->to[0] : NULL;

  /* Its own name does not count as another item with the new name, which would remove it. */
  if (operation->to != NULL &&
      g_strv_equal ((const char *const *) operation->names, (const char *const *) operation->to))
    return;
  if (operation->action == BS_EDIT_RENAME_CATEGORY)
    {
      bs_category_rename (root, operation->site, (const char *const *) operation->names,
                          (const char *const *) operation->to, escape_braces);
      return;
    }
  if (operation->action == BS_EDIT_LEAVE_CATEGORY)
    {
      bs_category_leave (root, operation->site, (const char *const *) operation->names, escape_braces);
      return;
    }
  for (; *keys != NULL; keys++)
    bs_name_replace (root, operation->site, *keys, operation->site == BS_SITE_JEKYLL && strcmp (*keys, "tags") == 0,
                     operation->names[0], to, escape_braces);
}

/* What the items of a list are called, to find those that an edit makes equal. */
typedef struct
{
  GHashTable *counts; /* (nullable) (element-type utf8 guint): how many items have these names */
  gboolean are_many;  /* a list may have each only once */
} Names;

static void
names_clear (Names *self)
{
  g_clear_pointer (&self->counts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

/* Hexo's list of categories is one path, which may contain a name twice, or a list of paths. */
static void
read_names (Names *self, const BsEditOperation *operation, const BsValue *list, gboolean is_inner)
{
  self->are_many = !are_hexo_paths (operation) || (!is_inner && bs_category_has_paths (list));
  self->counts = bs_names_count (list);
}

/* Whether an item that was changed has lost its name, or has got that of another item. */
static gboolean
is_needless (Names *self, const char *before, const BsValue *item)
{
  g_autofree char *after = bs_names_join_of (item);

  if (strcmp (before, after) == 0)
    return FALSE;
  bs_names_add (self->counts, before, -1);

  return *after == '\0' || (bs_names_add (self->counts, after, 1) > 0 && self->are_many);
}

/* In a value and all that is in it. */
static gboolean
replace_in (const BsEditOperation *operation, BsValue *value, gint64 deadline, gboolean escape_braces,
            gboolean is_inner, gboolean *is_changed, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (BsValue) made = NULL;
  g_auto (Names) names = { 0 };

  if (value->kind == BS_VALUE_LIST && are_names (operation) && operation->path[1] == NULL)
    read_names (&names, operation, value, is_inner);
  for (guint i = 0; value->items != NULL && i < value->items->len;)
    {
      BsValue *item = g_ptr_array_index (value->items, i);
      g_autofree char *before = names.counts != NULL ? bs_names_join_of (item) : NULL;
      gboolean is_new = FALSE;

      if (!replace_in (operation, item, deadline, escape_braces, TRUE, &is_new, error))
        return FALSE;
      *is_changed = *is_changed || is_new;
      if (is_new && before != NULL && is_needless (&names, before, item))
        remove_at (operation, value, i);
      else
        i++;
    }
  if (!bs_value_is_scalar (value) || value->text == NULL || *value->text == '\0')
    return TRUE;
  text = bs_replacement_apply (operation->replacement, value->text, deadline, error);
  if (text == NULL)
    return FALSE;
  if (strcmp (text, value->text) == 0)
    return TRUE;
  made = new_typed (text, value, escape_braces);
  bs_value_assign (value, g_steal_pointer (&made));
  *is_changed = TRUE;

  return TRUE;
}

static gboolean
replace (const BsEditOperation *operation, BsValue *there, gboolean escape_braces, GError **error)
{
  g_autofree char *before = there != NULL && is_split (operation, there) ? g_strdup (there->text) : NULL;
  gboolean is_changed = FALSE;

  if (there == NULL)
    return TRUE;
  if (!replace_in (operation, there, bs_replacement_get_deadline (), escape_braces, FALSE, &is_changed, error))
    return FALSE;
  if (before != NULL && is_changed)
    bs_name_unite_words (there, before);

  return TRUE;
}

/* Sets an item of a list of names or paths, or a name in it. One that the list has already is not written again. */
static void
set_item (const BsEditOperation *operation, BsValue *root, BsValue *holder, BsValue *there, const char *last,
          BsValue *value)
{
  BsValue *list =
      operation->path[1] != NULL && are_names (operation) ? find_item (operation, root, operation->path[0]) : NULL;
  gboolean are_many =
      list != NULL && list->kind == BS_VALUE_LIST && (!are_hexo_paths (operation) || bs_category_has_paths (list));
  BsValue *item = are_many ? find_item (operation, list, operation->path[1]) : NULL;
  g_auto (GStrv) before = item != NULL ? bs_name_read (item) : NULL;
  g_auto (GStrv) after = NULL;
  guint index;

  put_item (holder, there, last, value);
  item = are_many ? find_item (operation, list, operation->path[1]) : NULL;
  if (item == NULL || !g_ptr_array_find (list->items, item, &index))
    return;
  after = bs_name_read (item);
  if ((before == NULL || !g_strv_equal ((const char *const *) before, (const char *const *) after)) &&
      bs_name_list_has (list, index, (const char *const *) after))
    remove_at (operation, list, index);
}

/* The value in which tags are read, as bs_article_read_tags() chooses it. */
static BsValue *
find_tags (const BsEditOperation *operation, BsValue *root, const char **key)
{
  BsValue *tags = find_item (operation, root, "tags");
  BsValue *tag = operation->site != BS_SITE_HUGO ? find_item (operation, root, "tag") : NULL;
  gboolean takes_tag = operation->site == BS_SITE_JEKYLL ?
                           tag != NULL && tag->kind != BS_VALUE_NULL :
                           tag != NULL && !bs_article_value_is_falsy (tag) && bs_article_value_is_falsy (tags);

  *key = takes_tag ? "tag" : "tags";
  return takes_tag ? tag : tags;
}

static gboolean
add_tag (const BsEditOperation *operation, BsValue *root, gboolean escape_braces, GError **error)
{
  const char *key;
  BsValue *there = find_tags (operation, root, &key);
  g_autofree char *words = NULL;
  g_auto (GStrv) names = NULL;

  /* Jekyll's words stay words. */
  if (operation->site != BS_SITE_JEKYLL || strcmp (key, "tags") != 0 || there == NULL || !bs_value_is_scalar (there) ||
      there->text == NULL || *there->text == '\0' || strpbrk (operation->text, " \t\n") != NULL)
    return add_text (root, there, operation, key, escape_braces, error);
  names = g_strsplit_set (there->text, " \t\n", -1);
  if (g_strv_contains ((const char *const *) names, operation->text))
    return TRUE;
  words = g_strconcat (there->text, " ", operation->text, NULL);
  put_item (root, there, key, bs_name_new (words, escape_braces));
  return TRUE;
}

/* The value in which authors are read, as bs_article_read_authors() chooses it. */
static void
set_source (const BsEditOperation *operation, BsValue *root, gboolean escape_braces)
{
  BsValue *author = find_item (operation, root, "author");
  BsValue *authors = find_item (operation, root, "authors");
  gboolean takes_authors = authors != NULL && (author == NULL || author->kind == BS_VALUE_NULL);
  BsValue *there = takes_authors ? authors : author;
  BsValue *name = bs_name_new (operation->text, escape_braces);

  if (there != NULL && there->kind == BS_VALUE_LIST)
    {
      BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);

      bs_value_append (list, name);
      name = list;
    }
  put_item (root, there, takes_authors ? "authors" : "author", name);
}

static gboolean
apply (const BsEditOperation *operation, BsValue *root, gboolean escape_braces, GError **error)
{
  gboolean make = operation->action == BS_EDIT_SET || operation->action == BS_EDIT_SET_TEXT ||
                  operation->action == BS_EDIT_ADD_TEXT;
  BsValue *holder = NULL, *there, *value;
  const char *last = NULL;

  if (operation->action == BS_EDIT_MOVE_TO_CATEGORY || operation->action == BS_EDIT_ADD_TO_CATEGORY)
    {
      bs_category_put (root, operation->site, (const char *const *) operation->names,
                       operation->action == BS_EDIT_ADD_TO_CATEGORY, escape_braces);
      return TRUE;
    }
  if (operation->action == BS_EDIT_ADD_TAG)
    return add_tag (operation, root, escape_braces, error);
  if (operation->action == BS_EDIT_SET_SOURCE)
    {
      set_source (operation, root, escape_braces);
      return TRUE;
    }
  if (operation->action >= BS_EDIT_RENAME_CATEGORY)
    {
      rename_in (root, operation, escape_braces);
      return TRUE;
    }
  /* That is not a value. */
  if (operation->action == BS_EDIT_REPLACE_IN_BODY || operation->action == BS_EDIT_REWRITE)
    return TRUE;
  if (!descend (root, operation, make, &holder, &last, error))
    return FALSE;
  there = holder != NULL ? find_item (operation, holder, last) : NULL;

  switch (operation->action)
    {
    case BS_EDIT_SET:
      value = bs_value_copy (operation->value);
      if (escape_braces)
        escape_value (value);
      set_item (operation, root, holder, there, last, value);
      break;
    case BS_EDIT_SET_TEXT:
      set_item (operation, root, holder, there, last, new_typed (operation->text, there, escape_braces));
      break;
    case BS_EDIT_ADD_TEXT:
      if (reads_alias (operation, root, there))
        {
          last = "tag";
          there = find_item (operation, root, last);
        }
      return add_text (holder, there, operation, last, escape_braces, error);
    case BS_EDIT_REPLACE:
      return replace (operation, there, escape_braces, error);
    case BS_EDIT_REMOVE:
      if (there != NULL)
        remove_item (operation, holder, there);
      break;
    case BS_EDIT_REMOVE_TEXT:
      if (there != NULL)
        {
          g_autofree char *text = bs_name_escape (operation->text, escape_braces);

          if (is_split (operation, there) && !is_text (there, text))
            bs_name_replace (root, operation->site, last, TRUE, operation->text, NULL, escape_braces);
          else
            remove_text (operation, holder, there, text);
        }
      break;
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

/**
 * bs_edit_change_value:
 * @self: an edit
 * @root: the map to change; undefined if this fails
 * @escape_braces: whether to write braces as `&#123;` and `&#125;`
 * @error: return location
 *
 * Applies an edit to the values of front matter.
 *
 * Returns: whether it succeeded; otherwise %BS_CHANGE_ERROR_WRONG_VALUE
 */
gboolean
bs_edit_change_value (const BsEdit *self, BsValue *root, gboolean escape_braces, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (root != NULL && root->kind == BS_VALUE_MAP, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  for (guint i = 0; i < self->operations->len; i++)
    {
      if (!apply (g_ptr_array_index (self->operations, i), root, escape_braces, error))
        return FALSE;
    }

  return TRUE;
}
