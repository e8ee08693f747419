/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <time.h>

#include "bench.h"
#include "ui/list/article-pane.h"

#include "../support/wait.h"

/* The longest dispatch while searches are typed, letter by letter, into the field above the list of all articles, and
 * taken back again: words, operators and names that are completed, dates. GTK's own work, drawing a frame and changing
 * the 200 rows of a list view, is reported separately. Usage: bench-typing FOLDER, on a display. The folder needs an
 * index. */

#define BUDGET 8.0
#define SECONDS 600
#define MILLISECONDS_PER_LETTER 60

static const char *const texts[] = { "经济发展",           "category:新", "tag:a",    "author:报",
                                     "after:2020-05 市场", "is:unread",   "的 OR 一", "\"科技 市场\"" };

/* In milliseconds of processor time. */
typedef struct
{
  double gtk_start; /* 0 outside of GTK's own work */
  double in_frames;
  double in_rows;
  double longest;
  double longest_frame;
  double longest_rows;
} Work;

static Work work;

static double
get_work (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1000000;
}

static void
frame_begins_cb (void)
{
  work.gtk_start = get_work ();
}

static void
frame_ends_cb (void)
{
  work.in_frames += get_work () - work.gtk_start;
  work.gtk_start = 0;
}

/* Called before any handler, and first for the list that changes. */
static gboolean
change_begins_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  if (work.gtk_start == 0 && g_value_get_object (&values[0]) == user_data)
    work.gtk_start = get_work ();
  return TRUE;
}

static void
change_ends_cb (void)
{
  work.in_rows += get_work () - work.gtk_start;
  work.gtk_start = 0;
}

static void
begin (double *start)
{
  work.in_frames = work.in_rows = 0;
  *start = get_work ();
}

static void
end (double start)
{
  work.longest = MAX (work.longest, get_work () - start - work.in_frames - work.in_rows);
  work.longest_frame = MAX (work.longest_frame, work.in_frames);
  work.longest_rows = MAX (work.longest_rows, work.in_rows);
}

static void
run_for (guint milliseconds)
{
  const gint64 last = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < last)
    {
      double start;

      begin (&start);
      g_main_context_iteration (NULL, TRUE);
      end (start);
    }
}

static GtkWidget *
find_field (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TEXT (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_field (child);
  return found;
}

static void
type (GtkEditable *field, const char *text)
{
  double start;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      int position = -1;

      begin (&start);
      gtk_editable_insert_text (field, c, (int) (g_utf8_next_char (c) - c), &position);
      gtk_editable_set_position (field, -1);
      end (start);
      run_for (MILLISECONDS_PER_LETTER);
    }
  run_for (10 * MILLISECONDS_PER_LETTER);
  while (*gtk_editable_get_text (field) != '\0')
    {
      begin (&start);
      gtk_editable_delete_text (field, (int) g_utf8_strlen (gtk_editable_get_text (field), -1) - 1, -1);
      end (start);
      run_for (MILLISECONDS_PER_LETTER);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  BsArticlePane *pane;
  GtkWidget *window, *field;
  GdkFrameClock *clock;
  double longest = 0;

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  adw_init ();
  folder = g_file_new_for_path (argv[1]);
  library = bs_library_new (folder);
  bs_library_set_index_use (library, BS_INDEX_USE_KEEP);
  pane = g_object_new (BS_TYPE_ARTICLE_PANE, NULL);
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pane));
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 800);
  gtk_window_present (GTK_WINDOW (window));
  bs_article_pane_set_library (pane, library);
  bs_article_pane_show_scope (pane, BS_SCOPE_ALL, NULL, "All Articles");
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, SECONDS, NULL))
    g_error ("The library did not get ready");
  for (gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
       bs_library_get_index_state (library) != BS_INDEX_WHOLE && g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, TRUE);

  g_timeout_add (5, wait_wake_cb, NULL);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begins_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (frame_ends_cb), NULL);
  g_signal_add_emission_hook (g_signal_lookup ("items-changed", G_TYPE_LIST_MODEL), 0, change_begins_cb,
                              bs_article_pane_get_list (pane), NULL);
  g_signal_connect_after (bs_article_pane_get_list (pane), "items-changed", G_CALLBACK (change_ends_cb), NULL);
  bs_article_pane_start_search (pane);
  run_for (2000);
  field = find_field (GTK_WIDGET (pane));
  g_assert (field != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      work = (Work){ 0 };
      type (GTK_EDITABLE (field), texts[i]);
      g_print ("typing %s in %u articles: longest dispatch %.2f ms, rows %.2f ms, frame %.2f ms\n", texts[i],
               bs_library_get_n_articles (library), work.longest, work.longest_rows, work.longest_frame);
      longest = MAX (longest, work.longest);
    }
  bench_budget ("longest dispatch, searches typed letter by letter", longest, BUDGET, " ms");
  gtk_window_destroy (GTK_WINDOW (window));
  bs_library_close (library);
  return 0;
}
