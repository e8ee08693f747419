/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/toml-reader.h"

#define READ bs_toml_read
#include "value-fixture.h"

static void
test_scalars (void)
{
  assert_reads ("", "{}");
  assert_reads ("# only a comment", "{}");
  assert_reads ("a = 1\nb=-0\r\nc = +1_000 # and a comment\n", "{a=1 b=-0 c=+1_000}");
  assert_reads ("a = 0xDEAD_beef\nb = 0o755\nc = 0b1101\n", "{a=0xDEAD_beef b=0o755 c=0b1101}");
  assert_reads ("a = 3.14\nb = -1e+9\nc = 6.626e-34\nd = inf\ne = -nan\n", "{a=3.14 b=-1e+9 c=6.626e-34 d=inf e=-nan}");
  assert_reads ("draft = true\nshow = false", "{draft=true show=false}");
}

static void
test_dates (void)
{
  assert_reads ("a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5-07:00\nc = 1979-05-27T07:32:00\n"
                "d = 1979-05-27\ne = 07:32:00\nf = [1979-05-27, 1979-05-28]\ng = 1979-05-27 # 07:32",
                "{a=@1979-05-27T07:32:00Z b=@1979-05-27 07:32:00.5-07:00 c=@1979-05-27T07:32:00 "
                "d=@1979-05-27 e=@07:32:00 f=[@1979-05-27 @1979-05-28] g=@1979-05-27}");
}

static void
test_strings (void)
{
  assert_reads ("a = \"一 \\\"二\\\" \\\\ \\t\\u4e09\\U0001F600\"", "{a='一 \"二\" \\ \t三😀'}");
  assert_reads ("a = 'C:\\nothing\\escaped \"here\"'", "{a='C:\\nothing\\escaped \"here\"'}");
  assert_reads ("a = \"\"\nb = ''\n", "{a='' b=''}");
  assert_reads ("a = \"\"\"\none\r\ntwo \"quoted\" \\\n   \n   three\"\"\"\"\"", "{a='one\ntwo \"quoted\" three\"\"'}");
  assert_reads ("a = '''\none \\ \n''two'''\n", "{a='one \\ \n''two'}");
  assert_reads ("a = \"\"\"\"\"\"\nb = ''''''\nc = '''''''\n", "{a='' b='' c='''}");
  assert_reads ("a = \"\\u0000\"", "{a='\357\277\275'}");
}

static void
test_keys (void)
{
  assert_reads ("a.b.c = 1\na.b.d = 2\na . \"e f\" = 3\n'g.h' = 4\n1-2_x = 5\n标题 = 6",
                "{a={b={c=1 d=2} e f=3} g.h=4 1-2_x=5 标题=6}");
  assert_reads ("\"\" = 1\n'\"' = 2", "{=1 \"=2}");
}

static void
test_lists (void)
{
  assert_reads ("a = []\nb = [1, 'x', [2.5, true], {c = 1}]\n", "{a=[] b=[1 'x' [2.5 true] {c=1}]}");
  assert_reads ("tags = [ # all of them\n  'one', # the first\n\n  'two',\n]\nnext = 1", "{tags=['one' 'two'] next=1}");
}

static void
test_tables (void)
{
  assert_reads ("a = 1\n[extra]\nb = 2\n[extra.deep . er]\nc = 3\n[other]\n",
                "{a=1 extra={b=2 deep={er={c=3}}} other={}}");
  assert_reads ("[a.b]\nc = 1\n[a]\nd = 2", "{a={b={c=1} d=2}}");
  assert_reads ("[[menu]]\nname = 'x'\n[menu.sub]\ny = 1\n[[menu]]\nname = 'z'\n[[menu.items]]\n[[menu.items]]\nq = 1",
                "{menu=[{name='x' sub={y=1}} {name='z' items=[{} {q=1}]}]}");
  assert_reads ("a = { b = 1, c.d = 'x', 'e' = {} }\nf = {}\ng = {\n h = 1, # why not\n}",
                "{a={b=1 c={d='x'} e={}} f={} g={h=1}}");
}

static void
test_places (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root =
      read_value ("a = 1\r\n标题 = \"x\"\nlist = [ 1, '''\n\n''', 2 ]\nb = '''x\ny'''", problems);
  const BsValue *value = bs_value_lookup (root, "标题");
  const BsValue *list = bs_value_lookup (root, "list");

  g_assert_cmpuint (value->line, ==, 3);
  g_assert_cmpuint (value->column, ==, 6);
  g_assert_false (value->folded);
  value = g_ptr_array_index (list->items, 2);
  g_assert_cmpstr (value->text, ==, "2");
  g_assert_cmpuint (value->line, ==, 6);
  g_assert_cmpuint (value->column, ==, 6);
  value = bs_value_lookup (root, "b");
  g_assert_true (value->folded);
  g_assert_true (value->quoted);
}

static void
test_duplicates (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
    guint line;
    guint column;
    const char *key;
  } samples[] = {
    { "a = 1\n b = 2\n  a = [3]\n", "{a=[3] b=2}", 4, 3, "a" },
    { "a = 1\na.b = 2\nc = 3", "{a=1 c=3}", 3, 1, "a.b" },
    { "[t]\na = 1\n[t]\na.b = 2\nc = 3", "{t={a=1 c=3}}", 4, 1, "t" },
    { "t = 1\n[t]\na = 1\n[u]\nb = 2", "{t=1 u={b=2}}", 3, 1, "t" },
    { "t = [1]\n[[t]]\na = 1\n[u]\nb = 2", "{t=[1 {a=1}] u={b=2}}", 3, 1, "t" },
    { "[t]\n[[t]]\na = 1\n", "{t={}}", 3, 1, "t" },
    { "t = { a = 1, a = 2 }\n", "{t={a=2}}", 2, 14, "a" },
    { "[a]\nb = 1\n[a.b.c]\nd = 1\n", "{a={b=1}}", 4, 1, "a.b.c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GPtrArray) problems = bs_problems_new ();
      g_autoptr (BsValue) root = read_value (samples[i].text, problems);
      const BsProblem *problem;
      GString *out = g_string_new (NULL);

      g_test_message ("%s", samples[i].text);
      show (root, out);
      g_assert_cmpstr (out->str, ==, samples[i].expected);
      g_assert_cmpuint (problems->len, >=, 1);
      problem = g_ptr_array_index (problems, 0);
      g_assert_cmpint (problem->kind, ==, BS_PROBLEM_DUPLICATE_KEY);
      g_assert_cmpuint (problem->line, ==, samples[i].line);
      g_assert_cmpuint (problem->column, ==, samples[i].column);
      g_assert_cmpstr (problem->detail, ==, samples[i].key);
      g_string_free (out, TRUE);
    }
}

static void
test_mistakes (void)
{
  static const Mistake samples[] = {
    { "path = \"x\"\ntitle = \"Never closed\nauthors = [\"Me\"]\n", 3, 9, "not closed" },
    { "一 = 'x", 2, 5, "not closed" },
    { "a = 1\nb = \"\"\"\nx\n", 3, 5, "never closed" },
    { "a = [1, 2\n", 2, 5, "never closed" },
    { "a = [1 2]\n", 2, 8, "comma" },
    { "a = { b = 1 c = 2 }\n", 2, 13, "comma" },
    { "a = { b = 1\n", 2, 5, "never closed" },
    { "title: Not TOML\n", 2, 6, "equals sign" },
    { "title\n", 2, 6, "equals sign" },
    { "title =\n", 2, 8, "value is missing" },
    { "title = Without quotes\n", 2, 9, "quotes" },
    { "a = 1 2\n", 2, 7, "Unexpected text" },
    { "a = 1\n[b\nc = 1", 3, 3, "bracket" },
    { "[[b]\nc = 1", 2, 5, "bracket" },
    { "= 1\n", 2, 1, "key is missing" },
    { "a..b = 1\n", 2, 3, "key is missing" },
    { "a = \"\\d\"\n", 2, 7, "backslash" },
    { "a = \"\\uD800\"\n", 2, 12, "not a character" },
    { "a = \"\\u12\"\n", 2, 10, "Hexadecimal" },
    { "a = 01\n", 2, 5, "“01”" },
    { "a = 1__0\n", 2, 5, "not a value" },
    { "a = 2021-5-1\n", 2, 5, "not a value" },
    { "a = \"x\\", 2, 8, "backslash" },
    { "'''a\nb''' = 1\n", 3, 5, "more than one line" },
  };

  assert_mistakes (samples, G_N_ELEMENTS (samples));
}

static void
repeat (GString *out, const char *text, guint n)
{
  while (n-- > 0)
    g_string_append (out, text);
}

static void
test_depth (void)
{
  static const struct
  {
    const char *before;
    const char *open;
    const char *between;
    const char *close;
    const char *after;
  } samples[] = {
    { "first = 1\na = ", "[", "']'", "]", "\nlast = 2\n" },
    { "first = 1\na = ", "{a=", "1", "}", "\nlast = 2\n" },
    { "first = 1\n", "a.", "a = 1\n", "", "last = 2\n" },
    { "first = 1\na.a.a = ", "[{a=", "1", "}]", "\nlast = 2\n" },
    { "first = 1\nlast = 2\n[", "a.", "a]\n", "", "" },
    { "first = 1\nlast = 2\n", "[[a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a]]\n", "", "", "b = 1\n" },
    { "first = 1\nlast = 2\n[[", "a.", "a]]\n", "", "b = 1\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint n = 60; n < 100000; n = n < 70 ? n + 1 : n * 30)
      {
        g_autoptr (GPtrArray) problems = bs_problems_new ();
        g_autoptr (BsValue) root = NULL;
        GString *text = g_string_new (samples[i].before);

        repeat (text, samples[i].open, n);
        g_string_append (text, samples[i].between);
        repeat (text, samples[i].close, n);
        g_string_append (text, samples[i].after);

        root = read_value (text->str, problems);
        g_assert_cmpuint (measure_depth (root), <=, BS_VALUE_MAX_DEPTH);
        g_assert_cmpstr (bs_value_get_text (bs_value_lookup (root, "first")), ==, "1");
        g_assert_cmpstr (bs_value_get_text (bs_value_lookup (root, "last")), ==, "2");
        if (n > 64 && strchr (samples[i].open, '\n') == NULL)
          {
            const BsProblem *problem = g_ptr_array_index (problems, 0);

            g_assert_cmpint (problem->kind, ==, BS_PROBLEM_TOO_DEEP);
          }
        else if (n < 60)
          {
            g_assert_cmpuint (problems->len, ==, 0);
          }
        g_string_free (text, TRUE);
      }
}

/* With quadratic time this would not finish. */
static void
test_size (void)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root = NULL;
  GString *text = g_string_new ("list = [");

  for (int i = 0; i < 200000; i++)
    g_string_append (text, "1,");
  g_string_append (text, "]\n");
  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "key%d = 1\n", i);
  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "key%d = 2\n", i);
  for (int i = 0; i < 50000; i++)
    g_string_append (text, "[[t]]\n");
  root = read_value (text->str, problems);
  g_assert_cmpuint (bs_value_lookup (root, "list")->items->len, ==, 200000);
  g_assert_cmpuint (bs_value_lookup (root, "t")->items->len, ==, 50000);
  g_assert_cmpuint (problems->len, <, 1000);
  g_string_free (text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/toml/scalars", test_scalars);
  g_test_add_func ("/broadsheet/toml/dates", test_dates);
  g_test_add_func ("/broadsheet/toml/strings", test_strings);
  g_test_add_func ("/broadsheet/toml/keys", test_keys);
  g_test_add_func ("/broadsheet/toml/lists", test_lists);
  g_test_add_func ("/broadsheet/toml/tables", test_tables);
  g_test_add_func ("/broadsheet/toml/places", test_places);
  g_test_add_func ("/broadsheet/toml/duplicates", test_duplicates);
  g_test_add_func ("/broadsheet/toml/mistakes", test_mistakes);
  g_test_add_func ("/broadsheet/toml/depth", test_depth);
  g_test_add_func ("/broadsheet/toml/size", test_size);

  return g_test_run ();
}
