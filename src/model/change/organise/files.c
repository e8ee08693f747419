/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/files.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/change/write/write-scope.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

static GBytes *
read_file (const char *root, const char *path, GError **error)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *shown = NULL;
  struct stat st;

  if (lstat (whole, &st) == 0 && !S_ISREG (st.st_mode))
    {
      shown = g_filename_display_name (path);
      g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
                   S_ISLNK (st.st_mode) ? _ ("“%s” is a link to another file, and was left as it is.") :
                                          _ ("“%s” is not a file."),
                   shown);
      return NULL;
    }

  bytes = bs_file_read (whole, error);

  return bytes != NULL && bs_file_is_whole (bytes, path, error) ? g_steal_pointer (&bytes) : NULL;
}

static char *
name_trash (gpointer unused, guint n)
{
  return g_strdup_printf (ngettext ("Move %u article to the trash", "Move %u articles to the trash", n), n);
}

static char *
name_delete (gpointer unused, guint n)
{
  return g_strdup_printf (ngettext ("Delete %u article", "Delete %u articles", n), n);
}

/**
 * bs_files_plan_trash:
 * @root: the library's folder
 * @paths: (array zero-terminated=1): files, relative to it
 *
 * Looks which files could be moved to the trash. Whether there is a trash is not known before it is tried.
 *
 * Returns: (transfer full): which files can be removed, and which cannot
 */
BsEditReport *
bs_files_plan_trash (const char *root, const char *const *paths)
{
  BsEditReport *report = bs_edit_report_new ();
  g_autoptr (BsWriteScope) scope = NULL;

  g_return_val_if_fail (root != NULL && paths != NULL, report);

  scope = bs_write_scope_new (root);
  for (; *paths != NULL; paths++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_file (root, *paths, &error);

      if (bytes == NULL || !bs_write_scope_allows (scope, *paths, FALSE, &error))
        bs_edit_report_add_failure (report, *paths, error);
      else
        g_ptr_array_add (report->changed, g_strdup (*paths));
    }
  report->name = name_trash (NULL, report->changed->len);

  return report;
}

/**
 * bs_files_trash:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): files, relative to it
 * @mode: whether they are moved to the trash, or deleted
 * @progress_func: (nullable) (scope call): called with the number of removed files
 * @user_data: for @progress_func
 * @cancellable: (nullable): stops it between two files; the report says which were left
 * @error: return location
 *
 * Takes files away. Their bytes, permissions and times are in the history, and on the disk, before any is touched.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with a #GIOErrorEnum when nothing can be written or kept at
 *   all
 */
BsEditReport *
bs_files_trash (BsHome *home, const char *root, const char *const *paths, BsTrashMode mode,
                BsWriterProgressFunc progress_func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;
  BsEditReportNameFunc name = mode == BS_TRASH_DELETE ? name_delete : name_trash;
  g_autofree char *planned = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  planned = name (NULL, g_strv_length ((GStrv) paths));
  transaction = bs_transaction_begin (home, root, planned, error);
  if (transaction == NULL)
    return NULL;
  bs_transaction_set_progress (transaction, progress_func, user_data, NULL);
  report = bs_edit_report_new ();
  for (; *paths != NULL; paths++)
    {
      g_autoptr (GError) reason = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (failure != NULL)
        {
          bs_edit_report_add_failure (report, *paths, failure);
          continue;
        }
      if (g_cancellable_is_cancelled (cancellable))
        {
          report->is_cancelled = TRUE;
          g_ptr_array_add (report->left, g_strdup (*paths));
          continue;
        }
      bytes = read_file (root, *paths, &reason);
      if (bytes == NULL)
        bs_edit_report_add_failure (report, *paths, reason);
      else if (mode == BS_TRASH_DELETE)
        bs_transaction_add (transaction, *paths, bytes, NULL, &failure);
      else
        bs_transaction_add_trashed (transaction, *paths, bytes, &failure);
    }

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name, NULL, failure, error);
}
