/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "bench.h"

/* The time from a file change until the model reports it, beyond the bare inotify event; and ten thousand files
 * rewritten at once, none of which may be missed. Works on a copy. Usage: bench-watch FOLDER [CHANGES] */

#define N_REWRITTEN 10000

static GHashTable *told; /* (element-type filename) */
static gint64 told_time;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  told_time = g_get_monotonic_time ();
  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = changes->pdata[i];

      if (change->kind == BS_CHANGE_CHANGED)
        g_hash_table_add (told, g_strdup (change->path));
    }
}

static void
append_to (const char *path, const char *text)
{
  FILE *file = fopen (path, "a");

  fputs (text, file);
  fclose (file);
}

/* The bare event: a watch on the folder only, and a blocking read. */
static gint64
wait_for_event (const char *folder, const char *path, const char *text)
{
  int fd = inotify_init1 (IN_CLOEXEC);
  char buffer[4096];
  gint64 start;
  gint64 end;

  inotify_add_watch (fd, folder, IN_CLOSE_WRITE);
  start = g_get_monotonic_time ();
  append_to (path, text);
  if (read (fd, buffer, sizeof buffer) <= 0)
    g_error ("No event came");
  end = g_get_monotonic_time ();
  close (fd);
  return end - start;
}

static void
measure_changes (const char *root, GPtrArray *files, guint n)
{
  g_autofree double *bare = g_new0 (double, n);
  g_autofree double *ours = g_new0 (double, n);
  g_autofree char *other = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autofree char *other_file = g_build_filename (other, "a.md", NULL);
  double median;

  for (guint i = 0; i < n; i++)
    {
      const char *path = files->pdata[(i * 7919) % files->len];
      gint64 start;

      bare[i] = (double) wait_for_event (other, other_file, "x\n") / 1000.0;
      g_hash_table_remove_all (told);
      start = g_get_monotonic_time ();
      append_to (path, "x\n");
      while (!g_hash_table_contains (told, path + strlen (root) + 1) &&
             g_get_monotonic_time () < start + 5 * G_USEC_PER_SEC)
        bench_turn (NULL);
      ours[i] = (double) (told_time - start) / 1000.0;
      /* Not in phase with the watch's batches. */
      g_usleep (1000 * (gulong) (i % 13));
    }
  median = bench_median (bare, n);
  g_print ("inotify alone: median %.2f ms\n", median);
  bench_median (ours, n);
  g_print ("a changed file: median + %.1f ms (at most 30), worst + %.1f ms (at most 100), of %u\n",
           ours[n / 2] - median, ours[n - 1] - median, n);
  bench_budget ("from a file change to its report, median", ours[n / 2] - median, 30, " ms");
  bench_budget ("from a file change to its report, worst", ours[n - 1] - median, 100, " ms");
  bench_remove_tree (other);
}

static void
measure_flood (const char *root, GPtrArray *files)
{
  guint n = MIN (files->len, N_REWRITTEN);
  gint64 start = g_get_monotonic_time ();
  gint64 written;
  guint missed = 0;

  g_hash_table_remove_all (told);
  for (guint i = 0; i < n; i++)
    append_to (files->pdata[i], "y\n");
  written = g_get_monotonic_time ();
  while (g_hash_table_size (told) < n && g_get_monotonic_time () < written + 60 * G_USEC_PER_SEC)
    bench_turn (NULL);
  for (guint i = 0; i < n; i++)
    missed += !g_hash_table_contains (told, (const char *) files->pdata[i] + strlen (root) + 1);
  g_print ("%u files rewritten in %.0f ms: %u missed, all told %.0f ms after the last was written\n", n,
           (double) (written - start) / 1000.0, missed, (double) (told_time - written) / 1000.0);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 200;
  g_autofree char *copy = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (argc < 2 || n == 0)
    {
      g_printerr ("Usage: %s FOLDER [CHANGES]\n", argv[0]);
      return 2;
    }

  told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  copy = bench_copy_tree (argv[1]);
  folder = g_file_new_for_path (copy);
  library = bs_library_new (folder);
  list = bs_library_query (library, query);
  g_signal_connect (library, "changed", G_CALLBACK (changed_cb), NULL);
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL))
    g_error ("The library did not get ready");
  files = bench_list_files (copy);
  g_print ("articles: %u\n", bs_library_get_n_articles (library));

  measure_changes (copy, files, n);
  measure_flood (copy, files);
  bs_library_close (library);
  bench_remove_tree (copy);
  g_hash_table_unref (told);
  return 0;
}
