/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "model/library/search/search-query.h"

static void
assert_query (const char *text, BsSearchFlags flags, const char *expected)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (text, flags);
  g_autofree char *description = bs_search_query_describe (query);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_test_message ("%s", valid);
  g_assert_cmpstr (description, ==, expected);
}

static const struct
{
  const char *text;
  const char *expected;
} table[] = {
  { "", "" },
  { " \u3000。", "" },
  { "中国经济", "\"中 国 经 济\"" },
  { "中国 经济", "(and \"中 国\" \"经 济\")" },
  { "中国\u3000经济", "(and \"中 国\" \"经 济\")" },
  { "你好，世界", "(and \"你 好\" \"世 界\")" },
  { "\"你好，世界\"", "\"你 好 . 世 界\"" },
  { "“你好，世界”", "\"你 好 . 世 界\"" },
  { "”你好 世界“", "\"你 好 世 界\"" },
  { "「a b」c", "(and \"a b\" \"c\")" },
  { "\"a b", "\"a b\"" },
  { "a OR b", "(or \"a\" \"b\")" },
  { "a OR b OR c d", "(and (or \"a\" \"b\" \"c\") \"d\")" },
  { "a AND b", "(and \"a\" \"b\")" },
  { "OR a OR", "\"a\"" },
  { "a OR OR b", "(or \"a\" \"b\")" },
  { "-a", "(not \"a\")" },
  { "a -\"b c\" －d", "(and \"a\" (not \"b c\") (not \"d\"))" },
  { "- a --b -", "(and \"a\" \"b\")" },
  { "a OR -b", "(or \"a\" (not \"b\"))" },
  { "iPhone13", "\"iphone 13\"" },
  { "C++", "\"c++\"" },
  { "C# .NET", "(and \"c#\" \".net\")" },
  { "3.5", "\"3.5\"" },
  { "192.168.0.1", "\"192 168 0 1\"" },
  { "Ærø", "\"aero\"" },
  { "e-mail", "(or \"e mail\" \"email\")" },
  { "\"e-mail\"", "\"e mail\"" },
  { "e-mail OR a", "(or \"e mail\" \"email\" \"a\")" },
  { "asp.net", "(or \"asp net\" \"aspnet\")" },
  { "ＣＡＦÉ", "\"cafe\"" },
  { "econ*", "\"econ\"*" },
  { "title:中国", "title:\"中 国\"" },
  { "标题：“中国 a”", "title:\"中 国 a\"" },
  { "-title:a", "(not title:\"a\")" },
  { "category:金融/新浪财经", "category:金融/新浪财经" },
  { "分类：金融／新浪财经/", "category:金融/新浪财经" },
  { "tag:\"A B\" c", "(and tag:a b \"c\")" },
  { "author:新浪", "author:新浪" },
  { "tag: a", "\"a\"" },
  { "before:2022-05", "before:2022-05-01" },
  { "after:2022年5月3日", "after:2022-05-03" },
  { "after：２０２２", "after:2022-01-01" },
  { "before:20 after:x before:2022-13", "" },
  { "is:unread is：starred is:dr is:broken is:read", "(and is:unread is:starred is:draft is:broken is:read)" },
  { "is:foo is:", "" },
  { "has:image", "has:image" },
  { "=\"頭髮\" ＝“a” =b", "(and =\"头 发\" =\"a\" \"b\")" },
  { "date:2024-06", "date:2024-06-01..2024-07-01" },
  { "日期：2024年", "date:2024-01-01..2025-01-01" },
  { "date:2024/2/29 date:20240305", "(and date:2024-02-29..2024-03-01 date:2024-03-05..2024-03-06)" },
  { "before:2024-06x before:2023-02-29 before:2024-123", "" },
  { "is:undated", "is:undated" },
  { "in:/posts/2024/", "in:posts/2024" },
  { "#Linux -#标签 # C#", "(and tag:linux (not tag:标签) \"c#\")" },
  { "#话题#", "tag:话题" },
  { "problem:colon", "problem:colon" },
  { "problem:nothing", "" },
  { "a NEAR b", "(near/10 \"a\" \"b\")" },
  { "a NEAR/5 \"b c\" NEAR/5 d", "(near/5 \"a\" \"b c\" \"d\")" },
  { "a NEAR/3 b NEAR/20 c", "(and (near/3 \"a\" \"b\") (near/20 \"b\" \"c\"))" },
  { "a NEAR/99999999999 b", "(near/1000 \"a\" \"b\")" },
  { "a OR b NEAR c", "(or \"a\" (near/10 \"b\" \"c\"))" },
  { "a NEAR b OR c d", "(and (or (near/10 \"a\" \"b\") \"c\") \"d\")" },
  { "中国 NEAR/2 (经济)", "(near/2 \"中 国\" \"经 济\")" },
  { "-(a NEAR b)", "(not (near/10 \"a\" \"b\"))" },
  { "a NEAR tag:b", "(and \"a\" tag:b)" },
  { "a NEAR (b OR c) NEAR d", "(and \"a\" (or \"b\" \"c\") \"d\")" },
  { "a NEAR -b", "(and \"a\" (not \"b\"))" },
  { "-a NEAR b", "(and (not \"a\") \"b\")" },
  { "title:a NEAR b", "(and title:\"a\" \"b\")" },
  { "NEAR a NEAR NEAR/2 b NEAR", "(near/2 \"a\" \"b\")" },
  { "a NEAR OR b", "(or \"a\" \"b\")" },
  { "a NEAR is:foo b", "(and \"a\" \"b\")" },
  { "a \"NEAR\" near NEAR/x NEARB", "(and \"a\" \"near\" \"near\" (and \"near\" \"x\") \"nearb\")" },
  { "(a b) OR c", "(or (and \"a\" \"b\") \"c\")" },
  { "a (b OR c)", "(and \"a\" (or \"b\" \"c\"))" },
  { "（a b） OR -(c d)", "(or (and \"a\" \"b\") (not (and \"c\" \"d\")))" },
  { "((a b) OR c) d", "(and (or (and \"a\" \"b\") \"c\") \"d\")" },
  { "(a", "\"a\"" },
  { "a) b", "(and \"a\" \"b\")" },
  { "f(x) (y", "(and (and \"f\" \"x\") \"y\")" },
  { "( ) ()", "" },
  { "(\"a)\" b)", "(and \"a\" \"b\")" },
  { "http://a.b/c", "(and \"http\" (or \"a b\" \"ab\") \"c\")" },
  { "12:30", "(and \"12\" \"30\")" },
  { "has:m -has:code has:video has:note", "(and has:math (not has:code) has:video has:note)" },
  { "lang:zh_TW 语言：ja lang:?", "(and lang:zh-tw lang:ja)" },
  { "mood:happy", "(and \"mood\" \"happy\")" },
};

static void
assert_notes (const char *text, BsSearchFlags flags, const char *expected, gboolean is_partial)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (text, flags);
  g_autofree char *notes = bs_search_query_dup_notes (query);

  g_test_message ("%s", text);
  g_assert_cmpstr (notes, ==, expected);
  g_assert_cmpint (bs_search_query_is_partial (query), ==, is_partial);
}

static void
test_notes (void)
{
  g_autofree char *many = g_strnfill (5000, 'a');

  assert_notes ("tile:linux", BS_SEARCH_DEFAULT, "“tile:” is not a field; searched as a word", FALSE);
  assert_notes ("before:yesterdy a", BS_SEARCH_DEFAULT,
                "“yesterdy” is not a date; write 2024, 2024-06, 2024-06-30, yesterday or 7d", TRUE);
  assert_notes ("is:foo tag:", BS_SEARCH_DEFAULT,
                "“foo” is not a state; write unread, read, starred, draft, broken or undated after “is:”\n"
                "“tag:” has no value; write the value right after the colon",
                TRUE);
  assert_notes ("tag:", BS_SEARCH_TYPING, NULL, FALSE);
  assert_notes (many, BS_SEARCH_DEFAULT, "The search is too long; its end was left out", TRUE);
  for (guint i = 0; i < 5; i++)
    {
      const char *const texts[] = { "http://example.com", "10:30", "Re:x", "title:a date:today", "注意：你好" };

      assert_notes (texts[i], BS_SEARCH_DEFAULT, NULL, FALSE);
    }
}

/* A key of the library's front matter is a field. */
static void
test_keys (void)
{
  static const char *const keys[] = { "Mood", "来源", "source-url" };
  static const struct
  {
    const char *text;
    const char *expected;
    const char *notes;
  } queries[] = {
    { "mood:happy", "mood:\"happy\"", NULL },
    { "MOOD:\"a. b.\" x", "(and mood:\"a . b\" \"x\")", NULL },
    { "-mood:hap* OR 来源：新华", "(or (not mood:\"hap\"*) 来源:\"新 华\")", NULL },
    { "source-url:a.b/c", "source-url:\"a b . c\"", NULL },
    { "mood: happy", "(and \"mood\" \"happy\")", NULL },
    { "mood://x", "(and \"mood\" \"x\")", NULL },
    { "other:x site:y data:z", "(and (and \"other\" \"x\") (and \"site\" \"y\") (and \"data\" \"z\"))", NULL },
    { "modo:x", "(and \"modo\" \"x\")", "“modo:” is not a field; searched as a word" },
    { "tags:x", "(and \"tags\" \"x\")", "“tags:” is not a field; searched as a word" },
    { "categry:x", "(and \"categry\" \"x\")", "“categry:” is not a field; searched as a word" },
  };
  g_autoptr (BsVocabulary) vocabulary = bs_vocabulary_new ();

  bs_vocabulary_add_keys (vocabulary, keys, G_N_ELEMENTS (keys));
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (BsSearchQuery) query = bs_search_query_parse_in (queries[i].text, BS_SEARCH_DEFAULT, vocabulary);
      g_autofree char *described = bs_search_query_describe (query);
      g_autofree char *notes = bs_search_query_dup_notes (query);

      g_test_message ("%s", queries[i].text);
      g_assert_cmpstr (described, ==, queries[i].expected);
      g_assert_cmpstr (notes, ==, queries[i].notes);
    }
}

static void
assert_days (const char *text, const char *start, const char *end)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2024, 3, 6, 23, 59, 0); /* a Wednesday */
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) last = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *last_text = NULL;
  BsSearchDays days;

  g_test_message ("%s", text);
  g_assert_true (bs_search_days_parse (text, now, &days));
  first = g_date_time_new_from_unix_utc (days.start);
  last = g_date_time_new_from_unix_utc (days.end);
  first_text = g_date_time_format (first, "%Y-%m-%d");
  last_text = g_date_time_format (last, "%Y-%m-%d");
  g_assert_cmpstr (first_text, ==, start);
  g_assert_cmpstr (last_text, ==, end);
}

static void
test_days (void)
{
  const char *const bad[] = { "",  "x",     "99",  "2024-13", "2024-02-30", "2024--1",  "0000",        "7x",
                              "d", "12345", "-7d", "2024年x", "999999d",    "20241301", "9999-12-31-1" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  BsSearchDays days;

  assert_days ("today", "2024-03-06", "2024-03-07");
  assert_days ("yesterday", "2024-03-05", "2024-03-06");
  assert_days ("昨天", "2024-03-05", "2024-03-06");
  assert_days ("last week", "2024-02-26", "2024-03-04");
  assert_days ("this week", "2024-03-04", "2024-03-11");
  assert_days ("last month", "2024-02-01", "2024-03-01");
  assert_days ("去年", "2023-01-01", "2024-01-01");
  assert_days ("7d", "2024-02-28", "2024-03-07");
  assert_days ("2周", "2024-02-21", "2024-03-07");
  assert_days ("1y", "2023-03-06", "2024-03-07");
  assert_days ("2024", "2024-01-01", "2025-01-01");
  assert_days ("2024年2月", "2024-02-01", "2024-03-01");
  assert_days ("2024年2月29日", "2024-02-29", "2024-03-01");
  assert_days ("202402", "2024-02-01", "2024-03-01");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (bs_search_days_parse (bad[i], now, &days));
    }
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    assert_query (table[i].text, BS_SEARCH_DEFAULT, table[i].expected);
}

static void
test_typing (void)
{
  assert_query ("econ", BS_SEARCH_TYPING, "\"econ\"*");
  assert_query ("econ ", BS_SEARCH_TYPING, "\"econ\"");
  assert_query ("a econ", BS_SEARCH_TYPING, "(and \"a\" \"econ\"*)");
  assert_query ("中国e", BS_SEARCH_TYPING, "\"中 国 e\"*");
  assert_query ("中国", BS_SEARCH_TYPING, "\"中 国\"");
  assert_query ("\"a b", BS_SEARCH_TYPING, "\"a b\"*");
  assert_query ("\"a b\"", BS_SEARCH_TYPING, "\"a b\"");
  assert_query ("e-ma", BS_SEARCH_TYPING, "(or \"e ma\"* \"ema\"*)");
  assert_query ("C++", BS_SEARCH_TYPING, "\"c++\"");
  assert_query ("title:ab", BS_SEARCH_TYPING, "title:\"ab\"*");
}

static void
test_bounds (void)
{
  g_autofree char *many = g_strnfill (100000, ' ');
  g_autoptr (BsSearchQuery) query = NULL;

  for (gsize i = 0; i < 100000; i += 2)
    many[i] = 'a';
  query = bs_search_query_parse (many, BS_SEARCH_DEFAULT);
  g_assert_cmpuint (query->phrases->len - 1, ==, 64);
  assert_query ("\xff\xfe"
                "a",
                BS_SEARCH_DEFAULT, "\"a\"");
}

static void
test_names (void)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse ("category:b/C", BS_SEARCH_DEFAULT);
  static const struct
  {
    const char *path;
    gboolean is_meant;
  } paths[] = { { "b/c", TRUE },   { "a/b/c", TRUE }, { "b/c/d", TRUE }, { "B/C", TRUE },
                { "b/cd", FALSE }, { "b", FALSE },    { "ab/c", FALSE }, { "b/cd/b/c", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *folded = bs_search_fold_name (paths[i].path);

      g_assert_cmpint (bs_search_node_matches_name (query->root, folded), ==, paths[i].is_meant);
    }
}

static void
test_wanted (void)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse ("a -b tag:c OR d", BS_SEARCH_DEFAULT);
  g_autoptr (GPtrArray) wanted = bs_search_query_list_wanted (query);

  g_assert_cmpuint (wanted->len, ==, 2);
  g_assert_cmpstr (((const BsSearchNode *) wanted->pdata[0])->text, ==, "a");
  g_assert_cmpstr (((const BsSearchNode *) wanted->pdata[1])->text, ==, "d");
}

/* Syntax of other programs is read as words or ignored. */
static void
test_plain (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } queries[] = {
    { "a -b", "(and \"a\" \"b\")" },
    { "a OR b", "(and \"a\" \"or\" \"b\")" },
    { "AND", "\"and\"" },
    { "title:x", "(and \"title\" \"x\")" },
    { "is:unread", "(and \"is\" \"unread\")" },
    { "\"a b\"", "(and \"a\" \"b\")" },
    { "“苹果”", "\"苹 果\"" },
    { "苹果 c++", "(and \"苹 果\" \"c++\")" },
    { "-", "" },
    { "\" ' : ( ) * ^", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (BsSearchQuery) query = bs_search_query_parse (queries[i].text, BS_SEARCH_PLAIN);
      g_autofree char *described = bs_search_query_describe (query);

      g_assert_cmpstr (described, ==, queries[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/search-query/notes", test_notes);
  g_test_add_func ("/broadsheet/search-query/keys", test_keys);
  g_test_add_func ("/broadsheet/search-query/days", test_days);
  g_test_add_func ("/broadsheet/search-query/table", test_table);
  g_test_add_func ("/broadsheet/search-query/typing", test_typing);
  g_test_add_func ("/broadsheet/search-query/bounds", test_bounds);
  g_test_add_func ("/broadsheet/search-query/names", test_names);
  g_test_add_func ("/broadsheet/search-query/wanted", test_wanted);
  g_test_add_func ("/broadsheet/search-query/plain", test_plain);

  return g_test_run ();
}
