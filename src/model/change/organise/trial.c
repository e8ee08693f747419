/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/trial.h"

#include "model/change/edit/site-edits.h"
#include "model/change/organise/plan.h"
#include "model/change/write/editing.h"
#include "model/change/write/file-access.h"
#include "model/format/front-matter/front-matter.h"
#include "model/format/text/encoding.h"
#include "model/library/table/parallel.h"

#include <string.h>

/* How often progress is reported. */
#define ARTICLES_AT_ONCE 64
/* The number of keys that are offered. */
#define KEY_ARTICLES 1000
/* More different lines are not compared with each other. */
#define MAX_DIFFERENT 2000
/* So many characters are shown before a change, and from there on. */
#define LEAD_CHARACTERS 24
#define SAMPLE_CHARACTERS 120

static BsTrialSample *
new_sample (const char *before, const char *after, guint n_articles)
{
  BsTrialSample *self = g_new0 (BsTrialSample, 1);

  self->before = g_strdup (before);
  self->after = g_strdup (after);
  self->n_articles = n_articles;

  return self;
}

static void
free_sample (gpointer data)
{
  BsTrialSample *self = data;

  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static BsTrial *
new_trial (void)
{
  BsTrial *self = g_new0 (BsTrial, 1);

  self->samples = g_ptr_array_new_with_free_func (free_sample);

  return self;
}

static BsTrial *
trial_copy (const BsTrial *self)
{
  BsTrial *copy = new_trial ();

  g_return_val_if_fail (self != NULL, copy);

  copy->n_examined = self->n_examined;
  copy->n_changed = self->n_changed;
  copy->n_failed = self->n_failed;
  copy->reason = g_strdup (self->reason);
  for (guint i = 0; i < self->samples->len; i++)
    {
      const BsTrialSample *sample = self->samples->pdata[i];

      g_ptr_array_add (copy->samples, new_sample (sample->before, sample->after, sample->n_articles));
    }

  return copy;
}

/**
 * bs_trial_free:
 * @self: (transfer full): a trial
 */
void
bs_trial_free (BsTrial *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->reason);
  g_ptr_array_unref (self->samples);
  g_free (self);
}

/* From a few characters before the change, and not longer than a line on the screen. */
static char *
cut (const char *line, glong lead)
{
  glong length = g_utf8_strlen (line, -1);
  glong start = lead > LEAD_CHARACTERS ? lead - LEAD_CHARACTERS : 0;
  glong end = MIN (length, start + SAMPLE_CHARACTERS);
  g_autofree char *part = g_utf8_substring (line, start, end);

  return g_strconcat (start > 0 ? "…" : "", part, end < length ? "…" : "", NULL);
}

static char *
dup_line (const char *start)
{
  return g_strstrip (g_strndup (start, strcspn (start, "\n")));
}

/* The first line of a diff that was changed; either may be empty. */
static void
find_lines (const char *diff, char **before, char **after)
{
  const char *hunk = strstr (diff, "\n@@");

  *before = *after = NULL;
  for (const char *line = hunk != NULL ? hunk + 1 : NULL; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      if (*line == '-' && *before == NULL && *after == NULL)
        *before = dup_line (line + 1);
      else if (*line == '+' && *after == NULL)
        *after = dup_line (line + 1);
      else if (*line == ' ' && (*before != NULL || *after != NULL))
        break;
    }
}

static BsTrialSample *
make_sample (const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autofree char *diff = bs_plan_diff_text (path, old_bytes, new_bytes);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *short_before = NULL;
  g_autofree char *short_after = NULL;
  const char *a, *b;
  glong lead = 0;

  find_lines (diff, &before, &after);
  a = before != NULL ? before : "";
  b = after != NULL ? after : "";
  for (; *a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b); a = g_utf8_next_char (a), b = g_utf8_next_char (b))
    lead++;
  short_before = cut (before != NULL ? before : "", lead);
  short_after = cut (after != NULL ? after : "", lead);

  return new_sample (short_before, short_after, 1);
}

/* The shared data of several threads. */
typedef struct
{
  const char *root;
  const char *const *paths;
  const BsSiteEdits *edits;
  BsTrialProgressFunc progress_func;
  gpointer user_data;

  GMutex mutex;
  BsTrial *trial;
  GHashTable *lines; /* (element-type utf8 BsTrialSample): the samples by their text */
  guint first_failed;
} Run;

static void
take_sample (Run *self, BsTrialSample *sample)
{
  g_autofree char *key = g_strconcat (sample->before, "\n", sample->after, NULL);
  BsTrialSample *same = g_hash_table_lookup (self->lines, key);

  if (same != NULL)
    same->n_articles++;
  if (same != NULL || g_hash_table_size (self->lines) >= MAX_DIFFERENT)
    free_sample (sample);
  else
    g_hash_table_insert (self->lines, g_steal_pointer (&key), sample);
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  const BsTrialSample *one = *(BsTrialSample *const *) a, *other = *(BsTrialSample *const *) b;

  if (one->n_articles != other->n_articles)
    return one->n_articles > other->n_articles ? -1 : 1;

  return g_strcmp0 (one->before, other->before);
}

/* Returns: (transfer full): the results so far; the mutex is held */
static BsTrial *
take_stock (Run *self)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();
  BsTrial *trial = trial_copy (self->trial);
  GHashTableIter iter;
  gpointer sample_value;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &sample_value))
    g_ptr_array_add (samples, sample_value);
  g_ptr_array_sort (samples, compare_samples);
  for (guint i = 0; i < samples->len && i < BS_TRIAL_MAX_SAMPLES; i++)
    {
      const BsTrialSample *sample = samples->pdata[i];

      g_ptr_array_add (trial->samples, new_sample (sample->before, sample->after, sample->n_articles));
    }

  return trial;
}

static void
try_one (guint i, gpointer data)
{
  Run *self = data;
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsTrial) told = NULL;
  BsTrialSample *sample = NULL;

  if (bs_editing_make (self->root, self->paths[i], bs_site_edits_get (self->edits, self->paths[i]), &old_bytes,
                       &new_bytes, &error) &&
      old_bytes != new_bytes)
    sample = make_sample (self->paths[i], old_bytes, new_bytes);
  g_mutex_lock (&self->mutex);
  self->trial->n_examined++;
  self->trial->n_changed += sample != NULL;
  self->trial->n_failed += error != NULL;
  if (error != NULL && i < self->first_failed)
    {
      self->first_failed = i;
      g_free (self->trial->reason);
      self->trial->reason = g_strdup (error->message);
    }
  if (sample != NULL)
    take_sample (self, sample);
  if (self->progress_func != NULL && self->trial->n_examined % ARTICLES_AT_ONCE == 0)
    told = take_stock (self);
  g_mutex_unlock (&self->mutex);
  if (told != NULL)
    self->progress_func (told, self->user_data);
}

/**
 * bs_trial_run:
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @edit: the edit
 * @progress_func: (nullable) (scope call): called on several threads with the results so far
 * @user_data: for @progress_func
 * @cancellable: (nullable): cancels it
 *
 * Makes an edit of many articles on all processors, without writing it, and keeps only counts and samples. Blocks on
 * disk I/O.
 *
 * Returns: (transfer full): the results
 */
BsTrial *
bs_trial_run (const char *root, const char *const *paths, const BsEdit *edit, BsTrialProgressFunc progress_func,
              gpointer user_data, GCancellable *cancellable)
{
  g_auto (BsSiteEdits) edits = { NULL };
  g_autoptr (BsTrial) trial = new_trial ();
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_sample);
  Run run = { root, paths, &edits, progress_func, user_data };

  g_return_val_if_fail (root != NULL && paths != NULL && edit != NULL, NULL);

  bs_site_edits_init (&edits, root, edit);
  run.trial = trial;
  run.lines = lines;
  run.first_failed = G_MAXUINT;
  g_mutex_init (&run.mutex);
  bs_parallel_each (g_strv_length ((GStrv) paths), try_one, &run, cancellable);
  g_mutex_clear (&run.mutex);

  return take_stock (&run);
}

typedef struct
{
  char *key;
  guint n;
} KeyCount;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const KeyCount *one = a, *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;

  return g_strcmp0 (one->key, other->key);
}

static void
count_keys (GHashTable *counts, GBytes *bytes)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_auto (BsFrontMatter) front_matter = { 0 };
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  bs_text_decode (&text, data, length, problems);
  bs_front_matter_read (&front_matter, text.data, text.length, problems);
  for (guint i = 0; front_matter.root != NULL && front_matter.root->items != NULL && i < front_matter.root->items->len;
       i++)
    {
      const BsValue *value = front_matter.root->items->pdata[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, value->key != NULL ? value->key : ""));

      if (value->key != NULL && *value->key != '\0')
        g_hash_table_replace (counts, g_strdup (value->key), GUINT_TO_POINTER (n + 1));
    }
}

/**
 * bs_trial_list_keys:
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @max_articles: how many of them are read
 * @cancellable: (nullable): cancels it
 *
 * Blocks on disk I/O.
 *
 * Returns: (transfer full): the keys of their front matter, the most frequent first
 */
GStrv
bs_trial_list_keys (const char *root, const char *const *paths, guint max_articles, GCancellable *cancellable)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (KeyCount));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer key, n;

  g_return_val_if_fail (root != NULL && paths != NULL, NULL);

  for (guint i = 0; paths[i] != NULL && i < max_articles && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *whole = g_build_filename (root, paths[i], NULL);
      g_autoptr (GBytes) bytes = bs_file_read (whole, NULL);

      if (bytes != NULL)
        count_keys (counts, bytes);
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      KeyCount count = { key, GPOINTER_TO_UINT (n) };

      g_array_append_val (sorted, count);
    }
  g_array_sort (sorted, compare_counts);
  for (guint i = 0; i < sorted->len; i++)
    g_strv_builder_add (builder, g_array_index (sorted, KeyCount, i).key);

  return g_strv_builder_end (builder);
}

/* A worker's data for a window. */
typedef struct
{
  char *root;
  GPtrArray *paths;                  /* (element-type filename): shared, because there may be very many */
  BsEdit *edit;                      /* (nullable) */
  BsTrialProgressFunc progress_func; /* (nullable): called on the main thread */
  gpointer progress_data;
  GMainContext *context;
  GMutex mutex;
  BsTrial *told; /* (nullable): the results to report on the main thread */
} Job;

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_free (job->root);
  g_ptr_array_unref (job->paths);
  g_clear_pointer (&job->edit, bs_edit_unref);
  g_main_context_unref (job->context);
  g_clear_pointer (&job->told, bs_trial_free);
  g_mutex_clear (&job->mutex);
}

static void
unref_job (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

static Job *
new_job (BsEditor *editor, GPtrArray *paths)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (editor)));
  job->paths = g_ptr_array_ref (paths);
  job->context = g_main_context_ref_thread_default ();
  g_mutex_init (&job->mutex);

  return job;
}

static gboolean
tell_cb (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (BsTrial) told = NULL;

  g_mutex_lock (&job->mutex);
  told = g_steal_pointer (&job->told);
  g_mutex_unlock (&job->mutex);
  if (told != NULL)
    job->progress_func (told, job->progress_data);

  return G_SOURCE_REMOVE;
}

/* Only the latest results are reported on the main thread. */
static void
progress_cb (const BsTrial *trial, gpointer user_data)
{
  Job *job = user_data;
  gboolean is_first;

  g_mutex_lock (&job->mutex);
  is_first = job->told == NULL;
  if (is_first || job->told->n_examined < trial->n_examined)
    {
      g_clear_pointer (&job->told, bs_trial_free);
      job->told = trial_copy (trial);
    }
  g_mutex_unlock (&job->mutex);
  if (is_first)
    g_main_context_invoke_full (job->context, G_PRIORITY_DEFAULT, tell_cb, g_atomic_rc_box_acquire (job), unref_job);
}

static void
try_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  g_task_return_pointer (task,
                         bs_trial_run (job->root, (const char *const *) job->paths->pdata, job->edit,
                                       job->progress_func != NULL ? progress_cb : NULL, job, cancellable),
                         (GDestroyNotify) bs_trial_free);
}

/**
 * bs_editor_try_async:
 * @self: an editor
 * @paths: (element-type filename): articles, relative to the library, and %NULL as the last item; it no longer changes
 * @edit: the edit
 * @progress_func: (nullable): called on the main thread now and then with the results so far, and never after @callback
 * @progress_data: for @progress_func
 * @cancellable: (nullable): cancels it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Previews an edit; see bs_trial_run(). Nothing waits for it, and it waits for no change.
 */
void
bs_editor_try_async (BsEditor *self, GPtrArray *paths, BsEdit *edit, BsTrialProgressFunc progress_func,
                     gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  job = new_job (self, paths);
  job->edit = bs_edit_ref (edit);
  job->progress_func = progress_func;
  job->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_try_async);
  g_task_set_task_data (task, job, unref_job);
  g_task_run_in_thread (task, try_thread);
}

/**
 * bs_editor_try_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the results; %NULL with %G_IO_ERROR_CANCELLED
 */
BsTrial *
bs_editor_try_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keys_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;

  g_task_return_pointer (
      task, bs_trial_list_keys (job->root, (const char *const *) job->paths->pdata, KEY_ARTICLES, cancellable),
      (GDestroyNotify) g_strfreev);
}

/**
 * bs_editor_list_keys_async:
 * @self: an editor
 * @paths: (element-type filename): articles, relative to the library, and %NULL as the last item; it no longer changes
 * @cancellable: (nullable): cancels it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists the keys of the front matter of the first of many articles.
 */
void
bs_editor_list_keys_async (BsEditor *self, GPtrArray *paths, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_list_keys_async);
  g_task_set_task_data (task, new_job (self, paths), unref_job);
  g_task_run_in_thread (task, keys_thread);
}

/**
 * bs_editor_list_keys_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the keys, the most frequent first; %NULL with %G_IO_ERROR_CANCELLED
 */
GStrv
bs_editor_list_keys_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
