/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/git-base.h"

#include <gio/gio.h>
#include <string.h>

#include "model/change/edit/merge.h"

/* The history of a file is followed this far. */
#define MAX_VERSIONS "40"
#define MAX_BYTES (4 * 1024 * 1024)

/* In a large repository, git looks at every commit. */
#define MAX_MILLISECONDS 5000

typedef struct
{
  GSubprocess *process;
  GCancellable *cancellable;
  GBytes *output; /* (nullable) */
  gboolean is_done;
} Run;

static void
communicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;

  self->is_done = TRUE;
  if (!g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &self->output, NULL, NULL) ||
      !g_subprocess_get_if_exited (self->process) || g_subprocess_get_exit_status (self->process) != 0)
    g_clear_pointer (&self->output, g_bytes_unref);
}

static gboolean
late_cb (gpointer user_data)
{
  Run *self = user_data;

  g_subprocess_force_exit (self->process);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* The settings of a repository can name programs to run, and the repository may come from anyone. Only commands that
 * read objects are used; none of them has a pager, filters, signatures or another diff. Missing objects may not be
 * fetched either, because a repository names the program for that. */
static GSubprocess *
start (const char *folder, const char *const *command)
{
  static const char *const settings[] = {
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
    "-c",
    "safe.bareRepository=explicit",
  };
  static const char *const environment[] = {
    "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ALLOW_PROTOCOL=none",
    "GIT_NO_LAZY_FETCH=1",   "GIT_TERMINAL_PROMPT=0",       "LC_ALL=C.UTF-8",
  };
  g_autofree char *program = g_find_program_in_path ("git");
  g_autofree char *path = g_strconcat ("PATH=", g_getenv ("PATH"), NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GPtrArray) variables = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  if (program == NULL)
    return NULL;
  g_ptr_array_add (arguments, program);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_ptr_array_add (arguments, (gpointer) settings[i]);
  for (guint i = 0; command[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) command[i]);
  g_ptr_array_add (arguments, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (environment); i++)
    g_ptr_array_add (variables, (gpointer) environment[i]);
  g_ptr_array_add (variables, path);
  g_ptr_array_add (variables, NULL);
  g_subprocess_launcher_set_environ (launcher, (char **) variables->pdata);
  g_subprocess_launcher_set_cwd (launcher, folder);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, NULL);
}

/* Returns: (transfer full) (nullable): the output of git; %NULL if it fails or takes too long */
static GBytes *
run (const char *folder, const char *const *command, const char *input)
{
  g_autoptr (GSubprocess) process = start (folder, command);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) limit = g_timeout_source_new (MAX_MILLISECONDS);
  g_autoptr (GBytes) bytes = g_bytes_new (input, strlen (input));
  Run self = { process, cancellable, NULL, FALSE };

  if (process == NULL)
    return NULL;
  g_main_context_push_thread_default (context);
  g_source_set_callback (limit, late_cb, &self, NULL);
  g_source_attach (limit, context);
  g_subprocess_communicate_async (process, bytes, cancellable, communicated_cb, &self);
  while (!self.is_done)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (limit);
  g_main_context_pop_thread_default (context);
  /* It is killed by another thread, which the end of the program could forestall. */
  if (g_cancellable_is_cancelled (cancellable))
    g_subprocess_wait (process, NULL, NULL);
  return self.output;
}

/* Returns: (transfer full) (nullable): the same as a text, in lines */
static GStrv
run_lines (const char *folder, const char *const *command, const char *input)
{
  g_autoptr (GBytes) output = run (folder, command, input);
  gsize length;
  const char *data = output != NULL ? g_bytes_get_data (output, &length) : NULL;
  g_autofree char *text = data != NULL ? g_strndup (data, length) : NULL;

  return text != NULL ? g_strsplit (g_strchomp (text), "\n", -1) : NULL;
}

static gboolean
is_in_repository (const char *folder)
{
  g_autofree char *above = g_strdup (folder);

  for (;;)
    {
      g_autofree char *repository = g_build_filename (above, ".git", NULL);
      g_autofree char *next = g_path_get_dirname (above);

      if (g_file_test (repository, G_FILE_TEST_EXISTS))
        return TRUE;
      if (strcmp (next, above) == 0)
        return FALSE;
      g_free (above);
      above = g_steal_pointer (&next);
    }
}

/* Returns: (transfer full) (nullable): the names of a file's committed versions, each on a line, the newest first */
static char *
list_versions (const char *folder, const char *name)
{
  static const char *const check[] = { "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", NULL };
  const char *const list[] = { "rev-list", "--max-count=" MAX_VERSIONS, "HEAD", "--", name, NULL };
  g_auto (GStrv) commits = run_lines (folder, list, "");
  g_autoptr (GString) places = g_string_new (NULL);
  g_autoptr (GString) versions = g_string_new (NULL);
  g_auto (GStrv) objects = NULL;

  for (guint i = 0; commits != NULL && commits[i] != NULL && *commits[i] != '\0'; i++)
    g_string_append_printf (places, "%s:./%s\n", commits[i], name);
  objects = places->len > 0 ? run_lines (folder, check, places->str) : NULL;
  for (guint i = 0; objects != NULL && objects[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (objects[i], " ", 3);

      /* A file that was deleted in a commit is missing there. */
      if (g_strv_length (parts) == 3 && strcmp (parts[1], "blob") == 0 &&
          g_ascii_strtoull (parts[2], NULL, 10) <= MAX_BYTES)
        g_string_append_printf (versions, "%s\n", parts[0]);
    }
  return versions->len > 0 ? g_string_free (g_steal_pointer (&versions), FALSE) : NULL;
}

/* Each version is “NAME blob LENGTH”, a line feed, its bytes and a line feed. */
static GBytes *
take_version (GBytes *all, gsize *position)
{
  gsize size;
  const char *data = g_bytes_get_data (all, &size);
  const char *start = data + *position;
  const char *feed = *position < size ? memchr (start, '\n', size - *position) : NULL;
  g_autofree char *head = feed != NULL ? g_strndup (start, (gsize) (feed - start)) : NULL;
  const char *number = head != NULL ? strrchr (head, ' ') : NULL;
  guint64 length = number != NULL ? g_ascii_strtoull (number + 1, NULL, 10) : 0;
  gsize body = feed != NULL ? (gsize) (feed + 1 - data) : size;

  if (number == NULL || length > size - body)
    return NULL;
  *position = MIN (body + length + 1, size);
  return g_bytes_new_from_bytes (all, body, length);
}

/**
 * bs_git_find_base:
 * @path: (type filename): an absolute path
 * @one: the current version of the file there
 * @other: a conflicted copy of it
 *
 * Finds the version that both were made from, if the file is in a git repository: of those that were committed, the one
 * from which both differ least. A commit of one of the two is between, or is one of them, and differs as little; the
 * oldest of those that are equal is the version before both. The program `git` is run with commands that read objects,
 * for a few seconds at most; nothing that the repository names is run. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the version; %NULL if there is none, or no git
 */
GBytes *
bs_git_find_base (const char *path, GBytes *one, GBytes *other)
{
  static const char *const read[] = { "cat-file", "--batch", NULL };
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *versions = NULL;
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) base = NULL;
  guint least = G_MAXUINT;
  gsize position = 0;

  g_return_val_if_fail (path != NULL && one != NULL && other != NULL, NULL);

  folder = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  if (!is_in_repository (folder) || strchr (name, '\n') != NULL)
    return NULL;
  versions = list_versions (folder, name);
  all = versions != NULL ? run (folder, read, versions) : NULL;
  while (all != NULL)
    {
      g_autoptr (GBytes) version = take_version (all, &position);
      guint n;

      if (version == NULL)
        break;
      if (g_bytes_equal (version, one) || g_bytes_equal (version, other))
        continue;
      n = bs_merge_count_changes (version, one) + bs_merge_count_changes (version, other);
      if (n > least)
        continue;
      least = n;
      g_clear_pointer (&base, g_bytes_unref);
      base = g_bytes_ref (version);
    }
  return g_steal_pointer (&base);
}
