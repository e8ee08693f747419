/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/new-article.h"

#include "model/change/edit/change-error.h"
#include "model/change/import/import-layout.h"
#include "model/change/import/import-name.h"
#include "model/change/organise/article-template.h"
#include "model/change/write/file-access.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/scan.h"
#include "model/library/folder/site-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_NUMBER 10000

/* What the articles that are there have in common. */
typedef struct
{
  BsImportLayout *layout;
  const char *const *category; /* (nullable) */
  GMutex mutex;
  GHashTable *keys; /* (element-type utf8 GArray): of the category's articles, or of all */
  GPtrArray *order; /* (element-type utf8): the keys as the first of them has them */
  gboolean is_category;
  guint n_articles; /* whose keys these are */
  guint n_spaces;   /* names with spaces between words */
  guint n_dashes;   /* names with hyphens, and no spaces */
  guint n_upper;    /* names with capital letters */
  guint n_names;
} Habits;

/* Of one key. */
typedef struct
{
  guint n;
  guint n_lists;
  guint n_same; /* whose value is the first one's */
  char *text;   /* (nullable): that value */
} Key;

static void
free_key (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key);
}

static gboolean
is_in_category (const BsArticle *article, const char *const *category)
{
  for (guint i = 0; category != NULL && i < article->categories->len; i++)
    {
      if (g_strv_equal (article->categories->pdata[i], category))
        return TRUE;
    }

  return FALSE;
}

static void
count_name (Habits *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *stem = name + bs_import_name_date_length (name);

  self->n_names++;
  self->n_spaces += strchr (stem, ' ') != NULL;
  self->n_dashes += strchr (stem, ' ') == NULL && strchr (stem, '-') != NULL;
  for (const char *p = stem; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p))
        {
          self->n_upper++;
          break;
        }
    }
}

static void
count_keys (Habits *self, const BsValue *keys)
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
  Habits *self = user_data;
  gboolean is_of_category = is_in_category (article, self->category);

  bs_import_layout_count (self->layout, article);
  g_mutex_lock (&self->mutex);
  count_name (self, article->path);
  /* Those of the category count alone, once there is one. */
  if (is_of_category && !self->is_category)
    {
      self->is_category = TRUE;
      self->n_articles = 0;
      g_hash_table_remove_all (self->keys);
      g_ptr_array_set_size (self->order, 0);
    }
  if (is_of_category == self->is_category && article->problems->len == 0)
    count_keys (self, article->keys);
  g_mutex_unlock (&self->mutex);
}

/* A hyphen for whatever is between two words. */
static void
join_words (char *stem)
{
  char *out = stem;

  for (const char *p = stem; *p != '\0';)
    {
      gsize n = strspn (p, " _-");
      const char *space = n > 0 ? strpbrk (p, " _") : NULL;

      if (n > 0 && space != NULL && space < p + n)
        {
          if (out > stem && p[n] != '\0')
            *out++ = '-';
          p += n;
        }
      else
        *out++ = *p++;
    }
  *out = '\0';
}

/* The title as a name, in the style of those that are there. */
static char *
make_stem (const Habits *self, const char *title)
{
  char *stem = bs_import_name_make_safe (title);

  if (self->n_dashes >= self->n_spaces)
    join_words (stem);
  if (self->n_names > 0 && self->n_upper * 2 < self->n_names)
    for (char *p = stem; *p != '\0'; p++)
      *p = g_ascii_tolower (*p);

  return stem;
}

static gboolean
is_shared (const Habits *self, const char *name)
{
  const Key *key = g_hash_table_lookup (self->keys, name);

  return key != NULL && key->n == self->n_articles;
}

/* What all articles say alike is written again; other values are for the user to write. */
static const char *
get_value (const Habits *self, const char *name, const Key *key)
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

/* A template of what all articles have. */
static char *
make_template (const Habits *self)
{
  GString *out = g_string_new ("---\ntitle:\n");

  if (self->n_articles == 0 || is_shared (self, "date"))
    g_string_append (out, "date: {{ date }}\n");
  for (guint i = 0; i < self->order->len; i++)
    {
      const char *name = self->order->pdata[i];
      const Key *key = g_hash_table_lookup (self->keys, name);
      const char *value;
      const gboolean is_plain = strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") == strlen (name);

      if (!is_plain || !is_shared (self, name) || g_str_equal (name, "title") || g_str_equal (name, "date") ||
          g_ascii_strcasecmp (name, "categories") == 0 || g_ascii_strcasecmp (name, "category") == 0)
        continue;
      value = get_value (self, name, key);
      g_string_append_printf (out, "%s:%s%s\n", name, *value != '\0' ? " " : "", value);
    }
  g_string_append (out, "---\n\n");

  return g_string_free (out, FALSE);
}

static char *
read_template (const char *root, const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".md", NULL);
  g_autofree char *path = g_build_filename (root, folder, file, NULL);
  g_autoptr (GBytes) bytes = bs_file_read (path, NULL);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);

  return g_utf8_validate (data, (gssize) length, NULL) ? g_strndup (data, length) : NULL;
}

/* The site's own template. */
static char *
find_template (const BsSite *site, const char *folder)
{
  if (site->kind == BS_SITE_HEXO)
    return read_template (site->root, "scaffolds", "post");
  if (site->kind == BS_SITE_HUGO)
    {
      /* By the section: the first folder below the content. */
      g_auto (GStrv) parts = g_strsplit (folder, "/", -1);
      const char *section = g_strv_length (parts) > 1 ? parts[1] : "default";
      char *template = read_template (site->root, "archetypes", section);

      return template != NULL ? template : read_template (site->root, "archetypes", "default");
    }

  return NULL;
}

/* What Hexo calls a new file. */
static char *
make_hexo_name (const char *pattern, const char *stem, GDateTime *now)
{
  static const char *const parts[][2] = {
    { ":year", "%Y" }, { ":month", "%m" }, { ":i_month", "%-m" }, { ":day", "%d" }, { ":i_day", "%-d" },
  };
  g_autoptr (GString) name = g_string_new (pattern);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = g_date_time_format (now, parts[i][1]);

      g_string_replace (name, parts[i][0], text, 0);
    }
  g_string_replace (name, ":title", stem, 0);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gboolean
is_there (const char *root, const char *path)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  struct stat st;

  return lstat (whole, &st) == 0;
}

static char *
find_path (const Habits *self, const BsSite *site, const char *folder, const char *stem, GDateTime *now)
{
  g_autoptr (BsSiteRules) rules = site->is_site ? bs_site_rules_read (site->root) : NULL;
  const char *pattern = rules != NULL ? rules->new_post_name : NULL;
  g_autofree char *date = bs_import_layout_is_dated (self->layout) ? g_date_time_format (now, "%Y-%m-%d") : NULL;

  for (guint number = 1; number < MAX_NUMBER; number++)
    {
      g_autofree char *numbered = number > 1 ? g_strdup_printf ("%s-%u", stem, number) : g_strdup (stem);
      g_autofree char *name =
          pattern != NULL ? make_hexo_name (pattern, numbered, now) : bs_import_name_build (date, stem, number, ".md");
      g_autofree char *path = bs_relative_path_join (folder, name);

      if (bs_relative_path_is_safe (path) && !is_there (site->root, path))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/**
 * bs_new_article_make:
 * @root: the library's folder
 * @title: what the article is called
 * @category: (nullable) (array zero-terminated=1): its category
 * @cancellable: (nullable): ends it early
 * @error: return location
 *
 * Makes a new article by the site's own template; where there is none, with the fields that the category's articles
 * share. Its place and its name are like those of the articles that are there. Nothing is written. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the article; %NULL with a #BsChangeError or a #GIOErrorEnum
 */
BsNewArticle *
bs_new_article_make (const char *root, const char *title, const char *const *category, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsImportLayout) layout = NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_key);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (BsNewArticle) self = NULL;
  g_auto (BsScanResult) result = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *template = NULL;
  Habits habits = { .category = category, .keys = keys, .order = order };
  BsTemplateValues values = { .title = title, .layout = "post", .category = category };
  gboolean is_scanned;

  g_return_val_if_fail (root != NULL && title != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  site = bs_site_detect (root);
  layout = habits.layout = bs_import_layout_new (site);
  g_mutex_init (&habits.mutex);
  is_scanned = bs_scan_folder (site, "", BS_SCAN_DEFAULT, NULL, article_cb, &habits, &result, cancellable, error);
  g_mutex_clear (&habits.mutex);
  if (!is_scanned)
    return NULL;

  now = g_date_time_new_now (site->zone);
  folder = site->kind == BS_SITE_HEXO ? bs_site_dup_new_folder (site) : bs_import_layout_find_folder (layout, category);
  if (site->kind == BS_SITE_HEXO && bs_import_layout_is_mirrored (layout))
    {
      g_free (folder);
      folder = bs_import_layout_find_folder (layout, category);
    }
  stem = make_stem (&habits, title);
  values.name = stem;
  values.now = now;
  template = find_template (site, folder);
  self = g_new0 (BsNewArticle, 1);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  self->path = find_path (&habits, site, folder, stem, now);
  if (self->path == NULL)
    {
      g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("No free name was found for “%s”."), title);
      return NULL;
    }
  if (template != NULL)
    {
      self->bytes = bs_article_template_fill (template, site->kind, &values, self->removed, error);
    }
  else
    {
      template = make_template (&habits);
      /* It is ours, in the tags of Hexo. */
      self->bytes = bs_article_template_fill (template, BS_SITE_NONE, &values, self->removed, error);
    }

  return self->bytes != NULL ? g_steal_pointer (&self) : NULL;
}

static char *
name_step (gpointer title, guint n_articles)
{
  return g_strdup (_ ("New article"));
}

/**
 * bs_new_article_write:
 * @self: an article
 * @home: the library's home
 * @root: the library's folder
 * @error: return location
 *
 * Writes a new article, as a step of the library's history. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with a #GIOErrorEnum
 */
BsEditReport *
bs_new_article_write (const BsNewArticle *self, BsHome *home, const char *root, GError **error)
{
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;
  BsEditReport *report;

  g_return_val_if_fail (self != NULL && home != NULL && root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  transaction = bs_transaction_begin (home, root, _ ("New article"), error);
  if (transaction == NULL)
    return NULL;
  if (!bs_transaction_make_folder (transaction, self->path, error))
    return NULL;
  bs_transaction_add (transaction, self->path, NULL, self->bytes, &failure);

  report = bs_edit_report_new ();
  for (guint i = 0; i < self->removed->len; i++)
    g_ptr_array_add (report->notes, g_strdup_printf (_ ("“%s” of the template was left out."),
                                                     (const char *) self->removed->pdata[i]));

  return bs_edit_report_finish (report, transaction, name_step, NULL, failure, error);
}

/**
 * bs_new_article_free:
 * @self: (transfer full): an article
 */
void
bs_new_article_free (BsNewArticle *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_ptr_array_unref (self->removed);
  g_free (self);
}
