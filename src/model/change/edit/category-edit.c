/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/category-edit.h"

#include "model/change/edit/key-place.h"
#include "model/change/edit/name-edit.h"
#include "model/format/article/article-values.h"

#include <string.h>

static BsValue *
make_list (const char *const *names, gboolean escape_braces)
{
  BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);

  for (guint i = 0; names[i] != NULL; i++)
    bs_value_append (list, bs_name_new (names[i], escape_braces));
  return list;
}

/* FORMAT, Values: Hexo reads a list as one path; Jekyll and Hugo read each item as a name. */
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

      if (bs_site_kind_is_hexo (site))
        bs_value_append (list, make_list (names, escape_braces));
      else
        for (guint j = 0; names[j] != NULL; j++)
          bs_value_append (list, bs_name_new (names[j], escape_braces));
    }
  return list;
}

static void
remove_all (BsValue *root, const char *key)
{
  for (guint i = bs_name_find_key (root, BS_SITE_NONE, key); i != G_MAXUINT;
       i = bs_name_find_key (root, BS_SITE_NONE, key))
    bs_value_remove_at (root, i);
}

/*
 * bs_category_put:
 *
 * Puts an article into a category, in addition to its other categories or instead of them. Does nothing if the article
 * is already there.
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
  place = bs_name_find_key (root, site, "categories");
  if (place != G_MAXUINT)
    {
      value->key = g_strdup (((const BsValue *) g_ptr_array_index (root->items, place))->key);
      bs_value_remove_at (root, place);
    }
  else
    {
      value->key = g_strdup ("categories");
      place = bs_key_place_find (root, "categories");
    }
  bs_value_insert_at (root, MIN (place, root->items != NULL ? root->items->len : 0), value);
  /* The alias could contradict the new value, and some generators would prefer it. */
  if (site != BS_SITE_HUGO)
    remove_all (root, "category");
}

/*
 * bs_category_has_paths:
 *
 * Returns: whether each item of a list is a path in Hexo's reading, because one of them is a list
 */
gboolean
bs_category_has_paths (const BsValue *value)
{
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    if (((const BsValue *) g_ptr_array_index (value->items, i))->kind == BS_VALUE_LIST)
      return TRUE;
  return FALSE;
}

static gboolean
begins_with (const char *const *names, const char *const *start)
{
  guint i;

  for (i = 0; start[i] != NULL; i++)
    if (names[i] == NULL || strcmp (names[i], start[i]) != 0)
      return FALSE;
  return TRUE;
}

/* Moves a path below @from to @to; without @to, to the parent of @from. */
static GStrv
move_path (const char *const *names, const char *const *from, const char *const *to)
{
  guint n_from = g_strv_length ((GStrv) from);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (to == NULL)
    for (guint i = 0; i + 1 < n_from; i++)
      g_strv_builder_add (builder, from[i]);
  else
    {
      for (guint i = 0; to[i] != NULL; i++)
        g_strv_builder_add (builder, to[i]);
      for (guint i = n_from; names[i] != NULL; i++)
        g_strv_builder_add (builder, names[i]);
    }
  return g_strv_builder_end (builder);
}

/* Makes a list name a path. Unchanged names at both ends are kept as written. */
static void
set_list (BsValue *list, const char *const *before, const char *const *after, gboolean escape_braces)
{
  guint n_before = g_strv_length ((GStrv) before);
  guint n_after = g_strv_length ((GStrv) after);
  guint first = 0;
  guint last = 0;

  while (first < MIN (n_before, n_after) && strcmp (before[first], after[first]) == 0)
    first++;
  while (last < MIN (n_before, n_after) - first && strcmp (before[n_before - 1 - last], after[n_after - 1 - last]) == 0)
    last++;
  for (guint i = first; i + last < n_before; i++)
    bs_value_remove_at (list, first);
  for (guint i = first; i + last < n_after; i++)
    bs_value_insert_at (list, i, bs_name_new (after[i], escape_braces));
}

/* Whether every item of a list is a name, so that the items are one path. */
static gboolean
is_path (const BsValue *value, const char *const *names)
{
  if (value->kind != BS_VALUE_LIST || value->items->len != g_strv_length ((GStrv) names))
    return FALSE;
  for (guint i = 0; i < value->items->len; i++)
    if (!bs_value_is_scalar (g_ptr_array_index (value->items, i)))
      return FALSE;
  return TRUE;
}

static void
replace_at (BsValue *holder, guint index, BsValue *value)
{
  g_free (value->key);
  value->key = g_strdup (((BsValue *) g_ptr_array_index (holder->items, index))->key);
  bs_value_remove_at (holder, index);
  bs_value_insert_at (holder, index, value);
}

/* Makes the value at @index name another path. */
static void
set_path (BsValue *holder, guint index, const char *const *before, const char *const *after, gboolean escape_braces)
{
  BsValue *value = g_ptr_array_index (holder->items, index);

  if (is_path (value, before))
    set_list (value, before, after, escape_braces);
  else if (after[1] == NULL && value->kind != BS_VALUE_LIST)
    replace_at (holder, index, bs_name_new (after[0], escape_braces));
  else
    replace_at (holder, index, make_list (after, escape_braces));
}

/* Without a list among them, the remaining items would become one path. */
static void
keep_apart (BsValue *list)
{
  BsValue *first = bs_value_new (BS_VALUE_LIST, 0, 0);

  bs_value_append (first, bs_value_copy (g_ptr_array_index (list->items, 0)));
  replace_at (list, 0, first);
}

/*
 * bs_category_remove_at:
 * @list: a list of names, or of paths in Hexo
 * @index: an item
 *
 * Removes an item. The others stay the paths that they are.
 */
void
bs_category_remove_at (BsValue *list, guint index)
{
  gboolean has_paths = bs_category_has_paths (list);

  bs_value_remove_at (list, index);
  if (has_paths && list->items->len > 1 && !bs_category_has_paths (list))
    keep_apart (list);
}

/* Returns: whether no other path is like that by now */
static gboolean
take_names (GHashTable *counts, const char *const *before, const char *const *after)
{
  g_autofree char *old_names = bs_names_join (before);
  g_autofree char *new_names = bs_names_join (after);

  bs_names_add (counts, old_names, -1);
  return bs_names_add (counts, new_names, 1) == 0;
}

/* Hexo: a plain list is one path; a list that contains a list has a path in each item.
 *
 * @is_leaving: only @from itself is meant, and it is removed altogether */
static void
rename_paths (BsValue *root, guint index, const char *const *from, const char *const *to, gboolean is_leaving,
              gboolean escape_braces)
{
  BsValue *value = g_ptr_array_index (root->items, index);
  gboolean is_many = value->kind == BS_VALUE_LIST && bs_category_has_paths (value);
  BsValue *holder = is_many ? value : root;
  g_autoptr (GHashTable) counts = is_many ? bs_names_count (value) : NULL;

  for (guint i = is_many ? 0 : index; i < (is_many ? holder->items->len : index + 1);)
    {
      g_auto (GStrv) before = bs_name_read (g_ptr_array_index (holder->items, i));
      g_auto (GStrv) after = NULL;

      if (is_leaving ? !g_strv_equal ((const char *const *) before, from) :
                       !begins_with ((const char *const *) before, from))
        {
          i++;
          continue;
        }
      after = is_leaving ? g_new0 (char *, 1) : move_path ((const char *const *) before, from, to);
      if (after[0] == NULL ||
          (is_many && !take_names (counts, (const char *const *) before, (const char *const *) after)))
        {
          if (!is_many)
            {
              bs_value_remove_at (holder, i);
              return;
            }
          bs_category_remove_at (holder, i);
          continue;
        }
      set_path (holder, i, (const char *const *) before, (const char *const *) after, escape_braces);
      i++;
    }
  if (is_many && value->items->len == 0)
    bs_value_remove_at (root, index);
}

static void
change_categories (BsValue *root, BsSiteKind site, const char *const *from, const char *const *to, gboolean is_leaving,
                   gboolean escape_braces)
{
  static const char *const keys[] = { "categories", "category" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint index = bs_name_find_key (root, site, keys[i]);

      if (index == G_MAXUINT)
        continue;
      if (bs_site_kind_is_hexo (site))
        rename_paths (root, index, from, to, is_leaving, escape_braces);
      else
        bs_name_replace (root, site, keys[i], site == BS_SITE_JEKYLL && i == 0, from[0], to != NULL ? to[0] : NULL,
                         escape_braces);
    }
}

/*
 * bs_category_rename:
 * @root: the front matter
 * @site: the kind of site whose rules apply
 * @from: (array zero-terminated=1): a category, root first
 * @to: (array zero-terminated=1) (nullable): its new path; %NULL to remove it
 * @escape_braces: whether to write braces as entities
 *
 * Moves an article from a category, or one below it, to another one. Other categories are kept as written. In Hexo a
 * category is a path, in Jekyll and Hugo a name.
 */
void
bs_category_rename (BsValue *root, BsSiteKind site, const char *const *from, const char *const *to,
                    gboolean escape_braces)
{
  g_return_if_fail (root != NULL && from != NULL && *from != NULL);

  change_categories (root, site, from, to, FALSE, escape_braces);
}

/*
 * bs_category_leave:
 * @root: the front matter
 * @site: the kind of site whose rules apply
 * @category: (array zero-terminated=1): a category, root first
 * @escape_braces: whether to write braces as entities
 *
 * Takes an article out of a category. Other categories are kept as written, also those below or above it.
 */
void
bs_category_leave (BsValue *root, BsSiteKind site, const char *const *category, gboolean escape_braces)
{
  g_return_if_fail (root != NULL && category != NULL && *category != NULL);

  change_categories (root, site, category, NULL, TRUE, escape_braces);
}
