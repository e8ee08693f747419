/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "model/change/edit/edit-apply.h"

/* The effect of renaming a category, a tag or a source on a file: only the bytes of the name change. */

typedef struct
{
  BsSiteKind site;
  const char *from; /* a category, separated by slashes */
  const char *to;   /* (nullable): NULL to remove it */
  const char *before;
  const char *after;
} Case;

static void
assert_edited (const BsEdit *edit, const Case *one)
{
  g_autofree char *before = g_strdup_printf ("---\ntitle: x # y\n%s\n---\ntext\n", one->before);
  g_autofree char *after = *one->after != '\0' ? g_strdup_printf ("---\ntitle: x # y\n%s\n---\ntext\n", one->after) :
                                                 g_strdup ("---\ntitle: x # y\n---\ntext\n");
  g_autoptr (GBytes) bytes = g_bytes_new (before, strlen (before));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = bs_edit_apply (edit, bytes, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));
  g_assert_cmpstr (text, ==, after);
}

static void
test_categories (void)
{
  static const Case cases[] = {
    /* One path. */
    { BS_SITE_HEXO, "技术/Linux", "技术/系统", "categories: [技术, Linux]", "categories: [技术, 系统]" },
    { BS_SITE_HEXO, "技术", "科技", "categories:\n - 技术 # a\n - \"Linux\"",
      "categories:\n - 科技 # a\n - \"Linux\"" },
    { BS_SITE_HEXO, "a/b", "x", "categories: [a, b, c]", "categories: [x, c]" },
    { BS_SITE_HEXO, "a", "x/z", "categories: [a, 'b']", "categories: [x, z, 'b']" },
    { BS_SITE_HEXO, "a", "x/z", "categories: a", "categories:\n  - x\n  - z" },
    { BS_SITE_HEXO, "a", "b", "category: 'a'", "category: 'b'" },
    { BS_SITE_HEXO, "a", "A", "categories: [a]", "categories: [A]" },
    { BS_SITE_HEXO, "a", "ａ", "categories: [a]", "categories: [ａ]" },
    { BS_SITE_HEXO, "a", "b: c", "categories: [a]", "categories: ['b: c']" },
    { BS_SITE_HEXO, "a b", "c", "categories: a b", "categories: c" },
    { BS_SITE_HEXO, "a", "x", "categories: [b, a]", "categories: [b, a]" },
    { BS_SITE_HEXO, "8964", "x", "categories: [8964, b]", "categories: [x, b]" },
    /* Several paths. */
    { BS_SITE_HEXO, "a", "x", "categories:\n- [a, b]\n- [c, a]\n- a", "categories:\n- [x, b]\n- [c, a]\n- x" },
    { BS_SITE_HEXO, "a/b", "c/d", "categories: [[a, b], [c, d], [e]]", "categories: [[c, d], [e]]" },
    { BS_SITE_HEXO, "a", "x/z", "categories: [[b], a]", "categories: [[b], [x, z]]" },
    /* The others stay paths of their own when the only list is merged with one of them, or removed. */
    { BS_SITE_HEXO, "a/b", "c", "categories: [[a, b], c, d]", "categories: [[c], d]" },
    { BS_SITE_HEXO, "a", "d", "categories:\n  - c # 1\n  - [a] # 2\n  - d # 3", "categories:\n  - [c] # 1\n  - d # 3" },
    { BS_SITE_HEXO, "a", NULL, "categories: ['c', d, [a]]", "categories: [[c], d]" },
    { BS_SITE_HEXO, "a/b", "c", "categories: [[a, b], c]", "categories: [c]" },
    /* Removed. */
    { BS_SITE_HEXO, "a/b", NULL, "categories: [a, b, c]", "categories: [a]" },
    { BS_SITE_HEXO, "a", NULL, "categories: [a, b]", "" },
    { BS_SITE_HEXO, "a", NULL, "categories: [[a, b], [c]]", "categories: [[c]]" },
    /* Jekyll and Hugo: names. */
    { BS_SITE_JEKYLL, "a", "x", "categories: b a  c", "categories: b x c" },
    { BS_SITE_JEKYLL, "a", "x y", "categories: b a", "categories:\n  - b\n  - x y" },
    { BS_SITE_JEKYLL, "a", "b", "categories: b a", "categories: b" },
    { BS_SITE_JEKYLL, "a", NULL, "categories: a", "" },
    { BS_SITE_JEKYLL, "a b", "c", "category: a b", "category: c" },
    { BS_SITE_JEKYLL, "a", "x", "categories:\n  - b\n  - a", "categories:\n  - b\n  - x" },
    { BS_SITE_HUGO, "a", "x", "categories: [\"a\", \"b\"]", "categories: [\"x\", \"b\"]" },
    { BS_SITE_HUGO, "a", "b", "categories: [a, b]", "categories: [b]" },
    { BS_SITE_HUGO, "a b", "c", "Categories: a b", "Categories: c" },
    { BS_SITE_HUGO, "a", "a", "categories: [a, b]", "categories: [a, b]" },
    { BS_SITE_HEXO, "a/b", "a/b", "categories: [[a, b], [a, b], [8964]]", "categories: [[a, b], [a, b], [8964]]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_auto (GStrv) from = g_strsplit (cases[i].from, "/", -1);
      g_auto (GStrv) to = cases[i].to != NULL ? g_strsplit (cases[i].to, "/", -1) : NULL;

      bs_edit_rename_category (edit, cases[i].site, (const char *const *) from, (const char *const *) to);
      assert_edited (edit, &cases[i]);
    }
}

static void
test_tags (void)
{
  static const Case cases[] = {
    { BS_SITE_HEXO, "a", "x", "tags: [a, b, a]", "tags: [x, b]" },
    { BS_SITE_HEXO, "a", "b", "tags:\n- a # one\n- b # two", "tags:\n- b # two" },
    { BS_SITE_HEXO, "a", NULL, "tags: [a, b]", "tags: [b]" },
    { BS_SITE_HEXO, "a b", "c", "tags: a b", "tags: c" },
    { BS_SITE_HEXO, "a", "c", "tags: a b", "tags: a b" },
    { BS_SITE_HEXO, "a", "c", "tag: a", "tag: c" },
    { BS_SITE_JEKYLL, "a", "c", "tags: a b", "tags: c b" },
    { BS_SITE_HUGO, "a", "c", "TAGS: [a]", "TAGS: [c]" },
    { BS_SITE_HEXO, "8964", "8965", "tags: [8964]", "tags: ['8965']" },
    /* Its own name is not a second item with the new name. */
    { BS_SITE_HEXO, "a", "a", "tags: [a, b, a]", "tags: [a, b, a]" },
    { BS_SITE_HEXO, "8964", "8964", "tag: 8964", "tag: 8964" },
    { BS_SITE_JEKYLL, "a", "a", "tags: a b", "tags: a b" },
    { BS_SITE_HEXO, "C++ & D", "E", "tags: ['C++ &amp; D', x]", "tags: ['E', x]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();

      bs_edit_rename_tag (edit, cases[i].site, cases[i].from, cases[i].to);
      assert_edited (edit, &cases[i]);
    }
}

/* An article is taken out of one category, and stays in all others, also in those above and below it. */
static void
test_leave (void)
{
  static const Case cases[] = {
    { BS_SITE_HEXO, "a/b", NULL, "categories: [a, b]", "" },
    { BS_SITE_HEXO, "a", NULL, "categories: [a, b]", "categories: [a, b]" },
    { BS_SITE_HEXO, "a/b", NULL, "categories: [a, b, c]", "categories: [a, b, c]" },
    { BS_SITE_HEXO, "a", NULL, "category: a", "" },
    { BS_SITE_HEXO, "a/b", NULL, "categories:\n- [a, b] # x\n- [a]\n- [c, d]", "categories:\n- [a]\n- [c, d]" },
    { BS_SITE_HEXO, "a/b", NULL, "categories: [[a, b], c, d]", "categories: [[c], d]" },
    { BS_SITE_HEXO, "a/b", NULL, "categories: [[a, b], c]", "categories: [c]" },
    { BS_SITE_JEKYLL, "a", NULL, "categories: a b", "categories: b" },
    { BS_SITE_HUGO, "a", NULL, "categories: [\"a\", \"b\"]", "categories: [\"b\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_auto (GStrv) from = g_strsplit (cases[i].from, "/", -1);

      bs_edit_leave_category (edit, cases[i].site, (const char *const *) from);
      assert_edited (edit, &cases[i]);
    }
}

/* A text is added to the key that the site reads. */
static void
test_add_text (void)
{
  static const Case cases[] = {
    { BS_SITE_HEXO, "x", NULL, "tags: [a]", "tags: [a, x]" },
    { BS_SITE_HEXO, "x", NULL, "tag: [a]", "tag: [a, x]" },
    { BS_SITE_HEXO, "x", NULL, "tags: [a]\ntag: b", "tags: [a, x]\ntag: b" },
    { BS_SITE_JEKYLL, "x", NULL, "tags: [a]\ntag: [b]", "tags: [a]\ntag: [b, x]" },
    { BS_SITE_HUGO, "x", NULL, "tags: [a]\ntag: b", "tags: [a, x]\ntag: b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) any = bs_edit_new ();
      g_autoptr (BsEdit) edit = NULL;

      bs_edit_add_text (any, (const char *const[]){ "tags", NULL }, cases[i].from);
      edit = bs_edit_dup_for_site (any, cases[i].site);
      assert_edited (edit, &cases[i]);
    }
}

static void
test_sources (void)
{
  static const Case cases[] = {
    { BS_SITE_HEXO, "财新", "新浪", "author: 财新", "author: 新浪" },
    { BS_SITE_HEXO, "a", "b", "author: { name: a, url: u }", "author: { name: b, url: u }" },
    { BS_SITE_HEXO, "a", "b", "authors:\n- name: a\n  url: u\n- c", "authors:\n- name: b\n  url: u\n- c" },
    { BS_SITE_HEXO, "a", NULL, "author: a", "" },
    { BS_SITE_HEXO, "a", "a", "authors: [a, { name: a }]", "authors: [a, { name: a }]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();

      bs_edit_rename_source (edit, cases[i].site, cases[i].from, cases[i].to);
      assert_edited (edit, &cases[i]);
    }
}

/* A tag is added where the article's tags are read, and Jekyll's words stay words. */
static void
test_add_tag (void)
{
  static const Case cases[] = {
    { BS_SITE_HEXO, NULL, "x", "tags: [a, b] # c", "tags: [a, b, x] # c" },
    { BS_SITE_HEXO, NULL, "x", "tags:\n- a\n- x", "tags:\n- a\n- x" },
    { BS_SITE_HEXO, NULL, "2024", "tags: [2024]", "tags: [2024]" },
    { BS_SITE_HEXO, NULL, "2024", "tags: [a]", "tags: [a, '2024']" },
    { BS_SITE_HEXO, NULL, "a: b", "tags: [a]", "tags: [a, 'a: b']" },
    { BS_SITE_HEXO, NULL, "x", "tag: [a]", "tag: [a, x]" },
    { BS_SITE_JEKYLL, NULL, "x", "tags: a b", "tags: a b x" },
    { BS_SITE_JEKYLL, NULL, "b", "tags: a b", "tags: a b" },
    { BS_SITE_JEKYLL, NULL, "x", "tag: [a]\ntags: [b]", "tag: [a, x]\ntags: [b]" },
    { BS_SITE_HUGO, NULL, "x", "Tags: [a]", "Tags: [a, x]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();

      bs_edit_add_tag (edit, cases[i].site, cases[i].to);
      assert_edited (edit, &cases[i]);
    }
}

static void
test_set_source (void)
{
  static const Case cases[] = {
    { BS_SITE_HEXO, NULL, "新浪", "author: 财新 # c", "author: 新浪 # c" },
    { BS_SITE_HEXO, NULL, "b: c", "author: a", "author: 'b: c'" },
    { BS_SITE_HEXO, NULL, "b", "authors: [a, c]", "authors: [b]" },
    { BS_SITE_HEXO, NULL, "b", "author: a\nauthors: [c]", "author: b\nauthors: [c]" },
    { BS_SITE_HEXO, NULL, "b", "draft: true", "draft: true\nauthor: b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();

      bs_edit_set_source (edit, cases[i].site, cases[i].to);
      assert_edited (edit, &cases[i]);
    }
}

/* Several tags become one in one edit, and none is there twice. */
static void
test_merge (void)
{
  const Case one = { BS_SITE_HEXO, NULL, "b", "tags: [a, b, c, d]", "tags: [b, d]" };
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autofree char *text = NULL;

  bs_edit_rename_tag (edit, BS_SITE_HEXO, "a", "b");
  bs_edit_rename_tag (edit, BS_SITE_HEXO, "c", "b");
  assert_edited (edit, &one);
  text = bs_edit_describe (edit, 2);
  g_assert_cmpstr (text, ==, "Merge into “b” in 2 articles");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/rename/categories", test_categories);
  g_test_add_func ("/broadsheet/rename/tags", test_tags);
  g_test_add_func ("/broadsheet/rename/sources", test_sources);
  g_test_add_func ("/broadsheet/rename/leave", test_leave);
  g_test_add_func ("/broadsheet/rename/add-text", test_add_text);
  g_test_add_func ("/broadsheet/rename/add-tag", test_add_tag);
  g_test_add_func ("/broadsheet/rename/set-source", test_set_source);
  g_test_add_func ("/broadsheet/rename/merge", test_merge);

  return g_test_run ();
}
