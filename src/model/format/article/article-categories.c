/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-values.h"

#include <string.h>

static void
add_path (GPtrArray *categories, GStrvBuilder *builder)
{
  GStrv path = g_strv_builder_end (builder);

  if (path[0] != NULL)
    g_ptr_array_add (categories, path);
  else
    g_strfreev (path);
}

/* Adds a path of one name, unless it is there. */
static void
add_root (GPtrArray *categories, GHashTable *seen, const char *name)
{
  GStrv path;

  if (g_hash_table_contains (seen, name))
    return;

  path = g_new0 (char *, 2);
  path[0] = g_strdup (name);
  g_ptr_array_add (categories, path);
  g_hash_table_add (seen, path[0]);
}

static void
add_list_path (GPtrArray *categories, const BsValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  bs_article_add_texts (builder, value);
  add_path (categories, builder);
}

static gboolean
has_list (const BsValue *value)
{
  for (guint i = 0; i < value->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);

      if (item->kind == BS_VALUE_LIST)
        return TRUE;
    }

  return FALSE;
}

/* A plain list is one path; once one entry is a list, each entry is a path (`setCategories` in Hexo's post model). */
static void
add_hexo (GPtrArray *categories, const BsValue *value)
{
  if (value->kind != BS_VALUE_LIST || !has_list (value))
    {
      add_list_path (categories, value);
      return;
    }

  for (guint i = 0; i < value->items->len; i++)
    add_list_path (categories, g_ptr_array_index (value->items, i));
}

static void
add_roots (GPtrArray *categories, GHashTable *seen, const BsValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        add_roots (categories, seen, g_ptr_array_index (value->items, i));
      return;
    }

  text = bs_article_text (value);
  if (text != NULL)
    add_root (categories, seen, text);
}

static void
add_words (GPtrArray *categories, GHashTable *seen, const BsValue *value)
{
  g_autofree char *text = bs_article_text (value);
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " ", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        add_root (categories, seen, words[i]);
    }
}

/* The folders above `_posts` (`categories_from_path` in Jekyll's Document). */
static void
add_folders (GPtrArray *categories, GHashTable *seen, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n = 0;

  while (parts[n] != NULL && strcmp (parts[n], "_posts") != 0 && strcmp (parts[n], "_drafts") != 0)
    n++;
  for (guint i = 0; parts[n] != NULL && i < n; i++)
    {
      g_autofree char *name = g_utf8_make_valid (parts[i], -1);

      if (*name != '\0' && strcmp (name, ".") != 0)
        add_root (categories, seen, name);
    }
}

/* In Jekyll `category` goes before `categories` and is never split (`pluralized_array_from_hash` in its Utils). */
static void
add_jekyll (GPtrArray *categories, GHashTable *seen, const BsValue *keys, const char *path)
{
  const BsValue *category = bs_value_lookup (keys, "category");
  const BsValue *value = bs_value_lookup (keys, "categories");

  add_folders (categories, seen, path);
  if (category != NULL && category->kind != BS_VALUE_NULL)
    add_roots (categories, seen, category);
  else if (value != NULL && bs_value_is_scalar (value))
    add_words (categories, seen, value);
  else if (value != NULL)
    add_roots (categories, seen, value);
}

/**
 * bs_article_read_categories:
 * @keys: (nullable): the front matter
 * @site: whose rules it follows
 * @path: the file's path in its library
 *
 * Reads an article's categories as its site does. Names that differ by case or width are different names.
 *
 * Returns: (transfer full) (element-type GStrv): paths, each from its root down
 */
GPtrArray *
bs_article_read_categories (const BsValue *keys, BsSiteKind site, const char *path)
{
  GPtrArray *categories = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GHashTable) seen = site != BS_SITE_HEXO ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;
  const BsValue *value = bs_value_lookup (keys, "categories");

  if (value == NULL)
    value = bs_value_lookup (keys, "category");

  if (site == BS_SITE_JEKYLL)
    add_jekyll (categories, seen, keys, path);
  else if (value != NULL && site == BS_SITE_HUGO)
    add_roots (categories, seen, value);
  else if (value != NULL)
    add_hexo (categories, value);

  return categories;
}
