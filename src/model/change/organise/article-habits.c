/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/article-habits.h"

#include "model/library/folder/scan.h"

#include <string.h>

/* The fields of the articles of one category, or of all. */
typedef struct
{
  GHashTable *keys; /* (element-type utf8 Key) */
  GPtrArray *order; /* (element-type utf8): the keys as the first of them has them */
  guint n_articles; /* of the library */
} Fields;

/* Of one key. */
typedef struct
{
  guint n;
  guint n_lists;
  guint n_same; /* keys whose value comes from the first article */
  char *text;   /* (nullable): that value */
} Key;

struct _BsArticleHabits
{
  BsSite *site;
  BsImportLayout *layout;
  GMutex mutex; /* for all fields below, while articles are read */
  BsNameStyle names;
  Fields *all;
  GHashTable *categories; /* (element-type utf8 Fields) */
};

static void
free_key (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key);
}

static Fields *
new_fields (void)
{
  Fields *fields = g_new0 (Fields, 1);

  fields->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_key);
  fields->order = g_ptr_array_new_with_free_func (g_free);

  return fields;
}

static void
free_fields (gpointer data)
{
  Fields *fields = data;

  g_hash_table_unref (fields->keys);
  g_ptr_array_unref (fields->order);
  g_free (fields);
}

static char *
join_category (const char *const *category)
{
  return g_strjoinv ("\n", (GStrv) category);
}

static void
count_keys (Fields *self, const BsValue *keys)
{
  for (guint i = 0; keys != NULL && keys->items != NULL && i < keys->items->len; i++)
    {
      const BsValue *item = keys->items->pdata[i];
      Key *key = g_hash_table_lookup (self->keys, item->key);

      if (key == NULL)
        {
          key = g_new0 (Key, 1);
          key->text = g_strdup (item->text);
          g_hash_table_insert (self->keys, g_strdup (item->key), key);
          g_ptr_array_add (self->order, g_strdup (item->key));
        }
      key->n++;
      key->n_lists += item->kind == BS_VALUE_LIST;
      key->n_same += g_strcmp0 (key->text, item->text) == 0;
    }
  self->n_articles++;
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  BsArticleHabits *self = user_data;

  bs_import_layout_count (self->layout, article);
  g_mutex_lock (&self->mutex);
  bs_name_style_count (&self->names, article->path);
  if (article->problems->len == 0)
    {
      count_keys (self->all, article->keys);
      for (guint i = 0; i < article->categories->len; i++)
        {
          g_autofree char *name = join_category (article->categories->pdata[i]);
          Fields *fields = g_hash_table_lookup (self->categories, name);

          if (fields == NULL)
            {
              fields = new_fields ();
              g_hash_table_insert (self->categories, g_steal_pointer (&name), fields);
            }
          count_keys (fields, article->keys);
        }
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_article_habits_read:
 * @root: a library's folder
 * @cancellable: (nullable): cancels it
 * @error: return location
 *
 * Reads all articles of a library. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): their common properties, which do not change and may be used on any thread;
 *   %NULL with a #GIOErrorEnum
 */
BsArticleHabits *
bs_article_habits_read (const char *root, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsArticleHabits) self = NULL;
  g_auto (BsScanResult) result = { 0 };

  g_return_val_if_fail (root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_atomic_rc_box_new0 (BsArticleHabits);
  g_mutex_init (&self->mutex);
  self->site = bs_site_detect (root);
  self->layout = bs_import_layout_new (self->site);
  self->all = new_fields ();
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_fields);
  if (!bs_scan_folder (self->site, "", BS_SCAN_DEFAULT, NULL, article_cb, self, &result, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * bs_article_habits_get_site:
 * @self: habits
 *
 * Returns: (transfer none): the site that the library is
 */
const BsSite *
bs_article_habits_get_site (const BsArticleHabits *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->site;
}

/**
 * bs_article_habits_get_layout:
 * @self: habits
 *
 * Returns: (transfer none): the layout of its folders
 */
BsImportLayout *
bs_article_habits_get_layout (const BsArticleHabits *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->layout;
}

/**
 * bs_article_habits_make_stem:
 * @self: habits
 * @title: a title
 *
 * Returns: (transfer full): the title as a file name without an extension
 */
char *
bs_article_habits_make_stem (const BsArticleHabits *self, const char *title)
{
  g_return_val_if_fail (self != NULL && title != NULL, NULL);

  return bs_name_style_make_stem (&self->names, title);
}

static gboolean
is_shared (const Fields *self, const char *name)
{
  const Key *key = g_hash_table_lookup (self->keys, name);

  return key != NULL && key->n == self->n_articles;
}

/* A value that all articles share is written again; other values are for the user to write. */
static const char *
get_value (const Fields *self, const char *name, const Key *key)
{
  static const char safe[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-./";

  if (g_str_equal (name, "draft"))
    return "true";
  if (key->n_lists > 0)
    return "[]";
  if (key->text != NULL && key->n_same == self->n_articles && (self->n_articles > 1 || g_str_equal (name, "layout")) &&
      g_ascii_isalpha (*key->text) && strspn (key->text, safe) == strlen (key->text))
    return key->text;

  return "";
}

/**
 * bs_article_habits_make_template:
 * @self: habits
 * @category: (nullable) (array zero-terminated=1): a category
 *
 * Makes a template with the fields that all articles of the category have; if it has none, those that all articles of
 * the library have.
 *
 * Returns: (transfer full): a template with Hexo's tags
 */
char *
bs_article_habits_make_template (const BsArticleHabits *self, const char *const *category)
{
  g_autofree char *joined = category != NULL ? join_category (category) : NULL;
  const Fields *fields;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  fields = joined != NULL ? g_hash_table_lookup (self->categories, joined) : NULL;
  if (fields == NULL)
    fields = self->all;
  out = g_string_new ("---\ntitle:\n");
  if (fields->n_articles == 0 || is_shared (fields, "date"))
    g_string_append (out, "date: {{ date }}\n");
  for (guint i = 0; i < fields->order->len; i++)
    {
      const char *name = fields->order->pdata[i];
      const Key *key = g_hash_table_lookup (fields->keys, name);
      const char *value;
      const gboolean is_plain = strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") == strlen (name);

      if (!is_plain || !is_shared (fields, name) || g_str_equal (name, "title") || g_str_equal (name, "date") ||
          g_ascii_strcasecmp (name, "categories") == 0 || g_ascii_strcasecmp (name, "category") == 0)
        continue;
      value = get_value (fields, name, key);
      g_string_append_printf (out, "%s:%s%s\n", name, *value != '\0' ? " " : "", value);
    }
  g_string_append (out, "---\n\n");

  return g_string_free (out, FALSE);
}

/**
 * bs_article_habits_ref:
 * @self: habits
 *
 * Returns: (transfer full): @self
 */
BsArticleHabits *
bs_article_habits_ref (BsArticleHabits *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_habits (gpointer data)
{
  BsArticleHabits *self = data;

  bs_site_unref (self->site);
  bs_import_layout_free (self->layout);
  free_fields (self->all);
  g_hash_table_unref (self->categories);
  g_mutex_clear (&self->mutex);
}

/**
 * bs_article_habits_unref:
 * @self: (transfer full): habits
 */
void
bs_article_habits_unref (BsArticleHabits *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_habits);
}
