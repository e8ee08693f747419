/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-plan-private.h"

#include "model/change/edit/change-error.h"
#include "model/change/organise/relink.h"
#include "model/change/write/file-access.h"
#include "model/library/marks/marks-moves.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

/* How many files are written together at most. */
#define CHUNK_FILES 256
#define CHUNK_BYTES (32 * 1024 * 1024)

/**
 * bs_move_plan_set_name:
 * @self: a plan
 * @name: says what is done to so many articles
 * @data: (nullable): for @name
 * @destroy: (nullable): for @data
 *
 * Sets the display name of the step, which counts the articles that were asked for and can be changed.
 */
void
bs_move_plan_set_name (BsMovePlan *self, BsEditReportNameFunc name, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (self != NULL && name != NULL && self->name_func == NULL);

  self->name_func = name;
  self->name_data = data;
  self->free_name_data = destroy;
}

/**
 * bs_move_plan_leave:
 * @self: a plan
 * @path: an article that need not change, which is in the report
 */
void
bs_move_plan_leave (BsMovePlan *self, const char *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  g_ptr_array_add (self->refused->unchanged, g_strdup (path));
}

char *
bs_move_plan_describe (const BsMovePlan *self, guint n_articles)
{
  return self->name_func != NULL ? self->name_func (self->name_data, n_articles) : g_strdup ("");
}

/* Whether an article moves or changes for its own sake. The page of a folder only goes with it. */
gboolean
bs_move_plan_is_asked (const BsMovePlan *self, const char *path, const BsMove *move)
{
  g_autofree char *name = g_path_get_basename (path);

  if (move == NULL)
    return g_hash_table_contains (self->edits, path);

  return move->is_article && !g_str_has_prefix (name, "_index.");
}

/* How many articles are meant to move or change. */
static guint
count_asked (const BsMovePlan *self)
{
  GHashTableIter iter;
  gpointer path;
  guint n = self->n_articles;

  g_hash_table_iter_init (&iter, self->edits);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    n += bs_link_map_get_new_path (self->map, path) == path;

  return n;
}

/* What is written, for the name of the step. */
typedef struct
{
  BsMovePlan *plan;
  guint n_asked;       /* articles */
  char *name_if_ended; /* (nullable): it was cancelled */
} Done;

static char *
name_step (gpointer user_data, guint n_written)
{
  const Done *done = user_data;

  if (done->name_if_ended != NULL)
    return g_strdup (done->name_if_ended);

  return bs_move_plan_describe (done->plan, done->n_asked);
}

/* A file that was made for a moment; see write_chunk(). */
typedef struct
{
  BsMove *move;
  GBytes *old_bytes;
  GBytes *new_bytes;
  guint result; /* of its new path */
} Written;

static void
free_written (gpointer data)
{
  Written *written = data;

  g_bytes_unref (written->old_bytes);
  g_bytes_unref (written->new_bytes);
  g_free (written);
}

static void
add_new (BsMovePlan *self, BsTransaction *transaction, Written *written, GError **error)
{
  const BsMove *move = written->move;
  g_autofree char *whole = g_build_filename (self->root, move->from, NULL);
  struct stat st = { 0 };
  gint64 modified = 0;

  if (lstat (whole, &st) == 0 && g_bytes_equal (written->new_bytes, written->old_bytes))
    modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
  written->result = bs_transaction_get_results (transaction)->len;
  bs_transaction_add_restored (transaction, move->to, written->new_bytes, st.st_mode & 0777, modified, error);
}

/* Whether the new file exists with the intended contents. */
static gboolean
is_there (BsMovePlan *self, BsEditReport *report, BsTransaction *transaction, const Written *written)
{
  const BsTransactionResult *result = g_ptr_array_index (bs_transaction_get_results (transaction), written->result);
  g_autofree char *whole = g_build_filename (self->root, written->move->to, NULL);
  g_autofree char *shown = g_filename_display_basename (whole);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (result->error != NULL)
    return FALSE;
  bytes = bs_file_read (whole, &error);
  if (bytes != NULL && g_bytes_equal (bytes, written->new_bytes))
    return TRUE;
  if (error == NULL)
    g_set_error (&error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
                 _ ("“%s” was changed by another program meanwhile, and was left as it is."), shown);
  bs_edit_report_add_failure (report, written->move->from, error);

  return FALSE;
}

/* Writes the new files and waits for the disk, and only then takes the old ones away: wherever it is interrupted, each
 * file is at its old or its new path. Only where both are one file for the file system must the old name go first; its
 * bytes are in the history by then. */
static void
write_chunk (BsMovePlan *self, BsEditReport *report, BsTransaction *transaction, GPtrArray *chunk, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean has_same = FALSE;

  for (guint i = 0; i < chunk->len && failure == NULL; i++)
    {
      Written *written = g_ptr_array_index (chunk, i);

      has_same = has_same || written->move->is_same_file;
      if (written->move->is_same_file)
        bs_transaction_add (transaction, written->move->from, written->old_bytes, NULL, &failure);
      else
        add_new (self, transaction, written, &failure);
    }
  if (failure == NULL)
    bs_transaction_write (transaction, &failure);
  if (has_same)
    bs_transaction_remove_folders (transaction, self->folders);
  for (guint i = 0; i < chunk->len && failure == NULL; i++)
    {
      Written *written = g_ptr_array_index (chunk, i);

      if (written->move->is_same_file)
        {
          if (bs_transaction_make_folder (transaction, written->move->to, &failure))
            add_new (self, transaction, written, &failure);
          written->move->is_done = failure == NULL;
        }
      else if (is_there (self, report, transaction, written))
        {
          written->move->is_done = TRUE;
          bs_transaction_add (transaction, written->move->from, written->old_bytes, NULL, &failure);
        }
    }
  g_ptr_array_set_size (chunk, 0);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
}

static void
write_moves (BsMovePlan *self, BsEditReport *report, BsTransaction *transaction, BsPlanProgressFunc progress_func,
             gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) chunk = g_ptr_array_new_with_free_func (free_written);
  g_autoptr (GError) failure = NULL;
  gsize n_bytes = 0;

  for (guint i = 0; i < self->moves->len && failure == NULL; i++)
    {
      BsMove *move = g_ptr_array_index (self->moves, i);
      g_autoptr (GBytes) old_bytes = NULL;
      g_autoptr (GBytes) new_bytes = NULL;
      g_autoptr (GError) reason = NULL;
      g_autofree char *whole = g_build_filename (self->root, move->from, NULL);
      Written *written;

      if (chunk->len >= CHUNK_FILES || n_bytes >= CHUNK_BYTES)
        {
          n_bytes = 0;
          write_chunk (self, report, transaction, chunk, &failure);
          if (progress_func != NULL)
            progress_func (i, user_data);
        }
      /* An article takes its own files along. */
      report->is_cancelled = i > 0 && chunk->len == 0 && move->is_article && g_cancellable_is_cancelled (cancellable);
      if (failure != NULL || report->is_cancelled)
        break;
      if (!bs_file_is_changeable (whole, &reason) ||
          !bs_move_plan_make (self, move->from, move, &old_bytes, &new_bytes, report->notes, &reason) ||
          (!move->is_same_file && !bs_transaction_make_folder (transaction, move->to, &reason)))
        {
          bs_edit_report_add_failure (report, move->from, reason);
          continue;
        }
      written = g_new0 (Written, 1);
      written->move = move;
      written->old_bytes = g_steal_pointer (&old_bytes);
      written->new_bytes = g_steal_pointer (&new_bytes);
      g_ptr_array_add (chunk, written);
      n_bytes += g_bytes_get_size (written->old_bytes);
    }
  if (failure == NULL && !report->is_cancelled)
    write_chunk (self, report, transaction, chunk, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
}

/* References in moved articles were written as if everything would move. */
static void
write_back (BsMovePlan *self, const BsLinkMap *back, BsEditReport *report, BsTransaction *transaction, GError **error)
{
  gboolean is_going = TRUE;

  for (guint i = 0; i < self->moves->len && is_going; i++)
    {
      const BsMove *move = g_ptr_array_index (self->moves, i);
      g_autofree char *whole = g_build_filename (self->root, move->to, NULL);
      g_autoptr (GBytes) bytes = move->is_article ? bs_file_read (whole, NULL) : NULL;
      g_autoptr (GBytes) relinked = NULL;

      if (bytes == NULL || !bs_relink_is_needed (back, self->site, move->to, bytes))
        continue;
      relinked = bs_relink_make (back, self->site, move->to, bytes, report->notes);
      if (!g_bytes_equal (bytes, relinked))
        is_going = bs_transaction_add (transaction, move->to, bytes, relinked, error);
    }
}

/* If some files were not moved, because that was cancelled or failed, references are corrected to the actual paths. */
static void
settle (BsMovePlan *self, BsEditReport *report, BsTransaction *transaction, GError **error)
{
  g_autoptr (BsLinkMap) back = NULL;
  gboolean is_whole = TRUE;

  for (guint i = 0; i < self->moves->len; i++)
    is_whole = is_whole && ((const BsMove *) g_ptr_array_index (self->moves, i))->is_done;
  if (is_whole || !bs_transaction_write (transaction, error))
    return;
  back = bs_move_plan_keep_done (self, report);
  write_back (self, back, report, transaction, error);
  /* Nobody may stop it here. */
  bs_move_plan_find_linking (self, NULL, NULL, NULL);
}

/* Returns: how many of the articles were asked for */
static guint
write_staying (BsMovePlan *self, BsEditReport *report, BsTransaction *transaction, GError **error)
{
  g_autoptr (GPtrArray) staying = bs_move_plan_list_staying (self);
  g_autoptr (BsWriteScope) scope = bs_write_scope_new (self->root);
  g_autoptr (GHashTable) failed = bs_edit_report_list_failed (report);
  gboolean is_done = TRUE;
  guint n = 0;

  for (guint i = 0; i < staying->len && is_done; i++)
    {
      const char *path = g_ptr_array_index (staying, i);
      g_autoptr (GBytes) old_bytes = NULL;
      g_autoptr (GBytes) new_bytes = NULL;
      g_autoptr (GError) reason = NULL;

      if (!bs_move_plan_make (self, path, NULL, &old_bytes, &new_bytes, report->notes, &reason) ||
          (!g_bytes_equal (old_bytes, new_bytes) && !bs_write_scope_allows (scope, path, TRUE, &reason)))
        {
          if (!g_hash_table_contains (failed, path))
            bs_edit_report_add_failure (report, path, reason);
        }
      else if (!g_bytes_equal (old_bytes, new_bytes))
        {
          is_done = bs_transaction_add (transaction, path, old_bytes, new_bytes, error);
          n += is_done && bs_move_plan_is_asked (self, path, NULL);
        }
      else if (bs_move_plan_is_asked (self, path, NULL))
        {
          g_ptr_array_add (report->unchanged, g_strdup (path));
        }
    }

  return n;
}

/* The old and the new path of each article that moves. */
static GPtrArray *
list_moved (const BsMovePlan *self)
{
  GPtrArray *moved = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->moves->len; i++)
    {
      const BsMove *move = g_ptr_array_index (self->moves, i);

      if (!move->is_article)
        continue;
      g_ptr_array_add (moved, g_strdup (move->from));
      g_ptr_array_add (moved, g_strdup (move->to));
    }

  return moved;
}

/**
 * bs_move_plan_write:
 * @self: a plan
 * @home: the library's home
 * @progress_func: (nullable) (scope call): told how many of the files that change are written
 * @user_data: for @progress_func
 * @cancellable: (nullable): stops it between some files and the next; those that were moved by then stay, and
 * references name what is where
 * @error: return location
 *
 * Looks for references unless that was done, moves the files and changes the references, as one step of the history.
 *
 * Returns: (transfer full) (nullable): the result, with the old and the new paths as changed; %NULL with a
 *   #GIOErrorEnum
 */
BsEditReport *
bs_move_plan_write (BsMovePlan *self, BsHome *home, BsPlanProgressFunc progress_func, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autofree char *name = NULL;
  g_autofree char *partial = NULL;
  g_autoptr (GError) failure = NULL;
  Done done = { self };

  g_return_val_if_fail (self != NULL && home != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->linking->len == 0)
    bs_move_plan_find_linking (self, NULL, NULL, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  report = bs_edit_report_new ();
  bs_move_plan_copy_refused (self, report);
  name = bs_move_plan_describe (self, count_asked (self));
  transaction = bs_transaction_begin (home, self->root, name, error);
  if (transaction == NULL)
    return NULL;
  moved = list_moved (self);
  bs_marks_moves_write (home, moved);
  write_moves (self, report, transaction, progress_func, user_data, cancellable, &failure);
  for (guint i = 0; i < self->moves->len; i++)
    {
      const BsMove *move = g_ptr_array_index (self->moves, i);

      done.n_asked += move->is_done && bs_move_plan_is_asked (self, move->from, move);
    }
  if (failure == NULL)
    settle (self, report, transaction, &failure);
  if (failure == NULL)
    done.n_asked += write_staying (self, report, transaction, &failure);
  if (failure == NULL)
    bs_transaction_write (transaction, &failure);
  bs_transaction_remove_folders (transaction, self->folders);
  bs_marks_moves_settle (home, self->root, moved);
  if (report->is_cancelled)
    {
      report->n_articles = self->n_articles;
      /* Translators: the first argument is the intended change, such as “Move 600 articles to the folder “x”” */
      done.name_if_ended = partial = g_strdup_printf (_ ("%s (cancelled after %'u)"), name, report->n_articles);
    }

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name_step, &done, failure, error);
}
