/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/category-edit.h"

#include "model/change/edit/key-place.h"
#include "model/format/article/article-values.h"

#include <string.h>

static BsValue *
make_name (const char *name, gboolean escape_braces)
{
  g_autoptr (GString) text = g_string_new (name);
  BsValue *value;

  if (escape_braces)
    {
      g_string_replace (text, "{", "&#123;", 0);
      g_string_replace (text, "}", "&#125;", 0);
    }
  value = bs_value_new_scalar (BS_VALUE_STRING, text->str, (gssize) text->len, 0, 0);
  value->quoted = TRUE;
  return value;
}

static BsValue *
make_list (const char *const *names, gboolean escape_braces)
{
  BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);

  for (guint i = 0; names[i] != NULL; i++)
    bs_value_append (list, make_name (names[i], escape_braces));
  return list;
}

/* FORMAT, Values: one list is one path to Hexo, and a name each to Jekyll and Hugo. */
static BsValue *
make_value (GPtrArray *paths, BsSiteKind site, const char *const *category, gboolean add, gboolean escape_braces)
{
  BsValue *list;

  if (!add || paths->len == 0)
    return make_list (category, escape_braces);
  list = bs_value_new (BS_VALUE_LIST, 0, 0);
  for (guint i = 0; i <= paths->len; i++)
    {
      const char *const *names = i < paths->len ? g_ptr_array_index (paths, i) : (gconstpointer) category;

      if (site == BS_SITE_HEXO)
        bs_value_append (list, make_list (names, escape_braces));
      else
        for (guint j = 0; names[j] != NULL; j++)
          bs_value_append (list, make_name (names[j], escape_braces));
    }
  return list;
}

static guint
find_key (const BsValue *root, const char *key)
{
  for (guint i = 0; root->items != NULL && i < root->items->len; i++)
    if (g_strcmp0 (((const BsValue *) g_ptr_array_index (root->items, i))->key, key) == 0)
      return i;
  return G_MAXUINT;
}

static void
remove_all (BsValue *root, const char *key)
{
  for (guint i = find_key (root, key); i != G_MAXUINT; i = find_key (root, key))
    bs_value_remove_at (root, i);
}

/*
 * bs_category_put:
 *
 * Puts what front matter says into a category, beside its others or in their place. One that is there already is not
 * put there again.
 */
void
bs_category_put (BsValue *root, BsSiteKind site, const char *const *category, gboolean add, gboolean escape_braces)
{
  g_autoptr (GPtrArray) paths = bs_article_read_categories (root, site, "");
  gboolean is_there = FALSE;
  BsValue *value;
  guint place;

  g_return_if_fail (root != NULL && category != NULL && *category != NULL);

  for (guint i = 0; i < paths->len; i++)
    is_there = is_there || g_strv_equal (g_ptr_array_index (paths, i), category);
  if (is_there && (add || paths->len == 1))
    return;

  value = make_value (paths, site, category, add, escape_braces);
  place = find_key (root, "categories");
  if (place != G_MAXUINT)
    bs_value_remove_at (root, place);
  else
    place = bs_key_place_find (root, "categories");
  value->key = g_strdup ("categories");
  bs_value_insert_at (root, MIN (place, root->items != NULL ? root->items->len : 0), value);
  /* The alias would say something else, and to some it would be the one that counts. */
  remove_all (root, "category");
}
