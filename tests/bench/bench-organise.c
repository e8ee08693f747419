/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "bench.h"
#include "ui/application/application.h"
#include "ui/dialogs/names-window.h"
#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/source/source-page.h"
#include "ui/window/window.h"

#include "../support/wait.h"

/* The longest main loop iteration of the window while very many articles and tags are organised: all articles are
 * selected, the list of all tags is opened, sorted and filtered, and all articles are deleted without a trash.
 *
 * bench-organise [ARTICLES]
 *
 * Generates a library of 100,000 short articles by default, each with a tag of its own. It needs a display. */

#define BUDGET 8.0
#define PER_FOLDER 1000
#define SECONDS 300

static void
write_article (const char *root, guint i)
{
  g_autofree char *path = g_strdup_printf ("%s/%03u/%06u.md", root, i / PER_FOLDER, i);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text =
      g_strdup_printf ("---\ntitle: 文章 %u\ndate: %04u-%02u-%02u\ntags: [标签%06u, 技术]\n---\nText.\n", i,
                       1900 + i / 336 % 120, 1 + i / 28 % 12, 1 + i % 28, (i * 7919u) % 1000003u);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_error ("%s", error->message);
}

#define turn_while(condition, turns)                                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;                                                   \
                                                                                                                       \
    while (condition)                                                                                                  \
      {                                                                                                                \
        bench_turn (turns);                                                                                            \
        if (g_get_monotonic_time () > end)                                                                             \
          g_error ("%s does not end", #condition);                                                                     \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

static void
settle (BenchTurns *turns)
{
  for (guint i = 0; i < 150; i++)
    bench_turn (turns);
}

/* When the rows of a list are created again, most of the time is GTK's, and there is no budget. */
static void
tell (const char *what, const BenchTurns *turns, gboolean has_budget)
{
  g_autofree char *row = g_strdup_printf ("longest main loop iteration, %s", what);

  g_print ("%s: %.2f ms, %.2f ms of it work\n", row, turns->longest, turns->longest_work);
  if (has_budget)
    bench_budget (row, turns->longest_work, BUDGET, " ms");
}

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
select_all (GtkWidget *window)
{
  GtkWidget *view = find_child (find_child (window, BS_TYPE_ARTICLE_PANE), GTK_TYPE_LIST_VIEW);
  BenchTurns turns = { 0 };
  gint64 start = g_get_monotonic_time ();

  gtk_widget_activate_action (view, "list.select-all", NULL);
  turns.longest = turns.longest_work = (double) (g_get_monotonic_time () - start) / 1000;
  g_print ("select all itself: %.2f ms\n", turns.longest);
  settle (&turns);
  tell ("all articles selected", &turns, FALSE);
}

/* Until its text is there; the first time, the editor is made too. */
static void
show_source (GtkWidget *window, const char *what)
{
  BenchTurns turns = { 0 };
  gint64 start = g_get_monotonic_time ();
  g_autofree char *row = g_strdup_printf ("longest main loop iteration, %s", what);

  gtk_widget_activate_action (window, "win.source", NULL);
  turns.longest = turns.longest_work = (double) (g_get_monotonic_time () - start) / 1000;
  g_print ("the action itself: %.2f ms\n", turns.longest);
  turn_while (find_child (window, BS_TYPE_SOURCE_PAGE) == NULL ||
                  gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (
                      GTK_TEXT_VIEW (find_child (find_child (window, BS_TYPE_SOURCE_PAGE), GTK_TYPE_TEXT_VIEW)))) == 0,
              &turns);
  g_print ("%s: there after %.1f ms\n", what, (double) (g_get_monotonic_time () - start) / 1000);
  settle (&turns);
  g_print ("%s: %.2f ms, %.2f ms of it work\n", row, turns.longest, turns.longest_work);
  gtk_widget_activate_action (window, "win.source", NULL);
  settle (NULL);
}

static void
sort (GtkWidget *names, guint column, const char *what)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (find_child (names, GTK_TYPE_COLUMN_VIEW));
  BsNameList *list = bs_names_window_get_list (BS_NAMES_WINDOW (names));
  g_autoptr (GtkColumnViewColumn) sorted = g_list_model_get_item (gtk_column_view_get_columns (table), column);
  BenchTurns turns = { 0 };

  gtk_column_view_sort_by_column (table, sorted, GTK_SORT_ASCENDING);
  turn_while (bs_name_list_get_pending (list), &turns);
  settle (&turns);
  tell (what, &turns, TRUE);
}

static void
filter (GtkWidget *names, const char *text, const char *what)
{
  BsNameList *list = bs_names_window_get_list (BS_NAMES_WINDOW (names));
  GtkWidget *search = find_child (names, GTK_TYPE_SEARCH_ENTRY);
  BenchTurns turns = { 0 };

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  for (guint i = 0; i < 30; i++)
    bench_turn (&turns);
  turn_while (bs_name_list_get_pending (list), &turns);
  settle (&turns);
  tell (what, &turns, TRUE);
}

static void
list_names (GtkWidget *window)
{
  BenchTurns turns = { 0 };
  GtkWidget *names;
  BsNameList *list;
  gint64 start;

  gtk_widget_activate_action (find_child (find_child (window, BS_TYPE_SIDEBAR), GTK_TYPE_LIST_VIEW), "place.all-tags",
                              NULL);
  turn_while (find_window (BS_TYPE_NAMES_WINDOW) == NULL, &turns);
  names = GTK_WIDGET (find_window (BS_TYPE_NAMES_WINDOW));
  list = bs_names_window_get_list (BS_NAMES_WINDOW (names));
  turn_while (bs_name_list_get_pending (list), &turns);
  settle (&turns);
  g_print ("%u tags\n", g_list_model_get_n_items (G_LIST_MODEL (list)));
  tell ("the list of all tags opened", &turns, FALSE);
  sort (names, 0, "tags sorted by name");
  sort (names, 2, "tags sorted by first date");
  filter (names, "1", "tags filtered");
  filter (names, "", "tags not filtered any more");
  start = g_get_monotonic_time ();
  gtk_selection_model_select_all (bs_names_window_get_selection (BS_NAMES_WINDOW (names)));
  turns.longest = turns.longest_work = (double) (g_get_monotonic_time () - start) / 1000;
  settle (&turns);
  tell ("all tags selected", &turns, FALSE);
  sort (names, 1, "selected tags sorted by count");
  gtk_window_destroy (GTK_WINDOW (names));
}

static void
respond (BenchTurns *turns)
{
  GtkWindow *dialog;

  turn_while (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL, turns);
  settle (turns);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "trash");
  gtk_window_close (dialog);
  turn_while (find_window (ADW_TYPE_MESSAGE_DIALOG) == dialog, turns);
}

static void
delete_all (GtkWidget *window, BsLibrary *library)
{
  BenchTurns turns = { 0 };

  gtk_widget_activate_action (window, "win.trash", NULL);
  respond (&turns);
  tell ("asked about the trash", &turns, TRUE);
  turns = (BenchTurns){ 0 };
  respond (&turns);
  tell ("no trash takes any", &turns, TRUE);
  turns = (BenchTurns){ 0 };
  turn_while (bs_library_get_n_articles (library) > 0, &turns);
  settle (&turns);
  tell ("all articles deleted", &turns, FALSE);
}

int
main (int argc, char *argv[])
{
  guint n_articles = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  g_autofree char *root = g_strdup ("/dev/shm/bench-organise-XXXXXX");
  g_autoptr (BsApplication) application = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  BsLibrary *library;

  /* A file system of the system's own has no trash. */
  if (g_mkdtemp (root) == NULL)
    g_error ("No folder in /dev/shm");
  folder = g_file_new_for_path (root);
  for (guint i = 0; i < n_articles; i++)
    write_article (root, i);
  application = bs_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_timeout_add (10, wait_wake_cb, NULL);
  window = GTK_WIDGET (bs_application_open_folder (application, folder, NULL));
  library = bs_window_get_library (BS_WINDOW (window));
  turn_while (bs_library_get_state (library) != BS_LIBRARY_READY || bs_library_get_n_articles (library) < n_articles ||
                  bs_library_get_n_to_index (library) > 0,
              NULL);
  settle (NULL);

  gtk_widget_activate_action (window, "win.next", NULL);
  settle (NULL);
  show_source (window, "the source shown first");
  show_source (window, "the source shown again");
  select_all (window);
  list_names (window);
  delete_all (window, library);
  gtk_window_destroy (GTK_WINDOW (window));
  settle (NULL);
  bench_remove_tree (root);
  return 0;
}
