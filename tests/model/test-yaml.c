/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/front-matter/yaml-mend.h"
#include "model/format/front-matter/yaml-reader.h"
#include "model/format/front-matter/yaml-simple.h"

#include <string.h>

typedef struct
{
  GPtrArray *problems;
  BsProblem *failure;
  BsValue *root;
} Yaml;

static void
yaml_clear (Yaml *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->failure, bs_problem_free);
  g_clear_pointer (&self->root, bs_value_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Yaml, yaml_clear)

static void
read_yaml (Yaml *self, const char *text)
{
  self->problems = bs_problems_new ();
  self->root = bs_yaml_read (text, strlen (text), 2, self->problems, &self->failure);
}

static void
assert_value (const BsValue *value, BsValueKind kind, const char *text, guint line, guint column)
{
  g_assert_nonnull (value);
  g_assert_cmpint (value->kind, ==, kind);
  g_assert_cmpstr (value->text, ==, text);
  g_assert_cmpuint (value->line, ==, line);
  g_assert_cmpuint (value->column, ==, column);
}

static void
assert_problem (const Yaml *yaml, guint i, BsProblemKind kind, guint line, guint column, const char *detail)
{
  const BsProblem *problem;

  g_assert_cmpuint (i, <, yaml->problems->len);
  problem = g_ptr_array_index (yaml->problems, i);
  g_assert_cmpint (problem->kind, ==, kind);
  g_assert_cmpuint (problem->line, ==, line);
  g_assert_cmpuint (problem->column, ==, column);
  g_assert_cmpstr (problem->detail, ==, detail);
}

static void
test_scalars (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "title: 'It''s'\nn: 404\nb: true\nnone:\ntilde: ~\nd: 2020-01-02\nq: \"404\"\n标题: 文\n");
  g_assert_null (yaml.failure);
  g_assert_cmpuint (yaml.root->items->len, ==, 8);
  assert_value (bs_value_lookup (yaml.root, "title"), BS_VALUE_STRING, "It's", 2, 8);
  assert_value (bs_value_lookup (yaml.root, "n"), BS_VALUE_NUMBER, "404", 3, 4);
  assert_value (bs_value_lookup (yaml.root, "b"), BS_VALUE_BOOLEAN, "true", 4, 4);
  assert_value (bs_value_lookup (yaml.root, "none"), BS_VALUE_NULL, NULL, 5, 6);
  assert_value (bs_value_lookup (yaml.root, "tilde"), BS_VALUE_NULL, "~", 6, 8);
  assert_value (bs_value_lookup (yaml.root, "d"), BS_VALUE_STRING, "2020-01-02", 7, 4);
  assert_value (bs_value_lookup (yaml.root, "q"), BS_VALUE_STRING, "404", 8, 4);
  assert_value (bs_value_lookup (yaml.root, "标题"), BS_VALUE_STRING, "文", 9, 5);
  g_assert_true (bs_value_lookup (yaml.root, "q")->quoted);
  g_assert_false (bs_value_lookup (yaml.root, "n")->quoted);
}

static void
test_folded (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "a: 'one\n  two'\nb: one\n  two\nc: >\n  one\n  two\nd: one\n");
  g_assert_cmpstr (bs_value_lookup (yaml.root, "a")->text, ==, "one two");
  g_assert_cmpstr (bs_value_lookup (yaml.root, "c")->text, ==, "one two\n");
  g_assert_true (bs_value_lookup (yaml.root, "a")->folded);
  g_assert_true (bs_value_lookup (yaml.root, "b")->folded);
  g_assert_true (bs_value_lookup (yaml.root, "c")->folded);
  g_assert_false (bs_value_lookup (yaml.root, "d")->folded);
}

static void
test_collections (void)
{
  g_auto (Yaml) yaml = { 0 };
  const BsValue *value;

  read_yaml (&yaml, "list: [a, [b, c]]\nmap:\n  inner:\n    - x: 1\n      y: 2\n");
  value = bs_value_lookup (yaml.root, "list");
  g_assert_cmpint (value->kind, ==, BS_VALUE_LIST);
  g_assert_cmpuint (value->items->len, ==, 2);
  value = bs_value_lookup (bs_value_lookup (yaml.root, "map"), "inner");
  g_assert_cmpuint (value->items->len, ==, 1);
  assert_value (bs_value_lookup (g_ptr_array_index (value->items, 0), "y"), BS_VALUE_NUMBER, "2", 6, 10);
}

static void
test_duplicate_keys (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "menu: main\nmenu:\n  main: 1\n  deep: [x]\ntitle: T\nmenu: three\n");
  assert_value (bs_value_lookup (yaml.root, "menu"), BS_VALUE_STRING, "three", 7, 7);
  g_assert_cmpuint (yaml.root->items->len, ==, 2);
  g_assert_cmpuint (yaml.problems->len, ==, 2);
  assert_problem (&yaml, 0, BS_PROBLEM_DUPLICATE_KEY, 3, 1, "menu");
  assert_problem (&yaml, 1, BS_PROBLEM_DUPLICATE_KEY, 7, 1, "menu");
}

static void
reading_is_text (const char *text, const char *title)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, text);
  g_assert_null (yaml.failure);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "title")), ==, title);
}

static void
test_aliases (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "base: &b !!map {x: 1}\ncopy: *b\ntitle: !note T\nlost: *c\nauthor: !!str Ann\n");
  g_assert_null (yaml.failure);
  assert_value (bs_value_lookup (bs_value_lookup (yaml.root, "copy"), "x"), BS_VALUE_NUMBER, "1", 2, 20);
  g_assert_cmpstr (bs_value_lookup (yaml.root, "title")->text, ==, "!note T");
  g_assert_cmpstr (bs_value_lookup (yaml.root, "lost")->text, ==, "*c");
  g_assert_true (bs_value_lookup (yaml.root, "lost")->is_alias);
  g_assert_cmpstr (bs_value_lookup (yaml.root, "author")->text, ==, "Ann");
  g_assert_cmpuint (yaml.problems->len, ==, 2);
  g_assert_cmpint (((BsProblem *) yaml.problems->pdata[0])->kind, ==, BS_PROBLEM_INDICATOR);
  g_assert_cmpuint (((BsProblem *) yaml.problems->pdata[1])->line, ==, 5);
  reading_is_text ("title: &Co\n", "&Co");
  reading_is_text ("title: !!wow good\n", "!!wow good");
  reading_is_text ("title: !\n", "!");
  reading_is_text ("title: !!str 404\n", "404");
}

/* Each fault has its own kind, which the repair depends on. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    BsProblemKind kind;
  } faults[] = {
    { "title: a: b\n", BS_PROBLEM_COLON },
    { "x: 1\ntitle: 'It's'\n", BS_PROBLEM_QUOTE },
    { "title: \"a\" b\n", BS_PROBLEM_QUOTE },
    { "title: \"open\nx: 1\n", BS_PROBLEM_OPEN_QUOTE },
    { "title: \"a \\' b\"\n", BS_PROBLEM_ESCAPE },
    { "title: @a\n", BS_PROBLEM_INDICATOR },
    { "title: %a\n", BS_PROBLEM_INDICATOR },
    { "title: `a`\n", BS_PROBLEM_INDICATOR },
    { "title: **a**\n", BS_PROBLEM_INDICATOR },
    { "title: |a\n", BS_PROBLEM_INDICATOR },
    { "title: ,a\n", BS_PROBLEM_INDICATOR },
    { "tags: - a\n", BS_PROBLEM_LIST_BEHIND_KEY },
    { "x: 1\ntitle:a\ny: 2\n", BS_PROBLEM_NO_SPACE },
    { "x: 1\nwords alone\ny: 2\n", BS_PROBLEM_STRAY_LINE },
    { "tags: [a, b\nx: 1\n", BS_PROBLEM_OPEN_BRACKET },
    { "x: a\001b\n", BS_PROBLEM_CONTROL_CHARACTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_auto (Yaml) yaml = { 0 };

      g_test_message ("%s", faults[i].text);
      read_yaml (&yaml, faults[i].text);
      g_assert_null (yaml.root);
      g_assert_cmpstr (bs_problem_kind_to_string (yaml.failure->kind), ==, bs_problem_kind_to_string (faults[i].kind));
    }
}

/* Only libyaml considers these wrong; they are read and need no repair. */
static void
test_harmless_white (void)
{
  static const char *const texts[] = {
    "title: T\n\t\ntags: [a]\n",
    "title: T\n \t \ntags: [a]\n",
    "text: |\n  a\n  \tb\n\t\ntitle: T\ntags: [a]\n",
  };
  g_auto (Yaml) wide = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Yaml) yaml = { 0 };

      g_test_message ("%s", texts[i]);
      read_yaml (&yaml, texts[i]);
      g_assert_null (yaml.failure);
      g_assert_cmpuint (yaml.problems->len, ==, 0);
      g_assert_cmpstr (bs_value_lookup (yaml.root, "title")->text, ==, "T");
      g_assert_cmpuint (bs_value_lookup (yaml.root, "tags")->items->len, ==, 1);
    }

  read_yaml (&wide, "title:\302\240Ann\ntags:\n　- a\n　-　b\ntext: |\n  　　stays\n");
  g_assert_null (wide.failure);
  g_assert_cmpstr (bs_value_lookup (wide.root, "title")->text, ==, "Ann");
  g_assert_cmpuint (bs_value_lookup (wide.root, "tags")->items->len, ==, 2);
  g_assert_cmpstr (bs_value_lookup (wide.root, "text")->text, ==, "　　stays\n");
  g_assert_cmpuint (wide.problems->len, ==, 1);
  assert_problem (&wide, 0, BS_PROBLEM_WIDE_SPACES, 2, 7, NULL);
}

/* Each level expands to ten of the one before: in total this is gigabytes. */
static void
test_many_laughs (void)
{
  g_autoptr (GString) text = g_string_new ("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
  g_auto (Yaml) yaml = { 0 };

  for (char c = 'b'; c < 'z'; c++)
    g_string_append_printf (text, "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c - 1, c - 1, c - 1,
                            c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
  read_yaml (&yaml, text->str);
  g_assert_null (yaml.failure);
  g_assert_cmpuint (bs_value_lookup (yaml.root, "y")->items->len, ==, 10);
}

static void
test_keys_of_all_kinds (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "404: n\ntrue: b\n? [a, b]\n: list\n标 题: s\n*x : alias\n");
  g_assert_null (yaml.failure);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "404")), ==, "n");
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "true")), ==, "b");
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "[a, b]")), ==, "list");
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "标 题")), ==, "s");
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "*x")), ==, "alias");
}

/* YAML reads a template tag as nested maps; people read it as text. */
static void
test_templates (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "题: x\ntitle: {{ page.title }}\nimage: {{< img src=\"a\" >}}\nmap: {a: {b: c}}\nend: 1\n");
  g_assert_null (yaml.failure);
  assert_value (bs_value_lookup (yaml.root, "title"), BS_VALUE_STRING, "{{ page.title }}", 3, 8);
  assert_value (bs_value_lookup (yaml.root, "image"), BS_VALUE_STRING, "{{< img src=\"a\" >}}", 4, 8);
  g_assert_cmpint (bs_value_lookup (yaml.root, "map")->kind, ==, BS_VALUE_MAP);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "end")), ==, "1");
}

static void
test_tabs (void)
{
  g_auto (Yaml) yaml = { 0 };
  const BsValue *list;

  read_yaml (&yaml, "title: T\ntags:\n\t- a\n\t-\tb\nmap:\n\tkey: v\n");
  g_assert_null (yaml.failure);
  list = bs_value_lookup (yaml.root, "tags");
  g_assert_cmpuint (list->items->len, ==, 2);
  assert_value (g_ptr_array_index (list->items, 0), BS_VALUE_STRING, "a", 4, 4);
  assert_value (g_ptr_array_index (list->items, 1), BS_VALUE_STRING, "b", 5, 4);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (bs_value_lookup (yaml.root, "map"), "key")), ==, "v");
  g_assert_cmpuint (yaml.problems->len, ==, 1);
  assert_problem (&yaml, 0, BS_PROBLEM_TABS, 4, 1, NULL);
}

/* A harmless tab is not reported. */
static void
test_harmless_tabs (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "title:\tT\ntext: |\n  a\n  \tb\n");
  g_assert_null (yaml.failure);
  g_assert_cmpuint (yaml.problems->len, ==, 0);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "title")), ==, "T");
}

/* libyaml counts U+2028 and U+0085 as line ends; editors do not. */
static void
test_places_behind_separators (void)
{
  g_auto (Yaml) yaml = { 0 };

  read_yaml (&yaml, "title: 'a\xe2\x80\xa8z'\ntext: 'b\xc2\x85z' # c\nlast: v\n");
  assert_value (bs_value_lookup (yaml.root, "last"), BS_VALUE_STRING, "v", 4, 7);
}

static void
test_line_ends (void)
{
  static const char *const texts[] = { "a: 1\nb: 2\nc: x\n", "a: 1\r\nb: 2\r\nc: x\r\n", "a: 1\rb: 2\rc: x",
                                       "a: 1\r\nb: 2\rc: x\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Yaml) yaml = { 0 };

      read_yaml (&yaml, texts[i]);
      assert_value (bs_value_lookup (yaml.root, "c"), BS_VALUE_STRING, "x", 4, 4);
    }
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", "\n\n", "# only a comment\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Yaml) yaml = { 0 };

      read_yaml (&yaml, texts[i]);
      g_assert_null (yaml.failure);
      g_assert_cmpint (yaml.root->kind, ==, BS_VALUE_NULL);
    }
}

static void
test_failures (void)
{
  static const struct
  {
    const char *text;
    guint line;
    guint column;
    const char *words;
  } failures[] = {
    { "title: a: b\n", 2, 9, "“: ”" },
    { "x: 1\ntitle: 'a' b'\n", 3, 12, "Unexpected text" },
    { "author: @name\n", 2, 9, "“@”" },
    { "deck: **bold**\n", 2, 7, "“*”" },
    { "title: |Head\n", 2, 8, "“|”" },
    { "a: - b\n", 2, 4, "list" },
    { "a: \"\\'\"\n", 2, 5, "backslash" },
    { "a: 'b\nc: d\n", 2, 4, "quotation mark" },
    { "a: [b\nc: d\n", 2, 4, "“[”" },
    { "a: b\ntext\nc: d\n", 3, 1, "neither a key" },
    { "a: x\x01y\n", 2, 5, "control character" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_auto (Yaml) yaml = { 0 };

      read_yaml (&yaml, failures[i].text);
      g_test_message ("%s", failures[i].text);
      g_assert_null (yaml.root);
      g_assert_true (bs_problem_kind_is_recovered (yaml.failure->kind));
      g_assert_cmpuint (yaml.failure->line, ==, failures[i].line);
      g_assert_cmpuint (yaml.failure->column, ==, failures[i].column);
      g_assert_nonnull (strstr (yaml.failure->detail, failures[i].words));
      g_assert_cmpuint (yaml.problems->len, ==, 0);
    }
}

static void
test_too_deep (void)
{
  g_autoptr (GString) text = g_string_new ("title: T\nmap: ");
  g_auto (Yaml) yaml = { 0 };
  const BsValue *value;
  guint depth = 0;

  for (guint i = 0; i < 100; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 100; i++)
    g_string_append_c (text, ']');
  g_string_append (text, "\nlast: v\n");

  read_yaml (&yaml, text->str);
  g_assert_null (yaml.failure);
  for (value = bs_value_lookup (yaml.root, "map"); value->items != NULL; value = g_ptr_array_index (value->items, 0))
    depth++;
  g_assert_cmpuint (depth, ==, BS_VALUE_MAX_DEPTH - 1);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "last")), ==, "v");
  g_assert_cmpuint (yaml.problems->len, ==, 1);
  assert_problem (&yaml, 0, BS_PROBLEM_TOO_DEEP, 3, 69, NULL);
}

/* A hundred thousand levels neither crash nor take long. */
static void
test_hostile_depth (void)
{
  static const char *const openings[] = { "[", "{", "- ", "? " };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autoptr (GString) text = g_string_new ("title: T\nmap: \n  ");
      g_auto (Yaml) yaml = { 0 };

      for (guint j = 0; j < 100000; j++)
        g_string_append (text, openings[i]);
      read_yaml (&yaml, text->str);
      g_assert_null (yaml.root);
      g_assert_cmpint (yaml.failure->kind, ==, BS_PROBLEM_TOO_DEEP);
    }
}

static void
test_simple (void)
{
  static const char text[] =
      "# comment\ntitle: 'A: B'\n\ntags:\n - x\n - 'y'\n - 3\nempty:\nurl: http://a/b#c\nq: \"\"\n"
      "list:\n- z\nnone: ";
  static const char *const breaks[] = { "\n", "\r\n", "\r" };

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_autofree char *written = g_strjoinv (breaks[i], lines);
      g_autoptr (BsValue) root = bs_yaml_simple_read (written, strlen (written), 2);
      g_autoptr (BsValue) copy = NULL;

      g_assert_nonnull (root);
      /* Neither the text nor the original is needed any longer. */
      memset (written, 'x', strlen (written));
      copy = bs_value_copy (root);
      g_clear_pointer (&root, bs_value_free);
      assert_value (bs_value_lookup (copy, "title"), BS_VALUE_STRING, "A: B", 3, 8);
      g_assert_cmpuint (bs_value_lookup (copy, "tags")->items->len, ==, 3);
      assert_value (g_ptr_array_index (bs_value_lookup (copy, "tags")->items, 2), BS_VALUE_NUMBER, "3", 8, 4);
      assert_value (bs_value_lookup (copy, "empty"), BS_VALUE_NULL, NULL, 9, 7);
      assert_value (bs_value_lookup (copy, "url"), BS_VALUE_STRING, "http://a/b#c", 10, 6);
      assert_value (bs_value_lookup (copy, "q"), BS_VALUE_STRING, "", 11, 4);
      assert_value (bs_value_lookup (copy, "none"), BS_VALUE_NULL, NULL, 14, 6);
    }
}

/* Everything that is not simple goes to libyaml. */
static void
test_not_simple (void)
{
  static const char *const texts[] = {
    "",
    "# only\n",
    "a: b\n c\n",
    "a:\n  b: c\n",
    "a: b\na: c\n",
    "a: 'b''c'\n",
    "a: \"\\n\"\n",
    "a: [b]\n",
    "a: |\n  b\n",
    "a: b: c\n",
    "a: b # c\n",
    "a: b:\n",
    "a:\n  - b\n - c\n",
    "- a\n",
    "a: &b c\n",
    "a:\tb\n",
    "a: b\n- c\n",
    "a: x\xc2\x85y\n",
    "text\n",
    "a:b\n",
    "a: 'b'c\n",
    " a: b\n",
    "a:\n- b: c\n",
    "a: \xef\xbb\xbfz\n",
    "? a\n",
    "a: 'b\nc'\n",
    "a: -\n",
    "a:\n-\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (bs_yaml_simple_read (texts[i], strlen (texts[i]), 2));
    }
}

static void
test_mend (void)
{
  static const struct
  {
    const char *text;
    const char *key;
    const char *expected;
  } mended[] = {
    { "title: a: b\nn: [1, 2]\n", "title", "a: b" },
    { "n: 1\ntitle: 'What's \"x\" y'\n", "title", "What's \"x\" y" },
    { "title: \"say \"hi\"\"\n", "title", "say \"hi\"" },
    { "title: \"\\'x\\'\"\n", "title", "'x'" },
    { "author: @a\ntitle: %b\n", "title", "%b" },
    { "author: @a\ntitle: `b`\n", "title", "`b`" },
    { "title: **b** c\n", "title", "**b** c" },
    { "title: ,b\n", "title", ",b" },
    { "title: |Head First\n", "title", "|Head First" },
    { "title: [Repost] b\n", "title", "[Repost] b" },
    { "title: \"a\" and \"b\"\n", "title", "\"a\" and \"b\"" },
    { "title: 'a\ntags: x\n", "title", "a" },
    { "title: 'a'\nimage: 'http://x/it's.jpg'\n", "image", "http://x/it's.jpg" },
    { "date: date: 2020-01-02\n", "date", "2020-01-02" },
    { "text: >\nat the margin\ntitle: a\n", "text", "at the margin\n" },
    { "title: a\x01z\n", "title", "a z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mended); i++)
    {
      g_auto (Yaml) yaml = { 0 };

      g_test_message ("%s", mended[i].text);
      read_yaml (&yaml, mended[i].text);
      g_assert_null (yaml.root);
      yaml.root = bs_yaml_mend (mended[i].text, strlen (mended[i].text), 2, yaml.failure->line, yaml.problems);
      g_assert_nonnull (yaml.root);
      g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, mended[i].key)), ==, mended[i].expected);
    }
}

/* Only the broken line is repaired: the others keep their meaning in YAML. */
static void
test_mend_keeps_the_rest (void)
{
  static const char text[] =
      "title: a: b\ncategories:\n - | 要闻\n - \"x\\ty\"\nmap: {a: 1}\nlist: - Sara Cope \nsubtitle: - a dash\n";
  g_auto (Yaml) yaml = { 0 };
  const BsValue *value;

  read_yaml (&yaml, text);
  yaml.root = bs_yaml_mend (text, strlen (text), 2, yaml.failure->line, yaml.problems);
  value = bs_value_lookup (yaml.root, "categories");
  assert_value (g_ptr_array_index (value->items, 0), BS_VALUE_STRING, "| 要闻", 4, 4);
  assert_value (g_ptr_array_index (value->items, 1), BS_VALUE_STRING, "x\ty", 5, 4);
  g_assert_cmpint (bs_value_lookup (yaml.root, "map")->kind, ==, BS_VALUE_MAP);
  value = bs_value_lookup (yaml.root, "list");
  g_assert_cmpuint (value->items->len, ==, 1);
  g_assert_cmpstr (bs_value_get_text (g_ptr_array_index (value->items, 0)), ==, "Sara Cope");
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (yaml.root, "subtitle")), ==, "- a dash");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/yaml/scalars", test_scalars);
  g_test_add_func ("/broadsheet/yaml/folded", test_folded);
  g_test_add_func ("/broadsheet/yaml/collections", test_collections);
  g_test_add_func ("/broadsheet/yaml/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/broadsheet/yaml/kinds", test_kinds);
  g_test_add_func ("/broadsheet/yaml/harmless-white", test_harmless_white);
  g_test_add_func ("/broadsheet/yaml/aliases", test_aliases);
  g_test_add_func ("/broadsheet/yaml/many-laughs", test_many_laughs);
  g_test_add_func ("/broadsheet/yaml/keys-of-all-kinds", test_keys_of_all_kinds);
  g_test_add_func ("/broadsheet/yaml/templates", test_templates);
  g_test_add_func ("/broadsheet/yaml/tabs", test_tabs);
  g_test_add_func ("/broadsheet/yaml/harmless-tabs", test_harmless_tabs);
  g_test_add_func ("/broadsheet/yaml/places-behind-separators", test_places_behind_separators);
  g_test_add_func ("/broadsheet/yaml/line-ends", test_line_ends);
  g_test_add_func ("/broadsheet/yaml/nothing", test_nothing);
  g_test_add_func ("/broadsheet/yaml/failures", test_failures);
  g_test_add_func ("/broadsheet/yaml/too-deep", test_too_deep);
  g_test_add_func ("/broadsheet/yaml/hostile-depth", test_hostile_depth);
  g_test_add_func ("/broadsheet/yaml/simple", test_simple);
  g_test_add_func ("/broadsheet/yaml/not-simple", test_not_simple);
  g_test_add_func ("/broadsheet/yaml/mend", test_mend);
  g_test_add_func ("/broadsheet/yaml/mend-keeps-the-rest", test_mend_keeps_the_rest);

  return g_test_run ();
}
