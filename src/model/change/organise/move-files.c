/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-files.h"

#include "model/change/edit/change-error.h"
#include "model/change/import/import-name.h"
#include "model/change/organise/move-plan-private.h"
#include "model/change/write/file-access.h"
#include "model/format/article/article-name.h"
#include "model/format/article/article-values.h"
#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_NUMBER 10000

static char *
name_move (gpointer folder, guint n)
{
  g_autofree char *shown = g_filename_display_name (folder);

  /* Translators: the last argument is a folder. */
  return g_strdup_printf (ngettext ("Move %u article to the folder “%s”", "Move %u articles to the folder “%s”", n), n,
                          shown);
}

static char *
name_rename (gpointer name, guint n)
{
  g_autofree char *shown = g_filename_display_name (name);

  /* Translators: the argument is a file's name. */
  return g_strdup_printf (_ ("Rename file to “%s”"), shown);
}

static char *
name_publish (gpointer data, guint n)
{
  return g_strdup_printf (ngettext ("Publish %u article", "Publish %u articles", n), n);
}

static char *
name_unpublish (gpointer data, guint n)
{
  return g_strdup_printf (ngettext ("Unpublish %u article", "Unpublish %u articles", n), n);
}

static void
plan_move (BsMovePlan *plan, const char *const *paths, const char *folder)
{
  for (; *paths != NULL; paths++)
    {
      g_autofree char *to = bs_move_plan_find_path (plan, *paths, folder);

      bs_move_plan_add (plan, *paths, to);
    }
  bs_move_plan_set_name (plan, name_move, g_strdup (folder), g_free);
}

/* The page of a bundle is called by its folder. */
static void
plan_rename (BsMovePlan *plan, const char *path, const char *name)
{
  g_autofree char *folder = bs_path_dup_folder (path);
  g_autofree char *shown = g_filename_display_name (name);

  if (*name == '\0' || strchr (name, '/') != NULL || strcmp (name, ".") == 0 || strcmp (name, "..") == 0)
    {
      g_autofree char *reason = g_strdup_printf (_ ("“%s” is not a valid file name."), shown);

      bs_move_plan_refuse (plan, path, reason);
    }
  else if (g_str_has_prefix (bs_path_get_name (path), "index.") && *folder != '\0' &&
           !g_str_has_prefix (name, "index."))
    {
      const char *dot = bs_article_name_is_article (name) ? strrchr (name, '.') : NULL;
      g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
      g_autofree char *outer = bs_path_dup_folder (folder);
      g_autofree char *place = bs_relative_path_join (outer, stem);
      g_autofree char *to = bs_relative_path_join (place, bs_path_get_name (path));

      bs_move_plan_add (plan, path, to);
    }
  else
    {
      g_autofree char *to = bs_relative_path_join (folder, name);

      bs_move_plan_add (plan, path, to);
    }
  bs_move_plan_set_name (plan, name_rename, g_strdup (name), g_free);
}

/* The path of an article when it is published, or a draft. */
static char *
find_published (const BsSite *site, const BsArticle *article, const char *path, gboolean publish)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const char *from = publish ? "_drafts" : "_posts";
  guint n = g_strv_length (parts);
  guint place = n;

  if (site->kind != BS_SITE_HEXO && site->kind != BS_SITE_JEKYLL)
    return g_strdup (path);
  for (guint i = 0; i + 1 < n; i++)
    {
      if (strcmp (parts[i], from) == 0)
        place = i;
    }
  if (place == n)
    return g_strdup (path);
  g_free (parts[place]);
  parts[place] = g_strdup (publish ? "_posts" : "_drafts");
  if (site->kind == BS_SITE_JEKYLL)
    {
      gsize length = bs_import_name_date_length (parts[n - 1]);
      char *name = NULL;

      if (publish && length == 0)
        {
          g_autoptr (GDateTime) date =
              article->has_date ? g_date_time_new_from_unix_utc (article->date.face) : g_date_time_new_now (site->zone);
          g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%d-") : NULL;

          name = g_strconcat (text != NULL ? text : "", parts[n - 1], NULL);
        }
      else if (!publish && length > 0)
        {
          name = g_strdup (parts[n - 1] + length);
        }
      if (name != NULL)
        {
          g_free (parts[n - 1]);
          parts[n - 1] = name;
        }
    }

  return g_strjoinv ("/", parts);
}

static void
set_key (BsEdit *edit, const char *key, gboolean value)
{
  const char *const path[] = { key, NULL };
  BsValue *truth = bs_value_new (BS_VALUE_BOOLEAN, 0, 0);

  truth->text = g_strdup (value ? "true" : "false");
  bs_edit_set (edit, path, truth);
}

/* The change of the front matter that goes with the folder. */
static BsEdit *
make_draft_edit (const BsSite *site, const BsArticle *article, gboolean publish, gboolean moves)
{
  const BsValue *draft = article->keys != NULL ? bs_article_find_value (article->keys, site->kind, "draft") : NULL;
  const BsValue *published =
      article->keys != NULL ? bs_article_find_value (article->keys, site->kind, "published") : NULL;
  g_autoptr (BsEdit) edit = bs_edit_new ();
  gboolean in_drafts = bs_article_path_has_folder (article->path, "_drafts");

  if (publish && draft != NULL && (article->draft || in_drafts))
    set_key (edit, draft->key, FALSE);
  if (publish && published != NULL && site->kind != BS_SITE_HUGO && article->draft)
    set_key (edit, published->key, TRUE);
  if (publish || moves || in_drafts)
    return g_steal_pointer (&edit);
  /* Neither Hexo nor Jekyll reads `draft`. */
  if (site->kind == BS_SITE_HEXO || site->kind == BS_SITE_JEKYLL || (published != NULL && site->kind != BS_SITE_HUGO))
    set_key (edit, published != NULL ? published->key : "published", FALSE);
  else
    set_key (edit, draft != NULL ? draft->key : "draft", TRUE);

  return g_steal_pointer (&edit);
}

/* Whether an article will be missing from its site. Without a site, an article that becomes a draft stays where links
 * lead to it. */
static gboolean
is_hidden (const BsMovePlan *plan, const BsSite *own, const char *path)
{
  return bs_link_map_get_new_path (plan->map, path) != path ||
         (own->is_site && g_hash_table_contains (plan->edits, path));
}

static void
plan_publish (BsMovePlan *plan, const char *const *paths, gboolean publish)
{
  BsSite *site = bs_move_plan_get_site (plan);

  for (; *paths != NULL; paths++)
    {
      const BsSite *own = bs_site_find (site, *paths);
      g_autoptr (BsArticle) article = bs_scan_file (site, *paths, NULL);
      g_autofree char *to = NULL;
      g_autoptr (BsEdit) edit = NULL;

      if (article == NULL)
        {
          g_autofree char *shown = g_filename_display_name (*paths);
          g_autofree char *reason = g_strdup_printf (_ ("“%s” no longer exists."), shown);

          bs_move_plan_refuse (plan, *paths, reason);
          continue;
        }
      to = find_published (own, article, *paths, publish);
      edit = make_draft_edit (own, article, publish, strcmp (to, *paths) != 0);
      if (!bs_edit_is_empty (edit))
        bs_move_plan_edit (plan, *paths, edit);
      if (bs_edit_is_empty (edit) || strcmp (to, *paths) != 0)
        bs_move_plan_add (plan, *paths, to);
      if (!publish && !article->draft && is_hidden (plan, own, *paths))
        bs_link_map_add_hidden (plan->map, *paths);
    }
  bs_move_plan_set_name (plan, publish ? name_publish : name_unpublish, NULL, NULL);
}

/**
 * bs_files_plan:
 * @root: the library's folder
 * @action: what to do
 * @paths: (array zero-terminated=1): articles, relative to it
 * @argument: (nullable): a folder or a name, for the actions that need one
 * @flags: how
 *
 * Finds the new path of each article. Hexo and Jekyll keep drafts in a folder, and posts of Jekyll have their date in
 * the name; elsewhere the front matter says `draft`.
 *
 * Returns: (transfer full): a plan, to be looked over or written
 */
BsMovePlan *
bs_files_plan (const char *root, BsFilesAction action, const char *const *paths, const char *argument,
               BsFilesFlags flags)
{
  g_autoptr (BsMovePlan) plan = NULL;

  g_return_val_if_fail (root != NULL && paths != NULL, NULL);

  plan = bs_move_plan_new (root);
  bs_move_plan_set_adds_aliases (plan, (flags & BS_FILES_ADD_ALIASES) != 0);
  switch (action)
    {
    case BS_FILES_MOVE:
      g_return_val_if_fail (argument != NULL, NULL);
      plan_move (plan, paths, argument);
      break;
    case BS_FILES_RENAME:
      g_return_val_if_fail (argument != NULL && *paths != NULL, NULL);
      plan_rename (plan, *paths, argument);
      break;
    case BS_FILES_PUBLISH:
    case BS_FILES_UNPUBLISH:
    default:
      plan_publish (plan, paths, action == BS_FILES_PUBLISH);
      break;
    }

  return g_steal_pointer (&plan);
}

/**
 * bs_files_move:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @folder: a folder, relative to it; it is created if it is missing
 * @cancellable: (nullable): stops it before anything is written
 * @error: return location
 *
 * Moves articles with their own files to another folder. References from and to them are changed in the same step.
 *
 * Returns: (transfer full) (nullable): the result, with the old and the new paths as changed; %NULL with a
 *   #GIOErrorEnum
 */
BsEditReport *
bs_files_move (BsHome *home, const char *root, const char *const *paths, const char *folder, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (BsMovePlan) plan = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL && folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  plan = bs_files_plan (root, BS_FILES_MOVE, paths, folder, BS_FILES_DEFAULT);
  return bs_move_plan_write (plan, home, NULL, NULL, cancellable, error);
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  /* A path may be any bytes. */
  shown = g_utf8_make_valid (text, -1);
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, shown);

  return FALSE;
}

static gboolean
is_bundle (const char *path)
{
  return g_str_has_prefix (bs_path_get_name (path), "index.");
}

/* The article and its own files: its page bundle, or the folder of images that has its name. The article comes first.
 */
static GPtrArray *
list_copied (const char *root, const char *path, GError **error)
{
  g_autofree char *own = bs_path_dup_stem (path);
  g_autofree char *whole_own = g_build_filename (root, own, NULL);
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (BsMovePlan) plan = NULL;
  g_autoptr (BsEditReport) refused = NULL;
  struct stat st;

  if (lstat (whole, &st) == 0 && !S_ISREG (st.st_mode))
    {
      refuse (error, _ ("“%s” is a link to another file, and was left as it is."), path);
      return NULL;
    }
  if (!is_bundle (path) && !g_str_has_prefix (bs_path_get_name (path), "_index.") &&
      !g_file_test (whole_own, G_FILE_TEST_IS_DIR))
    {
      files = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (files, g_strdup (path));
      return g_steal_pointer (&files);
    }
  plan = bs_move_plan_new (root);
  folders = g_ptr_array_new_with_free_func (g_free);
  files = bs_move_plan_add_leaving (plan, path, folders);
  if (files == NULL)
    {
      refused = bs_edit_report_new ();
      bs_move_plan_copy_refused (plan, refused);
      refuse (error, "%s", ((const BsTransactionResult *) g_ptr_array_index (refused->failed, 0))->error->message);
      return NULL;
    }
  for (guint i = 1; i < files->len; i++)
    if (strcmp (g_ptr_array_index (files, i), path) == 0)
      {
        gpointer first = files->pdata[0];

        files->pdata[0] = files->pdata[i];
        files->pdata[i] = first;
      }

  return g_steal_pointer (&files);
}

/* A free name with a number beside a file or a folder; the folder of images of an article is free too. */
static char *
find_free_name (const char *root, const char *path, gboolean is_folder, GError **error)
{
  const char *name = bs_path_get_name (path);
  const char *dot = is_folder ? NULL : strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
  g_autofree char *folder = bs_path_dup_folder (path);

  for (guint number = 2; number < MAX_NUMBER; number++)
    {
      g_autofree char *numbered = bs_import_name_build (NULL, stem, number, dot != NULL ? dot : "");
      g_autofree char *free_path = bs_relative_path_join (folder, numbered);
      g_autofree char *own = is_folder ? g_strdup (free_path) : bs_path_dup_stem (free_path);
      g_autofree char *whole = g_build_filename (root, free_path, NULL);
      g_autofree char *whole_own = g_build_filename (root, own, NULL);
      struct stat st;

      if (lstat (whole, &st) != 0 && lstat (whole_own, &st) != 0)
        return g_steal_pointer (&free_path);
    }
  refuse (error, _ ("No free name was found for “%s”."), name);

  return NULL;
}

static char *
name_step (gpointer user_data, guint n_written)
{
  return g_strdup (user_data);
}

/**
 * bs_files_duplicate:
 * @home: the library's home
 * @root: the library's folder
 * @path: an article, relative to it
 * @error: return location
 *
 * Copies an article and its own files, the rest of its page bundle or the folder of images that has its name, under a
 * name with a number. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the report, with the new paths as changed, the article's first; %NULL with a
 *   #GIOErrorEnum
 */
BsEditReport *
bs_files_duplicate (BsHome *home, const char *root, const char *path, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  files = list_copied (root, path, error);
  if (files == NULL)
    return NULL;
  old = is_bundle (path) ? bs_path_dup_folder (path) : bs_path_dup_stem (path);
  to = find_free_name (root, is_bundle (path) ? old : path, is_bundle (path), error);
  if (to == NULL)
    return NULL;
  new = is_bundle (path) ? g_strdup (to) : bs_path_dup_stem (to);
  transaction = bs_transaction_begin (home, root, _ ("Duplicate article"), error);
  if (transaction == NULL)
    return NULL;
  report = bs_edit_report_new ();
  for (guint i = 0; i < files->len && failure == NULL; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *copy =
          i == 0 && !is_bundle (path) ? g_strdup (to) : g_strconcat (new, file + strlen (old), NULL);
      g_autofree char *whole = g_build_filename (root, file, NULL);
      g_autoptr (GBytes) bytes = bs_file_read (whole, &failure);

      if (bytes != NULL && bs_transaction_make_folder (transaction, copy, &failure))
        bs_transaction_add (transaction, copy, NULL, bytes, &failure);
    }

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name_step, (gpointer) _ ("Duplicate article"),
                                failure, error);
}
