/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <time.h>

#include "../support/remove-tree.h"
#include "../support/wait.h"
#include "model/library/library.h"
#include "ui/widgets/id-selection.h"
#include "ui/widgets/row-selection.h"

/* Compares the selection with a set of ids that is queried from scratch, and with a listener that only sees changes, as
 * a list view does. */

#define N_ARTICLES 60
#define N_ROUNDS 400
#define N_MANY 100000
#define N_MOVES 1000

typedef struct
{
  char *root;
  BsLibrary *library;
  BsArticleList *list;
  BsIdSelection *selection;
  GHashTable *ids; /* expected to be selected, in the list or not */
  GArray *heard;   /* of gboolean: the state of each position according to the listener */
} Fixture;

static void
write_article (Fixture *self, guint i, guint day)
{
  g_autofree char *path = g_strdup_printf ("%s/%02u.md", self->root, i);
  g_autofree char *text = g_strdup_printf ("---\ntitle: Article %02u\ndate: 2024-%02u-%02u\ntags: [t%u]\n---\nText.\n",
                                           (i * 37) % N_ARTICLES, 1 + day / 28 % 12, 1 + day % 28, i % 3);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static gboolean
is_expected (Fixture *self, guint position)
{
  return g_hash_table_contains (self->ids, GUINT_TO_POINTER (bs_article_list_get_id (self->list, position)));
}

static void
check (Fixture *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GtkBitset) all = gtk_selection_model_get_selection (model);
  g_autoptr (GtkBitset) middle = gtk_selection_model_get_selection_in_range (model, 5, 10);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_selected = 0;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n);
  g_assert_cmpuint (self->heard->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean expected = is_expected (self, i);

      g_assert_cmpint (gtk_selection_model_is_selected (model, i), ==, expected);
      g_assert_cmpint (gtk_bitset_contains (all, i), ==, expected);
      if (i >= 5 && i < 15)
        g_assert_cmpint (gtk_bitset_contains (middle, i), ==, expected);
      g_assert_cmpint (g_array_index (self->heard, gboolean, i), ==, expected);
      n_selected += expected ? 1 : 0;
    }
  g_assert_false (gtk_selection_model_is_selected (model, n));
  g_assert_cmpuint (bs_id_selection_get_n_selected (self->selection), ==, n_selected);
  g_assert_cmpuint (gtk_bitset_get_size (all), ==, n_selected);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Fixture *self = user_data;

  if (removed > 0)
    g_array_remove_range (self->heard, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      gboolean selected = gtk_selection_model_is_selected (GTK_SELECTION_MODEL (model), i);

      g_array_insert_val (self->heard, i, selected);
    }
}

static void
selection_changed_cb (GtkSelectionModel *model, guint position, guint n, gpointer user_data)
{
  Fixture *self = user_data;

  for (guint i = position; i < position + n; i++)
    g_array_index (self->heard, gboolean, i) = gtk_selection_model_is_selected (model, i);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("broadsheet-selection-XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ARTICLES; i++)
    write_article (self, i, i);
  folder = g_file_new_for_path (self->root);
  self->library = bs_library_new (folder);
  self->list = bs_library_query (self->library, query);
  self->selection = bs_id_selection_new (G_LIST_MODEL (self->list), (BsIdSelectionFunc) bs_article_list_get_id);
  self->ids = g_hash_table_new (NULL, NULL);
  self->heard = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_signal_connect (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  bs_library_open (self->library);
  wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY &&
              g_list_model_get_n_items (G_LIST_MODEL (self->list)) == N_ARTICLES);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  bs_library_close (self->library);
  g_clear_object (&self->library);
  g_hash_table_unref (self->ids);
  g_array_unref (self->heard);
  remove_tree (self->root);
  g_free (self->root);
}

/* Selected articles that are not in the list are forgotten when the selection changes. */
static void
forget_lost (Fixture *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!bs_article_list_find (self->list, GPOINTER_TO_UINT (id), NULL))
      g_hash_table_iter_remove (&iter);
}

static void
choose (Fixture *self, guint position, gboolean on)
{
  guint id = bs_article_list_get_id (self->list, position);

  if (on)
    g_hash_table_add (self->ids, GUINT_TO_POINTER (id));
  else
    g_hash_table_remove (self->ids, GUINT_TO_POINTER (id));
}

static void
change_selection (Fixture *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_empty ();
  gboolean changes = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (g_test_rand_bit ())
        gtk_bitset_add (selected, i);
      if (g_test_rand_int_range (0, 3) == 0)
        gtk_bitset_add (mask, i);
      changes =
          changes || (gtk_bitset_contains (mask, i) && gtk_bitset_contains (selected, i) != is_expected (self, i));
    }
  /* Beyond the end there is nothing. */
  gtk_bitset_add (selected, n + 3);
  gtk_bitset_add (mask, n + 3);
  if (changes)
    forget_lost (self);
  for (guint i = 0; i < n; i++)
    if (gtk_bitset_contains (mask, i))
      choose (self, i, gtk_bitset_contains (selected, i));
  gtk_selection_model_set_selection (model, selected, mask);
}

static void
change_query (Fixture *self)
{
  static const BsScope scopes[] = { BS_SCOPE_ALL, BS_SCOPE_ALL, BS_SCOPE_STARRED, BS_SCOPE_TAG };
  static const BsSort sorts[] = { BS_SORT_DATE, BS_SORT_TITLE, BS_SORT_PATH };
  static const char *const names[] = { "t1", NULL };
  BsScope scope = scopes[g_test_rand_int_range (0, G_N_ELEMENTS (scopes))];
  g_autoptr (BsQuery) query = bs_query_new (scope, scope == BS_SCOPE_TAG ? names : NULL,
                                            sorts[g_test_rand_int_range (0, G_N_ELEMENTS (sorts))], g_test_rand_bit ());

  bs_article_list_set_query (self->list, query);
  wait_until (!bs_article_list_get_pending (self->list));
}

static void
change_marks (Fixture *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) changed = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    if (g_test_rand_bit ())
      {
        guint id = bs_article_list_get_id (self->list, i);

        g_array_append_val (ids, id);
      }
  changed = bs_library_mark (self->library, (const guint *) (gpointer) ids->data, ids->len, BS_MARK_STARRED,
                             g_test_rand_bit ());
  /* The answer is computed on another thread. */
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_random (Fixture *self, gconstpointer data)
{
  guint cursor;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
        case 1:
          change_selection (self);
          break;
        case 2:
          change_query (self);
          break;
        case 3:
          change_marks (self);
          break;
        default:
          bs_id_selection_forget_lost (self->selection);
          forget_lost (self);
          break;
        }
      check (self);
      if (bs_id_selection_get_cursor (self->selection, &cursor))
        g_assert_cmpuint (cursor, <, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
    }
}

static gboolean
is_at (Fixture *self, guint position, guint id)
{
  return bs_article_list_get_id (self->list, position) == id;
}

/* One selected article moves up and down in the list, leaves it, and returns. */
static void
test_cursor (Fixture *self, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint id = bs_article_list_get_id (self->list, 20);
  guint position;
  g_autofree char *path = NULL;
  g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), 20);
  guint number = (guint) g_ascii_strtoull (bs_article_item_get_path (item), NULL, 10);

  gtk_selection_model_select_item (model, 20, TRUE);
  g_hash_table_add (self->ids, GUINT_TO_POINTER (id));
  write_article (self, number, 300);
  wait_until (is_at (self, 0, id));
  check (self);
  g_assert_true (bs_id_selection_get_cursor (self->selection, &position));
  g_assert_cmpuint (position, ==, 0);

  write_article (self, number, 0);
  wait_until (is_at (self, N_ARTICLES - 1, id) || is_at (self, N_ARTICLES - 2, id));
  check (self);
  g_assert_true (bs_id_selection_get_cursor (self->selection, &position));
  g_assert_true (is_at (self, position, id));

  path = g_strdup_printf ("%s/%02u.md", self->root, number);
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == N_ARTICLES - 1);
  check (self);
  g_assert_false (bs_id_selection_get_cursor (self->selection, &position));
  g_assert_cmpuint (bs_id_selection_get_n_selected (self->selection), ==, 0);
}

/* All are selected, and many change at once. */
static void
test_all (Fixture *self, gconstpointer data)
{
  guint version = 0;

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; i < N_ARTICLES; i++)
    choose (self, i, TRUE);
  for (guint round = 0; round < 5; round++)
    {
      guint first = bs_article_list_get_id (self->list, 0);

      for (guint i = 0; i < N_ARTICLES; i += 3)
        write_article (self, i, (version++ * 89) % 330);
      /* The newest of all. */
      write_article (self, round * 7, 331 + round);
      wait_until (!is_at (self, 0, first));
      check (self);
    }
  g_assert_cmpuint (bs_id_selection_get_n_selected (self->selection), ==, N_ARTICLES);
}

static guint
get_stored_id (gpointer list, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (list, position);

  return GPOINTER_TO_UINT (g_object_get_data (item, "id"));
}

/* Returns: how long this thread had a processor, in seconds: others may need it too */
static double
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* However many are selected, a change costs only its own size. */
static void
test_many (void)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (BsIdSelection) selection = NULL;
  double start;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);

      g_object_set_data (item, "id", GUINT_TO_POINTER (i));
      g_list_store_append (store, item);
    }
  selection = bs_id_selection_new (G_LIST_MODEL (store), get_stored_id);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));

  start = get_processor_time ();
  for (guint i = 0; i < N_MOVES; i++)
    {
      guint from = i * 7919 % N_MANY;
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), from);

      g_list_store_remove (store, from);
      g_list_store_insert (store, i * 104729 % (N_MANY - 1), item);
      g_assert_cmpfloat (get_processor_time () - start, <, 2);
    }
  g_assert_cmpuint (bs_id_selection_get_n_selected (selection), ==, N_MANY);
}

static void
told_cb (GListModel *rows, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  g_string_append_printf (user_data, "%u-%u+%u ", position, n_removed, n_added);
}

/* The rows of a table stay when it is sorted; only their number is reported. */
static void
test_rows (void)
{
  static const char *const names[] = { "c", "b", "a", NULL };
  static const char *const few[] = { "b", NULL };
  GtkStringList *list = gtk_string_list_new (names);
  g_autoptr (GtkSelectionModel) selection =
      GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (list))));
  g_autoptr (BsRowSelection) rows = bs_row_selection_new (selection);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  g_autoptr (GObject) still = NULL;

  g_signal_connect (rows, "items-changed", G_CALLBACK (told_cb), told);
  gtk_selection_model_select_item (selection, 1, TRUE);
  gtk_string_list_splice (list, 0, 3, (const char *const[]){ "a", "b", "c", NULL });
  bs_row_selection_update (rows);
  g_assert_cmpstr (told->str, ==, "");
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), 1));
  still = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  g_assert_true (first == still);

  gtk_string_list_splice (list, 0, 3, few);
  bs_row_selection_update (rows);
  gtk_string_list_splice (list, 0, 1, names);
  bs_row_selection_update (rows);
  g_assert_cmpstr (told->str, ==, "1-2+0 1-0+2 ");
  g_object_unref (list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add ("/broadsheet/id-selection/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/broadsheet/id-selection/cursor", Fixture, NULL, set_up, test_cursor, tear_down);
  g_test_add ("/broadsheet/id-selection/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add_func ("/broadsheet/id-selection/many", test_many);
  g_test_add_func ("/broadsheet/id-selection/rows", test_rows);

  return g_test_run ();
}
