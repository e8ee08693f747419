/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gtk/gtk.h>
#include <stdlib.h>
#include <webkit/webkit.h>

#include "bench.h"
#include "page/page.h"
#include "reader/frame-watch.h"
#include "reader/reader.h"

/* Measures reading one article after another.
 *
 * bench-reader FOLDER [ARTICLES]
 *
 * Reads a number of articles (200) twice, and reports the memory of this process and its web process after each time.
 * Then reads them once more, in turn with a bare web view showing the same page, and reports the time from selecting an
 * article until it is painted. */

typedef struct
{
  BsReader *reader;
  WebKitWebView *bare;
  gboolean painted;
} Bench;

static void
run_until (gboolean *flag)
{
  *flag = FALSE;
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static void
shown_cb (Bench *bench)
{
  bench->painted = TRUE;
}

static void
drawn_cb (gpointer user_data)
{
  Bench *bench = user_data;

  bench->painted = TRUE;
}

static void
frames_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, NULL);

  bs_frame_watch_new (GTK_WIDGET (source), drawn_cb, user_data);
}

/* “Painted” has the same meaning as in the reader. */
static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data)
{
  static const char script[] =
      "return new Promise (resolve => requestAnimationFrame (() => requestAnimationFrame (resolve)));";

  if (event == WEBKIT_LOAD_FINISHED)
    webkit_web_view_call_async_javascript_function (view, script, -1, NULL, NULL, NULL, NULL, frames_cb, user_data);
}

static gint64
read_field (const char *path, const char *name)
{
  g_autofree char *text = NULL;
  const char *field;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  field = strstr (text, name);
  return field != NULL ? g_ascii_strtoll (field + strlen (name), NULL, 10) : 0;
}

static gboolean
is_ours (gint64 pid)
{
  for (guint level = 0; pid > 1 && level < 16; level++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/status", pid);

      if (pid == getpid ())
        return TRUE;
      pid = read_field (path, "PPid:");
    }
  return FALSE;
}

/* Of this process and its children, shared memory counted once, in kilobytes. */
static gint64
get_memory (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;
  gint64 sum = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      gint64 pid = g_ascii_strtoll (name, NULL, 10);
      g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup", name);

      if (pid > 1 && is_ours (pid))
        sum += read_field (path, "\nPss:");
    }
  return sum;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a;
  const gint64 *y = b;

  return (*x > *y) - (*x < *y);
}

static gint64
show (Bench *bench, const char *path)
{
  gint64 start = g_get_monotonic_time ();

  bs_reader_set_path (bench->reader, path);
  run_until (&bench->painted);
  return g_get_monotonic_time () - start;
}

static gint64
load (Bench *bench)
{
  g_autofree char *page = bs_page_render (bs_reader_get_document (bench->reader));
  gint64 start = g_get_monotonic_time ();

  webkit_web_view_load_html (bench->bare, page, NULL);
  run_until (&bench->painted);
  return g_get_monotonic_time () - start;
}

static gboolean
second_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_a_second (void)
{
  gboolean passed;

  g_timeout_add (1000, second_cb, &passed);
  run_until (&passed);
}

static GtkWidget *
open_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 800, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsQuery) query = NULL;
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint64 *ours = NULL;
  g_autofree gint64 *bare = NULL;
  Bench bench = { NULL };
  gint64 first, second;
  guint n = argc > 2 ? MAX (1, atoi (argv[2])) : 200;

  if (argc < 2)
    {
      g_printerr ("usage: bench-reader FOLDER [ARTICLES]\n");
      return EXIT_FAILURE;
    }

  gtk_init ();
  folder = g_file_new_for_commandline_arg (argv[1]);
  library = bs_library_new (folder);
  bs_library_open (library);
  while (bs_library_get_state (library) != BS_LIBRARY_READY)
    g_main_context_iteration (NULL, TRUE);
  query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  list = bs_library_query (library, query);
  while (bs_article_list_get_pending (list))
    g_main_context_iteration (NULL, TRUE);
  n = MIN (n, g_list_model_get_n_items (G_LIST_MODEL (list)));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_ptr_array_add (paths, g_strdup (bs_article_item_get_path (item)));
    }

  bench.reader = BS_READER (bs_reader_new ());
  bs_reader_set_library (bench.reader, library);
  g_signal_connect_swapped (bench.reader, "shown", G_CALLBACK (shown_cb), &bench);
  open_window (GTK_WIDGET (bench.reader));
  for (guint i = 0; i < n; i++)
    show (&bench, g_ptr_array_index (paths, i));
  wait_a_second ();
  first = get_memory ();
  for (guint i = 0; i < n; i++)
    show (&bench, g_ptr_array_index (paths, i));
  wait_a_second ();
  second = get_memory ();

  bench.bare = WEBKIT_WEB_VIEW (webkit_web_view_new ());
  g_signal_connect (bench.bare, "load-changed", G_CALLBACK (load_changed_cb), &bench);
  open_window (GTK_WIDGET (bench.bare));
  load (&bench);
  ours = g_new0 (gint64, n);
  bare = g_new0 (gint64, n);
  for (guint i = 0; i < n; i++)
    {
      ours[i] = show (&bench, g_ptr_array_index (paths, i));
      bare[i] = load (&bench);
    }
  qsort (ours, n, sizeof *ours, compare);
  qsort (bare, n, sizeof *bare, compare);

  g_print ("%u articles\n", n);
  g_print ("until painted, median  bare %7.1f ms   ours %7.1f ms   ratio %.2f (budget 1.2)\n", bare[n / 2] / 1000.0,
           ours[n / 2] / 1000.0, (double) ours[n / 2] / bare[n / 2]);
  g_print ("until painted, 95 %%    bare %7.1f ms   ours %7.1f ms\n", bare[n * 95 / 100] / 1000.0,
           ours[n * 95 / 100] / 1000.0);
  bench_budget ("selecting an article until it is painted", (double) ours[n / 2] / bare[n / 2], 1.2, " x");
  g_print ("memory                 first %6.1f MB   second %5.1f MB   %+.1f %% (budget +10)\n", first / 1024.0,
           second / 1024.0, 100.0 * (second - first) / first);
  return EXIT_SUCCESS;
}
