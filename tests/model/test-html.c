/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "model/format/body/html.h"

static void
assert_text (const char *html, const char *expected)
{
  g_autofree char *text = bs_html_to_text (html, strlen (html));

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_decoded (const char *written, const char *expected)
{
  g_autofree char *text = bs_html_decode_entities (written, -1);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_title (const char *html, const char *expected)
{
  g_autofree char *title = bs_html_find_title (html, strlen (html));

  g_assert_cmpstr (title, ==, expected);
}

static void
test_entities (void)
{
  assert_decoded ("", "");
  assert_decoded ("no reference", "no reference");
  assert_decoded ("&#123;a&#125; &#58; &amp; &lt;b&gt; &quot;", "{a} : & <b> \"");
  assert_decoded ("&#x4e2d;&#X6587;", "中文");
  assert_decoded ("&hellip;&mdash;&eacute;&CounterClockwiseContourIntegral;&NotEqualTilde;", "…—é∳≂̸");
  assert_decoded ("&#146;&#0;&#xd800;&#x110000;&#99999999999;", "’���\uFFFD");
}

static void
test_entities_once (void)
{
  assert_decoded ("&amp;lt;", "&lt;");
  assert_decoded ("&#38;amp;", "&amp;");
}

static void
test_entities_none (void)
{
  assert_decoded ("AT&T & co; &; &# &#; &#x; &#xg; &unknown; ?a=1&copy=2&amp",
                  "AT&T & co; &; &# &#; &#x; &#xg; &unknown; "
                  "?a=1&copy=2&amp");
}

static void
test_entities_length (void)
{
  g_autofree char *text = bs_html_decode_entities ("a&lt;b&gt;", 5);

  g_assert_cmpstr (text, ==, "a<");
}

static void
test_blocks (void)
{
  assert_text ("<p>one</p>\n\n<p>two<br>three</p><div>four<div>five</div></div>", "one\ntwo\nthree\nfour\nfive");
  assert_text ("<ul><li>a<li>b</ul><h2>c</h2>d", "a\nb\nc\nd");
  assert_text ("<table><tr><td>1<td>2<tr><td>3</table>", "1\t2\n3");
}

static void
test_inline (void)
{
  assert_text ("in<b>li</b>ne <i> and </i> more", "inline and more");
  assert_text ("中<b>文</b>字", "中文字");
}

static void
test_white_space (void)
{
  assert_text ("  a \n\t b&nbsp;&nbsp;c  ", "a b c");
  assert_text ("<p>　　中国</p><p>　　新闻　网</p>", "中国\n新闻　网");
  assert_text ("<p>x</p><pre>\n  a\n\n    b\n</pre><p>y</p>", "x\n  a\n\n    b\ny");
}

static void
test_left_out (void)
{
  assert_text ("a<script>if (x < 1) '</b>'</script>b<style>.x{}</style>c<!-- d -->e<template>f</template>g", "abceg");
  assert_text ("<p>自强不息，厚\n德载物。</p><p>a\nb 中\n c</p>", "自强不息，厚德载物。\na b 中 c");
  assert_text ("<video><source src=\"//a.example/b.mp4\">c</video><audio title=\"d\" data-src=\"e.mp3\"></audio>",
               "b.mp4 — a.example\nc\nd — e.mp3");
  assert_text (
      "<object data=x.swf><param name=movie value=x.swf><embed src=x.swf></object><iframe src=\"about:blank\">y"
      "</iframe>",
      "x.swf\ny");
  assert_text ("a<noscript>b</noscript><iframe>c</iframe><textarea>d</textarea><select><option>e</select>f", "a\nc\nf");
  assert_text ("<div hidden>a<div>b</div>c</div>d<p hidden>e<p>f", "d\nf");
  assert_text ("a<img src=x alt=\"words\">b", "ab");
  assert_text ("<svg><text>a</text></svg>b<svg/>c", "bc");
}

static void
test_style_of_the_archive (void)
{
  assert_text ("<div><style>\n.a&#123;b:c;&#125;\n</style>\n            <p>　　文</p></div>", "文");
}

static void
test_broken (void)
{
  assert_text ("a < b > c <3 d", "a < b > c <3 d");
  assert_text ("<p class=\"a>b\" title='c>d'>e", "e");
  assert_text ("a<b", "a");
  assert_text ("a<!-- never closed", "a");
  assert_text ("a</>b</ c>d<?e?>f", "abdf");
  assert_text ("a&copyb &lt x", "a©b < x");
  assert_text ("<script>never closed", "");
}

static void
test_titles (void)
{
  assert_title ("<title>Site</title><h2>x</h2><h1>The <i>one</i>\n&amp; only</h1>", "The one & only");
  assert_title ("<title>Page &lt;1&gt;</title><h2>x</h2>", "Page <1>");
  assert_title ("<p>a</p><h3> </h3><h3>b<br>c</h3>", "b c");
  assert_title ("<p>none</p>", NULL);
  assert_title ("<!-- <h1>no</h1> --><script>'<h1>no</h1>'</script><h1></h1><p>", NULL);
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
read_in_small_stack (gpointer data)
{
  return bs_html_to_text (data, strlen (data));
}

static void
test_deep (void)
{
  g_autofree char *tags = repeat ("<div><b>", 100000);
  g_autofree char *html = g_strconcat (tags, "bottom", NULL);
  g_autoptr (GThread) thread = g_thread_new ("deep", read_in_small_stack, html);
  g_autofree char *text = g_thread_join (g_steal_pointer (&thread));

  g_assert_cmpstr (text, ==, "bottom");
}

/* Each of these takes hours if an unclosed element is searched for again at every start tag. */
static void
test_quadratic (void)
{
  static const char *const pieces[] = { "<", "</", "<!--", "<a b=\"", "<p hidden>", "&", "&a", "&#", "<svg>", "<h1>" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *html = repeat (pieces[i], 300000);
      g_autofree char *text = bs_html_to_text (html, strlen (html));
      g_autofree char *title = bs_html_find_title (html, strlen (html));

      g_assert_nonnull (text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/html/entities", test_entities);
  g_test_add_func ("/broadsheet/html/entities-once", test_entities_once);
  g_test_add_func ("/broadsheet/html/entities-none", test_entities_none);
  g_test_add_func ("/broadsheet/html/entities-length", test_entities_length);
  g_test_add_func ("/broadsheet/html/blocks", test_blocks);
  g_test_add_func ("/broadsheet/html/inline", test_inline);
  g_test_add_func ("/broadsheet/html/white-space", test_white_space);
  g_test_add_func ("/broadsheet/html/left-out", test_left_out);
  g_test_add_func ("/broadsheet/html/style-of-the-archive", test_style_of_the_archive);
  g_test_add_func ("/broadsheet/html/broken", test_broken);
  g_test_add_func ("/broadsheet/html/titles", test_titles);
  g_test_add_func ("/broadsheet/html/deep", test_deep);
  g_test_add_func ("/broadsheet/html/quadratic", test_quadratic);
  return g_test_run ();
}
