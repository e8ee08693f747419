/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "page/markdown-writer.h"
#include "page/sanitiser.h"

typedef struct
{
  char *folder;
  BsDocument *document;
} Fixture;

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("broadsheet-XXXXXX", &error);
  g_assert_no_error (error);
  write_file (fixture->folder, "article.md", "---\ntitle: T\n---\n");
  write_file (fixture->folder, "a picture & more.png", "not looked at");
  site = bs_site_detect (fixture->folder);
  fixture->document = bs_document_load (site, "article.md", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *article = g_build_filename (fixture->folder, "article.md", NULL);
  g_autofree char *picture = g_build_filename (fixture->folder, "a picture & more.png", NULL);

  bs_document_unref (fixture->document);
  g_unlink (article);
  g_unlink (picture);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_sanitised (Fixture *fixture, const char *html, const char *expected)
{
  g_autofree char *clean = bs_sanitise (fixture->document, html, strlen (html));

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  static const char *const fragments[] = {
    "<h2>a</h2><p>b <b>c</b> <i>d</i> <em>e</em> <strong>f</strong> <code>g</code></p>",
    "<ul><li>a</li><li>b<ol start=\"3\"><li>c</li></ol></li></ul>",
    "<blockquote><p>a</p></blockquote><hr><dl><dt>a</dt><dd>b</dd></dl>",
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby><kbd>a</kbd><mark>b</mark>",
    "<details open=\"\"><summary>a</summary>b</details>",
    "<p lang=\"ar\" dir=\"rtl\" title=\"a &amp; &quot;b&quot;\">c</p>",
    "<a href=\"https://example.org/?a=1&amp;b=2\">c</a><a href=\"mailto:a@b.c\">d</a><a href=\"../other.md#x\">e</a>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    assert_sanitised (fixture, fragments[i], fragments[i]);
  assert_sanitised (fixture, "<table><tr><th scope=row>a<td colspan=2 rowspan=9999>b</table>",
                    "<div class=\"bs-table\"><table><tbody><tr><th scope=\"row\">a</th><td colspan=\"2\">b</td></tr>"
                    "</tbody></table></div>");
}

static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = {
    "<script>alert(1)</script>",
    "<style>p { color: red }</style>",
    "<template><b>x</b></template>",
    "<svg onload=alert(1)><text>x</text><script>alert(1)</script></svg>",
    "<noscript>x</noscript>",
    "<iframe src=\"javascript:x\">x</iframe>",
    "<iframe>x</iframe>",
    "<embed src=\"data:text/html,x\">",
    "<button>x</button>",
    "<input name=x value=y>",
    "<select><option>x</select>",
    "<textarea>x</textarea>",
    "<link rel=stylesheet href=x>",
    "<meta http-equiv=refresh content=\"0;url=http://evil\">",
    "<base href=\"http://evil\">",
    "<title>x</title>",
    "<!-- x -->",
    "<?php x ?>",
    "<canvas>x</canvas>",
    "<div hidden>x</div>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *html = g_strconcat ("<p>a</p>", pieces[i], "<p>b</p>", NULL);

      assert_sanitised (fixture, html, "<p>a</p><p>b</p>");
    }
}

static void
test_unwrapped (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<form action=x><p>a</p></form>", "<p>a</p>");
  assert_sanitised (fixture, "<font color=red>a</font><unknown-element>b</unknown-element>", "ab");
  assert_sanitised (fixture, "<html><head><title>x</title></head><body class=x><p>a</p></body></html>", "<p>a</p>");
  assert_sanitised (fixture, "<main>a</main><center>b</center><strike>c</strike><tt>d</tt>",
                    "<div>a</div><div class=\"bs-align-center\">b</div><s>c</s><code>d</code>");
}

static void
test_attributes (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture,
                    "<p style=\"position:fixed\" onclick=alert(1) class=\"bs-meta x\" data-x=y contenteditable>a</p>",
                    "<p>a</p>");
  assert_sanitised (fixture, "<p lang='\"><b' dir=up>a</p>", "<p>a</p>");
  assert_sanitised (fixture, "<td align=right>a</td><p align=center>b</p><p align='\">'>c</p>",
                    "a<p class=\"bs-align-center\">b</p><p>c</p>");
  assert_sanitised (fixture, "<code class=\"language-c++ evil\">a</code>", "<code class=\"language-c++\">a</code>");
  assert_sanitised (fixture, "<p title='\"><script>alert(1)</script>'>a</p>",
                    "<p title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">a</p>");
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const char *const evil[] = {
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \x01 javascript:alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script&colon;alert(1)",
    "&#x6A;avascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "broadsheet://picture/../../x",
    "broadsheet://file/",
    "broad&#10;sheet://file/",
    "BroadSheet://tag/x",
    "broadsheet:file",
    "http://",
    "https:///",
    "about:blank",
    "blob:x",
    "\\\\host\\share",
    "",
    "#",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autofree char *html = g_strdup_printf ("<a href=\"%s\">a</a>", evil[i]);

      assert_sanitised (fixture, html, "a");
    }
  assert_sanitised (fixture, "<a href=\"//example.org/x\">a</a>", "<a href=\"https://example.org/x\">a</a>");
  /* However it is written, an address without a scheme leads to the web or stays beside its article. */
  assert_sanitised (fixture, "<a href=\"/&#9;/example.org/x\">a</a>", "<a href=\"https://example.org/x\">a</a>");
  assert_sanitised (fixture, "<a href=\"&#10;/&#13;\\example.org\\x?a\\b\">a</a>",
                    "<a href=\"https://example.org/x?a\\b\">a</a>");
  assert_sanitised (fixture, "<a href=\"h&#9;TTp:\\\\example.org/x\">a</a>", "<a href=\"http://example.org/x\">a</a>");
  assert_sanitised (fixture, "<a href=\"https:example.org\">a</a>", "<a href=\"https://example.org\">a</a>");
  assert_sanitised (fixture, "<a href=\"b\\c.html\">a</a>", "<a href=\"b/c.html\">a</a>");
  assert_sanitised (fixture, "<a href=\"broadsheet://article/?post=x\">a</a>",
                    "<a href=\"broadsheet://article/?post=x\">a</a>");
}

/* The number of an invalid character becomes a replacement character, never invalid UTF-8. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = {
    "&#2222222222;", "&#x110000;",   "&#xd800;",          "&#xdfff;",       "&#0;",
    "&#4294967296;", "&#x7fffffff;", "&#99999999999999;", "&#xffffffffff;", "&#3000000000;",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *html = g_strdup_printf ("<p title=\"a%sb\">a%sb</p>", numbers[i], numbers[i]);
      g_autofree char *page = bs_sanitise (fixture->document, html, strlen (html));
      g_autofree char *markdown = bs_markdown_from_html (html, strlen (html));

      g_test_message ("%s", numbers[i]);
      g_assert_true (g_utf8_validate (page, -1, NULL));
      g_assert_true (g_utf8_validate (markdown, -1, NULL));
      g_assert_true (g_str_has_prefix (markdown, "a") && g_str_has_suffix (g_strchomp (markdown), "b"));
    }
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<a href=#x>a</a><h2 id=x>b</h2><p>c<a name=y></a></p>",
                    "<a href=\"#bs-x\">a</a><h2 id=\"bs-x\">b</h2><p>c<a id=\"bs-y\"></a></p>");
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "a &lt;script&gt; &amp;amp; \"b\" 1 < 2",
                    "a &lt;script&gt; &amp;amp; &quot;b&quot; 1 &lt; 2");
  assert_sanitised (fixture, "<xmp><script>alert(1)</script></xmp>",
                    "<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>");
}

/* Inputs that serialisers and parsers have understood differently before. */
static void
test_confusion (Fixture *fixture, gconstpointer data)
{
  static const char *const evil[] = {
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<table><td><iframe><img src=x onerror=alert(1)></iframe>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
    "<a href=\"x\" <img src=x onerror=alert(1)>>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<p/onclick=alert(1)>a",
    "<svg><![CDATA[</svg><script>alert(1)</script>]]>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autofree char *once = bs_sanitise (fixture->document, evil[i], strlen (evil[i]));

      g_assert_null (strstr (once, "<script"));
      g_assert_null (strstr (once, "<img"));
      g_assert_null (strstr (once, "<style"));
      g_assert_null (strstr (once, "<svg"));
      g_assert_false (g_regex_match_simple ("<[^>]*\\son[a-z]+=", once, G_REGEX_CASELESS, 0));
    }
}

static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<img src=\"a picture &amp; more.png\" alt=\"A &lt;b&gt;\" width=20 height=1e9 onerror=x>",
                    "<img src=\"broadsheet://picture/a%20picture%20%26%20more.png\" alt=\"A &lt;b&gt;\" width=\"20\" "
                    "loading=\"lazy\">");
  assert_sanitised (
      fixture, "<img src=\"https://cdn.example.org/a.png\" alt=\"Words\">",
      "<span class=\"bs-picture bs-picture-remote\" data-host=\"cdn.example.org\" "
      "data-address=\"https://cdn.example.org/a.png\" data-alt=\"Words\" "
      "title=\"Image from cdn.example.org, not loaded\"><span class=\"bs-picture-name\">Words</span></span>");
  assert_sanitised (fixture, "<img src=\"//cdn.example.org/a.png\">",
                    "<span class=\"bs-picture bs-picture-remote\" data-host=\"cdn.example.org\" "
                    "data-address=\"https://cdn.example.org/a.png\" data-alt=\"\" "
                    "title=\"Image from cdn.example.org, not loaded\"><span "
                    "class=\"bs-picture-name\">cdn.example.org</span></span>");
  assert_sanitised (fixture, "<img src=\"gone/b%20c.png\">",
                    "<span class=\"bs-picture bs-picture-missing\" title=\"Image not found: b c.png\"><span "
                    "class=\"bs-picture-name\">Image not found: b c.png</span></span>");
}

static void
test_pictures_dropped (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "a<img src=\"https://picsum.photos/400/300?random=1\">b", "ab");
  assert_sanitised (fixture, "a<img src=\"data:image/png;base64,AAAA\">b", "ab");
  assert_sanitised (fixture, "a<img src=\"https://t.example.org/a.gif\" width=1 height=1>b", "ab");
  assert_sanitised (fixture, "a<img>b<img src>c", "abc");
  assert_sanitised (fixture,
                    "a<div class=appendQr_wrap><div><img src=\"https://q.example.org/a.png\"></div><div>b</div></div>c",
                    "ac");
  assert_sanitised (fixture, "<p class=\"qr-note\">Words about a code.</p>", "<p>Words about a code.</p>");
}

static void
test_pictures_late (Fixture *fixture, gconstpointer data)
{
  static const char *const late[] = {
    "<img src=\"data:image/gif;base64,R0\" data-src=\"a picture &amp; more.png\">",
    "<img data-original=\"a picture &amp; more.png\">",
    "<img src=/img/loading.gif data-lazy-src=\"a picture &amp; more.png\">",
    "<img srcset=\"small.png 100w, a%20picture%20&amp;%20more.png 800w\">",
    "<picture><source srcset=\"x.webp\"><img src=\"a picture &amp; more.png\"></picture>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (late); i++)
    assert_sanitised (fixture, late[i],
                      "<img src=\"broadsheet://picture/a%20picture%20%26%20more.png\" alt=\"\" loading=\"lazy\">");
}

/* The replacement of a lazily loaded picture: a remote one that is a picture, or a missing one. */
static void
test_pictures_in_place (Fixture *fixture, gconstpointer data)
{
  static const char *const late[] = {
    "<img src=\"x.gif\" data-any-name=\"a picture &amp; more.png\">",
    "<img class=\"lazy\" src=\"https://a.example/x.gif\" data-echo=\"a picture &amp; more.png\">",
    "<img src=\"x.gif\"><noscript><img src=\"a picture &amp; more.png\"></noscript>",
    "<noscript><img src=\"a picture &amp; more.png\"></noscript>",
    "<picture><source data-srcset=\"a%20picture%20&amp;%20more.png 2x\"><img src=\"data:x\"></picture>",
    "<img src=\"a picture &amp; more.png\" data-src=\"x.png\"><noscript><img src=\"y.png\"></noscript>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (late); i++)
    {
      g_test_message ("%s", late[i]);
      assert_sanitised (fixture, late[i],
                        "<img src=\"broadsheet://picture/a%20picture%20%26%20more.png\" alt=\"\" loading=\"lazy\">");
    }
  assert_sanitised (
      fixture, "<img src=\"https://a.example/b.png\" alt=c data-src=\"https://a.example/d.png\">",
      "<span class=\"bs-picture bs-picture-remote\" data-host=\"a.example\" "
      "data-address=\"https://a.example/b.png\" data-alt=\"c\" title=\"Image from a.example, not loaded\"><span "
      "class=\"bs-picture-name\">c</span></span>");
}

/* Films, sounds and frames leave a link and their text. */
static void
test_media (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<iframe src=\"//a.example/b?c=1&amp;d\" title=\"A &lt;film&gt;\"><b>e</b></iframe>f",
                    "<a class=\"bs-media\" href=\"https://a.example/b?c=1&amp;d\">A &lt;film&gt; — a.example</a>ef");
  assert_sanitised (fixture, "<video poster=x><source src=\"a%20b.mp4\"><p>c <a href=d.mp4>d</a></p></video>",
                    "<a class=\"bs-media\" href=\"a%20b.mp4\">a b.mp4</a><p>c <a href=\"d.mp4\">d</a></p>");
  assert_sanitised (fixture, "<audio src=\"http://a.example/b.mp3\" controls></audio>",
                    "<a class=\"bs-media\" href=\"http://a.example/b.mp3\">b.mp3 — a.example</a>");
  assert_sanitised (fixture, "<iframe src=\"https://a.example@b.example:8080/c\"></iframe>",
                    "<a class=\"bs-media\" href=\"https://a.example@b.example:8080/c\">b.example</a>");
  assert_sanitised (fixture, "<object data=x.swf><param name=movie value=x.swf><embed src=x.swf></object>",
                    "<a class=\"bs-media\" href=\"x.swf\">x.swf</a>");
}

/* A line break between two Chinese characters is not a space. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<p>自强不息，厚\n德载物。</p>", "<p>自强不息，厚德载物。</p>");
  assert_sanitised (fixture, "<p><b>粗</b>\n<i>斜</i>，\n“引”\n<code>码</code>\n文</p>",
                    "<p><b>粗</b><i>斜</i>，“引”<code>码</code>文</p>");
  assert_sanitised (fixture, "<p>注<sup>1</sup><sup>[2]</sup>\n文 x<sup>2</sup>\n文</p>",
                    "<p>注<sup>1</sup><sup>[2]</sup>文 x<sup>2</sup>\n文</p>");
  assert_sanitised (fixture, "<p>한국어\n문장 a\nb 中\nc 中 文</p>", "<p>한국어\n문장 a\nb 中\nc 中 文</p>");
  assert_sanitised (fixture, "<pre>中\n文</pre>", "<pre>中\n文</pre>");
}

/* The target of a link is kept, even if it is empty. */
static void
test_empty_places (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<p><a name=\"far\"></a></p><h2>a</h2>", "<a id=\"bs-far\"></a><h2>a</h2>");
  assert_sanitised (fixture, "<div id=x><span id=y></span></div>b", "<a id=\"bs-x\"></a><a id=\"bs-y\"></a>b");
  assert_sanitised (fixture, "<ol><li>a</li><li></li><li>c</li></ol>", "<ol><li>a</li><li></li><li>c</li></ol>");
}

static void
test_junk (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<p>a</p><p></p><p>&nbsp;</p><p>　<br></p><div><span> </span></div><p>b</p>",
                    "<p>a</p><p>b</p>");
  assert_sanitised (fixture, "<p>　　a</p><p>&nbsp; <b>　b</b></p><p>c<br>　　d</p>",
                    "<p>a</p><p><b>b</b></p><p>c<br>d</p>");
  assert_sanitised (fixture, "<p>a<br><br><br><br>b</p>", "<p>a<br><br>b</p>");
  assert_sanitised (fixture, "a<p></p>b<b> </b>c", "a<br>b c");
}

static void
assert_original (Fixture *fixture, const char *html, const char *expected)
{
  g_autofree char *clean = bs_sanitise_original (fixture->document, html, strlen (html));

  g_assert_cmpstr (clean, ==, expected);
}

/* The publisher's own style, as far as it only describes appearance. */
static void
test_original (Fixture *fixture, gconstpointer data)
{
  assert_original (fixture, "<p style=\"COLOR: red; background: url(http://evil); position: fixed\">a</p>",
                   "<p style=\"color: red\">a</p>");
  assert_original (fixture, "<font color=#c00 face=\"Kai, 'Some Font'\">a</font>",
                   "<span style=\"color: #c00; font-family: Kai, 'Some Font'\">a</span>");
  assert_original (fixture, "<td bgcolor=\"red;position:fixed\">a</td><p class=\"x bs-notice y\">　a</p>",
                   "a<p class=\"x y\">　a</p>");
  assert_original (fixture,
                   "<style>@import url(x); body&#123;color:red&#125; #a.b > p, p:hover &#123; margin: 0; content: 'x' "
                   "&#125;</style><p id=a>b</p>",
                   "<style>\n.bs-original { color: red }\n.bs-original #bs-a.b > p { margin: 0 }\n</style>\n"
                   "<p id=\"bs-a\">b</p>");
  assert_original (fixture, "<p onclick=x><script>y</script><a href=javascript:z style=\"x:expression(y)\">b</a></p>",
                   "<p>b</p>");
}

static void
test_preformatted (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<pre>\n\n  a\n    b\n\n</pre>", "<pre>\n\n  a\n    b\n\n</pre>");
}

static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  assert_sanitised (fixture, "<ul><li><input type=checkbox checked disabled> a<li><input type=checkbox> b</ul>",
                    "<ul><li><span class=\"bs-task\">☑</span> a</li><li><span class=\"bs-task\">☐</span> b</li></ul>");
}

static gpointer
sanitise_in_thread (gpointer data)
{
  gpointer *arguments = data;

  return bs_sanitise (arguments[0], arguments[1], strlen (arguments[1]));
}

static guint
measure_depth (const char *html)
{
  guint depth = 0;
  guint deepest = 0;

  for (const char *tag = html; (tag = strchr (tag, '<')) != NULL; tag++)
    {
      if (tag[1] == '/')
        depth--;
      else if (!g_str_has_prefix (tag, "<br>"))
        depth++;
      deepest = MAX (deepest, depth);
    }
  return deepest;
}

static void
test_deep (Fixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = { "<div>",    "<b><i>",        "<table><tr><td>",
                                        "<ul><li>", "<p><a href=x>", "<blockquote>a" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (GThread) thread = NULL;
      g_autofree char *clean = NULL;
      gpointer arguments[2] = { fixture->document };

      for (guint j = 0; j < 100000; j++)
        g_string_append (html, pieces[i]);
      g_string_append (html, "bottom");
      arguments[1] = html->str;
      thread = g_thread_new ("deep", sanitise_in_thread, arguments);
      clean = g_thread_join (g_steal_pointer (&thread));
      g_assert_nonnull (strstr (clean, "bottom"));
      g_assert_cmpuint (measure_depth (clean), <=, 400);
    }
}

/* Formatting that is never closed is opened again in each paragraph: this input would produce billions of elements. */
static void
test_expensive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char *clean = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (html, "<font color=%u>", i);
  for (guint i = 0; i < 50000; i++)
    g_string_append (html, "<p>x");
  g_string_append (html, "<p>bottom");
  clean = bs_sanitise (fixture->document, html->str, html->len);
  g_assert_nonnull (strstr (clean, "bottom"));
  g_assert_cmpuint (strlen (clean), <, 10 * html->len);
}

static void
test_long_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) html = g_string_new ("<ul>");
  g_autofree char *clean = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append (html, "<li>a");
  clean = bs_sanitise (fixture->document, html->str, html->len);
  g_assert_cmpuint (strlen (clean), ==, strlen ("<ul></ul>") + 50000 * strlen ("<li>a</li>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/broadsheet/sanitiser/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("kept", test_kept);
  ADD ("dropped", test_dropped);
  ADD ("unwrapped", test_unwrapped);
  ADD ("attributes", test_attributes);
  ADD ("links", test_links);
  ADD ("places", test_places);
  ADD ("numbers", test_numbers);
  ADD ("text", test_text);
  ADD ("confusion", test_confusion);
  ADD ("pictures", test_pictures);
  ADD ("pictures-dropped", test_pictures_dropped);
  ADD ("pictures-late", test_pictures_late);
  ADD ("pictures-in-place", test_pictures_in_place);
  ADD ("media", test_media);
  ADD ("lines", test_lines);
  ADD ("empty-places", test_empty_places);
  ADD ("junk", test_junk);
  ADD ("original", test_original);
  ADD ("preformatted", test_preformatted);
  ADD ("tasks", test_tasks);
  ADD ("deep", test_deep);
  ADD ("expensive", test_expensive);
  ADD ("long-lists", test_long_lists);
  return g_test_run ();
}
