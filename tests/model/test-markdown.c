/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "model/format/body/markdown-from-text.h"
#include "model/format/body/markdown.h"

static void
assert_text (const char *markdown, const char *expected)
{
  g_autofree char *text = bs_markdown_read (BS_BODY_MARKDOWN, markdown, strlen (markdown), NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_title (const char *markdown, const char *expected)
{
  g_autofree char *title = bs_markdown_find_title (markdown, strlen (markdown));

  g_assert_cmpstr (title, ==, expected);
}

static void
test_text (void)
{
  assert_text ("# Head\n\nA *b* **c** `d` [e](http://f) ~~g~~ &amp; &lt;h&gt;\n\n> quote\n\n* i\n* j\n",
               "Head\nA b c d e g & <h>\nquote\ni\nj");
  assert_text ("![words](picture.png)after", "after");
  assert_text ("a\\*b <http://c> http://d", "a*b http://c http://d");
}

static void
test_code (void)
{
  assert_text ("```c\nif (a < b && c)\n  d;\n```\n\ne `<f>`", "if (a < b && c)\n  d;\ne <f>");
}

static void
test_tables (void)
{
  assert_text ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a\tb\n1\t2");
}

static void
test_html (void)
{
  assert_text ("<div>a<script>b</script></div>\n\nc <b>d</b><!-- e --> <kbd>f</kbd>", "a\nc d f");
}

static void
test_lines (void)
{
  assert_text ("one\ntwo  \nthree", "one two\nthree");
  assert_text ("第一行\n第二行\nthird\n第四", "第一行第二行 third 第四");
  assert_text ("中文，\n“引”\n“文”\n**粗**\n*斜*\n`码`\n字", "中文，“引”“文”粗斜码字");
  assert_text ("한국어 문장이\n계속\n\n\"a\"\n“b”\n“c”", "한국어 문장이 계속\n\"a\" “b” “c”");
}

/* Information that a page shows by its style must be in the text. */
static void
test_signs (void)
{
  assert_text ("- [x] done\n- [ ] open\n\n  more\n", "☑ done\n☐ open\nmore");
  assert_text ("a[^1][^2][^3][^4]\n\n[^1]: | x | y |\n    |-|-|\n    | 1 | 2 |\n[^2]: > z\n[^3]: - l\n[^4]: ```\n    "
               "c\n    ```\n",
               "a¹²³⁴\nx\ty\n1\t2\nz\nl\nc");
  assert_text ("注[^1]\n文<sup>[2]</sup>\n字 x<sup>2</sup>\n字\n\n[^1]: a", "注¹文[2]字 x² 字\na");
  assert_text ("10<sup>-6</sup> x<sup>2</sup> e<sup>kt</sup> 4<sup>th</sup> H<sub>2</sub>O", "10⁻⁶ x² e^kt 4th H2O");
  assert_text ("a[^1]\n\n[^1]: 脚注文字", "a¹\n脚注文字");
  assert_text ("词\n语\n: 义\n\n> [!NOTE]\n> 意", "词\n语\n义\nNote\n意");
  assert_text ("$a_i*b*$ 1~2 {{ c }} `{{ d }}`", "$a_i*b*$ 1~2 {{ c }} {{ d }}");
  assert_text ("An <object> in prose.\n\nThe rest.", "An <object> in prose.\nThe rest.");
  assert_text ("<iframe src=\"https://a.example/b\" title=\"c\"></iframe>\n\n<video src=\"d/e.mp4\">f</video>",
               "c — a.example\ne.mp4\nf");
}

static void
test_titles (void)
{
  assert_title ("text\n\n## Two *words* & `code`\n\n# One", "Two words & code");
  /* The rest is not read: a sanitizer would detect its memory. */
  assert_title ("# One\n\n# Two\n\n# Three", "One");
  assert_title ("Setext\n======\n", "Setext");
  assert_title ("```\n# no\n```\n\n    # no\n\n# yes #", "yes");
  assert_title ("# {{ page.title }}\n\n# \n\n# real", "real");
  assert_title ("<h1 align=\"center\">In HTML</h1>\n\ntext", "In HTML");
  assert_title ("text only", NULL);
  assert_title ("", NULL);
}

static char *
repeat (const char *text, gsize count)
{
  GString *out = g_string_sized_new (strlen (text) * count + 1);

  for (gsize i = 0; i < count; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static gpointer
read_in_thread (gpointer data)
{
  return bs_markdown_read (BS_BODY_MARKDOWN, data, strlen (data), NULL);
}

static void
test_hostile (void)
{
  static const char *const pieces[] = {
    ">",         "- ",        "1. ",          "[",     "![",      "*a **a ",     "`a ",        "<a ",
    "|",         "a@",        "[a](",         "$a",    "$$",      "\\(",         "\\[",        "[^1]",
    "[^1]: ",    "![[",       "![a b](",      "{: .a", "http://", "www.",        ": a\n",      "|a\n|-|\n",
    "<!--",      "<title>",   "<select>\n\n", "~",     "**，a",   "> [!NOTE]\n", "a\n: b\n\n", "{{ a }}",
    "{% raw %}", "<video>a ", "- $$\n",       "{#",    "# {",     "<a "
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *markdown = repeat (pieces[i], 100000);
      g_autoptr (GThread) thread = g_thread_new ("hostile", read_in_thread, markdown);
      g_autofree char *text = g_thread_join (g_steal_pointer (&thread));

      g_assert_nonnull (text);
    }
}

/* Copying a long address for every word that refers to it would take hours. */
static void
test_expansion (void)
{
  g_autofree char *address = repeat ("u", 2000000);
  g_autofree char *uses = repeat ("[a] ", 300000);
  g_autofree char *markdown = g_strdup_printf ("[a]: %s\n\n%s", address, uses);
  g_autofree char *text = bs_markdown_read (BS_BODY_MARKDOWN, markdown, strlen (markdown), NULL);

  g_assert_cmpuint (strlen (text), <, 10 * strlen (markdown));
}

static void
test_likely (void)
{
  static const char *const likely[] = {
    "# A\n\n**b**\n",   "# A\n- b\n- c\n",       "See [this](https://example.org).",
    "```\ncode\n```\n", "**a** b\n\n* c\n* d\n",
  };
  static const char *const unlikely[] = {
    "",
    "# a comment\necho *.c\n",
    "1) one\n2) two\n",
    "- one\n- two\n",
    "a[0](1\n",
    "x ** y ** z\n# comment\n",
    "# A\n\n**b** {% include c %}\n",
    "[a](b) <script>c()</script>\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (likely); i++)
    g_assert_true (bs_markdown_is_likely (likely[i], strlen (likely[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (unlikely); i++)
    g_assert_false (bs_markdown_is_likely (unlikely[i], strlen (unlikely[i])));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/markdown/text", test_text);
  g_test_add_func ("/broadsheet/markdown/likely", test_likely);
  g_test_add_func ("/broadsheet/markdown/code", test_code);
  g_test_add_func ("/broadsheet/markdown/tables", test_tables);
  g_test_add_func ("/broadsheet/markdown/html", test_html);
  g_test_add_func ("/broadsheet/markdown/lines", test_lines);
  g_test_add_func ("/broadsheet/markdown/signs", test_signs);
  g_test_add_func ("/broadsheet/markdown/titles", test_titles);
  g_test_add_func ("/broadsheet/markdown/hostile", test_hostile);
  g_test_add_func ("/broadsheet/markdown/expansion", test_expansion);
  return g_test_run ();
}
