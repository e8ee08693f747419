/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "page/page.h"

typedef struct
{
  char *folder;
  BsSite *site;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *picture = NULL;

  fixture->folder = g_dir_make_tmp ("broadsheet-XXXXXX", &error);
  g_assert_no_error (error);
  picture = g_build_filename (fixture->folder, "head.png", NULL);
  g_file_set_contents (picture, "not looked at", -1, &error);
  g_assert_no_error (error);
  fixture->site = bs_site_detect (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  bs_site_unref (fixture->site);
}

static BsDocument *
make_document (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  BsDocument *document;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  document = bs_document_load (fixture->site, name, &error);
  g_assert_no_error (error);
  return document;
}

static char *
render (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (BsDocument) document = make_document (fixture, name, text);

  return bs_page_render (document);
}

static void
assert_has (const char *page, const char *part)
{
  if (strstr (page, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, strstr (page, "<body>"));
}

static void
assert_has_not (const char *page, const char *part)
{
  const char *body = strstr (page, "<body>");

  if (strstr (body, part) != NULL)
    g_error ("“%s” is in:\n%s", part, body);
}

static void
test_header (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
      render (fixture, "a.md",
              "---\ntitle: A title\ncategories: [[News, World & All], [Other]]\nauthor: The Source\n"
              "date: 2022-05-17\ndraft: true\n---\n\nText.\n");

  g_assert_true (g_str_has_prefix (page, "<!DOCTYPE html>\n"));
  assert_has (page, "<title>A title</title>");
  assert_has (page, ">A title</h1>");
  assert_has (page, "<a dir=\"auto\" href=\"broadsheet://category/News/World%20%26%20All\">World &amp; All</a>");
  assert_has (page, "<a dir=\"auto\" href=\"broadsheet://category/Other\">Other</a>");
  assert_has (page, "<a class=\"bs-source\" dir=\"auto\" href=\"broadsheet://source/The%20Source\">The Source</a>");
  assert_has (page, "datetime=\"2022-05-17\">17 May 2022</time>");
  assert_has (page, "Draft");
  assert_has (page, "<p>Text.</p>");
}

static void
test_bad_date (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = render (fixture, "a.md", "---\ntitle: T\ndate: Invalid <Date>\n---\nx\n");

  assert_has (page, "<span class=\"bs-date\" dir=\"auto\">Invalid &lt;Date&gt;</span>");
}

static void
test_escaping (Fixture *fixture, gconstpointer data)
{
  const char *evil = "\\\"><script>alert(1)</script>&amp;'";
  g_autofree char *text = g_strdup_printf ("---\ntitle: \"%s\"\ncategories: [\"%s\"]\nauthor: \"%s\"\ndate: \"%s\"\n"
                                           "image: \"%s\"\nlang: \"%s\"\n---\nText.\n",
                                           evil, evil, evil, evil, evil, evil);
  g_autofree char *page = render (fixture, "a.md", text);

  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (page, "\"\">"));
  assert_has (page, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;");
}

static void
test_policy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = render (fixture, "a.md", "x");
  const char *start = strstr (page, "<style>") + strlen ("<style>");
  g_autofree char *css = g_strndup (start, strstr (start, "</style>") - start);
  g_autofree char *hash = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_assert_cmpuint (strlen (css), >, 1000);
  g_checksum_update (checksum, (const guchar *) css, -1);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  assert_has (page, hash);
  assert_has (page, "content=\"default-src 'none'; img-src broadsheet:; style-src 'sha256-");
  assert_has (page, "<meta name=\"referrer\" content=\"no-referrer\">");
  g_assert_null (strstr (css, "url("));
  g_assert_null (strstr (css, "@import"));
}

static void
test_title_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *same = render (fixture, "a.md", "---\ntitle: One & two\n---\n\n# One & two\n\nText.\n");
  g_autofree char *other = render (fixture, "b.md", "---\ntitle: One\n---\n\n# Two\n\nText.\n");
  g_autofree char *none = render (fixture, "c.html", "<div><h1>One</h1><p>Text.</p></div>");

  assert_has_not (same, "<h1 id");
  assert_has (other, "<h1 id=\"bs-two\">Two</h1>");
  assert_has_not (none, "<div><h1>");
  assert_has (none, ">One</h1>");
}

/* A caption is on the line below its picture. */
static void
test_caption (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
      render (fixture, "a.md",
              "---\ntitle: One\n---\n\n![x](x.png)\n*A caption*\n\n![y](y.png)\n![z](z.png)\nBelow\n\n"
              "Words ![icon](i.png)\nand more.\n\n![icon](j.png) Begins\nand ends.\n");

  assert_has (page, ">x</span></span><br>\n<em>A caption</em></p>");
  assert_has (page, ">y</span></span><br>\n<span");
  assert_has (page, ">z</span></span><br>Below</p>");
  assert_has (page, ">icon</span></span>\nand more.</p>");
  assert_has (page, ">icon</span></span> Begins\nand ends.</p>");
}

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
      render (fixture, "a.md",
              "\n---\ntitle: '标题'\ncategories: \n - 一\n - 二\n---\n\n<div>   \n<p>　　第一段</p>\n\n\n\n"
              "            <style>\n            .x&#123;y:z;&#125;\n            </style>\n"
              "            <div class=\"x\">\n                <div>第二段</div>\n            </div>\n\n"
              "            <p></p>\n</div>\n            ");

  assert_has (page, "<html lang=\"zh\" dir=\"ltr\">");
  assert_has (page, "<p>第一段</p>");
  assert_has (page, "<div>第二段</div>");
  assert_has_not (page, "<pre");
  assert_has_not (page, "<code");
  assert_has_not (page, "y:z");
  assert_has_not (page, "<p></p>");
}

static void
test_shared_seed (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("BROADSHEET_SHARED"), "samples", NULL);
  g_autofree char *path = g_build_filename (folder, "seed.md", NULL);
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the real files do not lie beside this checkout");
      return;
    }
  site = bs_site_detect (folder);
  document = bs_document_load (site, "seed.md", &error);
  g_assert_no_error (error);
  page = bs_page_render (document);
  assert_has (page, "<p>如何破解中小企业数字化转型之难</p>");
  assert_has_not (page, "尽在新浪财经APP");
  assert_has (page, "责任编辑：梁斌 SF055");
  assert_has_not (page, "<pre");
  assert_has_not (page, "bs-picture");
  assert_has_not (page, "appendQr");
  assert_has_not (page, "<p></p>");
}

static guint
count_formulas (Fixture *fixture, const char *body)
{
  g_autofree char *text = g_strconcat ("---\ntitle: T\n---\n", body, NULL);
  g_autofree char *page = render (fixture, "a.md", text);
  guint n = 0;

  for (const char *c = strstr (page, "</math>"); c != NULL; c = strstr (c + 1, "</math>"))
    n++;
  return n;
}

/* Markdown's emphasis characters are part of a formula, however it is written. */
static void
test_formulas (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_formulas (fixture, "$$a_1 * b_2 * c$$\n"), ==, 1);
  g_assert_cmpuint (count_formulas (fixture, "\\(a_1*b_2*c\\) and \\\\(a_1*b_2*c\\\\)\n\n\\[\na\\\\\n\\]\n"), ==, 3);
  g_assert_cmpuint (count_formulas (fixture, "```math\na_1*b*\n```\n"), ==, 1);
  g_assert_cmpuint (count_formulas (fixture, "{% math %}\na_1*b*\n{% endmath %}\n"), ==, 1);
  g_assert_cmpuint (count_formulas (fixture, "One {{< katex >}}a_1*b*{{< /katex >}} and\n"), ==, 1);
  g_assert_cmpuint (count_formulas (fixture, "{{< math >}}\n$$\na_1*b*\n$$\n{{< /math >}}\n"), ==, 1);
  g_assert_cmpuint (count_formulas (fixture, "One <script type=\"math/tex\">a_1*b_2*c <d></script> and\n\n"
                                             "<script type=\"math/tex; mode=display\">\na_1*b*\n\n\\\\ c</script>\n"),
                    ==, 2);
  g_assert_cmpuint (count_formulas (fixture, "- \\(x\\)\n\n> $$y$$\n\n| $$z$$ |\n|---|\n"), ==, 3);
  g_assert_cmpuint (count_formulas (fixture, "`$$a$$` and \\$5, \\[1\\] and \\(see below\\)\n"), ==, 0);
}

static void
test_markdown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
      render (fixture, "a.md",
              "---\ntitle: T\n---\n\n"
              "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~gone~~ www.example.org\n\n"
              "```c\na < b;\n```\n\n$x$ and $$y$$\n\n第一行\n第二行\n\n[to](#a-heading-here)\n\n"
              "## A heading, here\n\n## A heading, here\n\n![x](head.png \"y\")\n");

  assert_has (page, "<th class=\"bs-align-right\">b</th>");
  assert_has (page, "<li><span class=\"bs-task\">☑</span>done</li>");
  assert_has (page, "<del>gone</del> <a href=\"http://www.example.org\">www.example.org</a>");
  assert_has (page, "<pre><code class=\"language-c\">a <span class=\"bs-operator\">&lt;</span> b;\n</code></pre>");
  assert_has (page,
              "alttext=\"x\"><mrow><mi>x</mi></mrow></math> and <span class=\"bs-formula\"><math display=\"block\"");
  /* A font is allowed on pages with formulas, and nowhere else. */
  g_assert_nonnull (strstr (page, "; font-src broadsheet:; style-src"));
  assert_has (page, "<p>第一行第二行</p>");
  assert_has (page, "<a href=\"#bs-a-heading-here\">to</a>");
  assert_has (page, "<h2 id=\"bs-a-heading-here\">");
  assert_has (page, "<h2 id=\"bs-a-heading-here-1\">");
  assert_has (page, "<img src=\"broadsheet://picture/head.png\" alt=\"x\" title=\"y\" loading=\"lazy\">");
}

static void
test_markdown_is_sanitised (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
      render (fixture, "a.md",
              "---\ntitle: T\n---\n\na <b onclick=x>b</b> <script>alert(1)</script>\n\n"
              "[c](javascript:alert(1)) ![d](http://evil.example/e.png \"\\\"onload=x\")\n\n"
              "```\"onclick=x\nf\n```\n\n{{< figure src=\"javascript:x\" caption=\"<script>\" >}}\n");

  assert_has (page, "a <b>b</b>");
  g_assert_null (strstr (page, "<script"));
  assert_has_not (page, "javascript:");
  assert_has_not (page, "href=\"http://evil");
  assert_has_not (page, "src=\"http://evil");
  g_assert_false (g_regex_match_simple ("<[^>]*\\son[a-z]+=", strstr (page, "<body>"), G_REGEX_CASELESS, 0));
}

static void
test_footnotes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
      render (fixture, "a.md",
              "---\ntitle: T\n---\n\nOne[^b], two[^a] and[^b] `[^a]` [^none].\n\n[^a]: First *note*.\n[^b]: Second\n"
              "    goes on.\n\n```\n[^c]: code\n```\n");

  assert_has (page, "One<sup><a id=\"bs-note-from-1\" href=\"#bs-note-1\">1</a></sup>, two<sup><a "
                    "id=\"bs-note-from-2\" href=\"#bs-note-2\">2</a></sup> and<sup><a href=\"#bs-note-1\">1</a></sup>"
                    " <code>[^a]</code> [^none].");
  assert_has (page, "<pre><code>[^c]: code\n</code></pre>");
  assert_has (page, "<li><a id=\"bs-note-1\"></a>Second\ngoes on. <a href=\"#bs-note-from-1\">↩</a></li>");
  assert_has (page, "First <em>note</em>. <a href=\"#bs-note-from-2\">↩</a>");
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = render (fixture, "a.txt", "One <b>\ntwo *x*\n\n\nthree {% raw %}\n");

  assert_has (page, "<p class=\"bs-text\">One &lt;b&gt;\ntwo *x*</p>");
  assert_has (page, "<p class=\"bs-text\">three {% raw %}</p>");
}

static void
test_head_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = render (fixture, "a.md", "---\ntitle: T\nimage: head.png\n---\nText\n");
  g_autofree char *once = render (fixture, "b.md", "---\ntitle: T\nimage: head.png\n---\n![](head.png)\n");
  g_autofree char *remote = render (fixture, "c.md", "---\ntitle: T\nimage: http://example.org/a.png\n---\nText\n");
  g_autofree char *remote_once =
      render (fixture, "d.md", "---\ntitle: T\nimage: http://example.org/a.png\n---\n![](http://example.org/a.png)\n");
  g_autofree char *random = render (fixture, "e.md", "---\ntitle: T\nimage: https://picsum.photos/9/9\n---\nText\n");

  assert_has (shown, "<figure class=\"bs-head-picture\"><img src=\"broadsheet://picture/head.png\"");
  assert_has_not (once, "bs-head-picture");
  assert_has (remote, "<figure class=\"bs-head-picture\"><span class=\"bs-picture bs-picture-remote\" "
                      "data-host=\"example.org\" data-address=\"http://example.org/a.png\"");
  assert_has_not (remote_once, "bs-head-picture");
  assert_has_not (random, "picsum");
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = render (fixture, "a.md", "---\ntitle: T\ntags: [A & B, 8964]\n---\nText\n");
  g_autofree char *none = render (fixture, "b.md", "---\ntitle: T\ntags: []\n---\nText\n");

  assert_has (page, "<a class=\"bs-tag\" dir=\"auto\" href=\"broadsheet://tag/A%20%26%20B\">A &amp; B</a>");
  assert_has (page, ">8964</a>");
  assert_has_not (none, "bs-tags");
}

static char *
repeat (const char *head, const char *text, guint n)
{
  GString *out = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_minutes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = repeat ("---\ntitle: T\n---\n", "Ten words that say nothing at all of any use. ", 69);
  g_autofree char *letters = repeat ("---\ntitle: T\n---\n", "这里有十个字没有意义。", 90);
  g_autofree char *english = render (fixture, "a.md", words);
  g_autofree char *chinese = render (fixture, "b.md", letters);
  g_autofree char *glance = render (fixture, "c.md", "---\ntitle: T\n---\nText\n");

  assert_has (english, "3 min read");
  assert_has (chinese, "2 min read");
  assert_has_not (glance, "min read");
}

/* The same body in the publisher's style. The page's own policy still prevents it from fetching anything. */
static void
test_original (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BsDocument) document =
      make_document (fixture, "a.html",
                     "---\ntitle: T\n---\n<style>p { color: red; background: url(http://evil.example) }</style>"
                     "<p style=\"font-size: 20px\">Text</p>\n");
  g_autofree char *ours = bs_page_render (document);
  g_autofree char *original = bs_page_render_with_token (document, TRUE, "token");

  assert_has (ours, "<p>Text</p>");
  assert_has_not (ours, "color: red");
  assert_has (original, "<div class=\"bs-sheet\"><main class=\"bs-original\">");
  assert_has (original, ".bs-original p { color: red }");
  assert_has (original, "<p style=\"font-size: 20px\">Text</p>");
  assert_has_not (original, "evil");
  g_assert_nonnull (strstr (original, "default-src 'none'; img-src broadsheet:; style-src 'unsafe-inline'"));
}

static void
test_as_markdown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BsDocument) html = make_document (fixture, "a.html", "---\ntitle: T\n---\n<p>a <b>b</b></p>\n");
  g_autoptr (BsDocument) markdown = make_document (fixture, "b.md", "---\ntitle: T\n---\n\na **b**\n\n\n");
  g_autofree char *from_html = bs_page_render_markdown (html);
  g_autofree char *from_markdown = bs_page_render_markdown (markdown);

  g_assert_cmpstr (from_html, ==, "# T\n\na **b**\n");
  g_assert_cmpstr (from_markdown, ==, "# T\n\na **b**\n");
}

/* Simplified and traditional Chinese, Japanese and Korean draw the same characters differently. */
static void
test_language (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *language;
  } cases[] = {
    { "---\ntitle: 国务院发布关于电动汽车的新规定\n---\n这个问题说明了经济发展对环境的影响。\n", "zh" },
    { "---\ntitle: 國務院發布關於電動汽車的新規定\n---\n這個問題說明了經濟發展對環境的影響。\n", "zh-Hant" },
    { "---\ntitle: 天地玄黃\nlang: zh-TW\n---\n字\n", "zh-TW" },
    { "---\ntitle: 東京の天気\n---\n今日は雨です。\n", "ja" },
    { "---\ntitle: 서울의 날씨\n---\n오늘은 비가 옵니다.\n", "ko" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *page = render (fixture, "a.md", cases[i].text);
      g_autofree char *start = g_strdup_printf ("<html lang=\"%s\" dir=", cases[i].language);

      g_assert_nonnull (strstr (page, start));
    }
}

static void
test_direction (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hebrew = render (fixture, "a.md", "---\ntitle: על אודות\n---\nטקסט\n");
  g_autofree char *arabic = render (fixture, "b.md", "---\ntitle: Title\nlang: ar\n---\nText\n");
  g_autofree char *japanese = render (fixture, "c.md", "---\ntitle: 東京の天気\n---\nこれは本文です。\n");
  g_autofree char *english = render (fixture, "d.md", "---\ntitle: Title\n---\nText 中\n");

  assert_has (hebrew, "<html dir=\"rtl\">");
  assert_has (arabic, "<html lang=\"ar\" dir=\"rtl\">");
  assert_has (japanese, "<html lang=\"ja\" dir=\"ltr\">");
  assert_has (english, "<html dir=\"ltr\">");
}

static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: T\n---\n");
  g_autofree char *page = NULL;

  while (text->len < 9 * 1024 * 1024)
    g_string_append (text, "All work and no play makes a dull text, and one that is very long besides, paragraph by "
                           "paragraph until the reader falls asleep over it.\n\n");
  page = render (fixture, "a.md", text->str);
  assert_has (page, "Only its first part is shown. <a href=\"broadsheet://file/\">Open the whole file</a>");
}

static void
test_as_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BsDocument) document = make_document (
      fixture, "a.md", "---\ntitle: T\nauthor: S\ndate: 2022-05-17\ncategories: [a, b]\n---\n*One*\n\ntwo\n");
  g_autofree char *text = bs_page_render_text (document);

  g_assert_cmpstr (text, ==, "T\nS · 17 May 2022 · a › b\n\nOne\ntwo\n");
}

/* Front matter may contain a million names; the header stays readable. */
static void
test_header_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: ");
  g_autofree char *page = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "long");
  g_string_append (text, "\nauthor: [x");
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, ", author%u", i);
  g_string_append (text, "]\ncategories: [x");
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, ", level%u", i);
  g_string_append (text, "]\n---\n\nBody.\n");

  page = render (fixture, "big.md", text->str);
  assert_has (page, "Body.");
  assert_has (page, ">level3</a>");
  g_assert_null (strstr (page, "level100"));
  g_assert_null (strstr (page, "author100"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/broadsheet/page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("header-is-bounded", test_header_is_bounded);
  ADD ("header", test_header);
  ADD ("bad-date", test_bad_date);
  ADD ("escaping", test_escaping);
  ADD ("policy", test_policy);
  ADD ("title-once", test_title_once);
  ADD ("caption", test_caption);
  ADD ("archive", test_archive);
  ADD ("markdown", test_markdown);
  ADD ("formulas", test_formulas);
  ADD ("markdown-is-sanitised", test_markdown_is_sanitised);
  ADD ("footnotes", test_footnotes);
  ADD ("text", test_text);
  ADD ("head-picture", test_head_picture);
  ADD ("tags", test_tags);
  ADD ("minutes", test_minutes);
  ADD ("original", test_original);
  ADD ("as-markdown", test_as_markdown);
  ADD ("language", test_language);
  ADD ("direction", test_direction);
  ADD ("long", test_long);
  ADD ("as-text", test_as_text);
  g_test_add_func ("/broadsheet/page/shared-seed", test_shared_seed);
  return g_test_run ();
}
