/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-plan-private.h"

#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/organise/article-paths.h"
#include "model/change/organise/diff.h"
#include "model/change/organise/link-search.h"
#include "model/change/organise/relink.h"
#include "model/change/organise/site-address.h"
#include "model/change/write/editing.h"
#include "model/change/write/file-access.h"
#include "model/format/text/path.h"
#include "model/change/write/write-scope.h"
#include "model/library/folder/relative-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

static void
free_move (gpointer data)
{
  BsMove *move = data;

  g_free (move->from);
  g_free (move->to);
  g_free (move);
}

/**
 * bs_move_plan_new:
 * @root: the library's folder
 *
 * Reads the names of a library's articles. Blocks on disk I/O.
 *
 * Returns: (transfer full): an empty plan
 */
BsMovePlan *
bs_move_plan_new (const char *root)
{
  BsMovePlan *self;

  g_return_val_if_fail (root != NULL, NULL);

  self = g_atomic_rc_box_new0 (BsMovePlan);
  self->root = g_strdup (root);
  self->site = bs_site_detect (root);
  self->articles = bs_article_paths_list (self->site);
  self->map = bs_link_map_new (self->site, self->articles);
  self->moves = g_ptr_array_new_with_free_func (free_move);
  self->targets = g_hash_table_new (g_str_hash, g_str_equal);
  self->edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bs_edit_unref);
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->linking = g_ptr_array_new ();
  self->refused = bs_edit_report_new ();

  return self;
}

static void
clear_plan (gpointer data)
{
  BsMovePlan *self = data;

  bs_link_map_free (self->map);
  g_ptr_array_unref (self->articles);
  g_ptr_array_unref (self->moves);
  g_hash_table_unref (self->targets);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->linking);
  g_hash_table_unref (self->edits);
  bs_edit_report_unref (self->refused);
  if (self->free_name_data != NULL)
    self->free_name_data (self->name_data);
  bs_site_unref (self->site);
  g_free (self->root);
}

/**
 * bs_move_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
BsMovePlan *
bs_move_plan_ref (BsMovePlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * bs_move_plan_unref:
 * @self: (transfer full): a plan
 */
void
bs_move_plan_unref (BsMovePlan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_plan);
}

/**
 * bs_move_plan_get_site:
 * @self: a plan
 *
 * Returns: (transfer none): the library
 */
BsSite *
bs_move_plan_get_site (BsMovePlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->site;
}

/**
 * bs_move_plan_get_n_moves:
 * @self: a plan that was looked over
 *
 * Returns: how many files get another path
 */
guint
bs_move_plan_get_n_moves (const BsMovePlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_moving;
}

/**
 * bs_move_plan_get_n_relinked:
 * @self: a plan that was looked over
 *
 * Returns: the number of other articles that change, because they have references to moved files
 */
guint
bs_move_plan_get_n_relinked (const BsMovePlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_relinked;
}

/**
 * bs_move_plan_get_refused:
 * @self: a plan
 *
 * Returns: (transfer none): the articles that can neither move nor change, and those that are already in place
 */
const BsEditReport *
bs_move_plan_get_refused (const BsMovePlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->refused;
}

/**
 * bs_move_plan_edit:
 * @self: a plan
 * @path: an article, relative to the library, that was not added yet
 * @edit: an edit, for the kind of the article's site
 *
 * Changes the front matter of an article in the same step, whether it moves or not.
 */
void
bs_move_plan_edit (BsMovePlan *self, const char *path, const BsEdit *edit)
{
  g_return_if_fail (self != NULL && path != NULL && edit != NULL);

  g_hash_table_insert (self->edits, g_strdup (path), bs_edit_ref ((BsEdit *) edit));
}

/**
 * bs_move_plan_set_adds_aliases:
 * @self: a plan
 * @adds_aliases: whether moved articles of a Hugo site keep their old address as one of their `aliases`
 */
void
bs_move_plan_set_adds_aliases (BsMovePlan *self, gboolean adds_aliases)
{
  g_return_if_fail (self != NULL);

  self->adds_aliases = adds_aliases;
}

/**
 * bs_move_plan_refuse:
 * @self: a plan
 * @path: an article
 * @reason: why it stays, as a sentence
 */
void
bs_move_plan_refuse (BsMovePlan *self, const char *path, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (self != NULL && path != NULL && reason != NULL);

  /* A path may be any bytes. */
  shown = g_utf8_make_valid (reason, -1);
  g_set_error_literal (&error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, shown);
  bs_edit_report_add_failure (self->refused, path, error);
}

static void refuse (BsMovePlan *self, const char *path, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Its front matter must not name a category whose folder it is not in. */
static void
refuse (BsMovePlan *self, const char *path, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_hash_table_remove (self->edits, path);
  bs_move_plan_refuse (self, path, reason);
}

static gboolean
is_index (const char *path)
{
  return g_str_has_prefix (bs_path_get_name (path), "index.");
}

/* Whether any article but one is in a folder. */
static gboolean
has_articles (BsMovePlan *self, const char *folder, const char *except)
{
  guint n;

  if (self->counts == NULL)
    {
      self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < self->articles->len; i++)
        {
          g_autofree char *above = bs_path_dup_folder (g_ptr_array_index (self->articles, i));

          while (*above != '\0')
            {
              char *next = bs_path_dup_folder (above);

              n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, above));
              g_hash_table_insert (self->counts, above, GUINT_TO_POINTER (n + 1));
              above = next;
            }
        }
    }
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, folder));

  return n > (bs_relative_path_is_below (except, folder) ? 1 : 0);
}

/* Adds the files of a folder. Returns FALSE with the reason if one cannot be moved. */
static gboolean
list_files (const char *root, const char *folder, GPtrArray *files, GPtrArray *folders, char **reason)
{
  g_autofree char *whole = g_build_filename (root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (whole, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      *reason = g_strdup_printf (_ ("The folder “%s” cannot be read, and was left where it is."), folder);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = bs_relative_path_join (folder, name);
      g_autofree char *file = g_build_filename (root, path, NULL);
      struct stat st;

      if (lstat (file, &st) == 0 && S_ISDIR (st.st_mode))
        {
          if (!list_files (root, path, files, folders, reason))
            return FALSE;
        }
      else if (lstat (file, &st) != 0 || !S_ISREG (st.st_mode))
        {
          *reason = g_strdup_printf (_ ("“%s” is a link or another special file, and cannot be moved."), path);
          return FALSE;
        }
      else if (st.st_size > BS_ARTICLE_MAX_BYTES)
        {
          *reason = g_strdup_printf (_ ("“%s” is larger than 64 MiB, and cannot be moved."), path);
          return FALSE;
        }
      else
        {
          g_ptr_array_add (files, g_steal_pointer (&path));
        }
    }
  g_ptr_array_add (folders, g_strdup (folder));

  return TRUE;
}

static gboolean
is_folder (const char *root, const char *path)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  struct stat st;

  return lstat (whole, &st) == 0 && S_ISDIR (st.st_mode);
}

/* Whether a new path is free, also among the other moves. */
static gboolean
is_free (const BsMovePlan *self, const char *from, const char *to, gboolean *is_same_file)
{
  g_autofree char *old = g_build_filename (self->root, from, NULL);
  g_autofree char *new = g_build_filename (self->root, to, NULL);
  struct stat old_st, new_st;

  *is_same_file = FALSE;
  if (g_hash_table_contains (self->targets, to))
    return FALSE;
  if (lstat (new, &new_st) != 0)
    return TRUE;
  *is_same_file = lstat (old, &old_st) == 0 && old_st.st_dev == new_st.st_dev && old_st.st_ino == new_st.st_ino &&
                  old_st.st_nlink == 1;

  return *is_same_file;
}

static void
add_move (BsMovePlan *self, const char *from, const char *to, gboolean is_article, gboolean is_same_file)
{
  BsMove *move = g_new0 (BsMove, 1);

  move->from = g_strdup (from);
  move->to = g_strdup (to);
  move->is_article = is_article;
  move->is_same_file = is_same_file;
  g_ptr_array_add (self->moves, move);
  g_hash_table_add (self->targets, move->to);
  bs_link_map_add_move (self->map, from, to);
}

/**
 * bs_move_plan_find_path:
 * @self: a plan
 * @from: an article, relative to the library
 * @folder: another folder
 *
 * Returns: (transfer full): the path of the article in that folder; a page bundle keeps its own folder there
 */
char *
bs_move_plan_find_path (BsMovePlan *self, const char *from, const char *folder)
{
  g_autofree char *own = bs_path_dup_folder (from);
  g_autofree char *place = NULL;

  g_return_val_if_fail (self != NULL && from != NULL && folder != NULL, NULL);

  if (!is_index (from) || *own == '\0')
    return bs_relative_path_join (folder, bs_path_get_name (from));
  place = bs_relative_path_join (folder, bs_path_get_name (own));

  return bs_relative_path_join (place, bs_path_get_name (from));
}

static char *
dup_own_folder (const char *path)
{
  return is_index (path) ? bs_path_dup_folder (path) : bs_path_dup_stem (path);
}

/* @reason: (out): why one of the files cannot leave its folder */
static gboolean
can_leave (const BsMovePlan *self, const char *from, const GPtrArray *files, char **reason)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= files->len && error == NULL; i++)
    {
      g_autofree char *whole =
          g_build_filename (self->root, i < files->len ? g_ptr_array_index (files, i) : from, NULL);

      bs_file_is_changeable (whole, &error);
    }
  if (error != NULL)
    *reason = g_strdup (error->message);

  return error == NULL;
}

/* Finds the files that belong to an article: the folder of a page bundle, or the folder of images that has its name.
 * Returns FALSE, and refuses the article, if it cannot be moved. */
static gboolean
find_own_files (BsMovePlan *self, const char *from, GPtrArray *files, GPtrArray *folders)
{
  g_autofree char *whole = g_build_filename (self->root, from, NULL);
  g_autofree char *own = dup_own_folder (from);
  g_autofree char *reason = NULL;
  struct stat st;

  if (lstat (whole, &st) != 0)
    refuse (self, from, _ ("“%s” no longer exists."), from);
  else if (!S_ISREG (st.st_mode))
    refuse (self, from, _ ("“%s” is a link to another file, and was left as it is."), from);
  else if (st.st_size > BS_ARTICLE_MAX_BYTES)
    refuse (self, from, _ ("“%s” is larger than 64 MiB, and was left where it is."), from);
  else if (g_str_has_prefix (bs_path_get_name (from), "_index.") ||
           (is_index (from) &&
            (*own == '\0' || bs_site_is_content_folder (self->site, own) || has_articles (self, own, from))))
    {
      /* It may change all the same. */
      reason = g_strdup_printf (_ ("“%s” describes its folder, and was left where it is."), from);
      bs_move_plan_refuse (self, from, reason);
    }
  else if (is_folder (self->root, own) && (is_index (from) || !has_articles (self, own, from)) &&
           !list_files (self->root, own, files, folders, &reason))
    refuse (self, from, "%s", reason);
  else if (!can_leave (self, from, files, &reason))
    refuse (self, from, "%s", reason);
  else
    return TRUE;

  return FALSE;
}

/**
 * bs_move_plan_add:
 * @self: a plan that has not been looked over
 * @from: an article, relative to the library
 * @to: its new path
 *
 * Adds an article with its own files: the folder of a page bundle, or the folder of images that has its name. Articles
 * that cannot be moved are in the report.
 */
void
bs_move_plan_add (BsMovePlan *self, const char *from, const char *to)
{
  g_autofree char *old_folder = NULL;
  g_autofree char *new_folder = NULL;
  g_autofree char *new_file = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (GPtrArray) targets = NULL;
  g_autoptr (GError) error = NULL;
  const BsEdit *edit;
  gboolean is_same_file;

  g_return_if_fail (self != NULL && from != NULL && to != NULL);

  if (strcmp (from, to) == 0)
    {
      g_ptr_array_add (self->refused->unchanged, g_strdup (from));
      return;
    }
  if (!bs_relative_path_is_safe (to) || bs_relative_path_is_hidden (to))
    return refuse (self, from, _ ("“%s” is not a valid location in the library."), to);
  if (!bs_site_contains (self->site, to) && bs_site_contains (self->site, from))
    return refuse (self, from,
                   _ ("“%s” would not be an article of its site. Use a folder and a name that the site reads."), to);
  files = g_ptr_array_new_with_free_func (g_free);
  folders = g_ptr_array_new_with_free_func (g_free);
  if (!find_own_files (self, from, files, folders))
    return;

  old_folder = dup_own_folder (from);
  new_folder = is_index (from) ? bs_path_dup_folder (to) : bs_path_dup_stem (to);
  /* With another extension alone, they stay. */
  if (strcmp (old_folder, new_folder) == 0)
    {
      g_ptr_array_set_size (files, 0);
      g_ptr_array_set_size (folders, 0);
    }
  if (folders->len > 0 && bs_relative_path_is_below (is_index (from) ? new_folder : to, old_folder))
    return refuse (self, from, _ ("“%s” cannot be moved into its own folder."), from);
  edit = g_hash_table_lookup (self->edits, from);
  if (edit != NULL)
    {
      g_autoptr (GBytes) old_bytes = NULL;
      g_autoptr (GBytes) new_bytes = NULL;

      bs_editing_make (self->root, from, edit, &old_bytes, &new_bytes, &error);
    }
  new_file = g_build_filename (self->root, to, NULL);
  if (error != NULL || !bs_file_check_creatable (new_file, &error))
    return refuse (self, from, "%s", error->message);
  if (!is_free (self, from, to, &is_same_file))
    return refuse (self, from, _ ("“%s” already exists, and was left as it is."), to);
  targets = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      char *target = g_strconcat (new_folder, file + strlen (old_folder), NULL);
      gboolean is_same;

      g_ptr_array_add (targets, target);
      if (strcmp (file, from) != 0 && !is_free (self, file, target, &is_same))
        return refuse (self, from, _ ("“%s” already exists, and was left as it is."), target);
    }
  add_move (self, from, to, TRUE, is_same_file);
  self->n_articles++;
  for (guint i = 0; i < files->len; i++)
    if (strcmp (g_ptr_array_index (files, i), from) != 0)
      add_move (self, g_ptr_array_index (files, i), g_ptr_array_index (targets, i), FALSE, is_same_file);
  g_ptr_array_extend_and_steal (self->folders, g_steal_pointer (&folders));
}

/**
 * bs_move_plan_add_leaving:
 * @self: a plan that has not been looked over
 * @from: an article, relative to the library
 * @folders: (element-type filename): receives the folders that are its own, the innermost first
 *
 * Adds an article that leaves the library with its own files. Such a plan is not written; see bs_move_plan_look().
 *
 * Returns: (transfer full) (element-type filename) (nullable): the paths of the files, including the article; %NULL if
 *   it cannot leave, which is in the report
 */
GPtrArray *
bs_move_plan_add_leaving (BsMovePlan *self, const char *from, GPtrArray *folders)
{
  g_autoptr (GPtrArray) files = NULL;

  g_return_val_if_fail (self != NULL && from != NULL && folders != NULL, NULL);

  files = g_ptr_array_new_with_free_func (g_free);
  if (!find_own_files (self, from, files, folders))
    return NULL;
  if (!is_index (from))
    g_ptr_array_add (files, g_strdup (from));
  for (guint i = 0; i < files->len; i++)
    bs_link_map_add_move (self->map, g_ptr_array_index (files, i), g_ptr_array_index (files, i));
  self->n_articles++;

  return g_steal_pointer (&files);
}

/**
 * bs_move_plan_add_rest:
 * @self: a plan that has not been looked over
 * @from: a folder whose articles were added
 * @to: its new path
 *
 * Adds the other files of a folder if all of its articles move, so that the folder ends up empty.
 */
void
bs_move_plan_add_rest (BsMovePlan *self, const char *from, const char *to)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *reason = NULL;

  g_return_if_fail (self != NULL && from != NULL && to != NULL);

  for (guint i = 0; i < self->articles->len; i++)
    {
      const char *path = g_ptr_array_index (self->articles, i);

      if (bs_relative_path_is_below (path, from) && bs_link_map_get_new_path (self->map, path) == path &&
          !g_str_has_prefix (bs_path_get_name (path), "_index."))
        return;
    }
  if (!is_folder (self->root, from) || bs_relative_path_is_below (to, from) ||
      !list_files (self->root, from, files, folders, &reason))
    return;
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *new_file = g_strconcat (to, file + strlen (from), NULL);
      gboolean is_same_file;

      /* A file whose new path is taken stays, and so does its folder. */
      if (bs_link_map_get_new_path (self->map, file) == file && is_free (self, file, new_file, &is_same_file))
        add_move (self, file, new_file, g_str_has_prefix (bs_path_get_name (file), "_index."), is_same_file);
    }
  g_ptr_array_extend_and_steal (self->folders, g_steal_pointer (&folders));
}

/* Aliases keep the old address of a page of Hugo. */
static GBytes *
add_alias (const BsMovePlan *self, const BsMove *move, GBytes *bytes, GPtrArray *notes)
{
  static const char *const aliases[] = { "aliases", NULL };
  g_autofree char *old = bs_site_address_find (self->site, move->from, bytes);
  g_autofree char *new = bs_site_address_find (self->site, move->to, bytes);
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *made;

  if (old == NULL || new == NULL || strcmp (old, new) == 0)
    return g_bytes_ref (bytes);
  edit = bs_edit_new ();
  bs_edit_add_text (edit, aliases, old);
  made = bs_edit_apply (edit, bytes, &error);
  if (made != NULL)
    return made;
  if (notes != NULL)
    {
      g_autofree char *shown = g_filename_display_name (move->from);

      g_ptr_array_add (notes, g_strdup_printf (_ ("The old address of “%s” could not be kept as an alias. %s"), shown,
                                               error->message));
    }

  return g_bytes_ref (bytes);
}

/* The bytes of a file now and after the change. */
gboolean
bs_move_plan_make (BsMovePlan *self, const char *path, const BsMove *move, GBytes **old_bytes, GBytes **new_bytes,
                   GPtrArray *notes, GError **error)
{
  g_autofree char *whole = g_build_filename (self->root, path, NULL);
  g_autoptr (GBytes) bytes = bs_file_read (whole, error);
  g_autoptr (GBytes) edited = NULL;
  g_autoptr (GBytes) relinked = NULL;
  const BsEdit *edit;

  if (bytes == NULL)
    return FALSE;
  if (move != NULL && !move->is_article)
    {
      *new_bytes = g_bytes_ref (bytes);
      *old_bytes = g_steal_pointer (&bytes);
      return TRUE;
    }
  edit = g_hash_table_lookup (self->edits, path);
  edited = edit != NULL ? bs_edit_apply (edit, bytes, error) : g_bytes_ref (bytes);
  if (edited == NULL)
    return FALSE;
  relinked = bs_relink_make (self->map, self->site, path, edited, notes);
  if (move != NULL && self->adds_aliases && bs_site_find (self->site, path)->kind == BS_SITE_HUGO)
    *new_bytes = add_alias (self, move, relinked, notes);
  else
    *new_bytes = g_steal_pointer (&relinked);
  *old_bytes = g_steal_pointer (&bytes);

  return TRUE;
}

/* The articles that stay and may need other references. */
void
bs_move_plan_find_linking (BsMovePlan *self, BsPlanProgressFunc progress_func, gpointer user_data,
                           GCancellable *cancellable)
{
  if (self->n_articles == 0 && !bs_link_map_is_hidden (self->map, NULL))
    return;
  g_ptr_array_unref (self->linking);
  self->linking = bs_link_search_run (self->map, self->site, self->articles, progress_func, user_data, cancellable);
}

static void
note_lost (BsMovePlan *self, const char *path, GHashTable *leaving, GPtrArray *notes)
{
  g_autofree char *whole = g_build_filename (self->root, path, NULL);
  g_autoptr (GBytes) bytes = bs_file_read (whole, NULL);

  if (bytes != NULL)
    bs_relink_note_lost (self->map, self->site, path, bytes, leaving, notes);
}

/**
 * bs_move_plan_note_lost:
 * @self: a plan with articles that leave the library
 * @leaving: (element-type filename): all leaving files
 * @notes: (element-type utf8): receives a sentence for each reference between leaving and remaining articles
 * @cancellable: (nullable): cancels it
 *
 * Finds the references that lose their targets when the files leave. Blocks on disk I/O.
 */
void
bs_move_plan_note_lost (BsMovePlan *self, GHashTable *leaving, GPtrArray *notes, GCancellable *cancellable)
{
  GHashTableIter iter;
  gpointer path;

  g_return_if_fail (self != NULL && leaving != NULL && notes != NULL);

  bs_move_plan_find_linking (self, NULL, NULL, cancellable);
  for (guint i = 0; i < self->linking->len; i++)
    note_lost (self, g_ptr_array_index (self->linking, i), leaving, notes);
  g_hash_table_iter_init (&iter, leaving);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (bs_article_name_is_article (bs_path_get_name (path)))
      note_lost (self, path, leaving, notes);
}

void
bs_move_plan_copy_refused (const BsMovePlan *self, BsEditReport *to)
{
  const BsEditReport *from = self->refused;

  for (guint i = 0; i < from->failed->len; i++)
    {
      const BsTransactionResult *failure = g_ptr_array_index (from->failed, i);

      bs_edit_report_add_failure (to, failure->path, failure->error);
    }
  for (guint i = 0; i < from->unchanged->len; i++)
    g_ptr_array_add (to->unchanged, g_strdup (g_ptr_array_index (from->unchanged, i)));
}

/* The remaining articles that change: those that link to moved files, and those that are edited. */
GPtrArray *
bs_move_plan_list_staying (const BsMovePlan *self)
{
  GPtrArray *paths = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer path;

  for (guint i = 0; i < self->linking->len; i++)
    {
      g_hash_table_add (seen, g_ptr_array_index (self->linking, i));
      g_ptr_array_add (paths, g_ptr_array_index (self->linking, i));
    }
  g_hash_table_iter_init (&iter, self->edits);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (bs_link_map_get_new_path (self->map, path) == path && !g_hash_table_contains (seen, path))
      g_ptr_array_add (paths, path);

  return paths;
}

static void
add_left (BsEditReport *report, const char *path)
{
  for (guint i = 0; i < report->failed->len; i++)
    if (strcmp (((BsTransactionResult *) g_ptr_array_index (report->failed, i))->path, path) == 0)
      return;
  g_ptr_array_add (report->left, g_strdup (path));
}

/* The edits of articles that were not to move are made unless all was cancelled. */
static void
keep_edits (BsMovePlan *self, BsEditReport *report)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->edits);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      if (bs_link_map_get_new_path (self->map, path) != path)
        {
          g_hash_table_iter_remove (&iter);
        }
      else if (report->is_cancelled)
        {
          add_left (report, path);
          g_hash_table_iter_remove (&iter);
        }
    }
}

/* Limits a plan to the moves that were done, and reports those that were not even tried as left.
 * Returns: (transfer full): the inverse of the other moves: from the paths that references in moved articles have by
 *   now, to the actual paths */
BsLinkMap *
bs_move_plan_keep_done (BsMovePlan *self, BsEditReport *report)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) moves = g_steal_pointer (&self->moves);
  g_autoptr (BsLinkMap) map = NULL;
  BsLinkMap *back;

  keep_edits (self, report);
  map = g_steal_pointer (&self->map);
  for (guint i = 0; i < self->articles->len; i++)
    g_ptr_array_add (all, (char *) bs_link_map_get_new_path (map, g_ptr_array_index (self->articles, i)));
  back = bs_link_map_new (self->site, all);
  self->map = bs_link_map_new (self->site, self->articles);
  self->moves = g_ptr_array_new_with_free_func (free_move);
  self->n_articles = 0;
  g_hash_table_remove_all (self->targets);
  for (guint i = 0; i < moves->len; i++)
    {
      const BsMove *move = g_ptr_array_index (moves, i);

      if (move->is_done)
        {
          add_move (self, move->from, move->to, move->is_article, move->is_same_file);
          self->n_articles += bs_move_plan_is_asked (self, move->from, move);
          continue;
        }
      bs_link_map_add_move (back, move->to, move->from);
      if (move->is_article && report->is_cancelled)
        add_left (report, move->from);
    }

  return back;
}

/* An article that cannot move, and cannot change either, has one reason. */
static void
add_failure (BsEditReport *report, GHashTable *refused, const char *path, const GError *error)
{
  if (!g_hash_table_contains (refused, path))
    bs_edit_report_add_failure (report, path, error);
}

static void
note_address (BsMovePlan *self, const BsMove *move, GBytes *old_bytes, GBytes *new_bytes, BsEditReport *report)
{
  g_autofree char *old = bs_site_address_find (self->site, move->from, old_bytes);
  g_autofree char *new = bs_site_address_find (self->site, move->to, new_bytes);
  BsAddressChange *change;

  if (old == NULL || new == NULL || strcmp (old, new) == 0)
    return;
  change = g_new0 (BsAddressChange, 1);
  change->path = g_strdup (move->from);
  change->old_address = g_steal_pointer (&old);
  change->new_address = g_steal_pointer (&new);
  g_ptr_array_add (report->addresses, change);
}

/**
 * bs_move_plan_look:
 * @self: a plan
 * @progress_func: (nullable) (scope call): called on several threads with the number of articles that were searched
 * @user_data: for @progress_func
 * @cancellable: (nullable): cancels it
 *
 * Looks for references and computes all changes without writing them. Blocks on disk I/O.
 *
 * Returns: (transfer full): the articles that would move or change, by their paths now, and those that cannot; with the
 *   addresses in the site that would differ
 */
BsEditReport *
bs_move_plan_look (BsMovePlan *self, BsPlanProgressFunc progress_func, gpointer user_data, GCancellable *cancellable)
{
  BsEditReport *report = bs_edit_report_new ();
  g_autoptr (GPtrArray) staying = NULL;
  g_autoptr (GHashTable) refused = NULL;
  g_autoptr (BsWriteScope) scope = NULL;
  guint n_asked = 0;

  g_return_val_if_fail (self != NULL, report);

  scope = bs_write_scope_new (self->root);
  bs_move_plan_find_linking (self, progress_func, user_data, cancellable);
  staying = bs_move_plan_list_staying (self);
  self->n_relinked = 0;
  self->n_moving = 0;
  bs_move_plan_copy_refused (self, report);
  refused = bs_edit_report_list_failed (self->refused);
  for (guint i = 0; i < self->moves->len + staying->len; i++)
    {
      const BsMove *move = i < self->moves->len ? g_ptr_array_index (self->moves, i) : NULL;
      const char *path = move != NULL ? move->from : g_ptr_array_index (staying, i - self->moves->len);
      g_autoptr (GBytes) old_bytes = NULL;
      g_autoptr (GBytes) new_bytes = NULL;
      g_autoptr (GError) error = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        {
          report->is_cancelled = TRUE;
          break;
        }
      if (!bs_move_plan_make (self, path, move, &old_bytes, &new_bytes, report->notes, &error))
        {
          add_failure (report, refused, path, error);
          continue;
        }
      if (move == NULL && g_bytes_equal (old_bytes, new_bytes))
        {
          if (g_hash_table_contains (self->edits, path))
            g_ptr_array_add (report->unchanged, g_strdup (path));
          continue;
        }
      if (move == NULL && !bs_write_scope_allows (scope, path, TRUE, &error))
        {
          add_failure (report, refused, path, error);
          continue;
        }
      self->n_moving += move != NULL;
      if (move != NULL && move->is_article)
        note_address (self, move, old_bytes, new_bytes, report);
      if (bs_move_plan_is_asked (self, path, move))
        n_asked++;
      else if (move == NULL)
        self->n_relinked++;
      g_ptr_array_add (report->changed, g_strdup (path));
      report->size += move != NULL ?
                          bs_journal_measure (path, old_bytes, NULL) + bs_journal_measure (path, NULL, new_bytes) :
                          bs_journal_measure (path, old_bytes, new_bytes);
    }
  report->name = bs_move_plan_describe (self, n_asked);

  return report;
}

/* @decodes: whether it is for people to read */
static char *
build_diff (BsMovePlan *self, const char *path, gboolean decodes)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GHashTable) refused = NULL;
  const BsTransactionResult *refusal;
  g_autoptr (GString) out = NULL;
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const char *new_path;
  const BsMove *move = NULL;

  new_path = bs_link_map_get_new_path (self->map, path);
  for (guint i = 0; new_path != path && move == NULL && i < self->moves->len; i++)
    if (strcmp (((BsMove *) g_ptr_array_index (self->moves, i))->from, path) == 0)
      move = g_ptr_array_index (self->moves, i);
  report = bs_edit_report_new ();
  if (!bs_move_plan_make (self, path, move, &old_bytes, &new_bytes, report->notes, NULL))
    return NULL;
  out = g_string_new (NULL);
  from = g_filename_display_name (path);
  to = g_filename_display_name (new_path);
  if (move != NULL)
    g_string_append_printf (out, "rename from %s\nrename to %s\n", from, to);
  if (move != NULL && move->is_article)
    note_address (self, move, old_bytes, new_bytes, report);
  for (guint i = 0; i < report->addresses->len; i++)
    {
      const BsAddressChange *change = g_ptr_array_index (report->addresses, i);

      g_string_append_printf (out, "address from %s\naddress to %s\n", change->old_address, change->new_address);
    }
  refused = bs_edit_report_list_failed (self->refused);
  refusal = g_hash_table_lookup (refused, path);
  if (refusal != NULL)
    g_string_append_printf (out, "# %s\n", refusal->error->message);
  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (out, "# %s\n", (const char *) g_ptr_array_index (report->notes, i));
  if (!g_bytes_equal (old_bytes, new_bytes))
    {
      g_autofree char *diff =
          decodes ? bs_plan_diff_text (path, old_bytes, new_bytes) : bs_diff_unified (from, old_bytes, new_bytes);

      g_string_append (out, diff);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * bs_move_plan_diff:
 * @self: a plan that was looked over
 * @path: an article, by its path now
 *
 * Returns: (transfer full) (nullable): its changes as a unified diff, after lines with the new path and the new address
 *   if it moves, and with problems; %NULL if it cannot be read
 */
char *
bs_move_plan_diff (BsMovePlan *self, const char *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  return build_diff (self, path, FALSE);
}

/**
 * bs_move_plan_show:
 * @self: a plan that was looked over
 * @path: an article, by its path now
 *
 * Computes the diff of an article for people to read; see bs_move_plan_diff().
 *
 * Returns: (transfer full) (nullable): the changes in UTF-8; %NULL if it cannot be read
 */
char *
bs_move_plan_show (BsMovePlan *self, const char *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  return build_diff (self, path, TRUE);
}
