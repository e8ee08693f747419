/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-values.h"

#include <string.h>

/* Up to this number of paths are compared with each other; more are hashed. */
#define FEW 16

typedef struct
{
  GPtrArray *paths; /* (element-type GStrv) */
  GHashTable *seen; /* (nullable) (element-type GStrv): the same ones, once they are not few */
} Paths;

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

static gboolean
has_path (Paths *self, GStrv path)
{
  for (guint i = 0; self->seen == NULL && i < self->paths->len; i++)
    {
      if (equal_paths (self->paths->pdata[i], path))
        return TRUE;
    }

  return self->seen != NULL && g_hash_table_contains (self->seen, path);
}

/* Adds a path unless it is empty or already present. */
static void
add_path (Paths *self, GStrv path)
{
  if (path[0] == NULL || has_path (self, path))
    {
      g_strfreev (path);
      return;
    }
  g_ptr_array_add (self->paths, path);
  if (self->paths->len == FEW)
    {
      self->seen = g_hash_table_new (hash_path, equal_paths);
      for (guint i = 0; i < self->paths->len; i++)
        g_hash_table_add (self->seen, self->paths->pdata[i]);
    }
  else if (self->seen != NULL)
    {
      g_hash_table_add (self->seen, path);
    }
}

static void
add_root (Paths *self, const char *name)
{
  GStrv path = g_new0 (char *, 2);

  path[0] = g_strdup (name);
  add_path (self, path);
}

static void
add_list_path (Paths *self, const BsValue *value)
{
  GPtrArray *texts = g_ptr_array_sized_new (4);

  bs_article_add_texts (texts, value);
  add_path (self, bs_article_end_texts (texts));
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
add_hexo (Paths *self, const BsValue *value)
{
  if (value->kind != BS_VALUE_LIST || !has_list (value))
    {
      add_list_path (self, value);
      return;
    }

  for (guint i = 0; i < value->items->len; i++)
    add_list_path (self, g_ptr_array_index (value->items, i));
}

static void
add_roots (Paths *self, const BsValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        add_roots (self, g_ptr_array_index (value->items, i));
      return;
    }

  text = !value->is_alias ? bs_article_text (value) : NULL;
  if (text != NULL)
    add_root (self, text);
}

static void
add_words (Paths *self, const BsValue *value)
{
  g_autofree char *text = !value->is_alias ? bs_article_text (value) : NULL;
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " ", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        add_root (self, words[i]);
    }
}

/* The folders above `_posts` (`categories_from_path` in Jekyll's Document). */
static void
add_folders (Paths *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n = 0;

  while (parts[n] != NULL && strcmp (parts[n], "_posts") != 0 && strcmp (parts[n], "_drafts") != 0)
    n++;
  for (guint i = 0; parts[n] != NULL && i < n; i++)
    {
      g_autofree char *name = g_utf8_make_valid (parts[i], -1);

      if (*name != '\0' && strcmp (name, ".") != 0)
        add_root (self, name);
    }
}

/* In Jekyll the folders come first, then `categories`, then `category`, which is never split (`merge_categories!` and
 * `populate_categories` in its Document). */
static void
add_jekyll (Paths *self, const BsValue *keys, const char *path)
{
  const BsValue *category = bs_article_find_value (keys, BS_SITE_JEKYLL, "category");
  const BsValue *value = bs_article_find_value (keys, BS_SITE_JEKYLL, "categories");

  add_folders (self, path);
  if (value != NULL && bs_value_is_scalar (value))
    add_words (self, value);
  else if (value != NULL)
    add_roots (self, value);
  if (category != NULL && category->kind != BS_VALUE_NULL)
    add_roots (self, category);
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
  Paths paths = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev), NULL };
  const BsValue *value = bs_article_find_value (keys, site, "categories");

  if (bs_site_kind_is_hexo (site) && bs_article_value_is_falsy (value))
    value = bs_article_find_value (keys, site, "category");

  if (site == BS_SITE_JEKYLL)
    add_jekyll (&paths, keys, path);
  else if (value != NULL && site == BS_SITE_HUGO)
    add_roots (&paths, value);
  else if (value != NULL)
    add_hexo (&paths, value);

  g_clear_pointer (&paths.seen, g_hash_table_unref);
  return paths.paths;
}
