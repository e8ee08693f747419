/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-layout.h"

#include "model/change/import/import-name.h"
#include "model/library/folder/relative-path.h"

#include <string.h>

/* Names start with dates by convention if at least this many percent do. */
#define DATED_PERCENT 60
#define MIRRORED_PERCENT 50

struct _BsImportLayout
{
  BsSiteKind kind;
  char *root; /* the folder for articles without a category in an empty library, relative to it */
  GMutex mutex;
  guint n_articles;
  guint n_dated;
  guint n_markdown;
  guint n_categorized;
  guint n_mirrored;
  GHashTable *folders;     /* (element-type filename guint): the number of articles per folder */
  GHashTable *by_category; /* (element-type utf8 GHashTable): the same for each category */
  GHashTable *found;       /* (element-type utf8 filename): cache of results */
};

/**
 * bs_import_layout_new:
 * @site: the library
 *
 * Returns: (transfer full): an empty layout
 */
BsImportLayout *
bs_import_layout_new (const BsSite *site)
{
  BsImportLayout *self;

  g_return_val_if_fail (site != NULL, NULL);

  self = g_new0 (BsImportLayout, 1);
  self->kind = site->kind;
  self->root = bs_site_dup_new_folder (site);
  g_mutex_init (&self->mutex);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_category = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * bs_import_layout_free:
 * @self: (nullable) (transfer full): a layout
 */
void
bs_import_layout_free (BsImportLayout *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->folders);
  g_hash_table_unref (self->by_category);
  g_hash_table_unref (self->found);
  g_mutex_clear (&self->mutex);
  g_free (self->root);
  g_free (self);
}

static void
increment (GHashTable *counts, const char *key)
{
  gpointer old_key;
  gpointer count;

  if (g_hash_table_lookup_extended (counts, key, &old_key, &count))
    g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
  else
    g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (1));
}

static char *
make_key (const char *const *category)
{
  return g_strjoinv ("\x1f", (GStrv) category);
}

/* The folder name for a category. Characters that file systems reject may have been replaced by anything. */
static gboolean
is_name_of (const char *folder, gsize length, const char *category)
{
  g_autofree char *name = NULL;
  g_autofree char *safe_name = NULL;
  g_autofree char *safe_category = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (strncmp (folder, category, length) == 0 && category[length] == '\0')
    return TRUE;
  name = g_strndup (folder, length);
  safe_name = bs_import_name_make_safe (name);
  safe_category = bs_import_name_make_safe (category);
  a = bs_import_name_fold (safe_name);
  b = bs_import_name_fold (safe_category);
  return g_str_equal (a, b);
}

/* Whether the last folders of a path are a category's names, compared from the end. */
static gboolean
ends_in (const char *folder, const char *const *category)
{
  gsize end = strlen (folder);

  for (guint i = g_strv_length ((GStrv) category); i > 0; i--)
    {
      gsize start = end;

      if (end == 0)
        return FALSE;
      while (start > 0 && folder[start - 1] != '/')
        start--;
      if (!is_name_of (folder + start, end - start, category[i - 1]))
        return FALSE;
      end = start > 0 ? start - 1 : 0;
    }
  return TRUE;
}

/**
 * bs_import_layout_count:
 * @self: a layout
 * @article: an article of the library
 *
 * Counts an article. May be called from any thread.
 */
void
bs_import_layout_count (BsImportLayout *self, const BsArticle *article)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  const char *const *category;
  gboolean is_mirrored;
  gboolean is_dated;

  g_return_if_fail (self != NULL && article != NULL);

  folder = g_path_get_dirname (article->path);
  if (g_str_equal (folder, "."))
    folder[0] = '\0';
  name = g_path_get_basename (article->path);
  category = article->categories->len > 0 ? g_ptr_array_index (article->categories, 0) : NULL;
  is_mirrored = category != NULL && ends_in (folder, category);
  is_dated = bs_import_name_date_length (name) > 0;

  g_mutex_lock (&self->mutex);
  self->n_articles++;
  self->n_dated += is_dated;
  self->n_markdown += bs_body_kind_is_markdown (article->body_kind);
  increment (self->folders, folder);
  if (category != NULL)
    {
      g_autofree char *key = make_key (category);
      GHashTable *folders = g_hash_table_lookup (self->by_category, key);

      self->n_categorized++;
      self->n_mirrored += is_mirrored;
      if (folders == NULL)
        {
          folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_insert (self->by_category, g_steal_pointer (&key), folders);
        }
      increment (folders, folder);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_import_layout_is_mirrored:
 * @self: a complete layout
 *
 * Returns: whether the library's folders mirror its categories
 */
gboolean
bs_import_layout_is_mirrored (const BsImportLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_mirrored > 0 && self->n_mirrored * 100 >= self->n_categorized * MIRRORED_PERCENT;
}

/**
 * bs_import_layout_is_markdown:
 * @self: a complete layout
 *
 * Returns: whether most of the library's articles are Markdown
 */
gboolean
bs_import_layout_is_markdown (const BsImportLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_markdown * 2 > self->n_articles;
}

/**
 * bs_import_layout_is_dated:
 * @self: a complete layout
 *
 * Returns: whether file names start with a date, as they always do in Jekyll
 */
gboolean
bs_import_layout_is_dated (const BsImportLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == BS_SITE_JEKYLL || (self->n_dated > 0 && self->n_dated * 100 >= self->n_articles * DATED_PERCENT);
}

/* The most common folder; among equals the first by name. */
static const char *
find_most (GHashTable *counts, guint *count)
{
  const char *best = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  *count = 0;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint n = GPOINTER_TO_UINT (value);

      if (n > *count || (n == *count && strcmp (key, best) < 0))
        {
          *count = n;
          best = key;
        }
    }
  return best;
}

static char *
find_default (const BsImportLayout *self)
{
  guint count;
  const char *folder = find_most (self->folders, &count);

  /* If all articles are in one folder, new ones go there too. */
  if (folder != NULL && count * 2 > self->n_articles)
    return g_strdup (folder);
  return g_strdup (self->root);
}

static char *
find_mirror (const BsImportLayout *self, const char *const *category)
{
  guint length = g_strv_length ((GStrv) category);

  /* The folder of the category's articles, or of those in a parent category. */
  for (guint n = length; n > 0; n--)
    {
      g_auto (GStrv) above = g_new0 (char *, n + 1);
      g_autofree char *key = NULL;
      g_autofree char *folder = NULL;
      GHashTable *folders;
      guint count;

      for (guint i = 0; i < n; i++)
        above[i] = g_strdup (category[i]);
      key = make_key ((const char *const *) above);
      folders = g_hash_table_lookup (self->by_category, key);
      if (folders == NULL)
        continue;
      folder = g_strdup (find_most (folders, &count));
      if (!ends_in (folder, (const char *const *) above))
        continue;
      for (guint i = n; i < length; i++)
        {
          g_autofree char *name = bs_import_name_make_safe (category[i]);
          char *below = bs_relative_path_join (folder, name);

          g_free (folder);
          folder = below;
        }
      return g_steal_pointer (&folder);
    }
  return NULL;
}

/* The folder that contains the other categories' folders: a category's folder without the category's own names. */
static char *
find_mirror_root (const BsImportLayout *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer folders;
  g_autoptr (GHashTable) roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *best;
  guint count;

  g_hash_table_iter_init (&iter, self->by_category);
  while (g_hash_table_iter_next (&iter, &key, &folders))
    {
      g_auto (GStrv) names = g_strsplit (key, "\x1f", -1);
      g_autofree char *root = g_strdup (find_most (folders, &count));

      if (!ends_in (root, (const char *const *) names))
        continue;
      for (guint i = 0; names[i] != NULL; i++)
        {
          char *slash = strrchr (root, '/');

          *(slash != NULL ? slash : root) = '\0';
        }
      increment (roots, root);
    }
  best = find_most (roots, &count);
  return g_strdup (best != NULL ? best : self->root);
}

static char *
find_folder (const BsImportLayout *self, const char *const *category)
{
  g_autofree char *folder = NULL;

  if (!bs_import_layout_is_mirrored (self))
    return find_default (self);
  if (*category == NULL)
    return find_mirror_root (self);
  folder = find_mirror (self, category);
  if (folder == NULL)
    {
      folder = find_mirror_root (self);
      for (guint i = 0; category[i] != NULL; i++)
        {
          g_autofree char *name = bs_import_name_make_safe (category[i]);
          char *below = bs_relative_path_join (folder, name);

          g_free (folder);
          folder = below;
        }
    }
  return g_steal_pointer (&folder);
}

/**
 * bs_import_layout_find_folder:
 * @self: a complete layout
 * @category: (nullable) (array zero-terminated=1): the article's category
 *
 * Chooses the folder for an article: its category's folder if folders mirror categories, else the one for articles
 * without a category. May be called from any thread.
 *
 * Returns: (transfer full): a path relative to the library; empty for the library itself
 */
char *
bs_import_layout_find_folder (BsImportLayout *self, const char *const *category)
{
  static const char *const none[] = { NULL };
  g_autofree char *key = NULL;
  char *folder;

  g_return_val_if_fail (self != NULL, NULL);

  if (category == NULL)
    category = none;
  key = make_key (category);
  g_mutex_lock (&self->mutex);
  folder = g_strdup (g_hash_table_lookup (self->found, key));
  if (folder == NULL)
    {
      folder = find_folder (self, category);
      g_hash_table_insert (self->found, g_steal_pointer (&key), g_strdup (folder));
    }
  g_mutex_unlock (&self->mutex);
  return folder;
}
