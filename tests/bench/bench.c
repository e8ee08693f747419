/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int
compare_doubles (const void *a, const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
read_work (const char *thread)
{
  g_autofree char *path = g_build_filename ("/proc/self/task", thread, "schedstat", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? (double) g_ascii_strtoull (text, NULL, 10) / 1e6 : 0;
}

/**
 * bench_begin_work:
 *
 * Returns: (transfer full): the work of each thread so far, for bench_get_work()
 */
GHashTable *
bench_begin_work (void)
{
  GHashTable *before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *thread;

  while (dir != NULL && (thread = g_dir_read_name (dir)) != NULL)
    {
      double work = read_work (thread);

      g_hash_table_insert (before, g_strdup (thread), g_memdup2 (&work, sizeof work));
    }
  return before;
}

/**
 * bench_get_work:
 * @before: from bench_begin_work()
 *
 * Returns: the work since then of the threads that are still running
 */
BenchWork
bench_get_work (GHashTable *before)
{
  BenchWork work = { 0, 0 };
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *thread;

  while (dir != NULL && (thread = g_dir_read_name (dir)) != NULL)
    {
      const double *start = g_hash_table_lookup (before, thread);
      const double own = read_work (thread) - (start != NULL ? *start : 0);

      work.all += own;
      work.longest = MAX (work.longest, own);
    }
  return work;
}

double
bench_median (double *values, guint n)
{
  qsort (values, n, sizeof (double), compare_doubles);
  return values[n / 2];
}

/* A row of the table that `run` prints at the end. Only measures with a budget are in it. */
void
bench_budget (const char *measure, double value, double maximum, const char *unit)
{
  g_print ("budget\t%s\t%.3g%s\t%.3g%s\t%s\n", measure, value, unit, maximum, unit,
           value <= maximum ? "met" : "MISSED");
}

static void
read_folder (int fd, guint *n_files, char *buffer, gsize size)
{
  DIR *dir = fdopendir (fd);
  struct dirent *entry;

  while (dir != NULL && (entry = readdir (dir)) != NULL)
    {
      int child;

      if (entry->d_name[0] == '.')
        continue;
      child = openat (dirfd (dir), entry->d_name, O_RDONLY | O_CLOEXEC);
      if (child < 0)
        continue;
      if (entry->d_type == DT_DIR)
        {
          read_folder (child, n_files, buffer, size);
          continue;
        }
      while (read (child, buffer, size) > 0)
        continue;
      close (child);
      (*n_files)++;
    }
  if (dir != NULL)
    closedir (dir);
}

/* The baseline: one thread that opens and reads every file and ignores the content. In milliseconds. */
double
bench_read_all (const char *root, guint *n_files)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *buffer = g_malloc (1024 * 1024);

  *n_files = 0;
  read_folder (open (root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), n_files, buffer, 1024 * 1024);
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

gsize
bench_get_resident (void)
{
  g_autofree char *text = NULL;
  guint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    {
      const char *space = strchr (text, ' ');

      if (space != NULL)
        pages = g_ascii_strtoull (space, NULL, 10);
    }
  return (gsize) pages * (gsize) sysconf (_SC_PAGESIZE);
}

static gboolean
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;

  if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error))
    return TRUE;
  g_printerr ("%s\n", error->message);
  return FALSE;
}

char *
bench_copy_tree (const char *root)
{
  g_autofree char *source = g_build_filename (root, ".", NULL);
  char *copy = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  const char *const argv[] = { "cp", "-r", source, copy, NULL };

  if (copy != NULL)
    run (argv);
  return copy;
}

void
bench_remove_tree (const char *root)
{
  const char *const argv[] = { "rm", "-rf", root, NULL };

  run (argv);
}

GPtrArray *
bench_list_files (const char *root)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (folders, g_strdup (root));
  while (folders->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index_fast (folders, folders->len - 1);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          char *path = g_build_filename (folder, name, NULL);

          g_ptr_array_add (g_file_test (path, G_FILE_TEST_IS_DIR) ? folders : files, path);
        }
    }
  return files;
}

/* Copies the first files of a corpus to a folder of their own, keeping their folders. */
char *
bench_take_files (const char *corpus, guint n_files)
{
  g_autofree char *root = g_canonicalize_filename (corpus, NULL);
  g_autoptr (GPtrArray) files = bench_list_files (root);
  char *tree = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);

  for (guint i = 0; i < files->len && i < n_files; i++)
    {
      const char *from = g_ptr_array_index (files, i);
      g_autofree char *to = g_build_filename (tree, from + strlen (root), NULL);
      g_autofree char *folder = g_path_get_dirname (to);
      g_autofree char *bytes = NULL;
      gsize length;

      g_mkdir_with_parents (folder, 0700);
      if (g_file_get_contents (from, &bytes, &length, NULL))
        g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644, NULL);
    }
  return tree;
}

/* The baseline for writing many files: `cp -r` and `sync` of a tree. In seconds. */
double
bench_copy_and_sync (const char *tree)
{
  g_autofree char *target = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (target, "copy", NULL);
  const char *const argv[] = { "cp", "-r", tree, copy, NULL };
  gint64 start;

  sync ();
  start = g_get_monotonic_time ();
  run (argv);
  sync ();
  start = g_get_monotonic_time () - start;
  bench_remove_tree (target);
  return (double) start / G_USEC_PER_SEC;
}

static double
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* The start of the current working time of the main loop. */
static gint64 poll_end;
static double poll_end_work;

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  /* Bounds the wait for a condition. */
  int result = g_poll (fds, n_fds, timeout < 0 ? 50 : MIN (timeout, 50));

  poll_end = g_get_monotonic_time ();
  poll_end_work = get_thread_time ();
  return result;
}

/* One main loop iteration. Records the longest by the clock, and the longest by CPU time, which is the same on an idle
 * machine. Waiting is not counted. */
void
bench_turn (BenchTurns *turns)
{
  g_main_context_set_poll_func (NULL, poll_cb);
  poll_end = g_get_monotonic_time ();
  poll_end_work = get_thread_time ();
  g_main_context_iteration (NULL, TRUE);
  if (turns == NULL)
    return;
  turns->longest = MAX (turns->longest, (double) (g_get_monotonic_time () - poll_end) / 1000.0);
  turns->longest_work = MAX (turns->longest_work, get_thread_time () - poll_end_work);
}

gboolean
bench_wait_for_state (BsLibrary *library, BsLibraryState state, guint seconds, BenchTurns *turns)
{
  gint64 end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  while (bs_library_get_state (library) != state)
    {
      bench_turn (turns);
      if (g_get_monotonic_time () > end)
        return FALSE;
    }
  return TRUE;
}
