/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/name-edit.h"

#include "model/format/article/article-values.h"

#include <string.h>

/**
 * bs_names_parse:
 * @text: typed text, in any encoding
 * @is_path: whether it is a category's path, which has slashes between its names
 *
 * Reads typed names as they would be read in an article: without spaces around them, and on one line.
 *
 * Returns: (transfer full) (nullable): the names, root first; %NULL if one is empty or not in UTF-8
 */
GStrv
bs_names_parse (const char *text, gboolean is_path)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GStrvBuilder) names = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return NULL;
  parts = g_strsplit (text, "/", is_path ? -1 : 1);
  names = g_strv_builder_new ();
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (BsValue) value = bs_name_new (parts[i], FALSE);
      g_autofree char *name = bs_article_text (value);

      if (name == NULL)
        return NULL;
      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/*
 * bs_name_escape:
 *
 * FORMAT's archive writes braces as entities, and requires them in every value written to such a file.
 *
 * Returns: (transfer full): the text, with braces as entities if the file writes them so
 */
char *
bs_name_escape (const char *text, gboolean escape_braces)
{
  g_autoptr (GString) out = g_string_new (text);

  if (escape_braces)
    {
      g_string_replace (out, "{", "&#123;", 0);
      g_string_replace (out, "}", "&#125;", 0);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/*
 * bs_name_new:
 *
 * Returns: (transfer full): a value with that text
 */
BsValue *
bs_name_new (const char *name, gboolean escape_braces)
{
  BsValue *value = bs_value_new (BS_VALUE_STRING, 0, 0);

  value->text = bs_name_escape (name, escape_braces);
  value->quoted = TRUE;
  return value;
}

/*
 * bs_name_find_key:
 *
 * Hugo ignores the case of keys.
 *
 * Returns: the index of a key in a map; %G_MAXUINT if it is missing
 */
guint
bs_name_find_key (const BsValue *root, BsSiteKind site, const char *key)
{
  for (guint i = 0; root->items != NULL && i < root->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (root->items, i);

      if (g_strcmp0 (item->key, key) == 0 ||
          (site == BS_SITE_HUGO && item->key != NULL && g_ascii_strcasecmp (item->key, key) == 0))
        return i;
    }
  return G_MAXUINT;
}

/* The scalar with the name of an item: the item itself, or the `name` of a map. */
static BsValue *
get_name_holder (BsValue *item)
{
  static const char *const keys[] = { "name", "display_name", "nick" };

  for (guint i = 0; item->kind == BS_VALUE_MAP && i < G_N_ELEMENTS (keys); i++)
    {
      BsValue *name = (BsValue *) bs_value_lookup (item, keys[i]);

      if (name != NULL && bs_value_is_scalar (name))
        return name;
    }
  return item;
}

/*
 * bs_name_read:
 *
 * Returns: (transfer full): the names in an item of a list; those of a list are one path in Hexo's reading
 */
GStrv
bs_name_read (const BsValue *value)
{
  GPtrArray *texts = g_ptr_array_new ();

  bs_article_add_texts (texts, get_name_holder ((BsValue *) value));
  return bs_article_end_texts (texts);
}

/*
 * bs_name_list_has:
 * @list: a list of names or paths
 * @index: an item that does not count; %G_MAXUINT for none
 * @names: (array zero-terminated=1): the names of one item
 *
 * Returns: whether an item has these names
 */
gboolean
bs_name_list_has (const BsValue *list, guint index, const char *const *names)
{
  for (guint i = 0; i < list->items->len; i++)
    {
      g_auto (GStrv) other = i != index ? bs_name_read (g_ptr_array_index (list->items, i)) : NULL;

      if (other != NULL && g_strv_equal ((const char *const *) other, names))
        return TRUE;
    }
  return FALSE;
}

/*
 * bs_names_join_of:
 *
 * Returns: (transfer full): the names in an item of a list, as one text to compare
 */
char *
bs_names_join_of (const BsValue *item)
{
  g_auto (GStrv) names = bs_name_read (item);

  return bs_names_join ((const char *const *) names);
}

char *
bs_names_join (const char *const *names)
{
  return g_strjoinv ("\037", (GStrv) names);
}

/*
 * bs_names_add:
 * @counts: from bs_names_count()
 * @names: names of an item, joined
 * @n: how many more items have them
 *
 * Returns: how many items had them before
 */
guint
bs_names_add (GHashTable *counts, const char *names, int n)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, names));

  g_hash_table_insert (counts, g_strdup (names), GUINT_TO_POINTER (before + (guint) n));
  return before;
}

/*
 * bs_names_count:
 *
 * Returns: (transfer full) (element-type utf8 guint): how many items of a list have the same names
 */
GHashTable *
bs_names_count (const BsValue *list)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < list->items->len; i++)
    {
      g_autofree char *names = bs_names_join_of (g_ptr_array_index (list->items, i));

      bs_names_add (counts, names, 1);
    }
  return counts;
}

static gboolean
is_named (BsValue *item, const char *name)
{
  g_autofree char *text = bs_article_text (get_name_holder (item));

  return g_strcmp0 (text, name) == 0;
}

static void
set_name (BsValue *item, const char *name, gboolean escape_braces)
{
  BsValue *holder = get_name_holder (item);
  g_autoptr (BsValue) value = bs_name_new (name, escape_braces);

  holder->kind = value->kind;
  holder->quoted = TRUE;
  holder->folded = FALSE;
  g_free (holder->text);
  holder->text = g_steal_pointer (&value->text);
}

/* A name that already exists is not added again. */
static void
replace_item (BsValue *list, const char *from, const char *to, gboolean escape_braces)
{
  gboolean has_to = FALSE;

  for (guint i = 0; i < list->items->len; i++)
    has_to = has_to || (to != NULL && is_named (g_ptr_array_index (list->items, i), to));
  for (guint i = 0; i < list->items->len;)
    {
      BsValue *item = g_ptr_array_index (list->items, i);

      if (!is_named (item, from) || (item->kind != BS_VALUE_MAP && !bs_value_is_scalar (item)))
        i++;
      else if (to == NULL || has_to)
        bs_value_remove_at (list, i);
      else
        {
          set_name (item, to, escape_braces);
          has_to = TRUE;
          i++;
        }
    }
}

/* A string of names separated by spaces. It stays a string if possible. */
static void
replace_word (BsValue *root, guint index, const char *from, const char *to, gboolean escape_braces)
{
  BsValue *value = g_ptr_array_index (root->items, index);
  g_autofree char *text = bs_article_text (value);
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " ", -1);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autoptr (BsValue) list = bs_value_new (BS_VALUE_LIST, 0, 0);

  if (!g_strv_contains ((const char *const *) words, from))
    return;
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      bs_value_append (list, bs_name_new (words[i], FALSE));
  replace_item (list, from, to, FALSE);
  for (guint i = 0; i < list->items->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", ((BsValue *) g_ptr_array_index (list->items, i))->text);

  if (list->items->len == 0)
    bs_value_remove_at (root, index);
  else if (to == NULL || strpbrk (to, " \t") == NULL)
    set_name (value, joined->str, escape_braces);
  else
    {
      for (guint i = 0; i < list->items->len; i++)
        {
          BsValue *item = g_ptr_array_index (list->items, i);
          g_autofree char *name = g_strdup (item->text);

          set_name (item, name, escape_braces);
        }
      list->key = g_strdup (value->key);
      bs_value_remove_at (root, index);
      bs_value_insert_at (root, index, g_steal_pointer (&list));
    }
}

/*
 * bs_name_unite_words:
 * @value: a string of names separated by spaces
 * @before: what it was
 *
 * Removes words that occur twice, unless they did so before.
 */
void
bs_name_unite_words (BsValue *value, const char *before)
{
  g_auto (GStrv) words = g_strsplit_set (value->text, " \t\n", -1);
  g_auto (GStrv) old_words = g_strsplit_set (before, " \t\n", -1);
  g_autoptr (GHashTable) twice = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  gboolean has_all = TRUE;

  for (guint i = 0; old_words[i] != NULL; i++)
    if (!g_hash_table_add (seen, old_words[i]))
      g_hash_table_add (twice, old_words[i]);
  g_hash_table_remove_all (seen);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] == '\0')
      continue;
    else if (g_hash_table_add (seen, words[i]) || g_hash_table_contains (twice, words[i]))
      g_ptr_array_add (kept, words[i]);
    else
      has_all = FALSE;
  if (has_all)
    return;
  g_ptr_array_add (kept, NULL);
  g_free (value->text);
  value->text = g_strjoinv (" ", (char **) kept->pdata);
}

/*
 * bs_name_replace:
 * @root: the front matter
 * @site: the kind of site whose rules apply
 * @key: the key of a list of names, or of one name
 * @is_split: whether a string is a list of names separated by spaces
 * @from: a name as displayed
 * @to: (nullable): the new name; %NULL to remove it
 * @escape_braces: whether to write braces as entities
 *
 * Replaces every occurrence of a name in the key's value. Other names are kept as written.
 */
void
bs_name_replace (BsValue *root, BsSiteKind site, const char *key, gboolean is_split, const char *from, const char *to,
                 gboolean escape_braces)
{
  guint index = bs_name_find_key (root, site, key);
  BsValue *value;

  if (index == G_MAXUINT)
    return;
  value = g_ptr_array_index (root->items, index);
  if (value->kind == BS_VALUE_LIST)
    replace_item (value, from, to, escape_braces);
  else if (bs_value_is_scalar (value) && is_split)
    replace_word (root, index, from, to, escape_braces);
  else if (is_named (value, from))
    {
      if (to == NULL)
        bs_value_remove_at (root, index);
      else
        set_name (value, to, escape_braces);
    }
}
