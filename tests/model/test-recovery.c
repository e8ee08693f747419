/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/front-matter/recovery.h"

#include <string.h>

static BsValue *
recover (const char *text)
{
  return bs_recovery_read (BS_RECOVERY_YAML, text, strlen (text), 2);
}

static const char *
get (const BsValue *root, const char *key)
{
  return bs_value_get_text (bs_value_lookup (root, key));
}

static const char *
get_item (const BsValue *root, const char *key, guint i)
{
  const BsValue *list = bs_value_lookup (root, key);

  g_assert_nonnull (list);
  g_assert_cmpint (list->kind, ==, BS_VALUE_LIST);
  g_assert_cmpuint (i, <, list->items->len);

  return bs_value_get_text (g_ptr_array_index (list->items, i));
}

static void
test_scalars (void)
{
  static const struct
  {
    const char *text;
    const char *title;
  } titles[] = {
    { "title: a: b\n", "a: b" },
    { "title: 'What's \"x\" y'\n", "What's \"x\" y" },
    { "title: \"What's \"x\"\"\n", "What's \"x\"" },
    { "title: |Head First\n", "|Head First" },
    { "title: ,x\n", ",x" },
    { "title: @x\n", "@x" },
    { "title: **x**\n", "**x**" },
    { "title: %x%\n", "%x%" },
    { "title: `x`\n", "`x`" },
    { "title: \"\\'x\\'\"\n", "'x'" },
    { "title: \"C\\550\"\n", "C\\550" },
    { "title: {{< img >}}\n", "{{< img >}}" },
    { "title: 'unclosed\n", "unclosed" },
    { "title: [open\n", "[open" },
    { "title: title: twice\n", "twice" },
    { "title : spaced\n", "spaced" },
    { "title:glued\n", "glued" },
    { "title：宽\n", "宽" },
    { "'title': quoted\n", "quoted" },
    { "  title: indented\n", "indented" },
    { "title: goes\n  on\n", "goes on" },
    { "title: goes\non\n", "goes on" },
    { "title: 走\n  着\n", "走着" },
    { "title: \"goes\n\n on\"\n", "goes on" },
    { "title: stops\n# comment\n  not this\n", "stops" },
    { "title: stops\n\nnot this\n", "stops" },
    { "title: >\n  folds\n  well\nx: y\n", "folds well" },
    { "title: >-\nat the margin\n", "at the margin" },
    { "title: first\ntitle: second\n", "second" },
    { "title: - a dash\n", "- a dash" },
    { "title:\302\240wide\n", "wide" },
    { "title: a\r\nx: y\r\n", "a" },
    { "x: \"open\ntitle: a\n", "a" },
    { "junk\n---\n...\n<p>\ntitle: a\n", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (BsValue) root = recover (titles[i].text);

      g_test_message ("%s", titles[i].text);
      g_assert_cmpstr (get (root, "title"), ==, titles[i].title);
    }
}

static void
test_literal_block (void)
{
  g_autoptr (BsValue) root = recover ("text: |\n  one\n  two\ntitle: x: y\n");

  g_assert_cmpstr (get (root, "text"), ==, "one\ntwo");
  g_assert_true (bs_value_lookup (root, "text")->folded);
  g_assert_cmpstr (get (root, "title"), ==, "x: y");
}

static void
test_lists (void)
{
  g_autoptr (BsValue) root =
      recover ("categories: \n - 科技\n - | 要闻\n - 'it's'\n\n - \"a \"b\"\"\nauthors: - Sara Cope \n"
               "tags: [a, \"b, c\", 'd]\nkeywords: [x,\n  y,\n  z]\nempty:\n-\n- 3\n");

  g_assert_cmpstr (get_item (root, "categories", 0), ==, "科技");
  g_assert_cmpstr (get_item (root, "categories", 1), ==, "| 要闻");
  g_assert_cmpstr (get_item (root, "categories", 2), ==, "it's");
  g_assert_cmpstr (get_item (root, "categories", 3), ==, "a \"b\"");
  g_assert_cmpstr (get_item (root, "authors", 0), ==, "Sara Cope");
  g_assert_cmpstr (get_item (root, "tags", 1), ==, "b, c");
  g_assert_cmpstr (get_item (root, "tags", 2), ==, "d");
  g_assert_cmpstr (get_item (root, "keywords", 2), ==, "z");
  g_assert_null (get_item (root, "empty", 0));
  g_assert_cmpstr (get_item (root, "empty", 1), ==, "3");
}

static void
test_lists_of_lists (void)
{
  g_autoptr (BsValue) root = recover ("categories:\n- [a, b]\n- - c\n  - d\n- e\n");
  const BsValue *list = bs_value_lookup (root, "categories");

  g_assert_cmpuint (list->items->len, ==, 3);
  g_assert_cmpuint (((BsValue *) g_ptr_array_index (list->items, 0))->items->len, ==, 2);
  g_assert_cmpuint (((BsValue *) g_ptr_array_index (list->items, 1))->items->len, ==, 2);
  g_assert_cmpstr (get_item (root, "categories", 2), ==, "e");
}

static void
test_maps (void)
{
  g_autoptr (BsValue) root =
      recover ("image:\n  uid: {{< x\n  alt: 'a'b'\nauthors:\n- name: Sara\n  mail: @s\n- name: Tom\nlast: 1\n");
  const BsValue *authors = bs_value_lookup (root, "authors");

  g_assert_cmpstr (get (bs_value_lookup (root, "image"), "uid"), ==, "{{< x");
  g_assert_cmpstr (get (bs_value_lookup (root, "image"), "alt"), ==, "a'b");
  g_assert_cmpuint (authors->items->len, ==, 2);
  g_assert_cmpstr (get (g_ptr_array_index (authors->items, 0), "mail"), ==, "@s");
  g_assert_cmpstr (get (g_ptr_array_index (authors->items, 1), "name"), ==, "Tom");
  g_assert_cmpstr (get (root, "last"), ==, "1");
}

static void
test_places (void)
{
  g_autoptr (BsValue) root = recover ("# c\n题: a: b\nlist:\n - x\n");
  const BsValue *value = bs_value_lookup (root, "题");

  g_assert_cmpuint (value->line, ==, 3);
  g_assert_cmpuint (value->column, ==, 4);
  value = g_ptr_array_index (bs_value_lookup (root, "list")->items, 0);
  g_assert_cmpuint (value->line, ==, 5);
  g_assert_cmpuint (value->column, ==, 4);
}

static void
test_toml (void)
{
  static const char text[] =
      "title = \"Open\nauthors = [\"Ed\"]\ntags = [\n  \"a\",\n  'b'\n]\n# c\n[extra]\nkey = 'x'\n";
  g_autoptr (BsValue) root = bs_recovery_read (BS_RECOVERY_TOML, text, strlen (text), 2);

  g_assert_cmpstr (get (root, "title"), ==, "Open");
  g_assert_cmpstr (get_item (root, "authors", 0), ==, "Ed");
  g_assert_cmpstr (get_item (root, "tags", 1), ==, "b");
  g_assert_cmpstr (get (bs_value_lookup (root, "extra"), "key"), ==, "x");
}

static void
test_json (void)
{
  static const char text[] =
      "{\n  \"title\": \"A \\\"b\\\"\",\n  \"draft\": true,\n  \"tags\": [\"a\", \"b\"],\n  broken\n  \"n\": 1\n}\n";
  g_autoptr (BsValue) root = bs_recovery_read (BS_RECOVERY_JSON, text, strlen (text), 2);

  g_assert_cmpstr (get (root, "title"), ==, "A \"b\"");
  g_assert_cmpint (bs_value_lookup (root, "draft")->kind, ==, BS_VALUE_BOOLEAN);
  g_assert_cmpstr (get_item (root, "tags", 1), ==, "b");
  g_assert_cmpstr (get (root, "n"), ==, "1");
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", "\n", "# c", "prose, and more of it\n", "http://example.org/\n", "-\n- \n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (BsValue) root = recover (texts[i]);

      g_assert_cmpint (root->kind, ==, BS_VALUE_MAP);
      g_assert_cmpuint (root->items->len, ==, 0);
    }
}

/* With quadratic time this would not finish. */
static void
test_long (void)
{
  static const char *const pieces[] = { "k: a: b\n", "k: 'a\n", "k: [a,\n", " x\n",
                                        "- 'a'b'\n", "k: |\n",  "\r",       "- - - " };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("title: t\n");
      g_autoptr (BsValue) root = NULL;

      for (guint j = 0; j < 100000; j++)
        g_string_append (text, pieces[i]);
      root = recover (text->str);
      g_assert_nonnull (bs_value_lookup (root, "title"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/recovery/scalars", test_scalars);
  g_test_add_func ("/broadsheet/recovery/literal-block", test_literal_block);
  g_test_add_func ("/broadsheet/recovery/lists", test_lists);
  g_test_add_func ("/broadsheet/recovery/lists-of-lists", test_lists_of_lists);
  g_test_add_func ("/broadsheet/recovery/maps", test_maps);
  g_test_add_func ("/broadsheet/recovery/places", test_places);
  g_test_add_func ("/broadsheet/recovery/toml", test_toml);
  g_test_add_func ("/broadsheet/recovery/json", test_json);
  g_test_add_func ("/broadsheet/recovery/nothing", test_nothing);
  g_test_add_func ("/broadsheet/recovery/long", test_long);

  return g_test_run ();
}
