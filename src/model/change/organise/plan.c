/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/plan.h"

#include <string.h>

#include "model/change/edit/site-edits.h"
#include "model/change/organise/diff.h"
#include "model/change/write/editing.h"
#include "model/change/write/file-access.h"
#include "model/change/write/write-scope.h"
#include "model/format/text/encoding.h"
#include "model/format/text/problem.h"
#include "model/library/table/parallel.h"

/* How often progress is reported. */
#define ARTICLES_AT_ONCE 64

typedef struct
{
  const char *root;
  const char *const *paths;
  const BsSiteEdits *edits;
  BsPlanProgressFunc progress_func;
  gpointer user_data;

  GMutex mutex;
  guint n_done;
  GError **errors;       /* path to the reason why the article cannot be changed */
  gboolean *are_changed; /* by path */
  guint64 size;          /* of the step, in bytes */
} Plan;

static void
look_at (guint i, gpointer data)
{
  Plan *self = data;
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;
  guint64 size = 0;
  guint n_done;

  if (bs_editing_make (self->root, self->paths[i], bs_site_edits_get (self->edits, self->paths[i]), &old_bytes,
                       &new_bytes, &self->errors[i]))
    self->are_changed[i] = old_bytes != new_bytes;
  if (self->are_changed[i])
    size = bs_journal_measure (self->paths[i], old_bytes, new_bytes);
  g_mutex_lock (&self->mutex);
  n_done = ++self->n_done;
  self->size += size;
  g_mutex_unlock (&self->mutex);
  if (self->progress_func != NULL && n_done % ARTICLES_AT_ONCE == 0)
    self->progress_func (n_done, self->user_data);
}

/* The writer's errors for files that can be edited. */
static void
foresee (const char *root, BsEditReport *report)
{
  g_autoptr (BsWriteScope) scope = bs_write_scope_new (root);
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) all = g_steal_pointer (&report->changed);

  report->changed = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < all->len; i++)
    {
      const char *path = g_ptr_array_index (all, i);
      g_autoptr (GError) reason = NULL;

      if (bs_file_is_known (files, root, path))
        g_ptr_array_add (report->unchanged, g_strdup (path));
      else if (bs_write_scope_allows (scope, path, TRUE, &reason))
        g_ptr_array_add (report->changed, g_strdup (path));
      else
        bs_edit_report_add_failure (report, path, reason);
    }
}

/**
 * bs_plan_edit:
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @edit: the edit
 * @progress_func: (nullable) (scope call): called on several threads
 * @user_data: for @progress_func
 * @cancellable: (nullable): cancels it
 *
 * Computes the edits of many articles on all processors, without writing them. Writing them later gives the reported
 * result unless another program changes the files. Blocks on disk I/O.
 *
 * Returns: (transfer full): the articles that would change, those that need no change, and those that cannot be changed
 */
BsEditReport *
bs_plan_edit (const char *root, const char *const *paths, const BsEdit *edit, BsPlanProgressFunc progress_func,
              gpointer user_data, GCancellable *cancellable)
{
  guint n_paths = g_strv_length ((GStrv) paths);
  g_autofree GError **errors = g_new0 (GError *, n_paths + 1);
  g_autofree gboolean *are_changed = g_new0 (gboolean, n_paths + 1);
  BsEditReport *report = bs_edit_report_new ();
  g_auto (BsSiteEdits) edits = { NULL };
  Plan plan = { root, paths, &edits, progress_func, user_data };

  g_return_val_if_fail (root != NULL && paths != NULL && edit != NULL, NULL);

  bs_site_edits_init (&edits, root, edit);
  plan.errors = errors;
  plan.are_changed = are_changed;
  g_mutex_init (&plan.mutex);
  bs_parallel_each (n_paths, look_at, &plan, cancellable);
  g_mutex_clear (&plan.mutex);

  report->is_cancelled = g_cancellable_is_cancelled (cancellable);
  for (guint i = 0; i < n_paths; i++)
    {
      if (errors[i] != NULL)
        bs_edit_report_add_failure (report, paths[i], errors[i]);
      else
        g_ptr_array_add (are_changed[i] ? report->changed : report->unchanged, g_strdup (paths[i]));
      g_clear_error (&errors[i]);
    }
  foresee (root, report);
  report->size = plan.size;
  report->name = bs_edit_describe (edit, report->changed->len);
  return report;
}

/**
 * bs_plan_count_pushed_out:
 * @root: the library's folder
 * @report: a preview
 *
 * Adds to a preview the number of older steps that would leave the history if it were written. Blocks on disk I/O, and
 * while another process changes the library.
 */
void
bs_plan_count_pushed_out (const char *root, BsEditReport *report)
{
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsJournal) journal = NULL;

  g_return_if_fail (root != NULL && report != NULL);

  home = bs_home_find (root);
  journal = home != NULL ? bs_journal_find (home, root, NULL) : NULL;
  if (journal != NULL)
    report->n_pushed_out = bs_journal_count_pushed_out (journal, report->size);
}

static GBytes *
decode (GBytes *bytes)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  bs_text_decode (&text, data, length, problems);

  return g_bytes_new (text.data, text.length);
}

/**
 * bs_plan_diff_text:
 * @path: an article, relative to the library
 * @old_bytes: its bytes before a change
 * @new_bytes: its bytes afterwards
 *
 * Compares two versions of an article for people to read, whatever its encoding.
 *
 * Returns: (transfer full): the changes as a unified diff in UTF-8
 */
char *
bs_plan_diff_text (const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) old_text = NULL;
  g_autoptr (GBytes) new_text = NULL;

  g_return_val_if_fail (path != NULL && old_bytes != NULL && new_bytes != NULL, NULL);

  name = g_filename_display_name (path);
  old_text = decode (old_bytes);
  new_text = decode (new_bytes);
  /* In another encoding, the text is the same: shown is how other programs read the bytes. */
  if (g_bytes_equal (old_text, new_text) && !g_bytes_equal (old_bytes, new_bytes))
    {
      gsize length;
      const char *data = g_bytes_get_data (old_bytes, &length);
      g_autofree char *valid = g_utf8_make_valid (data, (gssize) length);

      g_bytes_unref (old_text);
      old_text = g_bytes_new (valid, strlen (valid));
    }

  return bs_diff_unified (name, old_text, new_text);
}

static gboolean
make (const char *root, const char *path, const BsEdit *edit, GBytes **old_bytes, GBytes **new_bytes, GError **error)
{
  g_auto (BsSiteEdits) edits = { NULL };

  bs_site_edits_init (&edits, root, edit);

  return bs_editing_make (root, path, bs_site_edits_get (&edits, path), old_bytes, new_bytes, error);
}

/**
 * bs_plan_diff:
 * @root: the library's folder
 * @path: an article, relative to it
 * @edit: the edit
 * @error: return location
 *
 * Computes the diff of an edit. Blocks on disk I/O.
 *
 * Returns: (transfer full) (nullable): the changes as a unified diff in the article's encoding; %NULL if the article
 *   cannot be changed
 */
char *
bs_plan_diff (const char *root, const char *path, const BsEdit *edit, GError **error)
{
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (root != NULL && path != NULL && edit != NULL, NULL);

  if (!make (root, path, edit, &old_bytes, &new_bytes, error))
    return NULL;
  name = g_filename_display_name (path);
  return bs_diff_unified (name, old_bytes, new_bytes);
}

/**
 * bs_plan_show:
 * @root: the library's folder
 * @path: an article, relative to it
 * @edit: the edit
 * @error: return location
 *
 * Computes the diff of an edit for people to read. Blocks on disk I/O.
 *
 * Returns: (transfer full) (nullable): the changes as bs_plan_diff_text() has them; %NULL if the article cannot be
 *   changed
 */
char *
bs_plan_show (const char *root, const char *path, const BsEdit *edit, GError **error)
{
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;

  g_return_val_if_fail (root != NULL && path != NULL && edit != NULL, NULL);

  return make (root, path, edit, &old_bytes, &new_bytes, error) ? bs_plan_diff_text (path, old_bytes, new_bytes) : NULL;
}
