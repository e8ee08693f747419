/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/edits.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/change/write/editing.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  const char *name; /* as the command line has it */
  char *path;       /* the whole of it */
} File;

static void
free_file (gpointer data)
{
  File *file = data;

  g_free (file->path);
  g_free (file);
}

/* Files of one library, which are changed in one step of its history. */
typedef struct
{
  char *root;
  GPtrArray *paths;  /* (element-type filename): relative to it; ends with NULL once all are there */
  GHashTable *names; /* (element-type filename filename): of each path, as the command line has it */
} Batch;

static void
free_batch (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->paths);
  g_hash_table_unref (batch->names);
  g_free (batch->root);
  g_free (batch);
}

static Batch *
get_batch (GPtrArray *batches, const char *root)
{
  Batch *batch;

  for (guint i = batches->len; i > 0; i--)
    {
      batch = g_ptr_array_index (batches, i - 1);
      if (strcmp (batch->root, root) == 0)
        return batch;
    }
  batch = g_new0 (Batch, 1);
  batch->root = g_strdup (root);
  batch->paths = g_ptr_array_new_with_free_func (g_free);
  batch->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (batches, batch);

  return batch;
}

static void
add_to_batch (Batch *batch, const File *file)
{
  const char *path = file->path + strlen (batch->root) + (g_str_has_suffix (batch->root, "/") ? 0 : 1);

  if (g_hash_table_contains (batch->names, path))
    return;
  g_ptr_array_add (batch->paths, g_strdup (path));
  g_hash_table_insert (batch->names, g_strdup (path), g_strdup (file->name));
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(File *const *) a)->path, (*(File *const *) b)->path);
}

/* How much of a path the deepest folder is that two files share, in bytes; 0 for the root of all. */
static gsize
share_folder (const char *one, const char *other)
{
  gsize length = 0;

  for (gsize i = 0; one[i] == other[i] && one[i] != '\0'; i++)
    {
      if (one[i] == '/')
        length = i;
    }

  return length;
}

/* Files of no library that is known and of no site are one: that of the deepest folder that they share. Where that is
 * one that holds all sorts of things, those below each of its folders are one. */
static void
add_loose (GPtrArray *batches, GPtrArray *files, guint start, guint end)
{
  const File *first = g_ptr_array_index (files, start);
  const File *last = g_ptr_array_index (files, end - 1);
  /* They are sorted, so that what these two share all do. */
  gsize length = share_folder (first->path, last->path);
  g_autofree char *root = length > 0 ? g_strndup (first->path, length) : g_strdup ("/");
  gboolean is_shared = bs_home_folder_is_shared (root);

  for (guint i = start; i < end;)
    {
      const File *file = g_ptr_array_index (files, i);
      const char *slash = strchr (file->path + length + 1, '/');
      guint next = i + 1;

      if (!is_shared || slash == NULL)
        {
          add_to_batch (get_batch (batches, root), file);
          i = next;
          continue;
        }
      while (next < end &&
             strncmp (((File *) g_ptr_array_index (files, next))->path, file->path, slash - file->path + 1) == 0)
        next++;
      add_loose (batches, files, i, next);
      i = next;
    }
}

/* Sorts the files by the library whose history tells of them: the one that is known around them; otherwise their site;
 * otherwise the folder that they share. Returns whether all of them are there. */
static gboolean
add_files (GPtrArray *batches, char **names, guint n_names)
{
  g_autoptr (BsHomeIndex) homes = bs_home_index_new ();
  g_autoptr (GHashTable) sites =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bs_site_unref);
  g_autoptr (GPtrArray) loose = g_ptr_array_new_with_free_func (free_file);
  gboolean are_there = TRUE;

  for (guint i = 0; i < n_names; i++)
    {
      File *file = g_new0 (File, 1);
      g_autofree char *root = NULL;
      g_autoptr (BsHome) home = NULL;

      file->name = names[i];
      file->path = bs_place_find_file (names[i]);
      if (file->path == NULL)
        are_there = FALSE;
      else if ((home = bs_home_index_find_around (homes, file->path, &root)) == NULL)
        {
          g_autofree char *folder = g_path_get_dirname (file->path);
          BsSite *site = g_hash_table_lookup (sites, folder);

          if (site == NULL)
            {
              site = bs_site_detect_for_file (file->path);
              g_hash_table_insert (sites, g_steal_pointer (&folder), site);
            }
          if (site->is_site)
            root = g_strdup (site->root);
          else
            g_ptr_array_add (loose, g_steal_pointer (&file));
        }
      if (root != NULL)
        add_to_batch (get_batch (batches, root), file);
      if (file != NULL)
        free_file (file);
    }
  g_ptr_array_sort (loose, compare_files);
  if (loose->len > 0)
    add_loose (batches, loose, 0, loose->len);

  return are_there;
}

static void
tell_all (const Batch *batch, const GPtrArray *paths, const char *result, const char *reason)
{
  for (guint i = 0; i < paths->len; i++)
    bs_edits_tell (g_hash_table_lookup (batch->names, g_ptr_array_index (paths, i)), result, reason);
}

static void
tell_report (const Batch *batch, const BsEditReport *report, gboolean json)
{
  for (guint i = 0; i < report->recovered->len; i++)
    bs_output_message (g_ptr_array_index (report->recovered, i));
  if (json)
    {
      tell_all (batch, report->changed, "changed", NULL);
      tell_all (batch, report->unchanged, "unchanged", NULL);
      tell_all (batch, report->left, "failed", _ ("Interrupted. The file was not changed."));
    }
  for (guint i = 0; i < report->failed->len; i++)
    {
      const BsTransactionResult *failure = g_ptr_array_index (report->failed, i);
      const char *name = g_hash_table_lookup (batch->names, failure->path);

      if (json)
        bs_edits_tell (name, "failed", failure->error->message);
      else
        bs_output_error (name, failure->error->message);
    }
  if (report->doubt != NULL)
    bs_output_error (batch->root, report->doubt->message);
  if (report->n_pushed_out > 0)
    {
      g_autofree char *message =
          g_strdup_printf (ngettext ("%u older step left the history to make room, and can't be undone any more.",
                                     "%u older steps left the history to make room, and can't be undone any more.",
                                     report->n_pushed_out),
                           report->n_pushed_out);

      bs_output_message (message);
    }
}

/* The place of the sign between key and value; NULL without one. A backslash takes its meaning from it. */
static const char *
find_equals (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '=')
        return p;
    }

  return NULL;
}

typedef void (*AddFunc) (BsEdit *edit, const char *const *path, const char *text);

/* Reads KEY=VALUE. Returns FALSE when it is none. */
static gboolean
parse_pair (BsEdit *edit, const char *text, AddFunc add, gboolean needs_value)
{
  const char *equals = find_equals (text);
  g_autofree char *key = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
  g_auto (GStrv) path = NULL;

  if ((needs_value && equals == NULL) || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  path = bs_edit_parse_path (key);
  if (path == NULL)
    return FALSE;
  if (equals == NULL)
    bs_edit_remove (edit, (const char *const *) path);
  else
    add (edit, (const char *const *) path, equals + 1);

  return TRUE;
}

static gboolean
parse_pairs (BsEdit *edit, char **texts, AddFunc add, gboolean needs_value)
{
  for (; texts != NULL && *texts != NULL; texts++)
    {
      if (!parse_pair (edit, *texts, add, needs_value))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  Batch *batch;
  const BsEdit *edit;
  GCancellable *cancellable;
  BsEditReport *report; /* (nullable) */
  GError *error;        /* (nullable) */
  int is_over;          /* atomic */
} Job;

/* On a worker, so that a signal is heard meanwhile. */
static gpointer
job_thread (gpointer data)
{
  Job *job = data;
  Batch *batch = job->batch;
  g_autoptr (BsHome) home = bs_home_open (batch->root, &job->error);

  if (home != NULL)
    {
      g_ptr_array_add (batch->paths, NULL);
      job->report = bs_editing_apply (home, batch->root, (const char *const *) batch->paths->pdata, job->edit,
                                      job->cancellable, &job->error);
      g_ptr_array_remove_index (batch->paths, batch->paths->len - 1);
    }
  g_atomic_int_set (&job->is_over, TRUE);
  g_main_context_wakeup (NULL);

  return NULL;
}

static BsExitStatus
run_batch (Batch *batch, const BsEdit *edit, GCancellable *cancellable, gboolean json, guint *n_left)
{
  Job job = { batch, edit, cancellable, NULL, NULL, FALSE };
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  if (g_cancellable_is_cancelled (cancellable))
    {
      if (json)
        tell_all (batch, batch->paths, "failed", _ ("Interrupted. The file was not changed."));
      *n_left += batch->paths->len;
      return BS_EXIT_FAILED;
    }
  thread = g_thread_new ("bs-set", job_thread, &job);
  while (!g_atomic_int_get (&job.is_over))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);

  report = job.report;
  error = job.error;
  if (report == NULL)
    {
      if (json)
        tell_all (batch, batch->paths, "failed", error->message);
      bs_output_error (batch->root, error->message);
      return BS_EXIT_FAILED;
    }
  tell_report (batch, report, json);
  *n_left += report->left->len;
  if (report->is_cancelled)
    return BS_EXIT_FAILED;

  return report->failed->len > 0 || report->doubt != NULL ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/* A signal ends it after the files that are being written, and all that was done is told. */
static BsExitStatus
run_batches (GPtrArray *batches, const BsEdit *edit, gboolean json)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  BsExitStatus worst = BS_EXIT_DONE;
  guint n_left = 0;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_unix_signal_add (numbers[i], cancel_cb, cancellable);
  for (guint i = 0; i < batches->len; i++)
    {
      BsExitStatus status = run_batch (g_ptr_array_index (batches, i), edit, cancellable, json, &n_left);

      worst = MAX (worst, status);
    }
  if (n_left > 0)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("Interrupted. %u file was not changed.", "Interrupted. %u files were not changed.", n_left),
          n_left);

      bs_output_message (message);
    }

  return worst;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_auto (GStrv) added = NULL;
  g_auto (GStrv) removed = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (BsEdit) edit = bs_edit_new ();
  gboolean json = FALSE;
  guint n_files;
  BsExitStatus status;
  BsExitStatus worst = BS_EXIT_DONE;
  const GOptionEntry options[] = {
    { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &added, N_ ("Add an item to a list"), N_ ("KEY=VALUE") },
    { "remove", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &removed, N_ ("Remove a key, or an item of a list"),
      N_ ("KEY[=VALUE]") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object a line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_set, args, options, 1, G_MAXUINT, &operands, &status))
    return status;

  /* The last arguments are keys with values; what is a file is one, whatever its name. */
  for (n_files = g_strv_length (operands); n_files > 0; n_files--)
    {
      if (find_equals (operands[n_files - 1]) == NULL || g_file_test (operands[n_files - 1], G_FILE_TEST_EXISTS))
        break;
    }
  if (!parse_pairs (edit, operands + n_files, bs_edit_set_text, TRUE))
    return bs_command_usage_error (&bs_command_set, _ ("A key and its value are written as KEY=VALUE."));
  if (!parse_pairs (edit, added, bs_edit_add_text, TRUE))
    return bs_command_usage_error (&bs_command_set, _ ("--add takes KEY=VALUE."));
  if (!parse_pairs (edit, removed, bs_edit_remove_text, FALSE))
    return bs_command_usage_error (&bs_command_set, _ ("--remove takes KEY or KEY=VALUE."));
  if (n_files == 0)
    return bs_command_usage_error (&bs_command_set, _ ("A file is missing."));
  if (bs_edit_is_empty (edit))
    return bs_command_usage_error (&bs_command_set, _ ("There is nothing to set, to add or to remove."));

  batches = g_ptr_array_new_with_free_func (free_batch);
  if (!add_files (batches, operands, n_files))
    worst = BS_EXIT_FAILED;
  status = run_batches (batches, edit, json);

  return MAX (worst, status);
}

const BsCommand bs_command_set = {
  .name = "set",
  .arguments = N_ ("FILE… KEY=VALUE"),
  .summary = N_ ("Change the front matter of articles, and nothing else of them."),
  .run = run,
};
