/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "page/markdown-writer.h"

static void
assert_markdown (const char *html, const char *expected)
{
  g_autofree char *markdown = bs_markdown_from_html (html, strlen (html));

  g_assert_cmpstr (markdown, ==, expected);
}

static void
test_blocks (void)
{
  assert_markdown ("", "");
  assert_markdown ("<p>One\n two</p><p>Three<br>four</p>", "One two\n\nThree\nfour\n");
  assert_markdown ("<div><h2>A <b>b</b></h2>\n<div>c</div></div>", "## A **b**\n\nc\n");
  assert_markdown ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n");
  assert_markdown ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc\n");
  assert_markdown ("<pre><code>a\n  *b*\n</code></pre>", "```\na\n  *b*\n```\n");
}

static void
test_lists (void)
{
  assert_markdown ("<ul>\n<li>a</li>\n<li><p>b</p></li></ul>", "- a\n- b\n");
  assert_markdown ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n\n   - b\n2. c\n");
  assert_markdown ("<table><tr><th>a<th>b</tr><tr><td>c<td>d</tr></table>", "| a | b |\n| --- | --- |\n| c | d |\n");
}

static void
test_inline (void)
{
  assert_markdown ("<a href=\"http://a/(b)\">a <i>b</i></a>", "[a *b*](<http://a/(b)>)\n");
  assert_markdown ("<img src=\"a b.png\" alt=c><img src=\"data:x\">", "![c](<a b.png>)\n");
  assert_markdown ("2 * 3 &lt;b&gt; [x]_", "2 \\* 3 \\<b\\> \\[x\\]\\_\n");
  assert_markdown ("<script>x</script><style>y</style><p hidden>z</p><b></b>a", "a\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/markdown-writer/blocks", test_blocks);
  g_test_add_func ("/broadsheet/markdown-writer/lists", test_lists);
  g_test_add_func ("/broadsheet/markdown-writer/inline", test_inline);
  return g_test_run ();
}
