/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-completion.h"

#include <string.h>

/* The cursor is at the bar. */
static void
test_find (void)
{
  static const struct
  {
    const char *text;
    int kind; /* -1: nothing; -2: an operator */
    const char *typed;
    const char *replaced;
  } cases[] = {
    { "|", -1, NULL, NULL },
    { "ca|", -2, "ca", "ca" },
    { "apple ca|", -2, "ca", "ca" },
    { "ca| apple", -2, "ca", "ca" },
    { "c|a", -1, NULL, NULL },
    { "-ca|", -2, "ca", "ca" },
    { "(ca|)", -2, "ca", "ca" },
    { "\"two ca|", -1, NULL, NULL },
    { "\"two\" ca|", -2, "ca", "ca" },
    { "category:|", BS_SEARCH_CATEGORY, "", "" },
    { "Category:te|", BS_SEARCH_CATEGORY, "te", "te" },
    { "分类：经|", BS_SEARCH_CATEGORY, "经", "经" },
    { "category:\"two w|", BS_SEARCH_CATEGORY, "two w", "\"two w" },
    { "category:\"two w\"|", -1, NULL, NULL },
    { "category:\"two w|\"", BS_SEARCH_CATEGORY, "two w", "\"two w" },
    { "category:\"|\" x", BS_SEARCH_CATEGORY, "", "\"" },
    { "category:a|\"", -1, NULL, NULL },
    { "-tag:a|", BS_SEARCH_TAG, "a", "a" },
    { "#a|", BS_SEARCH_TAG, "a", "a" },
    { "x #|", BS_SEARCH_TAG, "", "" },
    { "author:a in:b|", BS_SEARCH_FOLDER, "b", "b" },
    { "before:2|", BS_SEARCH_BEFORE, "2", "2" },
    { "is:|", BS_SEARCH_STATE, "", "" },
    { "title:x|", -1, NULL, NULL },
    { "http://x|", -1, NULL, NULL },
    { "tag:a |", -1, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *bar = strchr (cases[i].text, '|');
      const gsize cursor = bar - cases[i].text;
      g_autofree char *text = g_strndup (cases[i].text, cursor);
      g_autofree char *whole = g_strconcat (text, bar + 1, NULL);
      BsSearchCompletion completion = { 0 };
      gboolean found = bs_search_completion_find (whole, cursor, &completion);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (found, ==, cases[i].kind != -1);
      if (!found)
        continue;
      g_assert_cmpint (completion.is_operator, ==, cases[i].kind == -2);
      if (cases[i].kind >= 0)
        g_assert_cmpint (completion.kind, ==, cases[i].kind);
      g_assert_cmpstr (text + completion.text_start, ==, cases[i].typed);
      g_assert_cmpstr (text + completion.start, ==, cases[i].replaced);
    }
}

/* An inserted completion is parsed as that name and nothing else. */
static void
test_quote (void)
{
  static const char *const names[] = { "Linux", "two words", "经济", "a/b", "a:b",   "-x",  "(x)",
                                       "#x",    "say \"x\"", "C++",  "OR",  "a, b.", "x-y", "é" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *quoted = bs_search_completion_quote (names[i]);
      g_autofree char *text = g_strconcat ("tag:", quoted, " ", NULL);
      g_autofree char *folded = bs_search_fold_name (names[i]);
      g_autoptr (BsSearchQuery) query = bs_search_query_parse (text, BS_SEARCH_DEFAULT);
      g_autofree char *described = bs_search_query_describe (query);
      g_autofree char *expected = g_strdup_printf ("tag:%s", folded);

      g_assert_cmpstr (described, ==, expected);
    }
}

static void
test_dates (void)
{
  static const char *const typed[] = { "", "t", "last", "2", "2024", "2024-0", "7", "x" };
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 11, 30, 12, 0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_auto (GStrv) dates = bs_search_completion_list_dates (typed[i], now);

      g_assert_cmpint (g_strv_length (dates) > 0, ==, *typed[i] != 'x');
      for (guint j = 0; dates[j] != NULL; j++)
        {
          BsSearchDays days;

          g_assert_true (g_str_has_prefix (dates[j], typed[i]));
          g_assert_true (bs_search_days_parse (dates[j], now, &days));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/search-completion/find", test_find);
  g_test_add_func ("/broadsheet/search-completion/quote", test_quote);
  g_test_add_func ("/broadsheet/search-completion/dates", test_dates);

  return g_test_run ();
}
