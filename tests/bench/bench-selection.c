/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "bench.h"
#include "ui/widgets/id-selection.h"
#include "ui/properties/many-pane.h"

/* The longest main loop iteration while all articles of a list view are selected, while their properties are shown, and
 * while some of them change their dates, which moves them all over the list.
 *
 *   bench-selection [ARTICLES [CHANGED]]
 *
 * Generates a library of 100,000 short articles, of which 1,000 change by default. It needs a display. */

#define BUDGET 8.0
#define PER_FOLDER 1000

static guint n_changed;

static char *
make_path (const char *root, guint i)
{
  return g_strdup_printf ("%s/%03u/%06u.md", root, i / PER_FOLDER, i);
}

static void
write_article (const char *root, guint i, guint day)
{
  g_autofree char *path = make_path (root, i);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("---\ntitle: Article %u\ndate: %04u-%02u-%02u\n---\nText.\n", i,
                                           1900 + day / 336 % 120, 1 + day / 28 % 12, 1 + day % 28);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_error ("%s", error->message);
}

typedef struct
{
  const char *root;
  guint n_articles;
  guint n_changing;
} Rewrite;

static gpointer
rewrite_thread (gpointer data)
{
  const Rewrite *rewrite = data;

  for (guint i = 0; i < rewrite->n_changing; i++)
    {
      guint article = (guint) ((guint64) i * rewrite->n_articles / rewrite->n_changing);

      write_article (rewrite->root, article, (article * 7919 + 20000) % 40320);
    }
  return NULL;
}

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  n_changed += changes->len;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, gtk_label_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)),
                       bs_article_item_get_title (gtk_list_item_get_item (list_item)));
}

static GtkWidget *
show (BsIdSelection *selection)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (
      GTK_SCROLLED_WINDOW (scroller),
      gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (selection)), g_steal_pointer (&factory)));
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 700);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static GArray *
list_selected (BsIdSelection *selection, BsArticleList *list)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint));
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_iter_init_first (&iter, selected, &position))
    do
      {
        guint id = bs_article_list_get_id (list, position);

        g_array_append_val (ids, id);
      }
    while (gtk_bitset_iter_next (&iter, &position));
  return ids;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  gint64 *painted = user_data;

  if (*painted == 0)
    *painted = g_get_monotonic_time ();
}

/* From the selection until the panel is painted, and until all is counted. */
static void
show_properties (BsLibrary *library, BsIdSelection *selection, BsArticleList *list)
{
  GtkWidget *window = gtk_window_new ();
  BsManyPane *pane = BS_MANY_PANE (bs_many_pane_new ());
  BenchTurns turns = { 0 };
  g_autoptr (GArray) ids = NULL;
  gint64 painted = 0;
  gint64 start;
  double dispatch;
  double until_painted;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pane));
  gtk_window_set_default_size (GTK_WINDOW (window), 340, 700);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 100; i++)
    bench_turn (NULL);

  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), &painted);
  start = g_get_monotonic_time ();
  ids = list_selected (selection, list);
  bs_many_pane_show (pane, library, ids);
  gtk_widget_queue_draw (window);
  dispatch = (double) (g_get_monotonic_time () - start) / 1000;
  while (bs_many_pane_is_counting (pane) || painted == 0)
    {
      if (bs_many_pane_is_counting (pane))
        painted = 0;
      bench_turn (&turns);
    }
  until_painted = (double) (painted - start) / 1000;
  while (bs_many_pane_is_pending (pane))
    bench_turn (&turns);
  g_print (
      "properties of %u articles: selected and asked for in %.2f ms, painted after %.1f ms, all counted after %.1f ms,"
      " longest turn %.2f ms, %.2f ms of it work\n",
      ids->len, dispatch, until_painted, (double) (g_get_monotonic_time () - start) / 1000, turns.longest,
      turns.longest_work);
  bench_budget ("properties of all articles until painted", until_painted, 150, " ms");
  bench_budget ("longest dispatch, properties of all articles", MAX (dispatch, turns.longest_work), BUDGET, " ms");
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (window), painted_cb, &painted);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  guint n_articles = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  guint n_changing = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : n_articles / 100;
  g_autofree char *root = g_dir_make_tmp ("bench-selection-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (BsIdSelection) selection = NULL;
  BenchTurns turns = { 0 };
  Rewrite rewrite = { root, n_articles, n_changing };
  GtkWidget *window;
  GThread *thread;
  gint64 start, end;
  guint n_selected;

  adw_init ();
  for (guint i = 0; i < n_articles; i++)
    write_article (root, i, i * 7919 % 40320);
  library = bs_library_new (folder);
  g_signal_connect (library, "changed", G_CALLBACK (changed_cb), NULL);
  list = bs_library_query (library, query);
  selection = bs_id_selection_new (G_LIST_MODEL (list), (BsIdSelectionFunc) bs_article_list_get_id);
  window = show (selection);
  bs_library_open (library);
  bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != n_articles)
    bench_turn (NULL);
  n_changed = 0;

  start = g_get_monotonic_time ();
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  g_print ("%u articles selected: %.2f ms (at most %.0f)\n", bs_id_selection_get_n_selected (selection),
           (double) (g_get_monotonic_time () - start) / 1000, BUDGET);

  show_properties (library, selection, list);
  thread = g_thread_new ("rewrite", rewrite_thread, &rewrite);
  end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (n_changed < n_changing && g_get_monotonic_time () < end)
    bench_turn (&turns);
  for (guint i = 0; i < 100; i++)
    bench_turn (&turns);
  g_thread_join (thread);
  n_selected = bs_id_selection_get_n_selected (selection);
  g_print ("longest turn while %u of them change their dates: %.2f ms, %.2f ms of it work (at most %.0f)\n", n_changed,
           turns.longest, turns.longest_work, BUDGET);
  gtk_window_destroy (GTK_WINDOW (window));
  bs_library_close (library);
  bench_remove_tree (root);
  if (n_selected != n_articles)
    g_printerr ("%u of %u articles are selected\n", n_selected, n_articles);
  bench_budget ("longest dispatch, all selected and 1 % changing", turns.longest_work, BUDGET, " ms");
  return n_selected == n_articles ? 0 : 1;
}
