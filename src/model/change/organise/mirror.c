/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/mirror.h"

#include "model/change/edit/site-edits.h"
#include "model/change/import/import-name.h"
#include "model/change/write/file-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From this share on, of the articles of a category, its folder is meant to have its name, in percent. */
#define ENOUGH 90

/* The part of an article's path that is the folder of a category. */
typedef struct
{
  gsize start;
  gsize end;
  guint n_names; /* number of levels of the category that the part contains; 1 or all */
  gboolean is_lower;
} Part;

/* How a folder may be named after a category. */
static gboolean
is_name (const char *folder, gsize length, const char *name, gboolean *is_lower)
{
  g_autofree char *own = g_strndup (folder, length);
  g_autofree char *safe = bs_import_name_make_safe (name);
  g_autofree char *lower = g_utf8_strdown (safe, -1);

  *is_lower = strcmp (own, safe) != 0 && strcmp (own, lower) == 0;

  return strcmp (own, safe) == 0 || strcmp (own, lower) == 0;
}

static gboolean
match_names (const char *path, const char *const *names, Part *part)
{
  gboolean is_lower;
  const char *p = path;

  part->is_lower = FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *slash = strchr (p, '/');

      if (slash == NULL || !is_name (p, (gsize) (slash - p), names[i], &is_lower))
        return FALSE;
      part->is_lower = part->is_lower || is_lower;
      part->end = (gsize) (slash - path);
      p = slash + 1;
    }

  return TRUE;
}

/* Finds the folder of a category, all of its names or the last one, the outermost first. */
static gboolean
find_part (const char *path, const char *const *category, Part *part)
{
  guint n = g_strv_length ((GStrv) category);

  for (guint i = 0; i < 2; i++)
    {
      const char *const *names = i == 0 ? category : category + n - 1;
      const char *p = path;

      while (p != NULL)
        {
          if (match_names (p, names, part))
            {
              part->start = (gsize) (p - path);
              part->end += part->start;
              part->n_names = i == 0 ? n : 1;
              return TRUE;
            }
          p = strchr (p, '/');
          p = p != NULL ? p + 1 : NULL;
        }
    }

  return FALSE;
}

static char *
build_folder (const char *path, const Part *part, const char *const *from, const char *const *to)
{
  g_autoptr (GString) out = g_string_new_len (path, (gssize) part->start);
  guint n_to = g_strv_length ((GStrv) to);
  guint n_from = g_strv_length ((GStrv) from);
  /* A folder that has only the last name gets only the last name. */
  guint first = part->n_names == n_from ? 0 : n_to - 1;

  for (guint i = first; i < n_to; i++)
    {
      g_autofree char *safe = bs_import_name_make_safe (to[i]);
      g_autofree char *lower = g_utf8_strdown (safe, -1);

      g_string_append_printf (out, "%s%s", i > first ? "/" : "", part->is_lower ? lower : safe);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* In Jekyll, the folders above _posts are categories even if the front matter names others. */
static gboolean
is_by_folder (BsSite *site, const char *path, const Part *part)
{
  const char *posts;
  g_autofree char *whole = NULL;

  if (bs_site_find (site, path)->kind != BS_SITE_JEKYLL)
    return FALSE;
  whole = g_strconcat ("/", path, NULL);
  posts = strstr (whole, "/_posts/");
  if (posts == NULL)
    posts = strstr (whole, "/_drafts/");

  return posts != NULL && part->end <= (gsize) (posts - whole);
}

/**
 * bs_mirror_is_by_folder:
 * @site: a library
 * @path: an article, relative to the library
 * @category: (array zero-terminated=1): a category, root first
 *
 * Returns: whether the article is in the category because of its folder, so that no edit of it can change that
 */
gboolean
bs_mirror_is_by_folder (BsSite *site, const char *path, const char *const *category)
{
  Part part;

  g_return_val_if_fail (site != NULL && path != NULL && category != NULL && *category != NULL, FALSE);

  return find_part (path, category, &part) && is_by_folder (site, path, &part);
}

/**
 * bs_mirror_count:
 * @site: a library
 * @paths: (array zero-terminated=1): the articles of a category and those below it, relative to the library
 * @category: (array zero-terminated=1): the category, root first
 *
 * Finds out whether folders mirror a category: at least 90 % of its articles are in a folder with its name. Looks at
 * paths alone.
 *
 * Returns: how many articles are; 0 if they are too few
 */
guint
bs_mirror_count (BsSite *site, const char *const *paths, const char *const *category)
{
  guint n_all = 0;
  guint n = 0;
  Part part;

  g_return_val_if_fail (site != NULL && paths != NULL && category != NULL && *category != NULL, 0);

  for (; *paths != NULL; paths++)
    {
      n_all++;
      n += find_part (*paths, category, &part);
    }

  return n * 100 >= n_all * ENOUGH ? n : 0;
}

/**
 * bs_mirror_find_folder:
 * @site: a library
 * @paths: (array zero-terminated=1): the articles of a category and those below it, relative to the library
 * @from: (array zero-terminated=1): the category, root first
 * @to: (array zero-terminated=1): its new path
 *
 * Returns: (transfer full) (nullable): the folder that most likely gets the files, relative to the library; %NULL if no
 *   folder has the name of the category
 */
char *
bs_mirror_find_folder (BsSite *site, const char *const *paths, const char *const *from, const char *const *to)
{
  Part part;

  g_return_val_if_fail (site != NULL && paths != NULL && from != NULL && to != NULL, NULL);

  for (; *paths != NULL; paths++)
    if (find_part (*paths, from, &part))
      return build_folder (*paths, &part, from, to);

  return NULL;
}

static char *
name_step (gpointer edit, guint n_articles)
{
  return bs_edit_describe (edit, n_articles);
}

static gboolean
is_link (const char *root, const char *path)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);

  return g_file_test (whole, G_FILE_TEST_IS_SYMLINK);
}

/* Returns: (element-type utf8): the files that are articles under a name of their own, for bs_file_is_known() */
static GHashTable *
list_files (const char *root, const char *const *paths)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *paths != NULL; paths++)
    if (!is_link (root, *paths))
      bs_file_is_known (files, root, *paths);
  return files;
}

/**
 * bs_mirror_plan:
 * @root: the library's folder
 * @paths: (array zero-terminated=1): the articles of a category and those below it, relative to it
 * @edit: the edit that renames the category in the front matter
 * @from: (array zero-terminated=1): the category, root first
 * @to: (array zero-terminated=1): its new path
 * @moves_files: whether files in a folder with its name move too
 * @flags: how they move
 *
 * Plans to rename or merge a category together with its folder. Without @moves_files, an article of Jekyll that has the
 * category by its folder is refused. Blocks on disk I/O.
 *
 * Returns: (transfer full): a plan
 */
BsMovePlan *
bs_mirror_plan (const char *root, const char *const *paths, const BsEdit *edit, const char *const *from,
                const char *const *to, gboolean moves_files, BsFilesFlags flags)
{
  g_autoptr (BsMovePlan) plan = NULL;
  g_auto (BsSiteEdits) edits = { NULL };
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) files = NULL;
  GHashTableIter iter;
  gpointer old_folder, new_folder;
  BsSite *site;

  g_return_val_if_fail (root != NULL && paths != NULL && edit != NULL && from != NULL && to != NULL, NULL);

  plan = bs_move_plan_new (root);
  bs_move_plan_set_name (plan, name_step, bs_edit_ref ((BsEdit *) edit), (GDestroyNotify) bs_edit_unref);
  bs_move_plan_set_adds_aliases (plan, (flags & BS_FILES_ADD_ALIASES) != 0);
  site = bs_move_plan_get_site (plan);
  bs_site_edits_init (&edits, root, edit);
  files = list_files (root, paths);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      Part part;
      gboolean is_in = find_part (paths[i], from, &part);

      if (is_in && !moves_files && is_by_folder (site, paths[i], &part))
        {
          g_autofree char *folder = g_strndup (paths[i], part.end);
          g_autofree char *shown = g_filename_display_name (paths[i]);
          g_autofree char *shown_folder = g_filename_display_name (folder);
          g_autofree char *reason =
              /* Translators: the arguments are an article and a folder. */
              g_strdup_printf (
                  _ ("“%s” has this category because of its folder “%s”. To rename it, move the files too."), shown,
                  shown_folder);

          bs_move_plan_refuse (plan, paths[i], reason);
          continue;
        }
      /* A link to one of the articles changes with it. */
      if (!(is_in && moves_files) && is_link (root, paths[i]) && bs_file_is_known (files, root, paths[i]))
        {
          bs_move_plan_leave (plan, paths[i]);
          continue;
        }
      bs_move_plan_edit (plan, paths[i], bs_site_edits_get (&edits, paths[i]));
      if (is_in && moves_files)
        {
          char *folder = build_folder (paths[i], &part, from, to);
          g_autofree char *path = g_strconcat (folder, paths[i] + part.end, NULL);

          bs_move_plan_add (plan, paths[i], path);
          g_hash_table_replace (folders, g_strndup (paths[i], part.end), folder);
        }
    }
  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, &old_folder, &new_folder))
    bs_move_plan_add_rest (plan, old_folder, new_folder);

  return g_steal_pointer (&plan);
}
