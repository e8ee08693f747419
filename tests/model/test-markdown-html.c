/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "model/format/body/markdown.h"

typedef struct
{
  const char *markdown;
  const char *html;
} Case;

static void
assert_cases (BsBodyKind kind, const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *html = bs_markdown_to_html (kind, cases[i].markdown, strlen (cases[i].markdown));

      g_test_message ("%s", cases[i].markdown);
      g_assert_cmpstr (g_strchomp (html), ==, cases[i].html);
    }
}

#define ASSERT_CASES(cases) assert_cases (BS_BODY_MARKDOWN, cases, G_N_ELEMENTS (cases))

/* Hexo shows line ends. */
static void
test_breaks (void)
{
  static const Case cases[] = {
    { "春眠不觉晓\n处处闻啼鸟", "<p>春眠不觉晓<br>\n处处闻啼鸟</p>" },
    { "- a\n  b", "<ul>\n<li>a<br>\nb</li>\n</ul>" },
  };
  static const Case joined[] = { { "a\nb", "<p>a\nb</p>" } };

  assert_cases (BS_BODY_MARKDOWN_BREAKS, cases, G_N_ELEMENTS (cases));
  ASSERT_CASES (joined);
}

static void
test_tilde (void)
{
  static const Case cases[] = {
    { "3~5天，7~9天", "<p>3~5天，7~9天</p>" },
    { "~~旧~~ a~b", "<p><del>旧</del> a~b</p>" },
    { "`1~2` 3~4", "<p><code>1~2</code> 3~4</p>" },
    { "~~~\n1~2 ~\n~~~", "<pre><code>1~2 ~\n</code></pre>" },
  };

  ASSERT_CASES (cases);
}

/* Emphasis next to punctuation without a space after it. */
static void
test_emphasis (void)
{
  static const Case cases[] = {
    { "**注意：**先备份", "<p><strong>注意：</strong>先备份</p>" },
    { "*注意：*先备份", "<p><em>注意：</em>先备份</p>" },
    { "__注意：__先备份", "<p><strong>注意：</strong>先备份</p>" },
    { "~~原价：~~现价", "<p><del>原价：</del>现价</p>" },
    { "看**《书》**吧", "<p>看<strong>《书》</strong>吧</p>" },
    { "看__《书》__吧", "<p>看<strong>《书》</strong>吧</p>" },
    { "**“词”**的", "<p><strong>“词”</strong>的</p>" },
    { "これは**大事。**次", "<p>これは<strong>大事。</strong>次</p>" },
    { "**\"말\"**은", "<p><strong>&quot;말&quot;</strong>은</p>" },
    { "看**[链](b)**吧", "<p>看<strong><a href=\"b\">链</a></strong>吧</p>" },
    { "[链](http://a.example)中**粗**中", "<p><a href=\"http://a.example\">链</a>中<strong>粗</strong>中</p>" },
    { "**喜**🎉乐，**￥5**元", "<p><strong>喜</strong>🎉乐，<strong>￥5</strong>元</p>" },
    { "2 * 3 * 4 文_字_文", "<p>2 * 3 * 4 文_字_文</p>" },
    { "`**码：**文`", "<p><code>**码：**文</code></p>" },
  };

  ASSERT_CASES (cases);
}

#define LINK(address) "<a href=\"" address "\">" address "</a>"

static void
test_addresses (void)
{
  static const Case cases[] = {
    { "见https://a.example/b。完", "<p>见" LINK ("https://a.example/b") "。完</p>" },
    { "（http://a.example/b）完", "<p>（" LINK ("http://a.example/b") "）完</p>" },
    { "「https://a.example」、https://b.example/c、",
      "<p>「" LINK ("https://a.example") "」、" LINK ("https://b.example/c") "、</p>" },
    { "到https://a.example看", "<p>到" LINK ("https://a.example") "看</p>" },
    { "**https://a.example/b**后", "<p><strong>" LINK ("https://a.example/b") "</strong>后</p>" },
    { "(https://a.example/b_(c)_d), https://a.example/__e__f.",
      "<p>(" LINK ("https://a.example/b_(c)_d") "), " LINK ("https://a.example/__e__f") ".</p>" },
    { "www.a.example！", "<p><a href=\"http://www.a.example\">www.a.example</a>！</p>" },
    { "信箱：a.b@c.example，", "<p>信箱：<a href=\"mailto:a.b@c.example\">a.b@c.example</a>，</p>" },
    { "[见 http://a.example 吧](http://b.example)", "<p><a href=\"http://b.example\">见 http://a.example 吧</a></p>" },
    { "<a href=\"http://a.example/\">http://b.example</a>",
      "<p><a href=\"http://a.example/\">http://b.example</a></p>" },
    { "`http://a.example` xhttp://a.example", "<p><code>http://a.example</code> xhttp://a.example</p>" },
    { "![图](http://a.example/b.png) <http://a.example>",
      "<p><img src=\"http://a.example/b.png\" alt=\"图\"> " LINK ("http://a.example") "</p>" },
    { "[a]\n\n[a]: http://a.example/b \"c\"", "<p><a href=\"http://a.example/b\" title=\"c\">a</a></p>" },
    { "انظر https://example.org/a، ثم https://example.org/b؟",
      "<p>انظر <a href=\"https://example.org/a\">https://example.org/a</a>، ثم <a "
      "href=\"https://example.org/b\">https://example.org/b</a>؟</p>" },
  };

  ASSERT_CASES (cases);
}

#define TABLE(a, b, c, d)                                                                                              \
  "<table>\n<thead>\n<tr><th>" a "</th><th>" b "</th></tr>\n</thead>\n<tbody>\n<tr><td>" c "</td><td>" d               \
  "</td></tr>\n</tbody>\n</table>"

static void
test_tables (void)
{
  static const Case cases[] = {
    { "|a|b|\n|-|--|\n|1|2|", TABLE ("a", "b", "1", "2") },
    { "a|b\n-|-\n1|2", TABLE ("a", "b", "1", "2") },
    { "文字：\n更多\n|a|b|\n|---|---|\n|1|2|", "<p>文字：\n更多</p>\n" TABLE ("a", "b", "1", "2") },
    { "> 文字\n> |a|b|\n> |-|-|\n> |1|2|", "<blockquote>\n<p>文字</p>\n" TABLE ("a", "b", "1", "2") "\n</blockquote>" },
    { "|a|b|\n|-|-|\n|`x\\|y`|1\\|2|", TABLE ("a", "b", "<code>x|y</code>", "1|2") },
    { "|a|b|c|\n|-|-|\n|1|2|3|", "<p>|a|b|c|\n|-|-|\n|1|2|3|</p>" },
    { "|a|`b|c`|\n|-|-|\n|1|2|", TABLE ("a", "<code>b|c</code>", "1", "2") },
    { "```\n|a|b|\n|-|-|\n```", "<pre><code>|a|b|\n|-|-|\n</code></pre>" },
    { "a | b\n\n- | -", "<p>a | b</p>\n<ul>\n<li>| -</li>\n</ul>" },
  };

  ASSERT_CASES (cases);
}

static void
test_formulas (void)
{
  static const Case cases[] = {
    { "设 $a_i*b_j*c$ 与 $$x_{1} \\\\ y_{2}$$", "<p>设 $a_i*b_j*c$ 与 $$x_{1} \\\\ y_{2}$$</p>" },
    { "\\(a_1*b*c\\) \\[ x_1 \\\\ x_2 \\]", "<p>\\(a_1*b*c\\) \\[ x_1 \\\\ x_2 \\]</p>" },
    { "$$\na &< b \\\\\n- c\n$$", "<p>$$\na &amp;&lt; b \\\\\n- c\n$$</p>" },
    { "$\\frac{{a_1}}{b}*c*d$ 与 $$x^{{y}}*b*$$", "<p>$\\frac{{a_1}}{b}*c*d$ 与 $$x^{{y}}*b*$$</p>" },
    { "> $$\n> a_b*c*\n> $$", "<blockquote>\n<p>$$\na_b*c*\n$$</p>\n</blockquote>" },
    { "要 $5 或 *$6*，`$a` 与 `$b`", "<p>要 $5 或 <em>$6</em>，<code>$a</code> 与 <code>$b</code></p>" },
    { "\\begin{align}\na_1 \\\\\nb*c*\n\\end{align}", "<p>\\begin{align}\na_1 \\\\\nb*c*\n\\end{align}</p>" },
    { "\\\\(a_1*b*c\\\\) `\\\\(d\\\\)`", "<p>\\(a_1*b*c\\) <code>\\\\(d\\\\)</code></p>" },
    { "\\[1\\] \\[*a*\\]", "<p>[1] [<em>a</em>]</p>" },
  };

  ASSERT_CASES (cases);
}

static void
test_notes (void)
{
  static const Case cases[] = {
    { "一[^1]二[^注]\n\n[^注]: 见[^1]\n[^1]: 无空格",
      "<p>一<sup><a id=\"note-from-1\" href=\"#note-1\">1</a></sup>二<sup><a id=\"note-from-2\" "
      "href=\"#note-2\">2</a></sup></p>\n<hr>\n<ol>\n<li><a id=\"note-1\"></a>无空格 <a "
      "href=\"#note-from-1\">↩</a></li>\n<li><a id=\"note-2\"></a>见<sup><a href=\"#note-1\">1</a></sup> <a "
      "href=\"#note-from-2\">↩</a></li>\n</ol>" },
    { "x[^a]\n\n[^a]: y\n\n    ```\n    z\n    ```\n\nend",
      "<p>x<sup><a id=\"note-from-1\" href=\"#note-1\">1</a></sup></p>\n<p>end</p>\n<hr>\n<ol>\n<li><p><a "
      "id=\"note-1\"></a>y</p>\n<pre><code>z\n</code></pre>\n <a href=\"#note-from-1\">↩</a></li>\n</ol>" },
    { "`[^a]` [^none]\n\n```\n[^b]: code\n```\n\n[^b]",
      "<p><code>[^a]</code> [^none]</p>\n<pre><code>[^b]: code\n</code></pre>\n<p>[^b]</p>" },
  };

  ASSERT_CASES (cases);
}

static void
test_attributes (void)
{
  static const Case cases[] = {
    { "## 一 {#one}", "<h2 id=\"one\">一</h2>" },
    { "## B ## {#b .c k=v}", "<h2 id=\"b\">B</h2>" },
    { "S {#s}\n---", "<h2 id=\"s\">S</h2>" },
    { "# a {b}", "<h1 id=\"a-b\">a {b}</h1>" },
    { "字\n{: .x #y}\n\n*a*{: .b} [c](d){:target=\"_blank\"}",
      "<p>字</p>\n<p><a id=\"y\"></a></p>\n<p><em>a</em> <a href=\"d\">c</a></p>" },
    { "前\n\n* 目录\n{:toc}\n\n后", "<p>前</p>\n<p>后</p>" },
    { "前\n\n{::comment}\n隐\n{:/comment}\n\n后", "<p>前</p>\n<p>后</p>" },
    { "`{: .x}` {: 字}", "<p><code>{: .x}</code> {: 字}</p>" },
  };

  ASSERT_CASES (cases);
}

static void
test_definitions (void)
{
  static const Case cases[] = {
    { "词\n: 义", "<dl>\n<dt>词</dt>\n<dd>义</dd>\n</dl>" },
    { "甲\n乙\n: 一\n: 二\n\n丙\n\n:   三",
      "<dl>\n<dt>甲</dt>\n<dt>乙</dt>\n<dd>一</dd>\n<dd>二</dd>\n<dt>丙</dt>\n<dd>三</dd>\n</dl>" },
    { "词\n: ```\n  码\n  ```", "<dl>\n<dt>词</dt>\n<dd><pre><code>码\n</code></pre>\n</dd>\n</dl>" },
    { "- a\n: b", "<ul>\n<li>a\n: b</li>\n</ul>" },
    { "a: b\n\n: c", "<dl>\n<dt>a: b</dt>\n<dd>c</dd>\n</dl>" },
    { ": c\n\n# d\n: e", "<p>: c</p>\n<h1 id=\"d\">d</h1>\n<p>: e</p>" },
  };

  ASSERT_CASES (cases);
}

static void
test_alerts (void)
{
  static const Case cases[] = {
    { "> [!TIP]\n> 一",
      "<blockquote class=\"bs-alert bs-alert-tip\">\n<p class=\"bs-alert-title\">Tip</p>\n<p>一</p>\n</blockquote>" },
    { "> 一 [!TIP]\n\n[!TIP]", "<blockquote>\n<p>一 [!TIP]</p>\n</blockquote>\n<p>[!TIP]</p>" },
  };

  ASSERT_CASES (cases);
}

/* Code is shown as written, wherever it is. */
static void
test_templates (void)
{
  static const Case cases[] = {
    { "- a\n\n      {{ b }}", "<ul>\n<li><p>a</p>\n<pre><code>{{ b }}\n</code></pre>\n</li>\n</ul>" },
    { "`{% raw %}{{ a }}{% endraw %}`", "<p><code>{{ a }}</code></p>" },
    { "```\n{% raw %}{{ a }}{% endraw %}\n```", "<pre><code>{{ a }}\n</code></pre>" },
    { "- a\n\n  {% codeblock %}\n  b\n  {% endcodeblock %}\n- c",
      "<ul>\n<li><p>a</p>\n<p><pre><code>  b</code></pre></p>\n</li>\n<li><p>c</p>\n</li>\n</ul>" },
  };
  static const Case hexo[] = {
    { "```\n{% raw %}a{% endraw %}\n```", "<pre><code>{% raw %}a{% endraw %}\n</code></pre>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *html = bs_markdown_to_html (BS_BODY_MARKDOWN, cases[i].markdown, strlen (cases[i].markdown));
      g_auto (GStrv) parts = g_strsplit (html, "\n\n", -1);
      g_autofree char *joined = g_strjoinv ("", parts);

      g_assert_cmpstr (g_strchomp (joined), ==, cases[i].html);
    }
  assert_cases (BS_BODY_MARKDOWN_BREAKS, hexo, G_N_ELEMENTS (hexo));
}

/* A tag mentioned in the text does not swallow anything. */
static void
test_html (void)
{
  static const Case cases[] = {
    { "The <title> tag\n\nx", "<p>The &lt;title> tag</p>\n<p>x</p>" },
    { "<select> and <iframe> and <video>\n\nx", "<p>&lt;select> and &lt;iframe> and &lt;video></p>\n<p>x</p>" },
    { "a <script>b</script> c", "<p>a &lt;script>b&lt;/script> c</p>" },
    { "a <script src=x></script> c", "<p>a <script src=x></script> c</p>" },
    { "<style>\n.a{}\n\n.b{}\n</style>\n\nx", "<style>\n.a{}\n\n.b{}\n</style>\n<p>x</p>" },
    { "<script> opens *it*\n\nx", "<p>&lt;script&gt; opens <em>it</em></p>\n<p>x</p>" },
    { "<details>\n\nx", "&lt;details>\n<p>x</p>" },
    { "<details>\n\nx\n\n</details>", "<details>\n<p>x</p>\n</details>" },
    { "<div title=\"a\n\nx", "&lt;div title=\"a\n<p>x</p>" },
    { "a <!-- b -- c --> d", "<p>a  d</p>" },
    { "<!-- a\n\nx", "<p>&lt;!-- a</p>\n<p>x</p>" },
  };

  ASSERT_CASES (cases);
}

static void
test_pictures (void)
{
  static const Case cases[] = {
    { "![a](my file.png)", "<p><img src=\"my file.png\" alt=\"a\"></p>" },
    { "![a](b.png =100x50)", "<p><img src=\"b.png\" alt=\"a\" width=\"100\" height=\"50\"></p>" },
    { "![a](b.png \"t\" =9x8) ![a](b.png =9x8 't')",
      "<p><img src=\"b.png\" alt=\"a\" title=\"t\" width=\"9\" height=\"8\"> "
      "<img src=\"b.png\" alt=\"a\" title=\"t\" width=\"9\" height=\"8\"></p>" },
    { "![a](b.png =100x)", "<p><img src=\"b.png\" alt=\"a\" width=\"100\"></p>" },
    { "![[a b.png]] ![[c.jpg|图]] ![[d.png|80]] ![[note]]",
      "<p><img src=\"a b.png\" alt=\"\"> <img src=\"c.jpg\" alt=\"图\"> <img src=\"d.png\" alt=\"\" width=\"80\"> "
      "![[note]]</p>" },
    { "`![[a.png]]` ![a](b.png \"c\")", "<p><code>![[a.png]]</code> <img src=\"b.png\" title=\"c\" alt=\"a\"></p>" },
  };

  ASSERT_CASES (cases);
}

/* The characters used as marks during parsing may occur in the text itself. */
static void
test_marks (void)
{
  static const Case cases[] = {
    { "a\U00100000b \u2cff `\U00100001`", "<p>a\U00100000b \u2cff <code>\U00100001</code></p>" },
    { "[a](b\U00100000~c) 1~2", "<p><a href=\"b\U00100000~c\">a</a> 1~2</p>" },
  };

  ASSERT_CASES (cases);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/markdown-html/breaks", test_breaks);
  g_test_add_func ("/broadsheet/markdown-html/tilde", test_tilde);
  g_test_add_func ("/broadsheet/markdown-html/emphasis", test_emphasis);
  g_test_add_func ("/broadsheet/markdown-html/addresses", test_addresses);
  g_test_add_func ("/broadsheet/markdown-html/tables", test_tables);
  g_test_add_func ("/broadsheet/markdown-html/formulas", test_formulas);
  g_test_add_func ("/broadsheet/markdown-html/notes", test_notes);
  g_test_add_func ("/broadsheet/markdown-html/attributes", test_attributes);
  g_test_add_func ("/broadsheet/markdown-html/definitions", test_definitions);
  g_test_add_func ("/broadsheet/markdown-html/alerts", test_alerts);
  g_test_add_func ("/broadsheet/markdown-html/templates", test_templates);
  g_test_add_func ("/broadsheet/markdown-html/html", test_html);
  g_test_add_func ("/broadsheet/markdown-html/pictures", test_pictures);
  g_test_add_func ("/broadsheet/markdown-html/marks", test_marks);
  return g_test_run ();
}
