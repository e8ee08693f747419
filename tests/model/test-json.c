/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/json-reader.h"

#define READ bs_json_read
#include "value-fixture.h"

static void
test_values (void)
{
  assert_reads ("{}", "{}");
  assert_reads ("\n {\"a\" : \"b\"} \n", "{a='b'}");
  assert_reads ("{\"标题\": \"一\\n\\u4e8c\\ud83d\\ude00 \\\"三\\\" \\/\"}", "{标题='一\n二😀 \"三\" /'}");
  assert_reads ("{\"a\": true, \"b\": false, \"c\": null}", "{a=true b=false c=null}");
  assert_reads ("{\"a\": [], \"b\": [1, \"x\", [2, {}], {\"c\": [3]}], \"d\": {\"e\": 4}}",
                "{a=[] b=[1 'x' [2 {}] {c=[3]}] d={e=4}}");
  assert_reads ("{\"a\": /* a { comment */ 1}", "{a=1}");
  assert_reads ("{\"\": \"[{\", \"'\": \"a:b,c\"}", "{='[{' '='a:b,c'}");
}

static void
test_numbers (void)
{
  assert_reads ("{\"a\": 8964, \"b\": -1.50, \"c\": 1e3, \"d\": 123456789012345678901234567890, \"e\": [0, -0]}",
                "{a=8964 b=-1.50 c=1e3 d=123456789012345678901234567890 e=[0 -0]}");
}

static void
test_places (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root = read_value ("{\r\n  \"标题\": \"x\",\n\"n\": {\"a\": 1,\n\"b\": [2, true]}}", problems);
  const BsValue *value = bs_value_lookup (root, "标题");

  g_assert_cmpuint (root->line, ==, 2);
  g_assert_cmpuint (root->column, ==, 1);
  g_assert_cmpuint (value->line, ==, 3);
  g_assert_cmpuint (value->column, ==, 9);
  g_assert_true (value->quoted);
  value = bs_value_lookup (bs_value_lookup (root, "n"), "b");
  g_assert_cmpuint (value->line, ==, 5);
  g_assert_cmpuint (value->column, ==, 6);
  value = g_ptr_array_index (value->items, 1);
  g_assert_cmpint (value->kind, ==, BS_VALUE_BOOLEAN);
  g_assert_cmpuint (value->column, ==, 10);
}

static void
test_duplicates (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root =
      read_value ("{\"a\": 1,\n \"a\": {\"x\": 9, \"y\": 8},\n\"b\": {\"c\": 2, \"c\": [3], \"c\": 4},"
                  " \"d\": 5}",
                  problems);
  GString *out = g_string_new (NULL);
  const BsProblem *problem = g_ptr_array_index (problems, 0);

  show (root, out);
  g_assert_cmpstr (out->str, ==, "{a={x=9 y=8} b={c=4} d=5}");
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpint (problem->kind, ==, BS_PROBLEM_DUPLICATE_KEY);
  g_assert_cmpuint (problem->line, ==, 3);
  g_assert_cmpuint (problem->column, ==, 2);
  g_assert_cmpstr (problem->detail, ==, "a");
  g_assert_cmpuint (bs_value_lookup (root, "d")->line, ==, 4);
  g_assert_cmpuint (bs_value_lookup (root, "d")->column, ==, 39);
  g_string_free (out, TRUE);
}

/* Keys are equal if they are spelt differently. */
static void
test_escaped_duplicates (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root = read_value ("{\"\\u0061\": 1, \"b\": 2, \"a\": 3}", problems);

  g_assert_cmpuint (root->items->len, ==, 2);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (root, "a")), ==, "3");
  g_assert_cmpuint (bs_value_lookup (root, "a")->column, ==, 28);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (root, "b")), ==, "2");
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_mistakes (void)
{
  static const Mistake samples[] = {
    { "", 2, 1, "braces" },
    { "[1]", 2, 1, "braces" },
    { "\"x\"", 2, 1, "braces" },
    { "{\"a\": 1", 2, 1, "never closed" },
    { "{\"a\": [1\n}", 3, 1, "square bracket" },
    { "{\"a\": \"x}\n", 2, 7, "never closed" },
    { "{\"a\": 1}\n}", 3, 1, "Unexpected text" },
    { "{\"a\": 1} x", 2, 10, "Unexpected text" },
    { "{\"a\": 1}{}", 2, 9, "Unexpected text" },
    { "{\"a\": 1,\n}", 2, 0, "comma" },
    { "{\"a\": 1\n\"b\": 2}", 2, 0, "comma" },
    { "{\"a\" 1}", 2, 4, "colon" },
    { "{\"a\"}", 2, 4, "colon" },
    { "{\"a\": [1, ]}", 2, 9, "comma" },
    { "{\"a\": [1  2]}", 2, 8, "comma" },
    { "{\"a\": 1,, \"b\": 2}", 2, 9, "not valid JSON" },
    { "{\"a\": }", 2, 7, "not valid JSON" },
    { "{1: 2}", 2, 2, "not valid JSON" },
    { "{\n\"一二三\": bad}", 3, 8, "not valid JSON" },
    { "{\n\"一二三\" 1}", 3, 5, "colon" },
    { "{a: 1}", 2, 0, "not valid JSON" },
    { "{\"a\": True}", 2, 0, "not valid JSON" },
    { "}", 2, 1, "no opening one" },
    { "{\"a\": 'b'}", 2, 7, "not valid JSON" },
    { "{\"a\": 01}", 2, 7, "not valid JSON" },
    { "{\"a\": \"x\\d\"}", 2, 9, "backslash" },
    { "{\"a\": \"\\ud800\"}", 2, 8, "backslash" },
    { "{\"a\": \"\\u+123\"}", 2, 8, "backslash" },
    { "{\"a\": /* 1}", 2, 7, "comment" },
  };

  assert_mistakes (samples, G_N_ELEMENTS (samples));
}

static void
test_depth (void)
{
  static const char *const pairs[][2] = { { "[", "]" }, { "{\"a\":", "}" }, { "[\n", "\n]" }, { "[{\"]\":", "}]" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (guint n = 25; n < 200000; n = n < 70 ? n + 1 : n * 40)
      {
        g_autoptr (GPtrArray) problems = bs_problems_new ();
        g_autoptr (BsValue) root = NULL;
        GString *text = g_string_new ("{\"first\": 1, \"deep\": ");
        guint depth = 1 + n * (i == 3 ? 2 : 1);

        for (guint j = 0; j < n; j++)
          g_string_append (text, pairs[i][0]);
        g_string_append (text, "1");
        for (guint j = 0; j < n; j++)
          g_string_append (text, pairs[i][1]);
        g_string_append (text, ", \"last\": 2}");

        root = read_value (text->str, problems);
        g_assert_cmpuint (measure_depth (root), ==, MIN (depth, BS_VALUE_MAX_DEPTH));
        g_assert_cmpuint (problems->len, ==, depth > BS_VALUE_MAX_DEPTH ? 1 : 0);
        g_assert_cmpstr (bs_value_get_text (bs_value_lookup (root, "last")), ==, "2");
        g_assert_cmpuint (bs_value_lookup (root, "last")->line, ==, i == 2 ? 2 + 2 * n : 2);
        g_string_free (text, TRUE);
      }
}

/* Many brackets, none of them closed. */
static void
test_hostile (void)
{
  static const char *const texts[] = { "[", "{", "{\"a\":", "'[", "\"\\", "/*", "{\"[[[[[[[[\":'", "\001[", "//[" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (BsProblem) failure = NULL;
      g_autoptr (BsValue) root = NULL;
      GString *text = g_string_new ("{\"a\": ");

      for (guint j = 0; j < 100000; j++)
        g_string_append (text, texts[i]);
      root = bs_json_read (text->str, text->len, 1, NULL, &failure);
      g_assert_null (root);
      g_assert_nonnull (failure);
      g_string_free (text, TRUE);
    }
}

static void
test_size (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root = NULL;
  GString *text = g_string_new ("{\"list\": [0");

  for (int i = 0; i < 100000; i++)
    g_string_append (text, ",1");
  g_string_append (text, "]");
  for (int i = 0; i < 50000; i++)
    g_string_append_printf (text, ",\"key%d\":1", i);
  for (int i = 0; i < 50000; i++)
    g_string_append (text, ",\"key0\":2");
  g_string_append (text, "}");
  root = read_value (text->str, problems);
  g_assert_cmpuint (bs_value_lookup (root, "list")->items->len, ==, 100001);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (root, "key0")), ==, "2");
  g_assert_cmpuint (problems->len, <, 1000);
  g_string_free (text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/json/values", test_values);
  g_test_add_func ("/broadsheet/json/numbers", test_numbers);
  g_test_add_func ("/broadsheet/json/places", test_places);
  g_test_add_func ("/broadsheet/json/duplicates", test_duplicates);
  g_test_add_func ("/broadsheet/json/escaped-duplicates", test_escaped_duplicates);
  g_test_add_func ("/broadsheet/json/mistakes", test_mistakes);
  g_test_add_func ("/broadsheet/json/depth", test_depth);
  g_test_add_func ("/broadsheet/json/hostile", test_hostile);
  g_test_add_func ("/broadsheet/json/size", test_size);

  return g_test_run ();
}
