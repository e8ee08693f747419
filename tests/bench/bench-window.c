/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gtk/gtk.h>
#include <stdlib.h>
#include <time.h>
#include <webkit/webkit.h>

#include "bench.h"
#include "page/page.h"
#include "reader/frame-watch.h"
#include "reader/reader.h"
#include "ui/application/application.h"

/* Compares the window with a bare one: a GTK window with only a web view that shows the same page.
 *
 *   bench-window FOLDER [ROUNDS]
 *
 * Each figure is the median of the rounds, the two in turn, each in a process of its own: the time from the start
 * until a page is painted, the memory of the process then, and the longest main loop iteration until then (from the
 * end of one poll to the start of the next), by the clock and by CPU time. With BENCH_TURNS=MILLISECONDS, each
 * iteration of that length is reported on standard error. */

#define N_FIGURES 4

static gint64 started;
static gint64 turn_began;
static gint64 turn_began_work;
static gint64 longest_turn;
static gint64 longest_work;
static gint64 told_turn = G_MAXINT64;

static gint64
get_work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
end_turn (void)
{
  gint64 now = g_get_monotonic_time ();
  gint64 turn = now - turn_began;
  gint64 work = get_work () - turn_began_work;

  if (turn_began == 0)
    return;
  longest_turn = MAX (longest_turn, turn);
  longest_work = MAX (longest_work, work);
  if (work >= told_turn)
    g_printerr ("turn %.6f %.6f: %.1f ms, %.1f ms of it work, %.1f ms after the start\n", (double) turn_began / 1e6,
                (double) now / 1e6, (double) turn / 1000, (double) work / 1000, (double) (turn_began - started) / 1000);
}

static int
measuring_poll (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  end_turn ();
  result = g_poll (fds, n_fds, timeout);
  turn_began = g_get_monotonic_time ();
  turn_began_work = get_work ();
  return result;
}

static glong
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *field;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  field = strstr (status, "VmRSS:");
  return field != NULL ? strtol (field + strlen ("VmRSS:"), NULL, 10) : 0;
}

/* The memory is read a second after painting, when temporary memory has been freed. */
static gboolean
report_cb (gpointer user_data)
{
  gint64 painted = GPOINTER_TO_SIZE (user_data);

  g_print ("%" G_GINT64_FORMAT " %ld %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", painted, get_memory (), longest_turn,
           longest_work);
  exit (EXIT_SUCCESS);
}

static void
drawn_cb (gpointer user_data)
{
  g_timeout_add (1000, report_cb, GSIZE_TO_POINTER (g_get_monotonic_time () - started));
}

static void
frames_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, NULL);

  bs_frame_watch_new (GTK_WIDGET (source), drawn_cb, NULL);
}

/* “Painted” has the same meaning as in the reader. */
static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data)
{
  static const char script[] =
      "return new Promise (resolve => requestAnimationFrame (() => requestAnimationFrame (resolve)));";

  if (event == WEBKIT_LOAD_FINISHED)
    webkit_web_view_call_async_javascript_function (view, script, -1, NULL, NULL, NULL, NULL, frames_cb, NULL);
}

static int
run_bare (const char *page_file)
{
  g_autoptr (GMainLoop) loop = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GtkWidget *view;

  if (!g_file_get_contents (page_file, &page, NULL, &error))
    g_error ("%s", error->message);

  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  view = webkit_web_view_new ();
  g_signal_connect (view, "load-changed", G_CALLBACK (load_changed_cb), NULL);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  webkit_web_view_load_html (WEBKIT_WEB_VIEW (view), page, NULL);

  loop = g_main_loop_new (NULL, FALSE);
  g_main_loop_run (loop);
  return EXIT_FAILURE;
}

/* The page is kept for the bare window, so that it shows the same. */
static gboolean
shown_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  const char *page_file = user_data;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *page = NULL;

  turn_began = 0;
  page = bs_page_render (bs_reader_get_document (g_value_get_object (&values[0])));
  g_file_set_contents (page_file, page, -1, NULL);
  g_timeout_add (1000, report_cb, GSIZE_TO_POINTER (now - started));
  return FALSE;
}

static BsReader *
find_reader (GtkWidget *widget)
{
  BsReader *reader = BS_IS_READER (widget) ? BS_READER (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && reader == NULL;
       child = gtk_widget_get_next_sibling (child))
    reader = find_reader (child);
  return reader;
}

/* Requests the first article until there is one. */
static gboolean
select_first_cb (gpointer user_data)
{
  GtkApplication *application = user_data;
  GtkWindow *window = gtk_application_get_active_window (application);
  BsReader *reader = window != NULL ? find_reader (GTK_WIDGET (window)) : NULL;

  if (reader == NULL)
    return G_SOURCE_CONTINUE;
  if (bs_reader_get_path (reader) != NULL)
    return G_SOURCE_REMOVE;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.next", NULL);
  return G_SOURCE_CONTINUE;
}

static int
run_ours (const char *folder, char *page_file)
{
  g_autoptr (BsApplication) application = bs_application_new ();
  const char *arguments[] = { "broadsheet", folder, NULL };
  gpointer reader_class = g_type_class_ref (BS_TYPE_READER);

  g_signal_add_emission_hook (g_signal_lookup ("shown", BS_TYPE_READER), 0, shown_cb, page_file, NULL);
  g_timeout_add (20, select_first_cb, application);
  g_application_run (G_APPLICATION (application), 2, (char **) arguments);
  g_type_class_unref (reader_class);
  return EXIT_FAILURE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a;
  const gint64 *y = b;

  return (*x > *y) - (*x < *y);
}

static void
run_once (const char *const *arguments, gint64 *figures, guint round, guint rounds)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error))
    g_error ("%s", error->message);
  words = g_strsplit (g_strstrip (output), " ", -1);
  for (guint i = 0; i < N_FIGURES; i++)
    figures[i * rounds + round] = g_strv_length (words) == N_FIGURES ? g_ascii_strtoll (words[i], NULL, 10) : -1;
}

static int
run_rounds (const char *self, const char *folder, guint rounds)
{
  g_autofree gint64 *bare = g_new0 (gint64, N_FIGURES * rounds);
  g_autofree gint64 *ours = g_new0 (gint64, N_FIGURES * rounds);
  g_autofree char *page_file = g_build_filename (g_get_tmp_dir (), "bench-window-XXXXXX", NULL);
  int file = g_mkstemp (page_file);

  if (file < 0)
    g_error ("cannot write %s", page_file);
  close (file);

  for (guint round = 0; round < rounds; round++)
    {
      run_once ((const char *[]){ self, "--ours", folder, page_file, NULL }, ours, round, rounds);
      run_once ((const char *[]){ self, "--bare", page_file, NULL }, bare, round, rounds);
    }
  for (guint i = 0; i < N_FIGURES; i++)
    {
      qsort (bare + i * rounds, rounds, sizeof (gint64), compare);
      qsort (ours + i * rounds, rounds, sizeof (gint64), compare);
    }
  remove (page_file);

#define MEDIAN(figures, i) ((double) figures[i * rounds + rounds / 2])
  g_print ("until painted         bare %7.1f ms   ours %7.1f ms   ratio %.2f\n", MEDIAN (bare, 0) / 1000,
           MEDIAN (ours, 0) / 1000, MEDIAN (ours, 0) / MEDIAN (bare, 0));
  g_print ("memory                bare %7.1f MB   ours %7.1f MB   %+.1f MB (budget +60)\n", MEDIAN (bare, 1) / 1024,
           MEDIAN (ours, 1) / 1024, (MEDIAN (ours, 1) - MEDIAN (bare, 1)) / 1024);
  g_print ("longest turn          bare %7.1f ms   ours %7.1f ms   %+.1f ms (budget +16)\n", MEDIAN (bare, 2) / 1000,
           MEDIAN (ours, 2) / 1000, (MEDIAN (ours, 2) - MEDIAN (bare, 2)) / 1000);
  g_print ("  of it work          bare %7.1f ms   ours %7.1f ms   %+.1f ms\n", MEDIAN (bare, 3) / 1000,
           MEDIAN (ours, 3) / 1000, (MEDIAN (ours, 3) - MEDIAN (bare, 3)) / 1000);
  bench_budget ("window until its first article is painted", MEDIAN (ours, 0) / MEDIAN (bare, 0), 1.25, " x");
  bench_budget ("memory of the window, above the bare one", (MEDIAN (ours, 1) - MEDIAN (bare, 1)) / 1024, 60, " MB");
  bench_budget ("longest main loop iteration, work, above the bare one", (MEDIAN (ours, 3) - MEDIAN (bare, 3)) / 1000,
                16, " ms");
  return EXIT_SUCCESS;
}

int
main (int argc, char *argv[])
{
  const char *told = g_getenv ("BENCH_TURNS");

  started = g_get_monotonic_time ();
  if (told != NULL)
    told_turn = (gint64) (g_ascii_strtod (told, NULL) * 1000);
  g_main_context_set_poll_func (NULL, measuring_poll);

  if (argc == 3 && g_str_equal (argv[1], "--bare"))
    return run_bare (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--ours"))
    return run_ours (argv[2], argv[3]);
  if (argc < 2)
    {
      g_printerr ("usage: bench-window FOLDER [ROUNDS]\n");
      return EXIT_FAILURE;
    }
  return run_rounds (argv[0], argv[1], argc > 2 ? MAX (1, atoi (argv[2])) : 5);
}
