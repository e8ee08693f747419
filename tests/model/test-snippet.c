/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "model/library/search/snippet.h"

/* Matches are enclosed in brackets. */
static void
assert_marked (const BsSnippet *snippet, const char *expected)
{
  g_autoptr (GString) marked = g_string_new (snippet->text);

  for (guint i = snippet->ranges->len; i > 0; i--)
    {
      const BsSnippetRange *range = &g_array_index (snippet->ranges, BsSnippetRange, i - 1);

      g_assert_cmpuint (range->start, <, range->end);
      g_assert_cmpuint (range->end, <=, marked->len);
      g_string_insert (marked, range->end, "]");
      g_string_insert (marked, range->start, "[");
    }
  g_assert_true (g_utf8_validate (marked->str, -1, NULL));
  g_assert_cmpstr (marked->str, ==, expected);
}

static void
assert_snippet (const char *query_text, const char *text, guint max_chars, const char *expected)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (query_text, BS_SEARCH_DEFAULT);
  g_autoptr (BsSnippet) snippet = bs_snippet_new (query, text, max_chars);

  assert_marked (snippet, expected);
}

static void
assert_title (const char *query_text, const char *title, const char *expected)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (query_text, BS_SEARCH_DEFAULT);
  g_autoptr (BsSnippet) snippet = bs_snippet_new_for_title (query, title);

  assert_marked (snippet, expected);
}

static void
test_title (void)
{
  assert_title ("omega", "Alpha, beta, gamma, delta, epsilon, zeta, eta, theta, and then omega",
                "Alpha, beta, gamma, delta, epsilon, zeta, eta, theta, and then [omega]");
  assert_title ("title:乙", "甲乙", "甲[乙]");
  assert_title ("丙", "甲\n乙", "甲 乙");
  assert_title ("x", "", "");
}

static void
test_ranges (void)
{
  assert_snippet ("中国", "这是中国的中国。", 50, "这是[中国]的[中国]。");
  assert_snippet ("国中 中国", "这是中国中。", 50, "这是[中国中]。");
  assert_snippet ("你好", "你\n好，你 好", 50, "你 好，[你 好]");
  assert_snippet ("c++ cafe", "Ｃ＋＋ in the Café", 50, "[Ｃ＋＋] in the [Café]");
  assert_snippet ("email", "an e-mail, an email", 50, "an [e-mail], an [email]");
  assert_snippet ("e-mail", "an e-mail, an email", 50, "an [e-mail], an [email]");
  assert_snippet ("\"a b\"", "a a b, a. b", 50, "a [a b], a. b");
  assert_snippet ("econ*", "Economics", 50, "[Economics]");
  assert_snippet ("a -b", "a b", 50, "[a] b");
  assert_snippet ("a NEAR/1 c", "a b c", 50, "[a] b [c]");
}

static void
test_place (void)
{
  assert_snippet ("乙", "甲甲甲甲。丙乙丙丙丙丙", 5, "…丙[乙]丙丙丙…");
  assert_snippet ("nothing", "甲甲甲甲。丙乙丙丙丙丙", 5, "甲甲甲甲。…");
  assert_snippet ("乙 丁", "乙。甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲。丁乙", 6, "…[丁乙]");
  assert_snippet ("title:乙", "甲乙", 6, "甲乙");
  assert_snippet ("zeta", "alpha beta gamma delta epsilon. The eta and the theta and the iota and zeta, then omega", 30,
                  "…and [zeta], then omega");
  assert_snippet ("", "", 10, "");
}

static gboolean
count_cb (guint phrase, guint position, gsize start, gsize end, gpointer user_data)
{
  guint *counts = user_data;

  g_assert_cmpuint (start, <, end);
  counts[phrase]++;
  return TRUE;
}

static void
test_matcher (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (BsSearchQuery) query = NULL;
  g_autoptr (BsSearchMatcher) matcher = NULL;
  guint counts[64] = { 0 };

  /* Phrases that together have more positions than a machine word has bits. */
  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "\"%u a b c\" ", i);
  query = bs_search_query_parse (text->str, BS_SEARCH_DEFAULT);
  matcher = bs_search_matcher_new (query->phrases);
  g_assert_cmpuint (query->phrases->len - 1, ==, 30);
  g_assert_cmpuint (bs_search_matcher_run (matcher, text->str, text->len, count_cb, counts), ==, 30 * 4 + 29);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpuint (counts[i], ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/snippet/ranges", test_ranges);
  g_test_add_func ("/broadsheet/snippet/place", test_place);
  g_test_add_func ("/broadsheet/snippet/title", test_title);
  g_test_add_func ("/broadsheet/snippet/matcher", test_matcher);

  return g_test_run ();
}
