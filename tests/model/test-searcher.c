/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "searcher-fixture.h"

/* The results of a search and their order. */

static void
test_terms (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2022-04-30 23:00:00\ncategories: [金融, 新浪财经]\ntags: [A, b]\nauthor: 新浪财经\n",
                     "One", "<p>苹果 apple</p>");
  searcher_add_html (self, "date: 2022-05-01 00:00:00\ncategories: [金融]\ntags: [B]\nimage: x.png\n", "Two",
                     "<p>苹果 pear</p>");
  searcher_add_html (self, "date: 2023-01-01\ndraft: true\ncategories: [[科技, 金融]]\n", "Three", "<p>梨 apple</p>");
  bs_row_set_marks (bs_table_get (self->table, 1), BS_MARK_UNREAD);
  bs_row_set_marks (bs_table_get (self->table, 2), BS_MARK_STARRED);

  searcher_assert_found (self, " ", "Three Two One");
  searcher_assert_found (self, "苹果", "Two One");
  searcher_assert_found (self, "苹果 apple", "One");
  searcher_assert_found (self, "pear OR 梨", "Three Two");
  searcher_assert_found (self, "-苹果", "Three");
  searcher_assert_found (self, "apple -苹果", "Three");
  searcher_assert_found (self, "苹果 before:2022-05", "One");
  searcher_assert_found (self, "after:2022-05", "Three Two");
  searcher_assert_found (self, "category:金融", "Three Two One");
  searcher_assert_found (self, "category:金融/新浪财经", "One");
  searcher_assert_found (self, "category:科技", "Three");
  searcher_assert_found (self, "tag:b", "Two One");
  searcher_assert_found (self, "author:新浪", "One");
  searcher_assert_found (self, "is:draft", "Three");
  searcher_assert_found (self, "is:unread", "Two");
  searcher_assert_found (self, "is:starred OR is:unread", "Three Two");
  searcher_assert_found (self, "is:read 苹果", "One");
  searcher_assert_found (self, "has:image", "Two");
  searcher_assert_found (self, "-has:image apple", "Three One");
  searcher_assert_found (self, "title:two OR tag:a", "Two One");
  searcher_assert_found (self, "title:苹果", "");
  searcher_assert_found (self, "title:three apple", "Three");
  searcher_assert_found (self, "梨 OR tag:a", "Three One");
  searcher_assert_found (self, "nothing", "");
  searcher_assert_found (self, "pear OR (", "Two");
}

static void
test_near (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2022-01-01\n", "One", "<p>alpha b c d beta</p>");
  searcher_add_html (self, "date: 2023-01-01\n", "Two", "<p>beta c alpha alpha</p>");
  searcher_add_html (self, "date: 2024-01-01\n", "Alpha", "<p>beta</p>");
  searcher_assert_found (self, "alpha beta", "Two Alpha One");
  searcher_assert_found (self, "alpha NEAR beta", "Two One");
  searcher_assert_found (self, "alpha NEAR/3 beta", "Two One");
  searcher_assert_found (self, "alpha NEAR/2 beta", "Two");
  searcher_assert_found (self, "alpha NEAR/1 bet*", "Two");
  searcher_assert_found (self, "alpha NEAR/0 beta", "");
  searcher_assert_found (self, "title:alpha OR alpha NEAR/1 beta", "Alpha Two");
  searcher_assert_found (self, "beta -(alpha NEAR beta)", "Alpha");
  searcher_assert_found (self, "\"b c\" NEAR/1 beta", "One");
  searcher_assert_found (self, "alpha NEAR is:undated", "");

  /* Common pairs of characters are tokens of the index, but not shorter for that. */
  searcher_add_html (self, "date: 2021-01-01\n", "Three", "<p>的一甲乙是</p>");
  searcher_assert_found (self, "的一 NEAR/2 是", "Three");
  searcher_assert_found (self, "是 NEAR/2 的一", "Three");
  searcher_assert_found (self, "的一 NEAR/1 是", "");
}

/* Addresses are found by how they begin, and Latin ligatures by their letters. */
static void
test_forms (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2022-01-01\n", "One", "<p>Ærø, 192.168.0.1, Straße, œuvre</p>");
  searcher_add_html (self, "date: 2023-01-01\n", "Two", "<p>192.1680 aerox 1192.168</p>");
  searcher_assert_found (self, "aero", "One");
  searcher_assert_found (self, "Ærø", "One");
  searcher_assert_found (self, "ÆRØ", "One");
  searcher_assert_found (self, "192.168", "One");
  searcher_assert_found (self, "192.168.0.1", "One");
  searcher_assert_found (self, "192.168.0", "One");
  searcher_assert_found (self, "168.0.1", "One");
  searcher_assert_found (self, "strasse", "One");
  searcher_assert_found (self, "oeuvre", "One");
}

static void
test_tiers (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2015-01-01\n", "Linux kernel", "<p>x</p>");
  searcher_add_html (self, "date: 2016-01-01\n", "The kernel of Linux", "<p>x</p>");
  searcher_add_html (self, "date: 2017-01-01\ntags: [linux Kernel]\n", "c", "<p>linux and a kernel</p>");
  searcher_add_html (self, "date: 2018-01-01\n", "d", "<p>a linux kernel</p>");
  searcher_add_html (self, "date: 2020-01-01\n", "e", "<p>kernel kernel linux linux linux, kernel</p>");
  searcher_add_html (self, "date: 2019-01-01\n", "f", "<p>kernel, linux</p>");
  searcher_assert_found (self, "linux kernel", "Linux kernel The kernel of Linux c d e f");
  searcher_assert_found (self, "linux kernel before:2020", "Linux kernel The kernel of Linux c d f");
  searcher_assert_found (self, "linux", "The kernel of Linux Linux kernel e f d c");
}

/* Matches in headings count more than frequent matches in the text, if all words are in them. */
static void
test_headings (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2015-01-01\n", "a", "<p>x</p><h2>苹果 pie</h2><p>y</p>");
  searcher_add_html (self, "date: 2016-01-01\n", "b", "<p>苹果，苹果，苹果，苹果 pie</p><h2>x</h2>");
  searcher_add_html (self, "date: 2017-01-01\n", "c", "<h2>pie</h2><p>苹果 apple</p>");
  searcher_add_html (self, "date: 2018-01-01\n", "d", "<h3>The <b>苹</b>果</h3><p>apple</p>");
  searcher_add_html (self, "date: 2014-01-01\n", "苹果", "<p>x</p>");
  searcher_add_html (self, "date: 2019-01-01\n", "e", "<h2>no end<p>苹果</p>");
  searcher_assert_found (self, "苹果", "苹果 d a b e c");
  searcher_assert_found (self, "苹果 pie", "a b c");
  searcher_assert_found (self, "苹果 OR pie", "苹果 a d b c e");
  searcher_assert_found (self, "pie -苹果", "");
}

static void
test_order (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2020-01-01\n", "苹果a", "<p>x</p>");
  searcher_add_html (self, "date: 2021-01-01\n", "b", "<p>苹果，苹果，苹果</p>");
  searcher_add_html (self, "date: 2022-01-01\n", "c", "<p>苹果</p>");
  searcher_add_html (self, "date: 2019-01-01\n", "d苹果", "<p>苹果</p>");
  searcher_add_html (self, "date: 2018-01-01\n", "e", "<p>苹果</p>");
  searcher_assert_found (self, "苹果", "苹果a d苹果 b c e");
}

typedef struct
{
  guint n_calls;
  guint32 ids[BS_SEARCH_FIRST];
  guint n_ids;
} First;

static void
first_cb (const guint32 *ids, guint n_ids, gpointer user_data)
{
  First *first = user_data;

  first->n_calls++;
  first->n_ids = n_ids;
  g_assert_cmpuint (n_ids, <=, BS_SEARCH_FIRST);
  memcpy (first->ids, ids, n_ids * sizeof (guint32));
}

/* The results that are reported first are the start of the list. */
static void
assert_first (SearcherFixture *self, const char *text, guint n_found, const char *title)
{
  g_autoptr (BsQuery) query =
      bs_query_new_search (BS_SCOPE_TAG, (const char *const[]){ "t", NULL }, BS_SORT_RELEVANCE, FALSE, text, FALSE);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsIds) ids = NULL;
  First first = { 0 };
  BsSearchTerms terms = { .zone = self->site->zone, .first_func = first_cb, .user_data = &first };

  ids = bs_answerer_search (self->answerer, snapshot, query, &terms, NULL);
  g_assert_cmpuint (ids->n_ids, ==, n_found);
  g_assert_cmpuint (first.n_calls, ==, 1);
  g_assert_cmpuint (first.n_ids, ==, BS_SEARCH_FIRST);
  for (guint i = 0; i < BS_SEARCH_FIRST; i++)
    g_assert_cmpuint (first.ids[i], ==, ids->ids[i]);
  g_assert_cmpstr (bs_row_get_title (bs_table_get (self->table, ids->ids[0])), ==, title);
}

static void
test_first (SearcherFixture *self, gconstpointer data)
{
  const guint n = 3 * BS_SEARCH_MAX_RANKED;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *front_matter = g_strdup_printf ("date: 20%02u-%02u-%02u 00:%02u:00\n%s", i / 336 % 100,
                                                       i / 28 % 12 + 1, i % 28 + 1, i % 60, i % 2 ? "tags: [t]\n" : "");

      searcher_add_html (self, front_matter,
                         i % 500 == 1 ? "苹果" :
                         i % 150 == 3 ? "香蕉" :
                         i % 60 == 7  ? "梨" :
                                        "x香蕉梨",
                         "<p>苹果</p>");
    }
  assert_first (self, "苹果", n / 2, "苹果");
  /* Matches in more titles than are reported: a few equal the query, or more than are reported. */
  assert_first (self, "香蕉", n / 2 - n / 500 - n / 60, "香蕉");
  assert_first (self, "梨", n / 2 - n / 500 - n / 150, "梨");
}

static void
test_variants (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2024-05-01\n", "鐵路", "<p>x</p>");
  searcher_add_html (self, "date: 2024-01-01\n", "铁路", "<p>x</p>");
  searcher_add_html (self, "date: 2024-01-02\ntags: [頭髮]\n", "a", "<p>鉄路 aero</p>");
  searcher_assert_found (self, "铁路", "铁路 鐵路 a");
  searcher_assert_found (self, "鐵路", "鐵路 铁路 a");
  searcher_assert_found (self, "tag:头发", "a");
  searcher_assert_found (self, "匱", "");
}

static void
test_overtaken (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, "苹果", FALSE);
  g_autoptr (BsSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  int current = 2;
  BsSearchTerms terms = { .zone = self->site->zone, .current = &current, .number = 1 };

  searcher_add_html (self, "", "x", "<p>苹果</p>");
  searcher_add_html (self, "", "y", "<p>苹果</p>");
  snapshot = bs_table_take_snapshot (self->table);
  g_assert_null (bs_answerer_search (self->answerer, snapshot, query, &terms, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  terms.number = 2;
  bs_ids_unref (bs_answerer_search (self->answerer, snapshot, query, &terms, NULL));
}

static const char *const file_queries[] = {
  "中国",
  "的",
  "一是 OR 中国",
  "经济 -的一",
  "\"国，中\"",
  "title:的",
  "after:2015 中 国",
  "龘",
  "中国经济",
  "tag:a",
  "-的",
  "big OR e-mail",
  "a的 OR b OR 𠀀",
  "上海*",
  "中 NEAR/3 国",
  "的一 NEAR 经 NEAR 是",
  "-(的 NEAR/0 一)",
  "big NEAR/2 mail OR 龘 NEAR 的",
  "新 NEAR/1 =\"国\" 中",
};

static void
assert_found_in_files (SearcherFixture *self, GPtrArray *expected)
{
  self->reads_files = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (file_queries); i++)
    {
      g_autoptr (BsIds) ids = searcher_search (self, file_queries[i]);
      const BsIds *indexed = expected->pdata[i];

      g_test_message ("%s", file_queries[i]);
      g_assert_cmpmem (ids->ids, ids->n_ids * sizeof (guint32), indexed->ids, indexed->n_ids * sizeof (guint32));
    }
  self->reads_files = FALSE;
}

/* Reading files gives the same results in the same order as the index, whether the index has none or some of them. */
static void
test_files (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_ids_unref);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *title = searcher_write_chinese (rand, 6, TRUE);
      g_autofree char *html = searcher_write_chinese (rand, (guint) g_rand_int_range (rand, 5, 150), FALSE);
      g_autofree char *heading = searcher_write_chinese (rand, 8, TRUE);
      g_autofree char *name = g_strdup_printf ("%03u.html", i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      char *bytes = g_strdup_printf ("---\ntitle: %s\ndate: 20%02d-01-01\ntags: [%s]\n---\n<h2>%s</h2>%s%s", title,
                                     g_rand_int_range (rand, 10, 20), i % 3 ? "a" : "b", heading, html,
                                     i % 5 ? "" : " <h3>big E-mail</h3>");

      g_ptr_array_add (files, bytes);
      g_assert_true (g_file_set_contents (path, bytes, -1, NULL));
      searcher_add (self, name, bytes, i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (file_queries); i++)
    g_ptr_array_add (expected, searcher_search (self, file_queries[i]));

  bs_answerer_set_matcher (self->answerer, NULL);
  assert_found_in_files (self, expected);

  /* Their bytes seem to differ from the indexed ones. */
  bs_answerer_set_matcher (self->answerer, self->matcher);
  self->is_late = TRUE;
  for (guint i = 0; i < 120; i += 1 + i % 2)
    {
      g_autofree char *name = g_strdup_printf ("%03u.html", i);

      searcher_add (self, name, files->pdata[i], i + 1000);
    }
  assert_found_in_files (self, expected);

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%03u.html", self->folder, i);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

/* Articles that are not indexed yet are found by their titles and other columns. */
static void
test_late (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "date: 2022-01-01\ntags: [t]\n", "新苹果", "<p>梨</p>");
  searcher_add_html (self, "date: 2021-01-01\n", "b", "<p>苹果</p>");
  self->is_late = TRUE;
  searcher_add_html (self, "date: 2020-01-01\ntags: [t]\n", "红苹果big", "<p>梨</p>");
  searcher_add_html (self, "date: 2019-01-01\ndraft: true\n", "d", "<p>苹果</p>");

  searcher_assert_found (self, "苹果", "新苹果 红苹果big b");
  searcher_assert_found (self, "title:苹果", "新苹果 红苹果big");
  searcher_assert_found (self, "红苹果", "红苹果big");
  searcher_assert_found (self, "果红", "");
  searcher_assert_found (self, "苹果 big", "红苹果big");
  searcher_assert_found (self, "苹果 梨", "新苹果");
  searcher_assert_found (self, "红 OR 梨", "红苹果big 新苹果");
  searcher_assert_found (self, "(红 OR 新) 苹果 tag:t", "新苹果 红苹果big");
  searcher_assert_found (self, "-苹果", "d");
  searcher_assert_found (self, "tag:t -big", "新苹果");
  searcher_assert_found (self, "is:draft", "d");
  searcher_assert_found (self, "苹果 before:2021", "红苹果big");
  searcher_assert_found (self, "is:draft OR 红", "红苹果big d");
  searcher_assert_found (self, "is:draft OR nothing", "d");

  /* A rewritten file has no indexed text. */
  searcher_add (self, "00001.md", "---\ntitle: b苹果\ndate: 2021-01-01\n---\n梨", 100);
  searcher_assert_found (self, "苹果", "新苹果 b苹果 红苹果big");
}

static void
test_no_index (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "tags: [t]\n", "x", "<p>苹果</p>");
  searcher_add_html (self, "", "苹果", "<p>x</p>");
  bs_answerer_set_matcher (self->answerer, NULL);
  searcher_assert_found (self, "苹果", "苹果");
  searcher_assert_found (self, "tag:t", "x");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/searcher/" name, SearcherFixture, NULL, searcher_set_up, func, searcher_tear_down)
  ADD ("terms", test_terms);
  ADD ("near", test_near);
  ADD ("forms", test_forms);
  ADD ("tiers", test_tiers);
  ADD ("headings", test_headings);
  ADD ("order", test_order);
  ADD ("first", test_first);
  ADD ("variants", test_variants);
  ADD ("overtaken", test_overtaken);
  ADD ("files", test_files);
  ADD ("late", test_late);
  ADD ("no-index", test_no_index);
#undef ADD

  return g_test_run ();
}
