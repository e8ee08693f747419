/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "bench.h"
#include "ui/list/date-histogram.h"

#include "../support/wait.h"

/* The longest main loop iteration while the histogram of all articles is shown, and while an edge of it is moved with
 * the arrow keys, each time with another search. Usage: bench-histogram FOLDER, on a display */

#define BUDGET 8.0
#define N_MOVES 30
#define SECONDS 60

static BsArticleList *list;

static void
search_cb (BsDateHistogram *histogram, const char *after, const char *before, gboolean undated)
{
  g_autofree char *text = g_strdup_printf ("%s%s%s%s", after != NULL ? " after:" : "", after != NULL ? after : "",
                                           before != NULL ? " before:" : "", before != NULL ? before : "");
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE, text, FALSE);

  bs_article_list_set_query (list, query);
  bs_date_histogram_set_query (histogram, query);
}

static guint
count_bars (GtkWidget *histogram)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (histogram); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_get_child_visible (child) && !GTK_IS_LABEL (child);
  return n;
}

static void
press (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_handled);
    }
}

static void
run_for (guint milliseconds, BenchTurns *turns)
{
  const gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    bench_turn (turns);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsQuery) everything = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  BenchTurns turns = { 0 };
  double longest = 0;
  GtkWidget *window, *histogram;
  gint64 start;
  double until_shown;

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  adw_init ();
  folder = g_file_new_for_path (argv[1]);
  library = bs_library_new (folder);
  bs_library_set_index_use (library, BS_INDEX_USE_NONE);
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL))
    g_error ("The library did not get ready");
  list = bs_library_query (library, everything);
  while (bs_article_list_get_pending (list))
    g_main_context_iteration (NULL, TRUE);

  window = gtk_window_new ();
  histogram = bs_date_histogram_new ();
  gtk_window_set_child (GTK_WINDOW (window), histogram);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 80);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (histogram, "search", G_CALLBACK (search_cb), NULL);
  g_timeout_add (5, wait_wake_cb, NULL);
  run_for (1000, NULL);

  start = g_get_monotonic_time ();
  bs_date_histogram_set_list (BS_DATE_HISTOGRAM (histogram), library, list);
  longest = (double) (g_get_monotonic_time () - start) / 1000;
  while (count_bars (histogram) == 0 && g_get_monotonic_time () < start + SECONDS * G_USEC_PER_SEC)
    bench_turn (&turns);
  until_shown = (double) (g_get_monotonic_time () - start) / 1000;
  run_for (300, &turns);
  for (guint i = 0; i < N_MOVES; i++)
    {
      start = g_get_monotonic_time ();
      press (histogram, i < N_MOVES / 2 ? GDK_KEY_Right : GDK_KEY_Left);
      longest = MAX (longest, (double) (g_get_monotonic_time () - start) / 1000);
      run_for (100, &turns);
    }
  g_print (
      "histogram of %u articles: %u bars after %.1f ms, longest dispatch %.2f ms, longest turn %.2f ms, %.2f ms of "
      "it work\n",
      bs_library_get_n_articles (library), count_bars (histogram), until_shown, longest, turns.longest,
      turns.longest_work);
  bench_budget ("longest dispatch, the histogram of all articles", MAX (longest, turns.longest_work), BUDGET, " ms");
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&list);
  bs_library_close (library);
  return 0;
}
