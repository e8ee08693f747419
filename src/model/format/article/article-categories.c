/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-values.h"

#include <string.h>

static guint
hash_path (gconstpointer path)
{
  guint hash = 5381;

  for (const char *const *names = path; *names != NULL; names++)
    hash = hash * 33 + g_str_hash (*names);

  return hash;
}

static gboolean
equal_paths (gconstpointer a, gconstpointer b)
{
  return g_strv_equal (a, b);
}

/* Adds a path unless it is empty or already present. */
static void
add_path (GPtrArray *categories, GHashTable *seen, GStrv path)
{
  if (path[0] == NULL || g_hash_table_contains (seen, path))
    {
      g_strfreev (path);
      return;
    }
  g_hash_table_add (seen, path);
  g_ptr_array_add (categories, path);
}

static void
add_root (GPtrArray *categories, GHashTable *seen, const char *name)
{
  GStrv path = g_new0 (char *, 2);

  path[0] = g_strdup (name);
  add_path (categories, seen, path);
}

static void
add_list_path (GPtrArray *categories, GHashTable *seen, const BsValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  bs_article_add_texts (builder, value);
  add_path (categories, seen, g_strv_builder_end (builder));
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
add_hexo (GPtrArray *categories, GHashTable *seen, const BsValue *value)
{
  if (value->kind != BS_VALUE_LIST || !has_list (value))
    {
      add_list_path (categories, seen, value);
      return;
    }

  for (guint i = 0; i < value->items->len; i++)
    add_list_path (categories, seen, g_ptr_array_index (value->items, i));
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

  text = !value->is_alias ? bs_article_text (value) : NULL;
  if (text != NULL)
    add_root (categories, seen, text);
}

static void
add_words (GPtrArray *categories, GHashTable *seen, const BsValue *value)
{
  g_autofree char *text = !value->is_alias ? bs_article_text (value) : NULL;
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

/* In Jekyll the folders come first, then `categories`, then `category`, which is never split (`merge_categories!` and
 * `populate_categories` in its Document). */
static void
add_jekyll (GPtrArray *categories, GHashTable *seen, const BsValue *keys, const char *path)
{
  const BsValue *category = bs_article_find_value (keys, BS_SITE_JEKYLL, "category");
  const BsValue *value = bs_article_find_value (keys, BS_SITE_JEKYLL, "categories");

  add_folders (categories, seen, path);
  if (value != NULL && bs_value_is_scalar (value))
    add_words (categories, seen, value);
  else if (value != NULL)
    add_roots (categories, seen, value);
  if (category != NULL && category->kind != BS_VALUE_NULL)
    add_roots (categories, seen, category);
}

/**
 * bs_article_read_categories:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 * @path: the file's path in its site
 *
 * Reads an article's categories as its site does. Names that differ by case or width are different names. Duplicates
 * are dropped.
 *
 * Returns: (transfer full) (element-type GStrv): paths, each from its root down
 */
GPtrArray *
bs_article_read_categories (const BsValue *keys, BsSiteKind site, const char *path)
{
  GPtrArray *categories = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_path, equal_paths);
  const BsValue *value = bs_article_find_value (keys, site, "categories");

  if (bs_site_kind_is_hexo (site) && bs_article_value_is_falsy (value))
    value = bs_article_find_value (keys, site, "category");

  if (site == BS_SITE_JEKYLL)
    add_jekyll (categories, seen, keys, path);
  else if (value != NULL && site == BS_SITE_HUGO)
    add_roots (categories, seen, value);
  else if (value != NULL)
    add_hexo (categories, seen, value);

  return categories;
}
