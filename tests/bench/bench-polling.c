/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "bench.h"
#include "model/library/folder/file-system.h"

/* The cost of polling: one look at every file compared with a bare loop that asks for the time of each, in turn; and
 * the CPU time of polling while nothing happens. FOLDER may be on a FUSE file system; otherwise polling is forced.
 * Usage: bench-polling FOLDER [SECONDS] */

#define N_ROUNDS 5

static double
get_processor (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

static double
ask_all (GPtrArray *files)
{
  gint64 start = g_get_monotonic_time ();
  struct stat st;

  for (guint i = 0; i < files->len; i++)
    if (stat (files->pdata[i], &st) < 0)
      g_error ("%s is gone", (const char *) files->pdata[i]);
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static double
look_at_all (BsLibrary *library)
{
  gint64 start = g_get_monotonic_time ();

  bs_library_rescan (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL))
    g_error ("The library did not get ready");
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

int
main (int argc, char *argv[])
{
  guint seconds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 30;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (GPtrArray) files = NULL;
  double bare[N_ROUNDS];
  double ours[N_ROUNDS];
  double processor;
  gint64 end;

  if (argc < 2 || seconds == 0)
    {
      g_printerr ("Usage: %s FOLDER [SECONDS]\n", argv[0]);
      return 2;
    }

  if (!bs_file_system_is_blind (argv[1]))
    g_setenv ("BROADSHEET_POLL", "1", TRUE);
  folder = g_file_new_for_path (argv[1]);
  files = bench_list_files (argv[1]);
  library = bs_library_new (folder);
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL))
    g_error ("The library did not get ready");
  g_print ("articles: %u, polled %s\n", bs_library_get_n_articles (library),
           g_getenv ("BROADSHEET_POLL") != NULL ? "by order" : "for its file system");

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bare[i] = ask_all (files);
      ours[i] = look_at_all (library);
    }
  bench_median (bare, N_ROUNDS);
  bench_median (ours, N_ROUNDS);
  g_print ("one look at every file: %.1f ms, a bare loop: %.1f ms, ratio %.2f\n", ours[N_ROUNDS / 2],
           bare[N_ROUNDS / 2], ours[N_ROUNDS / 2] / bare[N_ROUNDS / 2]);

  processor = get_processor ();
  end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < end)
    bench_turn (NULL);
  processor = get_processor () - processor;
  g_print ("polling, in use, for %u s: %.0f ms of the processor, %.2f %%\n", seconds, processor,
           processor / seconds / 10.0);
  bs_library_close (library);
  return 0;
}
