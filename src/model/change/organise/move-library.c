/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-library.h"

#include "model/change/edit/change-error.h"
#include "model/change/organise/move-files.h"
#include "model/change/write/file-access.h"
#include "model/library/folder/relative-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file on its way. */
typedef struct
{
  char *from;
  char *to;
  GBytes *bytes;
  guint article; /* the number of the article that it belongs to */
  guint result;  /* of its new path */
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_free (copy->from);
  g_free (copy->to);
  g_clear_pointer (&copy->bytes, g_bytes_unref);
  g_free (copy);
}

static const char *
get_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  if (strncmp (path, folder, length) != 0)
    return NULL;
  if (path[length] == '\0')
    return path + length;
  return path[length] == '/' ? path + length + 1 : NULL;
}

static gboolean
refuse_existing (BsMovePlan *plan, const char *from, const char *to)
{
  g_autofree char *shown = g_filename_display_name (to);
  g_autofree char *reason = g_strdup_printf (_ ("“%s” is there already, and was left as it is."), shown);

  bs_move_plan_refuse (plan, from, reason);

  return FALSE;
}

/* Reads an article and its own files. Returns FALSE, and refuses it, if they cannot all be copied. */
static gboolean
gather (BsMovePlan *plan, const char *root, const char *other_root, const char *path, const char *folder, guint number,
        GPtrArray *copies, GPtrArray *folders)
{
  g_autofree char *to = bs_move_plan_find_path (plan, path, folder);
  g_autoptr (GPtrArray) files = bs_move_plan_add_leaving (plan, path, folders);
  const char *slash = strrchr (path, '/');
  /* All of its files begin like the article, up to its name or its folder. */
  gsize n_outer = slash != NULL ? (gsize) (slash - path) : 0;
  g_autofree char *place = g_path_get_dirname (to);
  guint n_before = copies->len;

  if (files == NULL)
    return FALSE;
  if (strcmp (place, ".") == 0)
    *place = '\0';
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *whole = g_build_filename (root, file, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *there = NULL;
      struct stat st;
      Copy *copy = g_new0 (Copy, 1);

      g_ptr_array_add (copies, copy);
      copy->from = g_strdup (file);
      copy->to = bs_relative_path_join (place, file + n_outer + (n_outer > 0 ? 1 : 0));
      copy->article = number;
      copy->bytes = bs_file_read (whole, &error);
      there = g_build_filename (other_root, copy->to, NULL);
      if (copy->bytes == NULL)
        bs_move_plan_refuse (plan, path, error->message);
      else if (lstat (there, &st) == 0)
        refuse_existing (plan, path, copy->to);
      else
        continue;
      g_ptr_array_set_size (copies, (int) n_before);
      return FALSE;
    }

  return TRUE;
}

static char *
name_step (gpointer user_data, guint n_written)
{
  return g_strdup (user_data);
}

/* Writes the copies as a step of the other library. Afterwards, an article is in @failed if any of its files is not
 * there, byte for byte. */
static BsEditReport *
write_copies (GPtrArray *copies, const char *root, BsHome *other_home, const char *other_root, const char *name,
              GHashTable *failed, GError **error)
{
  g_autoptr (BsTransaction) transaction = bs_transaction_begin (other_home, other_root, name, error);
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) failure = NULL;

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < copies->len && failure == NULL; i++)
    {
      Copy *copy = g_ptr_array_index (copies, i);
      g_autofree char *whole = g_build_filename (root, copy->from, NULL);
      g_autoptr (GError) reason = NULL;
      struct stat st = { 0 };

      copy->result = G_MAXUINT;
      if (!bs_transaction_make_folder (transaction, copy->to, &reason))
        continue;
      copy->result = bs_transaction_get_results (transaction)->len;
      if (lstat (whole, &st) == 0)
        bs_transaction_add_restored (transaction, copy->to, copy->bytes, st.st_mode & 0777,
                                     (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec, &failure);
      else
        bs_transaction_add_restored (transaction, copy->to, copy->bytes, 0, 0, &failure);
    }
  report = bs_edit_report_finish (bs_edit_report_new (), transaction, name_step, (gpointer) name, failure, error);
  for (guint i = 0; report != NULL && i < copies->len; i++)
    {
      const Copy *copy = g_ptr_array_index (copies, i);
      g_autofree char *whole = g_build_filename (other_root, copy->to, NULL);
      const BsTransactionResult *result =
          copy->result != G_MAXUINT ? g_ptr_array_index (bs_transaction_get_results (transaction), copy->result) : NULL;
      g_autoptr (GBytes) there = result != NULL && result->error == NULL ? bs_file_read (whole, NULL) : NULL;

      if (there == NULL || !g_bytes_equal (there, copy->bytes))
        g_hash_table_add (failed, GUINT_TO_POINTER (copy->article + 1));
    }

  return g_steal_pointer (&report);
}

/* Takes away what was copied, as a step of the library. */
static BsEditReport *
remove_copied (GPtrArray *copies, BsHome *home, const char *root, const char *name, GHashTable *failed,
               BsMovePlan *plan, GError **error)
{
  g_autoptr (BsTransaction) transaction = bs_transaction_begin (home, root, name, error);
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) failure = NULL;
  const BsEditReport *refused = bs_move_plan_get_refused (plan);

  if (transaction == NULL)
    return NULL;
  report = bs_edit_report_new ();
  for (guint i = 0; i < refused->failed->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (refused->failed, i);

      bs_edit_report_add_failure (report, result->path, result->error);
    }
  for (guint i = 0; i < copies->len && failure == NULL; i++)
    {
      const Copy *copy = g_ptr_array_index (copies, i);

      if (!g_hash_table_contains (failed, GUINT_TO_POINTER (copy->article + 1)))
        {
          bs_transaction_add (transaction, copy->from, copy->bytes, NULL, &failure);
        }
      else
        {
          g_autofree char *shown = g_filename_display_name (copy->from);
          g_autoptr (GError) reason = NULL;

          g_set_error (&reason, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
                       _ ("“%s” could not be copied, and was left where it is."), shown);
          bs_edit_report_add_failure (report, copy->from, reason);
        }
    }

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name_step, (gpointer) name, failure, error);
}

/**
 * bs_files_move_to_library:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @other_home: the home of another library
 * @other_root: its folder
 * @folder: a folder in it, relative to it; it is created if it is missing
 * @cancellable: (nullable): stops it before anything is written
 * @error: return location
 *
 * Moves articles with their own files to another library, which may be on another disk: they are written there and
 * compared, and only then taken away here. Each library gets a step of its own in its history, so that each can be
 * undone there; undoing one does not undo the other. References between what leaves and what stays are reported.
 *
 * If one folder is inside the other, there is one library and one step; see bs_files_move().
 *
 * Returns: (transfer full) (nullable): the result for the library that they leave; %NULL with a #GIOErrorEnum
 */
BsEditReport *
bs_files_move_to_library (BsHome *home, const char *root, const char *const *paths, BsHome *other_home,
                          const char *other_root, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsMovePlan) plan = NULL;
  g_autoptr (BsEditReport) written = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GHashTable) failed = NULL;
  g_autoptr (GHashTable) leaving = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *name = NULL;
  g_autofree char *other_name = NULL;
  guint n = 0;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL, NULL);
  g_return_val_if_fail (other_home != NULL && other_root != NULL && folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (get_below (other_root, root) != NULL)
    {
      g_autofree char *below = bs_relative_path_join (get_below (other_root, root), folder);

      return bs_files_move (home, root, paths, *folder != '\0' ? below : get_below (other_root, root), cancellable,
                            error);
    }
  if (get_below (root, other_root) != NULL)
    {
      g_autoptr (GPtrArray) whole = g_ptr_array_new_with_free_func (g_free);

      for (; *paths != NULL; paths++)
        g_ptr_array_add (whole, bs_relative_path_join (get_below (root, other_root), *paths));
      g_ptr_array_add (whole, NULL);
      return bs_files_move (other_home, other_root, (const char *const *) whole->pdata, folder, cancellable, error);
    }

  plan = bs_move_plan_new (root);
  copies = g_ptr_array_new_with_free_func (free_copy);
  folders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; paths[i] != NULL; i++)
    n += gather (plan, root, other_root, paths[i], folder, i, copies, folders);
  leaving = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < copies->len; i++)
    g_hash_table_add (leaving, ((Copy *) g_ptr_array_index (copies, i))->from);
  notes = g_ptr_array_new_with_free_func (g_free);
  bs_move_plan_note_lost (plan, leaving, notes, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  here = g_filename_display_basename (root);
  there = g_filename_display_basename (other_root);
  /* Translators: the last argument is the name of a library. */
  name = g_strdup_printf (ngettext ("Move %u article to “%s”", "Move %u articles to “%s”", n), n, there);
  /* Translators: the last argument is the name of a library. */
  other_name = g_strdup_printf (ngettext ("Take %u article from “%s”", "Take %u articles from “%s”", n), n, here);
  failed = g_hash_table_new (NULL, NULL);
  if (copies->len > 0)
    {
      written = write_copies (copies, root, other_home, other_root, other_name, failed, error);
      if (written == NULL)
        return NULL;
    }
  report = remove_copied (copies, home, root, name, failed, plan, error);
  if (report == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (report->notes, g_steal_pointer (&notes));
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *whole = g_build_filename (root, g_ptr_array_index (folders, i), NULL);

      /* It stays if anything is left in it. */
      rmdir (whole);
    }

  return g_steal_pointer (&report);
}
