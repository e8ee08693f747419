/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-library.h"

#include "model/change/edit/change-error.h"
#include "model/change/organise/move-files.h"
#include "model/change/write/exchange-files.h"
#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
refuse_existing (BsMovePlan *plan, const char *from, const char *to)
{
  g_autofree char *shown = g_filename_display_name (to);
  g_autofree char *reason = g_strdup_printf (_ ("“%s” already exists, and was left as it is."), shown);

  bs_move_plan_refuse (plan, from, reason);

  return FALSE;
}

/* Finds an article's own files, and adds them to the leaving files, with the number of their article. Returns FALSE,
 * and refuses it, if they cannot all be copied. */
static gboolean
gather (BsMovePlan *plan, BsExchange *exchange, const char *path, const char *folder, guint number, GArray *numbers,
        GPtrArray *folders)
{
  g_autofree char *to = bs_move_plan_find_path (plan, path, folder);
  g_autoptr (GPtrArray) files = bs_move_plan_add_leaving (plan, path, folders);
  const char *slash = strrchr (path, '/');
  /* All of its files begin like the article, up to its name or its folder. */
  gsize n_outer = slash != NULL ? (gsize) (slash - path) + 1 : 0;
  g_autofree char *place = g_path_get_dirname (to);

  if (files == NULL)
    return FALSE;
  if (strcmp (place, ".") == 0)
    *place = '\0';
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *there = bs_relative_path_join (place, file + n_outer);
      g_autofree char *whole = g_build_filename (exchange->root, there, NULL);
      struct stat st;

      if (lstat (whole, &st) == 0)
        return refuse_existing (plan, path, there);
    }
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *there = bs_relative_path_join (place, file + n_outer);

      bs_exchange_add (exchange, file, there);
      g_array_append_val (numbers, number);
    }

  return TRUE;
}

static char *
name_step (gpointer user_data, guint n_written)
{
  return g_strdup (user_data);
}

static void
fail (BsEditReport *report, const char *path, const char *reason)
{
  g_autoptr (GError) error = g_error_new_literal (BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, reason);

  bs_edit_report_add_failure (report, path, error);
}

/* An article stays as a whole if one of its files does. */
static GHashTable *
list_staying (const BsExchange *exchange, GArray *numbers, GHashTable *failed, BsEditReport *report)
{
  GHashTable *staying = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < numbers->len; i++)
    {
      const char *path = g_ptr_array_index (exchange->here, i);
      const char *reason = g_hash_table_lookup (failed, path);

      if (reason == NULL)
        continue;
      fail (report, path, reason);
      g_hash_table_add (staying, GUINT_TO_POINTER (g_array_index (numbers, guint, i) + 1));
    }

  return staying;
}

/* Removes the copied files, as a step of the library. */
static BsEditReport *
remove_copied (const BsExchange *exchange, GArray *numbers, BsHome *home, const char *root, const char *name,
               GHashTable *failed, BsMovePlan *plan, GError **error)
{
  g_autoptr (BsTransaction) transaction = bs_transaction_begin (home, root, name, error);
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GHashTable) staying = NULL;
  g_autoptr (GError) failure = NULL;
  const BsEditReport *refused = bs_move_plan_get_refused (plan);

  if (transaction == NULL)
    return NULL;
  bs_journal_part_set_exchange (bs_journal_get_part (bs_transaction_get_journal (transaction)), exchange);
  report = bs_edit_report_new ();
  for (guint i = 0; i < refused->failed->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (refused->failed, i);

      bs_edit_report_add_failure (report, result->path, result->error);
    }
  staying = list_staying (exchange, numbers, failed, report);
  for (guint i = 0; i < numbers->len && failure == NULL; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!g_hash_table_contains (staying, GUINT_TO_POINTER (g_array_index (numbers, guint, i) + 1)) &&
          bs_exchange_files_is_copied (exchange, i, root, &bytes))
        bs_transaction_add (transaction, g_ptr_array_index (exchange->here, i), bytes, NULL, &failure);
    }

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name_step, (gpointer) name, failure, error);
}

/**
 * bs_files_move_to_library:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @other_root: the folder of another library
 * @folder: a folder in it, relative to it; it is created if it is missing
 * @cancellable: (nullable): stops it before anything is written
 * @error: return location
 *
 * Moves articles with their own files and their marks to another library, which may be on another disk: they are
 * written there and compared, and only then removed here. Each library gets a step of its own in its history, and
 * either can be undone, which moves the articles back; see bs_editing_move(). References between leaving and remaining
 * articles are reported.
 *
 * If one folder is inside the other, there is one library and one step; see bs_files_move().
 *
 * Returns: (transfer full) (nullable): the result for the library that they leave; %NULL with a #GIOErrorEnum
 */
BsEditReport *
bs_files_move_to_library (BsHome *home, const char *root, const char *const *paths, const char *other_root,
                          const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsMovePlan) plan = NULL;
  g_autoptr (BsExchange) exchange = NULL;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GHashTable) failed = NULL;
  g_autoptr (GHashTable) leaving = NULL;
  g_autofree char *there = NULL;
  g_autofree char *name = NULL;
  guint n = 0;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL, NULL);
  g_return_val_if_fail (other_root != NULL && folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (bs_path_get_below (other_root, root) != NULL)
    {
      g_autofree char *below = bs_relative_path_join (bs_path_get_below (other_root, root), folder);

      return bs_files_move (home, root, paths, *folder != '\0' ? below : bs_path_get_below (other_root, root),
                            cancellable, error);
    }
  if (bs_path_get_below (root, other_root) != NULL)
    {
      g_autoptr (BsHome) other_home = bs_home_open (other_root, error);
      g_autoptr (GPtrArray) whole = g_ptr_array_new_with_free_func (g_free);

      for (; *paths != NULL; paths++)
        g_ptr_array_add (whole, bs_relative_path_join (bs_path_get_below (root, other_root), *paths));
      g_ptr_array_add (whole, NULL);
      return other_home != NULL ? bs_files_move (other_home, other_root, (const char *const *) whole->pdata, folder,
                                                 cancellable, error) :
                                  NULL;
    }

  plan = bs_move_plan_new (root);
  exchange = bs_exchange_new (other_root, TRUE);
  numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  folders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; paths[i] != NULL; i++)
    n += gather (plan, exchange, paths[i], folder, i, numbers, folders);
  leaving = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < exchange->here->len; i++)
    g_hash_table_add (leaving, g_ptr_array_index (exchange->here, i));
  notes = g_ptr_array_new_with_free_func (g_free);
  bs_move_plan_note_lost (plan, leaving, notes, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  there = g_filename_display_basename (other_root);
  /* Translators: the last argument is the name of a library. */
  name = g_strdup_printf (ngettext ("Move %u article to “%s”", "Move %u articles to “%s”", n), n, there);
  failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (n > 0 && !bs_exchange_files_copy (exchange, home, root, failed, error))
    return NULL;
  report = remove_copied (exchange, numbers, home, root, name, failed, plan, error);
  if (report == NULL)
    return NULL;
  if (n > 0)
    bs_exchange_files_take_back (exchange, root, notes);
  g_ptr_array_extend_and_steal (report->notes, g_steal_pointer (&notes));
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *whole = g_build_filename (root, g_ptr_array_index (folders, i), NULL);

      /* It stays if anything is left in it. */
      rmdir (whole);
    }

  return g_steal_pointer (&report);
}
