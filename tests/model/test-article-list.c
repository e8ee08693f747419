/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/ids.h"
/* An answer is handed to a static function. */
#include "model/library/library.c"

#include "scratch.h"

/* The list as a client sees it that only receives change signals. */
typedef struct
{
  BsIdView *view;
  GArray *shown;
  guint n_told;
  guint n_touched;
} Listener;

static void
range_cb (guint position, guint n_removed, guint n_added, gpointer user_data)
{
  Listener *listener = user_data;

  g_assert_cmpuint (position + n_removed, <=, listener->shown->len);
  if (n_removed > 0)
    g_array_remove_range (listener->shown, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    {
      guint32 id = bs_id_view_get (listener->view, position + i);

      g_array_insert_val (listener->shown, position + i, id);
    }
  listener->n_told++;
  listener->n_touched += n_removed + n_added;
  /* After each signal, the view agrees with the list. */
  g_assert_cmpuint (listener->view->n_items, ==, listener->shown->len);
  for (guint i = 0; i < listener->shown->len; i++)
    g_assert_cmpuint (bs_id_view_get (listener->view, i), ==, g_array_index (listener->shown, guint32, i));
}

static BsIds *
make_ids (const guint32 *ids, guint n)
{
  BsIds *result = bs_ids_new (n, 0);

  for (guint i = 0; i < n; i++)
    result->ids[i] = ids[i];
  return result;
}

static void
check_change (const guint32 *before, guint n_before, const guint32 *after, guint n_after, guint *n_told,
              guint *n_touched)
{
  g_autoptr (BsIds) first = make_ids (before, n_before);
  g_autoptr (BsIds) second = make_ids (after, n_after);
  g_autoptr (BsIds) nothing = bs_ids_new (0, 0);
  g_autoptr (GArray) opening = bs_ids_compare (nothing, first);
  g_autoptr (GArray) ranges = bs_ids_compare (first, second);
  BsIdView view;
  Listener listener = { &view, g_array_new (FALSE, FALSE, sizeof (guint32)), 0, 0 };

  bs_id_view_init (&view);
  bs_id_view_change (&view, first, opening, range_cb, &listener);
  listener.n_told = 0;
  listener.n_touched = 0;
  bs_id_view_change (&view, second, ranges, range_cb, &listener);
  g_assert_cmpmem (listener.shown->data, listener.shown->len * sizeof (guint32), after, n_after * sizeof (guint32));
  g_assert_cmpuint (listener.n_told, <=, BS_IDS_MAX_RANGES);
  *n_told = listener.n_told;
  *n_touched = listener.n_touched;
  g_array_unref (listener.shown);
  bs_id_view_clear (&view);
}

static void
test_few_ranges (void)
{
  static const guint32 before[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  static const guint32 inserted[] = { 1, 2, 9, 3, 4, 5, 6, 7, 8 };
  static const guint32 removed[] = { 1, 2, 3, 5, 6, 7 };
  static const guint32 moved[] = { 2, 3, 4, 5, 6, 1, 7, 8 };
  guint n_told;
  guint n_touched;

  check_change (before, 8, before, 8, &n_told, &n_touched);
  g_assert_cmpuint (n_told, ==, 0);
  check_change (before, 8, inserted, 9, &n_told, &n_touched);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (n_touched, ==, 1);
  check_change (before, 8, removed, 6, &n_told, &n_touched);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (n_touched, ==, 2);
  check_change (before, 8, moved, 8, &n_told, &n_touched);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (n_touched, ==, 2);
  check_change (before, 8, NULL, 0, &n_told, &n_touched);
  g_assert_cmpuint (n_told, ==, 1);
}

static void
shuffle (guint32 *ids, guint n, GRand *rand)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      guint32 id = ids[i - 1];

      ids[i - 1] = ids[j];
      ids[j] = id;
    }
}

static void
test_any_change (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint32 pool[400];
  guint32 before[400];
  guint32 after[400];
  guint n_told;
  guint n_touched;

  for (guint i = 0; i < G_N_ELEMENTS (pool); i++)
    pool[i] = i;
  for (guint round = 0; round < 300; round++)
    {
      guint n_before = (guint) g_rand_int_range (rand, 0, 400);
      guint n_after = 0;

      shuffle (pool, G_N_ELEMENTS (pool), rand);
      memcpy (before, pool, n_before * sizeof (guint32));
      /* Removes some, adds some, moves a few, and sometimes replaces everything. */
      for (guint i = 0; i < 400 && n_after < 400; i++)
        if (g_rand_int_range (rand, 0, 10) < (i < n_before ? 8 : 3))
          after[n_after++] = pool[i];
      if (round % 3 == 0)
        shuffle (after, n_after, rand);
      else
        shuffle (after, MIN (n_after, 5), rand);
      check_change (before, n_before, after, n_after, &n_told, &n_touched);
    }
}

static void
test_joined (void)
{
  guint32 before[2000];
  guint32 after[3000];
  guint n_after = 0;
  guint n_told;
  guint n_touched;

  for (guint i = 0; i < 2000; i++)
    {
      before[i] = i;
      after[n_after++] = i;
      if (i % 2 == 0)
        after[n_after++] = 5000 + i;
    }
  check_change (before, 2000, after, n_after, &n_told, &n_touched);
  g_assert_cmpuint (n_told, ==, BS_IDS_MAX_RANGES);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
items_cb (GListModel *model, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  *(guint *) user_data += n_removed + n_added;
}

static void
test_items (Scratch *scratch, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (scratch->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_TITLE, FALSE);
  g_autoptr (BsArticleList) list = NULL;
  g_autoptr (BsArticleItem) first = NULL;
  g_autoptr (BsArticleItem) again = NULL;
  g_autoptr (BsArticleItem) looked_up = NULL;
  guint n_title = 0;
  guint n_items = 0;
  guint position;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.md", i);
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      scratch_write_article (scratch, name, title);
    }
  list = bs_library_query (library, query);
  bs_library_open (library);
  scratch_wait_until (bs_library_get_state (library) == BS_LIBRARY_READY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);

  first = g_list_model_get_item (G_LIST_MODEL (list), 1);
  again = g_list_model_get_item (G_LIST_MODEL (list), 1);
  looked_up = bs_library_dup_item (library, "1.md");
  g_assert_true (first == again);
  g_assert_true (first == looked_up);
  g_assert_cmpstr (bs_article_item_get_title (first), ==, "Title 1");
  g_assert_cmpstr (bs_article_item_get_path (first), ==, "1.md");
  g_assert_true (bs_article_list_find (list, bs_article_item_get_id (first), &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpuint (bs_article_list_get_id (list, 1), ==, bs_article_item_get_id (first));

  /* A new title that does not move the article only notifies the item. */
  g_signal_connect (first, "notify::title", G_CALLBACK (count_cb), &n_title);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_cb), &n_items);
  scratch_write_article (scratch, "1.md", "Title 1, corrected");
  scratch_wait_until (n_title > 0);
  g_assert_cmpstr (bs_article_item_get_title (first), ==, "Title 1, corrected");

  /* A title that moves the article keeps the same object. */
  scratch_write_article (scratch, "1.md", "Zebra");
  scratch_wait_until (bs_article_list_find (list, bs_article_item_get_id (first), &position) && position == 4);
  g_clear_object (&again);
  again = g_list_model_get_item (G_LIST_MODEL (list), 4);
  g_assert_true (first == again);
  g_assert_cmpuint (n_items, ==, 2);
  bs_library_close (library);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);
}

static void
test_overtaken (Scratch *scratch, gconstpointer data)
{
  static const BsSort sorts[] = { BS_SORT_TITLE, BS_SORT_DATE, BS_SORT_PATH, BS_SORT_SOURCE };
  g_autoptr (GFile) folder = g_file_new_for_path (scratch->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (BsArticleList) list = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.md", i);
      g_autofree char *title = g_strdup_printf ("Title %u", 1000 - i);

      scratch_write_article (scratch, name, title);
    }
  list = bs_library_query (library, query);
  bs_library_open (library);
  scratch_wait_until (bs_library_get_state (library) == BS_LIBRARY_READY);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (BsQuery) other = bs_query_new (BS_SCOPE_ALL, NULL, sorts[i % 4], i % 3 == 0);

      bs_article_list_set_query (list, other);
      g_assert_true (bs_article_list_get_pending (list));
    }
  {
    g_autoptr (BsQuery) last = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_TITLE, TRUE);

    bs_article_list_set_query (list, last);
  }
  scratch_wait_until (!bs_article_list_get_pending (list));
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *title = g_strdup_printf ("Title %u", 1000 - i);

      g_assert_cmpstr (bs_article_item_get_title (item), ==, title);
    }
}

static void
test_details (Scratch *scratch, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (scratch->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsArticleItem) item = NULL;
  g_autoptr (BsArticleItem) quiet = NULL;

  scratch_write (scratch, "a.md", "---\ntitle: A\nexcerpt: In short.\ncover: a.png\n---\nAt length.\n");
  scratch_write (scratch, "b.md", "---\ntitle: B\n---\nThe first words.\n");
  scratch_write (scratch, "a.png", "x");
  bs_library_open (library);
  scratch_wait_until (bs_library_get_state (library) == BS_LIBRARY_READY);
  item = bs_library_dup_item (library, "a.md");
  quiet = bs_library_dup_item (library, "b.md");
  g_assert_null (bs_article_item_get_excerpt (item));
  bs_article_item_load_details (item);
  scratch_wait_until (bs_article_item_get_excerpt (item) != NULL);
  g_assert_cmpstr (bs_article_item_get_excerpt (item), ==, "In short.");
  g_assert_cmpstr (bs_article_item_get_picture (item), ==, "a.png");
  g_assert_null (bs_article_item_get_excerpt (quiet));

  /* Details that were requested once are kept up to date. */
  scratch_replace (scratch, "a.md", "---\ntitle: A\n---\nSomething else.\n");
  scratch_wait_until (g_strcmp0 (bs_article_item_get_excerpt (item), "Something else.") == 0);
  g_assert_null (bs_article_item_get_picture (item));
}

/* The newest request is read first, so one from before a rename is answered later and finds no file. */
static void
test_details_moved (Scratch *scratch, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (scratch->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsArticleItem) item = NULL;
  BsDetailsResult late = { 0 };

  scratch_write (scratch, "a.md", "---\ntitle: A\n---\nThe first words.\n");
  bs_library_open (library);
  scratch_wait_until (bs_library_get_state (library) == BS_LIBRARY_READY);
  item = bs_library_dup_item (library, "a.md");
  bs_article_item_load_details (item);
  scratch_rename (scratch, "a.md", "b.md");
  scratch_wait_until (g_strcmp0 (bs_article_item_get_path (item), "b.md") == 0);
  scratch_wait_until (g_strcmp0 (bs_article_item_get_excerpt (item), "The first words.") == 0);

  late.id = bs_article_item_get_id (item);
  late.path = (char *) "a.md";
  late.content_hash = bs_table_get (library->table, late.id)->content_hash;
  late.excerpt = (char *) "";
  apply_details (library, &late);
  g_assert_cmpstr (bs_article_item_get_excerpt (item), ==, "The first words.");
  late.path = (char *) "b.md";
  apply_details (library, &late);
  g_assert_cmpstr (bs_article_item_get_excerpt (item), ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/broadsheet/article-list/few-ranges", test_few_ranges);
  g_test_add_func ("/broadsheet/article-list/any-change", test_any_change);
  g_test_add_func ("/broadsheet/article-list/joined", test_joined);
#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/article-list/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("items", test_items);
  ADD ("overtaken", test_overtaken);
  ADD ("details", test_details);
  ADD ("details-moved", test_details_moved);
  return g_test_run ();
}
