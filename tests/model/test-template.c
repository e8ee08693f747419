/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "model/format/body/template.h"

static char *
expand (BsBodyKind kind, const char *body)
{
  gsize length;
  char *expanded = bs_template_expand (kind, body, strlen (body), &length);

  g_assert_cmpuint (length, ==, strlen (expanded));
  return expanded;
}

/* Removes paragraph markup, which these tests are not about. */
static void
assert_expanded (BsBodyKind kind, const char *body, const char *expected)
{
  g_autofree char *expanded = expand (kind, body);

  g_assert_cmpstr (g_strstrip (expanded), ==, expected);
}

static void
assert_kept (const char *body)
{
  g_autofree char *markdown = expand (BS_BODY_MARKDOWN, body);

  g_assert_cmpstr (markdown, ==, body);
}

#define LITERAL(inside) "<span class=\"bs-template\">&#123;&#37; " inside " &#37;&#125;</span>"

static void
test_raw (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "a {% raw %}{{ b }} {% c %}{% endraw %} d", "a {{ b }} {% c %} d");
  assert_expanded (BS_BODY_HTML, "<p>{% raw %}{{ b }}{% endraw %}</p>", "<p>{{ b }}</p>");
  assert_expanded (BS_BODY_MARKDOWN, "a {% raw %} b", "a  b");
}

static void
test_more (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "a\n\n<!-- more -->\n\nb", "a\n\n\n\nb");
  assert_expanded (BS_BODY_HTML, "a<!--MORE-->b<!--  more\n -->c<!-- moreover -->", "abc<!-- moreover -->");
}

static void
test_pictures (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "{% asset_img a.png A title %}", "<img src=\"a.png\" alt=\"title\" title=\"A\">");
  assert_expanded (BS_BODY_MARKDOWN, "{% asset_img left a.png 10 20 \"The <title>\" 'an \"alt\"' %}",
                   "<img src=\"a.png\" alt=\"an &quot;alt&quot;\" title=\"The &lt;title&gt;\" width=\"10\" "
                   "height=\"20\">");
  assert_expanded (BS_BODY_MARKDOWN, "{% img /images/b.png %}", "<img src=\"/images/b.png\" alt=\"\">");
  assert_expanded (BS_BODY_MARKDOWN, "{{< figure src=\"c.jpg\" caption=\"A & B\" >}}",
                   "<figure><img src=\"c.jpg\" alt=\"A &amp; B\"><figcaption>A &amp; B </figcaption></figure>");
}

static void
test_links (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "{% post_link my-post %}",
                   "<a href=\"broadsheet://article/?post=my-post\">my-post</a>");
  assert_expanded (BS_BODY_MARKDOWN, "{% post_link my-post 'A <title>' false %}",
                   "<a href=\"broadsheet://article/?post=my-post\">A &lt;title&gt;</a>");
  assert_expanded (BS_BODY_MARKDOWN, "[a]({% post_url 2020-01-01-b %})",
                   "[a](broadsheet://article/?post=2020-01-01-b)");
  assert_expanded (BS_BODY_MARKDOWN, "[a]({{< ref \"b.md\" >}})", "[a](broadsheet://article/?post=b.md)");
  assert_expanded (BS_BODY_MARKDOWN, "{% youtube dQw4w9WgXcQ %}",
                   "<a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\">www.youtube.com/watch?v=dQw4w9WgXcQ</a>");
  assert_expanded (BS_BODY_MARKDOWN, "{% link The site https://example.org %}",
                   "<a href=\"https://example.org\">The site</a>");
}

static void
test_addresses (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "![a]({{ site.baseurl }}/b.png)", "![a](/b.png)");
  assert_expanded (BS_BODY_HTML, "<img src=\"{{ '/b.png' | relative_url }}\">", "<img src=\"/b.png\">");
  assert_expanded (BS_BODY_HTML, "<a href='{% unknown \"' %}'>x</a>", "<a href='{% unknown &quot;&apos; %}'>x</a>");
}

static void
test_quotes (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "{% blockquote Ada, A Book %}\nText *x*\n{% endblockquote %}",
                   "<blockquote>\n\n\nText *x*\n\n\n<footer>— Ada, A Book</footer></blockquote>");
}

static void
test_code (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "{% codeblock lang:js %}\na < b {% c %}\n{% endcodeblock %}",
                   "<pre><code class=\"language-js\">a &lt; b {% c %}</code></pre>");
  assert_expanded (BS_BODY_MARKDOWN, "{% highlight ruby linenos %}\n{% raw %}\nputs\n{% endraw %}\n{% endhighlight %}",
                   "<pre><code class=\"language-ruby\">puts</code></pre>");
  assert_expanded (BS_BODY_HTML, "{{< highlight go >}}\nx := 1\n{{< /highlight >}}",
                   "<pre><code class=\"language-go\">x := 1</code></pre>");
}

/* Formulas for MathJax 2 are scripts, in which nothing is markup. */
static void
test_scripts (void)
{
  assert_expanded (BS_BODY_HTML, "<p>a <script type=\"math/tex\">x_1 < y_2</script> b</p>",
                   "<p>a <code class=\"language-math\">x_1 &lt; y_2</code> b</p>");
  assert_expanded (BS_BODY_MARKDOWN, "<SCRIPT id=a type='math/tex; Mode=Display'>\n*x*\n</SCRIPT >",
                   "<code class=\"language-math\">$$*x*$$</code>");
  assert_expanded (BS_BODY_HTML, "<script type=\"math/tex\">% <![CDATA[\nx < y %]]></script>",
                   "<code class=\"language-math\">x &lt; y</code>");
  assert_kept ("<script type=\"math/text\">x</script>\n");
  assert_kept ("<script type=\"text/javascript\">var a = 'math/tex';</script>\n");
  assert_kept ("<script type=\"math/tex\"> </script>\n");
  assert_kept ("<script type=\"math/tex\">x\n");
  assert_kept ("`<script type=\"math/tex\">x</script>`\n\n    <script type=\"math/tex\">x</script>\n");
}

static void
test_literals (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "a {% include b %} c", "a " LITERAL ("include b") " c");
  assert_expanded (BS_BODY_HTML, "<p>{% if x %}</p>", "<p>" LITERAL ("if x") "</p>");
  assert_expanded (BS_BODY_MARKDOWN, "{% a *b* <c> %}", LITERAL ("a &#42;b&#42; &#60;c&#62;"));
}

static void
test_inside_code (void)
{
  assert_kept ("```\n{% raw %}{{ a }}\n```\n");
  assert_kept ("> ~~~\n> {{< b >}}\n> ~~~\n");
  assert_kept ("text `{% c %}` and ``{{ ` }}`` end\n");
  assert_kept ("` `` {{ c }} `\n");
  assert_kept ("text\n\n    {% d %}\n\n    {% e %}\n");
  assert_kept ("<pre>{% f %}</pre> <code>{{ g }}</code>\n");
  assert_kept ("```\n<!-- more -->\n```\n");
}

static void
test_after_code (void)
{
  assert_expanded (BS_BODY_MARKDOWN, "`a` {% raw %}b{% endraw %}", "`a` b");
  assert_expanded (BS_BODY_MARKDOWN, "a ` b {% raw %}c{% endraw %}", "a ` b c");
  assert_expanded (BS_BODY_MARKDOWN, "```\na\n```\n{% raw %}b{% endraw %}", "```\na\n```\nb");
  assert_expanded (BS_BODY_MARKDOWN, "- a\n\n    {% raw %}b{% endraw %}", "- a\n\n    b");
}

/* An unclosed tag must not swallow the rest of the article. */
static void
test_open (void)
{
  static const char *const openers[] = { "{% blockquote %}",
                                         "{% codeblock %}",
                                         "{% highlight c %}",
                                         "{% comment %}",
                                         "{{< highlight c >}}",
                                         "{%",
                                         "{{",
                                         "{{<",
                                         "{% raw",
                                         "<!-- more",
                                         "<code>",
                                         "`",
                                         "[a](",
                                         "<a href=\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (openers); i++)
    {
      g_autofree char *body = g_strconcat ("before ", openers[i], "\n\nbehind {% raw %}it{% endraw %}", NULL);
      g_autofree char *expanded = expand (BS_BODY_MARKDOWN, body);

      g_assert_true (g_str_has_prefix (expanded, "before "));
      g_assert_nonnull (strstr (expanded, "behind it"));
    }
}

static void
test_nothing (void)
{
  assert_kept ("");
  assert_kept ("plain { text } with % and <b>tags</b>\n");
  assert_kept ("{");
  assert_kept ("a {%");
}

static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "{%",   "{{",    "{% raw %}", "{% codeblock %}", "{% blockquote %}", "{{< highlight >}}",
    "<!--", "<pre>", "`` ` ",     "{%\n\n",          "> - 1. ",          "{% endraw %}"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      g_autofree char *expanded = NULL;

      for (gsize j = 0; j < 200000; j++)
        g_string_append (body, pieces[i]);
      expanded = expand (BS_BODY_MARKDOWN, body->str);
      g_assert_nonnull (expanded);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/template/raw", test_raw);
  g_test_add_func ("/broadsheet/template/more", test_more);
  g_test_add_func ("/broadsheet/template/pictures", test_pictures);
  g_test_add_func ("/broadsheet/template/links", test_links);
  g_test_add_func ("/broadsheet/template/addresses", test_addresses);
  g_test_add_func ("/broadsheet/template/quotes", test_quotes);
  g_test_add_func ("/broadsheet/template/code", test_code);
  g_test_add_func ("/broadsheet/template/scripts", test_scripts);
  g_test_add_func ("/broadsheet/template/literals", test_literals);
  g_test_add_func ("/broadsheet/template/inside-code", test_inside_code);
  g_test_add_func ("/broadsheet/template/after-code", test_after_code);
  g_test_add_func ("/broadsheet/template/open", test_open);
  g_test_add_func ("/broadsheet/template/nothing", test_nothing);
  g_test_add_func ("/broadsheet/template/hostile", test_hostile);
  return g_test_run ();
}
