/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/new-article.h"

#include "model/change/edit/change-error.h"
#include "model/change/import/import-name.h"
#include "model/change/organise/article-template.h"
#include "model/change/write/file-access.h"
#include "model/format/article/article-name.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/site-rules.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#define MAX_NUMBER 10000

static char *
read_template (const char *root, const char *folder, const char *name, char **template_path)
{
  g_autofree char *file = g_strconcat (name, ".md", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autoptr (GBytes) bytes = bs_file_read (whole, NULL);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  if (!g_utf8_validate (data, (gssize) length, NULL))
    return NULL;
  *template_path = g_steal_pointer (&path);

  return g_strndup (data, length);
}

/* The site's own template. */
static char *
find_template (const BsSite *site, const char *folder, char **path)
{
  if (site->kind == BS_SITE_HEXO)
    return read_template (site->root, "scaffolds", "post", path);
  if (site->kind == BS_SITE_HUGO)
    {
      /* By the section: the first folder below the content. */
      g_auto (GStrv) parts = g_strsplit (folder, "/", -1);
      const char *section = g_strv_length (parts) > 1 ? parts[1] : "default";
      char *template = read_template (site->root, "archetypes", section, path);

      return template != NULL ? template : read_template (site->root, "archetypes", "default", path);
    }

  return NULL;
}

/* Hexo's name for a new file (`plugins/filter/new_post_path`). */
static char *
make_hexo_name (const char *pattern, const char *stem, GDateTime *now)
{
  static const char *const parts[][2] = {
    { ":year", "%Y" }, { ":month", "%m" }, { ":i_month", "%-m" }, { ":day", "%d" }, { ":i_day", "%-d" },
  };
  g_autoptr (GString) name = g_string_new (pattern);
  g_autofree char *hashed = g_strdup_printf ("%s%" G_GINT64_FORMAT, stem, g_date_time_to_unix (now));
  g_autofree char *base = NULL;
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, hashed, -1);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = g_date_time_format (now, parts[i][1]);

      g_string_replace (name, parts[i][0], text, 0);
    }
  hash[12] = '\0';
  g_string_replace (name, ":hash", hash, 0);
  g_string_replace (name, ":title", stem, 0);
  base = g_path_get_basename (name->str);
  if (!bs_article_name_is_article (base))
    g_string_append (name, ".md");

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
find_path (BsImportLayout *layout, const BsSite *site, const char *folder, const char *stem, GDateTime *now)
{
  g_autoptr (BsSiteRules) rules = site->is_site ? bs_site_rules_read (site->root) : NULL;
  const char *pattern = rules != NULL ? rules->new_post_name : NULL;
  g_autofree char *date = bs_import_layout_is_dated (layout) ? g_date_time_format (now, "%Y-%m-%d") : NULL;

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
 * bs_new_article_plan:
 * @habits: the common properties of the library's articles
 * @title: the title of the article
 * @category: (nullable) (array zero-terminated=1): its category
 * @error: return location
 *
 * Makes a new article by the site's own template; if there is none, with the fields that the category's articles share.
 * Its place and its name are like those of the existing articles. Nothing is written. Waits for the disk, but reads no
 * articles.
 *
 * Returns: (transfer full) (nullable): the article; %NULL with a #BsChangeError or a #GIOErrorEnum
 */
BsNewArticle *
bs_new_article_plan (BsArticleHabits *habits, const char *title, const char *const *category, GError **error)
{
  const BsSite *site;
  BsImportLayout *layout;
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (BsNewArticle) self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *template = NULL;
  g_autofree char *whole = NULL;
  BsTemplateValues values = { .title = title, .layout = "post", .category = category };

  g_return_val_if_fail (habits != NULL && title != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  site = bs_article_habits_get_site (habits);
  layout = bs_article_habits_get_layout (habits);
  now = g_date_time_new_now (site->zone);
  folder = site->kind == BS_SITE_HEXO ? bs_site_dup_new_folder (site) : bs_import_layout_find_folder (layout, category);
  if (site->kind == BS_SITE_HEXO && bs_import_layout_is_mirrored (layout))
    {
      g_free (folder);
      folder = bs_import_layout_find_folder (layout, category);
    }
  stem = bs_article_habits_make_stem (habits, title);
  /* A title of punctuation alone leaves an empty name. */
  if (*stem == '\0')
    {
      g_free (stem);
      stem = g_strdup ("untitled");
    }
  values.name = stem;
  values.now = now;
  self = g_new0 (BsNewArticle, 1);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  template = find_template (site, folder, &self->template_path);
  self->path = find_path (layout, site, folder, stem, now);
  if (self->path == NULL)
    {
      g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("No free name was found for “%s”."), title);
      return NULL;
    }
  whole = g_build_filename (site->root, self->path, NULL);
  if (!bs_file_check_creatable (whole, error))
    return NULL;
  if (template != NULL)
    {
      self->bytes = bs_article_template_fill (template, site->kind, &values, self->removed, error);
    }
  else
    {
      template = bs_article_habits_make_template (habits, category);
      /* It is ours, in the tags of Hexo. */
      self->bytes = bs_article_template_fill (template, BS_SITE_NONE, &values, self->removed, error);
    }

  return self->bytes != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * bs_new_article_make:
 * @root: the library's folder
 * @title: the title of the article
 * @category: (nullable) (array zero-terminated=1): its category
 * @cancellable: (nullable): cancels it
 * @error: return location
 *
 * Reads the articles of a library, and makes a new one like them; see bs_new_article_plan(). Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the article; %NULL with a #BsChangeError or a #GIOErrorEnum
 */
BsNewArticle *
bs_new_article_make (const char *root, const char *title, const char *const *category, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (BsArticleHabits) habits = NULL;

  g_return_val_if_fail (root != NULL && title != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  habits = bs_article_habits_read (root, cancellable, error);

  return habits != NULL ? bs_new_article_plan (habits, title, category, error) : NULL;
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
 * Returns: (transfer full) (nullable): the report, or %NULL with a #GIOErrorEnum
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
    g_ptr_array_add (report->notes, g_strdup_printf (_ ("“%s” from the template was left out."),
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
  g_free (self->template_path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_ptr_array_unref (self->removed);
  g_free (self);
}
