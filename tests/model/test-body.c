/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/body/body.h"

#include <string.h>

static BsBodyKind
detect (const char *path, const char *body)
{
  return bs_body_detect (path, body, strlen (body));
}

static void
test_names (void)
{
  g_assert_cmpstr (bs_body_kind_to_string (BS_BODY_MARKDOWN), ==, "markdown");
  g_assert_cmpstr (bs_body_kind_to_string (BS_BODY_HTML), ==, "html");
  g_assert_cmpstr (bs_body_kind_to_string (BS_BODY_TEXT), ==, "text");
}

static void
test_extensions (void)
{
  g_assert_cmpint (detect ("a/b.html", "text"), ==, BS_BODY_HTML);
  g_assert_cmpint (detect ("a/b.HTM", "# text"), ==, BS_BODY_HTML);
  g_assert_cmpint (detect ("a/b.txt", "<div>text</div>"), ==, BS_BODY_TEXT);
  g_assert_cmpint (detect ("a/b.TXT", "# text"), ==, BS_BODY_TEXT);
  g_assert_cmpint (detect ("a/b.md", ""), ==, BS_BODY_MARKDOWN);
}

static void
test_html (void)
{
  static const char *const bodies[] = {
    "\n<div>   \n<p>一段。</p>\n\n                <p>又一段。</p>\n  \n</div>\n            ",
    "\n<div>   \n【快讯】只有文字。 \n  \n</div>\n            ",
    "<div>\n<div class=\"content\">\n\n\n<pre><code># a comment\n\n# another\n</code></pre>\n</div></div>",
    "<div>   \n<p>cut off in the mid",
    "<!-- start -->\n<p>Text</p>\n<p>More</p>\n",
    "<p>Text\n<p>More",
    "<style>\n\n# x {}\n\n- y {}\n</style>\n<div>Text</div>",
    "<h1>Title</h1>\nText<br>\nText<br>\n<p>Text</p>",
    "<!DOCTYPE html>\n<html><body><p>Text</p></body></html>",
    "<TABLE><TR><TD>x</TD></TR></TABLE>",
    "<hr>\n<p>x</p>",
    "<div>\n<p>a</p>\n\n                <p># b</p>\n\n                <p>- c</p></div>",
    "<h1>a</h1>\n\n<pre>\n\n# b\n\n</pre>\n\n<p>c</p>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_test_message ("%s", bodies[i]);
      g_assert_cmpint (detect ("a.md", bodies[i]), ==, BS_BODY_HTML);
    }
}

static void
test_markdown (void)
{
  static const char *const bodies[] = {
    "Text",
    "# Heading\n\n<div>x</div>\n",
    "<span>inline</span> text\n",
    "<img src=\"a\">\n\nText\n",
    "<https://example.org>\n",
    "<div align=\"center\">\n  <img src=\"a\">\n  <h1>Name</h1>\n</div>\n\n## About\n\nText with [a link](b).\n",
    "<div class=\"note\">Mind.</div>\n\nText **bold**.\n\n- item\n",
    "<!-- toc -->\n\n# Heading\n\nText\n",
    "<!-- more -->\nText\n",
    "< 3 is a heart\n",
    "{% raw %}\n<div>\n",
    "<p align=\"center\">x</p>\n\nText without a tag.\n",
    "<blockquote>A quote.</blockquote>\n\nWith **bold** words.\n\nH<sub>2</sub>O.\n",
    "<details>\n<summary>a</summary>\n\n```sh\nls\n```\n\n</details>\n",
    "<div class=\"b\">\n\n**bold** and `code`\n\n- one\n\n</div>\n",
    "<div>\n<p>x</p>\n\n1. one\n2. two\n</div>",
    "<section>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</section>",
    "<div>\n\n第一段\n\n第二段\n\n</div>\n",
    "<title> is an element.\n\nMore.\n",
    "<script> is an element.\n\nMore.\n",
    "<style>\nx {}\n\nMore **bold**.\n",
    "<p>Text</p>\n<SCRIPT>\n\nMore.\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_test_message ("%s", bodies[i]);
      g_assert_cmpint (detect ("a.md", bodies[i]), ==, BS_BODY_MARKDOWN);
    }
}

/* A body cut at every position, without a NUL at its end. */
static void
test_cut (void)
{
  static const char body[] = "<!-- a --><div class='x'><p>a</p><pre>b</pre><hr>\n\n# c\n</div></";

  for (gsize n = 0; n <= strlen (body); n++)
    {
      g_autofree char *copy = g_memdup2 (body, n);

      bs_body_detect ("a.md", copy, n);
    }
}

static void
test_long (void)
{
  static const char *const pieces[] = { "<div>", "<pre>", "<!--", "<", "</div>", "\n\n# x\n", "<div><pre></pre>" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("<div>");

      for (guint j = 0; j < 200000; j++)
        g_string_append (text, pieces[i]);
      bs_body_detect ("a.md", text->str, text->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/body/names", test_names);
  g_test_add_func ("/broadsheet/body/extensions", test_extensions);
  g_test_add_func ("/broadsheet/body/html", test_html);
  g_test_add_func ("/broadsheet/body/markdown", test_markdown);
  g_test_add_func ("/broadsheet/body/cut", test_cut);
  g_test_add_func ("/broadsheet/body/long", test_long);

  return g_test_run ();
}
