/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/problem.h"

#include <string.h>

static void
test_severity (void)
{
  static const struct
  {
    BsProblemKind kind;
    const char *severity;
  } samples[] = {
    { BS_PROBLEM_NO_FRONT_MATTER, "note" },
    { BS_PROBLEM_NO_TITLE, "note" },
    { BS_PROBLEM_BAD_DATE, "note" },
    { BS_PROBLEM_UNKNOWN_ZONE, "note" },
    { BS_PROBLEM_OTHER_ENCODING, "note" },
    { BS_PROBLEM_LONE_CR, "note" },
    { BS_PROBLEM_TITLE_FOLDED, "note" },
    { BS_PROBLEM_SPACE_BEFORE_OPENER, "note" },
    { BS_PROBLEM_MISSING_PICTURE, "note" },
    { BS_PROBLEM_DUPLICATE_KEY, "warning" },
    { BS_PROBLEM_BROKEN_BYTES, "warning" },
    { BS_PROBLEM_NUL_BYTES, "warning" },
    { BS_PROBLEM_JUNK_AT_DELIMITER, "warning" },
    { BS_PROBLEM_BRACE_BEFORE_OPENER, "warning" },
    { BS_PROBLEM_DASHES, "warning" },
    { BS_PROBLEM_SECOND_FRONT_MATTER, "warning" },
    { BS_PROBLEM_TABS, "warning" },
    { BS_PROBLEM_WIDE_SPACES, "warning" },
    { BS_PROBLEM_LANGUAGE_NOT_RUN, "warning" },
    { BS_PROBLEM_CONFLICTED_COPY, "warning" },
    { BS_PROBLEM_EMPTY_FILE, "warning" },
    { BS_PROBLEM_FILE_TOO_LARGE, "warning" },
    { BS_PROBLEM_FRONT_MATTER_TOO_LARGE, "warning" },
    { BS_PROBLEM_TOO_DEEP, "warning" },
    { BS_PROBLEM_ALIAS, "warning" },
    { BS_PROBLEM_COLON, "error" },
    { BS_PROBLEM_QUOTE, "error" },
    { BS_PROBLEM_OPEN_QUOTE, "error" },
    { BS_PROBLEM_ESCAPE, "error" },
    { BS_PROBLEM_INDICATOR, "error" },
    { BS_PROBLEM_LIST_BEHIND_KEY, "error" },
    { BS_PROBLEM_NO_SPACE, "error" },
    { BS_PROBLEM_STRAY_LINE, "error" },
    { BS_PROBLEM_INDENTATION, "error" },
    { BS_PROBLEM_BAD_TAB, "error" },
    { BS_PROBLEM_OPEN_BRACKET, "error" },
    { BS_PROBLEM_CONTROL_CHARACTER, "error" },
    { BS_PROBLEM_RECOVERED, "error" },
    { BS_PROBLEM_UNCLOSED, "error" },
    { BS_PROBLEM_CUT_OFF, "error" },
    { BS_PROBLEM_ALL_ON_ONE_LINE, "error" },
    { BS_PROBLEM_CONFLICT_MARKERS, "error" },
    { BS_PROBLEM_UNKNOWN_ENCODING, "error" },
    { BS_PROBLEM_UNREADABLE, "error" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (samples), ==, BS_N_PROBLEMS);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    g_assert_cmpstr (bs_severity_to_string (bs_problem_kind_get_severity (samples[i].kind)), ==, samples[i].severity);
}

/* Each problem is described in one line with its detail, and without gaps if the detail is missing. */
static void
test_describe (void)
{
  for (int kind = 0; kind < BS_N_PROBLEMS; kind++)
    {
      /* A parser's reason is the whole description. */
      const char *detail = bs_problem_kind_is_recovered (kind) ? "A bracket is not closed." : "3";
      g_autoptr (BsProblem) problem = bs_problem_new (kind, 3, 4, detail);
      g_autoptr (BsProblem) bare = bs_problem_new (kind, 0, 0, NULL);
      g_autofree char *words = bs_problem_describe (problem);
      g_autofree char *bare_words = bs_problem_describe (bare);

      g_assert_cmpuint (g_utf8_strlen (words, -1), >, 10);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_null (strchr (words, '\n'));
      g_assert_true (g_str_has_suffix (words, "."));
      g_assert_cmpuint (strlen (bare_words), >, 10);
      g_assert_null (strstr (bare_words, "(null)"));
    }
}

static void
test_detail (void)
{
  g_autofree char *lines = g_strnfill (5000, 'x');
  g_autoptr (BsProblem) long_one = NULL;
  g_autoptr (BsProblem) odd = bs_problem_new (BS_PROBLEM_BAD_DATE, 1, 1, "a\nb\tc\342\200\256d\377");
  g_autoptr (BsProblem) one = bs_problem_new (BS_PROBLEM_BROKEN_BYTES, 1, 1, "1");
  g_autoptr (BsProblem) many = bs_problem_new (BS_PROBLEM_BROKEN_BYTES, 1, 1, "12");
  g_autofree char *odd_words = bs_problem_describe (odd);
  g_autofree char *one_words = bs_problem_describe (one);
  g_autofree char *many_words = bs_problem_describe (many);
  g_autofree char *long_words = NULL;

  memcpy (lines + 1022, "中文", strlen ("中文"));
  long_one = bs_problem_new (BS_PROBLEM_DUPLICATE_KEY, 1, 1, lines);
  long_words = bs_problem_describe (long_one);

  g_assert_cmpstr (odd_words, ==, "“a b c d\357\277\275” is not a date. Write one such as 2024-05-06.");
  g_assert_true (g_str_has_prefix (one_words, "1 byte could"));
  g_assert_true (g_str_has_prefix (many_words, "12 bytes could"));
  g_assert_cmpuint (strlen (long_one->detail), ==, 1022);
  g_assert_cmpuint (strlen (long_words), <, 200);
  g_assert_nonnull (strstr (long_words, "…"));
}

static void
test_copy (void)
{
  g_autoptr (BsProblem) problem = bs_problem_new (BS_PROBLEM_BAD_DATE, 3, 4, "x");
  g_autoptr (BsProblem) copy = bs_problem_copy (problem);

  g_clear_pointer (&problem, bs_problem_free);
  g_assert_cmpint (copy->kind, ==, BS_PROBLEM_BAD_DATE);
  g_assert_cmpuint (copy->line, ==, 3);
  g_assert_cmpuint (copy->column, ==, 4);
  g_assert_cmpstr (copy->detail, ==, "x");
}

static void
test_sort (void)
{
  static const struct
  {
    guint line;
    guint column;
  } places[] = { { 3, 1 }, { 2, 9 }, { 0, 0 }, { 2, 10 }, { 2, 1 }, { 3, 1 } };
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  const BsProblem *before = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    bs_problems_add (problems, BS_PROBLEM_TABS, places[i].line, places[i].column, NULL);
  bs_problems_sort (problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);

      if (before != NULL)
        g_assert_cmpuint (before->line * 100 + before->column, <=, problem->line * 100 + problem->column);
      before = problem;
    }
}

static void
test_need_repair (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();

  g_assert_false (bs_problems_need_repair (NULL));
  g_assert_false (bs_problems_need_repair (problems));
  bs_problems_add (problems, BS_PROBLEM_BAD_DATE, 1, 1, NULL);
  g_assert_false (bs_problems_need_repair (problems));
  bs_problems_add (problems, BS_PROBLEM_DUPLICATE_KEY, 1, 1, NULL);
  g_assert_true (bs_problems_need_repair (problems));
  bs_problems_add (NULL, BS_PROBLEM_DUPLICATE_KEY, 1, 1, NULL);
}

/* A file full of mistakes does not fill the memory, nor hide a more severe one at its end. */
static void
test_bound (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  const BsProblem *last;

  for (guint i = 1; i <= 100000; i++)
    bs_problems_add (problems, BS_PROBLEM_DUPLICATE_KEY, i, 1, "key");
  g_assert_cmpuint (problems->len, <, 1000);
  bs_problems_add (problems, BS_PROBLEM_UNCLOSED, 100001, 1, NULL);
  last = g_ptr_array_index (problems, problems->len - 1);
  g_assert_cmpint (last->kind, ==, BS_PROBLEM_UNCLOSED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/problem/severity", test_severity);
  g_test_add_func ("/broadsheet/problem/describe", test_describe);
  g_test_add_func ("/broadsheet/problem/detail", test_detail);
  g_test_add_func ("/broadsheet/problem/copy", test_copy);
  g_test_add_func ("/broadsheet/problem/sort", test_sort);
  g_test_add_func ("/broadsheet/problem/need-repair", test_need_repair);
  g_test_add_func ("/broadsheet/problem/bound", test_bound);

  return g_test_run ();
}
