/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader-fixture.h"

#define HEAD "---\ntitle: An article\n---\n"

#define FOUND "[...CSS.highlights.get ('bs-found') ?? []].map (range => range.toString ()).join ('|')"
#define CURRENT "[...CSS.highlights.get ('bs-found-current') ?? []].map (range => range.toString ()).join ('|')"

static void
show_text (ReaderFixture *fixture, const char *text)
{
  g_autofree char *whole = g_strconcat (HEAD, text, NULL);

  reader_fixture_write (fixture, "one.html", whole);
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "one.html");
}

static void
find (ReaderFixture *fixture, const char *text, guint n, const char *found)
{
  bs_reader_find (fixture->reader, text);
  wait_until (reader_fixture_says (fixture, FOUND, found));
  wait_until (bs_reader_get_n_found (fixture->reader) == n);
}

static void
test_find (ReaderFixture *fixture, gconstpointer data)
{
  show_text (fixture,
             "<p>One Fish, two <b>f</b>ish, FISH</p><p>café ｆｉｓｈ</p><p>fi</p><p>sh</p><p>a.c abc 한국 하나</p>");

  find (fixture, "fish", 4, "Fish|fish|FISH|ｆｉｓｈ");
  find (fixture, "CAFE", 1, "café");
  find (fixture, "a.c", 1, "a.c");
  find (fixture, "two   fish", 1, "two fish");
  find (fixture, "하", 1, "하");
  find (fixture, "nowhere", 0, "");
  find (fixture, NULL, 0, "");
  g_assert_cmpuint (bs_reader_get_found (fixture->reader), ==, 0);
}

static void
test_find_step (ReaderFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "<p>Paragraph %u.</p>%s", i, i % 40 == 0 ? "<p>needle</p>" : "");
  g_string_append (text, "<details><summary>More</summary><p>needle</p></details>");
  show_text (fixture, text->str);

  find (fixture, "needle", 4, "needle|needle|needle|needle");
  /* Typing shows the first of them, or none. */
  wait_until (bs_reader_get_found (fixture->reader) == 1);
  reader_fixture_assert_says (fixture, CURRENT, "needle");
  find (fixture, "needlessly", 0, "");
  reader_fixture_assert_says (fixture, CURRENT, "");
  find (fixture, "needle", 4, "needle|needle|needle|needle");
  wait_until (bs_reader_get_found (fixture->reader) == 1);
  bs_reader_find_step (fixture->reader, 1);
  wait_until (bs_reader_get_found (fixture->reader) == 2);
  reader_fixture_assert_says (fixture, "String (window.scrollY > 500)", "true");
  bs_reader_find_step (fixture->reader, -1);
  wait_until (bs_reader_get_found (fixture->reader) == 1);
  bs_reader_find_step (fixture->reader, -1);
  wait_until (bs_reader_get_found (fixture->reader) == 4);
  reader_fixture_assert_says (fixture, "String (document.querySelector ('details').open)", "true");
  bs_reader_find_step (fixture->reader, 1);
  wait_until (bs_reader_get_found (fixture->reader) == 1);
}

/* Search highlights stay from article to article, except while the find bar is used. */
static void
test_found (ReaderFixture *fixture, gconstpointer data)
{
  const char *const phrases[] = { "红色", "blue", "", NULL };

  reader_fixture_write (fixture, "two.html", HEAD "<p>Blue again.</p>\n");
  show_text (fixture, "<p>红色的 blue, 红 色</p>");

  bs_reader_set_found (fixture->reader, phrases);
  wait_until (reader_fixture_says (fixture, FOUND, "红色|blue"));
  bs_reader_find (fixture->reader, "红");
  wait_until (reader_fixture_says (fixture, FOUND, "红|红"));
  reader_fixture_show (fixture, "two.html");
  bs_reader_find (fixture->reader, NULL);
  wait_until (reader_fixture_says (fixture, FOUND, "Blue"));
  bs_reader_set_found (fixture->reader, NULL);
  wait_until (reader_fixture_says (fixture, FOUND, ""));
}

#define FONT "[...document.fonts].map (font => font.family + ' ' + font.status).join (',')"
#define OUR_FONT                                                                                                       \
  "(globalThis.f = globalThis.f || new FontFace ('ours', 'url(broadsheet://font/math)'), f.load (), f.status)"
#define HEIGHT(selector) "document.querySelector ('" selector "').getBoundingClientRect ().height"

/* Formulas have a font of ours, in which roots and braces are as large as their contents. */
static void
test_math (ReaderFixture *fixture, gconstpointer data)
{
  show_text (fixture, "<p>\\(x\\)</p><p>\\[\\sqrt{\\frac{a}{\\frac{b}{c}}}\\]</p>"
                      "<p>\\[\\left\\{\\begin{matrix}a\\\\b\\\\c\\end{matrix}\\right.\\]</p>");

  wait_until (reader_fixture_says (fixture, FONT, "bs-math loaded"));
  /* An installed font was preferred, so ours is asked for as well. */
  wait_until (reader_fixture_says (fixture, OUR_FONT, "loaded"));
  wait_until (reader_fixture_says (fixture, "String (" HEIGHT ("msqrt") " > 2.5 * " HEIGHT ("math mi") ")", "true"));
  wait_until (reader_fixture_says (fixture, "String (" HEIGHT ("mo") " > 0.9 * " HEIGHT ("mtable") ")", "true"));
  reader_fixture_assert_says (fixture, "String (" HEIGHT ("mtable") " > 3 * " HEIGHT ("math mi") ")", "true");
}

#define NOTE "document.querySelector ('.bs-note')?.innerText.trim () ?? ''"

/* The number of a footnote opens it in place; the page stays where it is. */
static void
test_footnote (ReaderFixture *fixture, gconstpointer data)
{
  show_text (fixture,
             "<p>One<sup><a id=\"f1\" href=\"#n1\">1</a></sup>, <a href=\"#n1\">a link</a>, "
             "<a href=\"#n2\"><sup>2</sup></a></p><div style=\"height: 4000px\"></div>"
             "<ol><li id=\"n1\"><p>First <a href=\"http://a.example/\">x</a>. <a href=\"#f1\">back</a></p></li>"
             "<li><p><a name=\"n2\"></a>Second ↩</p></li></ol>");

  reader_fixture_assert_says (fixture, NOTE, "");
  reader_fixture_assert_says (fixture, "document.querySelector ('sup a').click (), " NOTE, "First x.");
  reader_fixture_assert_says (fixture, "String (window.scrollY)", "0");
  reader_fixture_assert_says (fixture, "String (document.querySelectorAll ('.bs-note [id]').length)", "0");
  reader_fixture_assert_says (fixture, "document.activeElement.className", "bs-note");
  reader_fixture_assert_says (fixture, "document.querySelector ('.bs-note').hidePopover (), ''", "");
  wait_until (reader_fixture_says (fixture, NOTE, ""));
  reader_fixture_assert_says (fixture, "document.querySelector ('a > sup').click (), " NOTE, "Second ↩");
  /* Another one replaces it. */
  reader_fixture_assert_says (fixture, "document.querySelector ('sup a').click (), ''", "");
  wait_until (reader_fixture_says (fixture, "String (document.querySelectorAll ('.bs-note').length)", "1"));
  reader_fixture_assert_says (fixture, NOTE, "First x.");
}

/* Wide content scrolls in itself, and closed content opens. */
static void
test_wide (ReaderFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("<table><tr>");

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "<td>Column %u</td>", i);
  g_string_append (text, "</tr></table><p>\\[");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "x_{%u} + ", i);
  g_string_append (text, "1\\]</p><pre>");
  for (guint i = 0; i < 100; i++)
    g_string_append (text, "code ");
  g_string_append (text, "</pre><details><summary>More</summary><p>Words</p></details>"
                         "<video src=\"http://a.example/film.mp4\" title=\"The film\"></video>"
                         "<audio src=\"http://a.example/song.mp3\"></audio>");
  show_text (fixture, text->str);

  reader_fixture_assert_says (fixture, "String (document.documentElement.scrollWidth <= window.innerWidth)", "true");
  reader_fixture_assert_says (fixture,
                              "['.bs-table', '.bs-formula', 'pre'].map (name => document.querySelector (name))"
                              ".map (box => box.scrollWidth > box.clientWidth).join ()",
                              "true,true,true");
  reader_fixture_assert_says (
      fixture, "document.querySelector ('summary').click (), String (document.querySelector ('details').open)", "true");
  reader_fixture_assert_says (fixture,
                              "[...document.querySelectorAll ('.bs-media')].map (link => link.textContent).join ('|')",
                              "The film — a.example|song.mp3 — a.example");
}

static void
test_look (ReaderFixture *fixture, gconstpointer data)
{
  BsReaderLook look = { .width = 1, .leading = 1 };

  bs_reader_set_look (fixture->reader, &look);
  show_text (fixture, "<p id=\"a\">Text</p>");
  reader_fixture_assert_says (fixture, "document.body.dataset.kept = 'yes'", "yes");
  reader_fixture_assert_says (fixture, "getComputedStyle (document.documentElement).backgroundColor",
                              "rgb(255, 255, 255)");
  reader_fixture_assert_says (fixture, "getComputedStyle (document.documentElement).fontSize", "17px");

  look.sepia = TRUE;
  look.high_contrast = TRUE;
  look.family = "It's \"a\\ font";
  look.width = 1.25;
  look.leading = 1.2;
  bs_reader_set_look (fixture->reader, &look);
  wait_until (reader_fixture_says (fixture, "getComputedStyle (document.documentElement).backgroundColor",
                                   "rgb(246, 238, 220)"));
  reader_fixture_assert_says (fixture, "getComputedStyle (document.documentElement).color", "rgb(0, 0, 0)");
  reader_fixture_assert_says (fixture, "getComputedStyle (document.documentElement).fontSize", "17px");
  reader_fixture_assert_says (fixture, "getComputedStyle (document.documentElement).fontFamily.split (',')[0]",
                              "\"Its a font\"");

  /* The page was not loaded again, and the next one looks the same from the start. */
  reader_fixture_assert_says (fixture, "document.body.dataset.kept", "yes");
  reader_fixture_write (fixture, "two.html", HEAD "<p>Other</p>\n");
  wait_until (bs_library_get_state (fixture->library) == BS_LIBRARY_READY);
  reader_fixture_show (fixture, "two.html");
  reader_fixture_assert_says (fixture, "getComputedStyle (document.documentElement).backgroundColor",
                              "rgb(246, 238, 220)");
}

/* The system's large text applies to the reader too. */
/* The fonts of an article's language are those of its text. */
static void
test_languages (ReaderFixture *fixture, gconstpointer data)
{
  show_text (fixture, "<p>计算的结果如下，都是中文。</p><p><code>f (x)</code></p><p lang=\"ja\">日本</p>");
  reader_fixture_assert_says (fixture, "document.documentElement.lang.split ('-')[0]", "zh");
  reader_fixture_assert_says (fixture, "getComputedStyle (document.querySelector ('code')).fontFamily", "monospace");
  reader_fixture_assert_says (
      fixture, "String (getComputedStyle (document.querySelector ('p')).fontFamily.includes ('CJK SC'))", "true");
  reader_fixture_assert_says (
      fixture, "String (getComputedStyle (document.querySelector ('p[lang]')).fontFamily.includes ('CJK JP'))", "true");
}

static void
test_large_text (ReaderFixture *fixture, gconstpointer data)
{
  show_text (fixture, "<p>Text</p>");
  reader_fixture_assert_says (fixture, "String (innerWidth)", "800");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 144 * 1024, NULL);
  wait_until (reader_fixture_says (fixture, "String (innerWidth)", "533"));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  wait_until (reader_fixture_says (fixture, "String (innerWidth)", "800"));
}

#define HEADER_PLACE                                                                                                   \
  "(rect => [rect.x, rect.y, rect.width, rect.height].join ())"                                                        \
  " (document.querySelector ('.bs-title').getBoundingClientRect ())"
/* Elements drawn on top, over the header and the surrounding edges. */
#define HEADER_IS_FREE                                                                                                 \
  "(rect => { for (let x = 1; x < innerWidth; x += 20) for (let y = 1; y < rect.bottom; y += 5)"                       \
  " if (document.elementFromPoint (x, y)?.closest ('.bs-sheet')) return 'false'; return 'true'; })"                    \
  " (document.querySelector ('.bs-header').getBoundingClientRect ())"

/* While a page is loading, it has no text. */
#define COLOUR "(p => p !== null ? getComputedStyle (p).color : '') (document.querySelector ('main p'))"

static void
test_original (ReaderFixture *fixture, gconstpointer data)
{
  show_text (fixture, "<p style=\"color: rgb(200, 0, 0)\">Text</p><script>document.title = 'ran'</script>");
  reader_fixture_assert_says (fixture, COLOUR, "rgb(42, 42, 45)");

  bs_reader_set_original (fixture->reader, TRUE);
  wait_until (reader_fixture_says (fixture, COLOUR, "rgb(200, 0, 0)"));
  reader_fixture_assert_says (fixture, "document.title", "An article");
  bs_reader_set_original (fixture->reader, FALSE);
  wait_until (reader_fixture_says (fixture, COLOUR, "rgb(42, 42, 45)"));
}

/* The publisher's style ends with the sheet: it neither covers nor moves the header. */
static void
test_original_stays (ReaderFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "<style>body { margin-top: -900px !important; margin-left: -500px }</style><p>Text</p>",
    "<style>.bs-original, main, html { margin: -900px }</style><p>Text</p>",
    "<style>p { position: fixed !important; top: 0; left: 0; width: 100vw; height: 100vh; z-index: 9; background: red }"
    "</style><p>Text</p>",
    "<div style=\"margin-top: -900px; height: 2000px; background: red\">Text</div>",
    "<div style=\"float: left; margin: -900px; padding: 900px; background: red\">Text</div>",
    "<p style=\"transform: translateY(-900px) scale(9); background: red\">Text</p>",
    "<p style=\"font-size: 900px; line-height: 0.01; background: red\">Text</p>",
    "<p style=\"text-indent: -900px; vertical-align: 900px; line-height: 9000px\">Text</p>",
    "<table style=\"border-spacing: 900px\"><caption style=\"margin-top: -2000px\">Text</caption><tr><td>a</table>",
  };
  g_autofree char *place = NULL;

  bs_reader_set_original (fixture->reader, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *name = g_strdup_printf ("%zu.html", i);
      g_autofree char *text = g_strdup_printf (HEAD "<p>Before</p>%s", bodies[i]);

      reader_fixture_write (fixture, name, text);
    }
  reader_fixture_write (fixture, "plain.html", HEAD "<p>Before</p><p>Text</p>");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "plain.html");
  place = reader_fixture_evaluate (fixture, HEADER_PLACE);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *name = g_strdup_printf ("%zu.html", i);

      g_test_message ("%s", bodies[i]);
      reader_fixture_show (fixture, name);
      reader_fixture_assert_says (fixture, HEADER_PLACE, place);
      reader_fixture_assert_says (fixture, HEADER_IS_FREE, "true");
    }
}

typedef struct
{
  guint n_read;
  char *read;
  char *tag;
  char *source;
  guint n_files;
} Told;

static void
read_cb (BsReader *reader, const char *path, gpointer user_data)
{
  Told *told = user_data;

  told->n_read++;
  g_free (told->read);
  told->read = g_strdup (path);
}

static void
open_tag_cb (BsReader *reader, const char *name, gpointer user_data)
{
  ((Told *) user_data)->tag = g_strdup (name);
}

static void
open_source_cb (BsReader *reader, const char *name, gpointer user_data)
{
  ((Told *) user_data)->source = g_strdup (name);
}

static void
open_file_cb (BsReader *reader, gpointer user_data)
{
  ((Told *) user_data)->n_files++;
}

static void
listen (ReaderFixture *fixture, Told *told)
{
  g_signal_connect (fixture->reader, "read", G_CALLBACK (read_cb), told);
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-tag", G_CALLBACK (open_tag_cb), told);
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-source", G_CALLBACK (open_source_cb), told);
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-file", G_CALLBACK (open_file_cb), told);
}

static void
clear (Told *told)
{
  g_free (told->read);
  g_free (told->tag);
  g_free (told->source);
}

static char *
make_long (void)
{
  GString *text = g_string_new (HEAD);

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "<p>This is paragraph number %u.</p>\n", i);
  return g_string_free (text, FALSE);
}

#define TOP_60                                                                                                         \
  "(() => { const p = [...document.querySelectorAll ('p')].find (x => x.textContent.includes (' 60.'));"               \
  " return String (Math.abs (p.getBoundingClientRect ().top - 11) < 2); })()"

/* An article counts as read after two seconds, or at once when it is scrolled. */
static void
test_read (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long ();
  Told told = { 0 };
  gint64 start;

  reader_fixture_write (fixture, "long.html", text);
  reader_fixture_write (fixture, "short.html", HEAD "<p>Short</p>\n");
  reader_fixture_open_library (fixture);
  listen (fixture, &told);

  reader_fixture_show (fixture, "short.html");
  start = g_get_monotonic_time ();
  g_assert_cmpuint (told.n_read, ==, 0);
  wait_until (told.n_read == 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 1900000);
  g_assert_cmpstr (told.read, ==, "short.html");

  reader_fixture_show (fixture, "long.html");
  g_assert_true (reader_fixture_says (fixture, "window.scrollTo (0, 900); 'done'", "done"));
  wait_until (told.n_read == 2);
  g_assert_cmpstr (told.read, ==, "long.html");
  reader_fixture_pass_time (2500);
  g_assert_cmpuint (told.n_read, ==, 2);

  /* One that is passed by is not read. */
  reader_fixture_show (fixture, "short.html");
  reader_fixture_show (fixture, "long.html");
  g_assert_cmpuint (told.n_read, ==, 2);
  clear (&told);
}

typedef struct
{
  gboolean done;
  char *position;
  double fraction;
} Left;

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Left *left = user_data;

  left->position = bs_library_get_position_finish (BS_LIBRARY (source), result, &left->fraction, NULL);
  left->done = TRUE;
}

static gboolean
is_left_between (ReaderFixture *fixture, const char *path, double least, double most)
{
  Left left = { FALSE, NULL, 0 };
  gboolean is_left;

  bs_library_get_position_async (fixture->library, path, NULL, left_cb, &left);
  wait_until (left.done);
  is_left = left.position != NULL && left.fraction > least && left.fraction < most;
  g_free (left.position);
  return is_left;
}

static gboolean
is_left (ReaderFixture *fixture, const char *path)
{
  return is_left_between (fixture, path, 0.1, 0.9);
}

/* An article opens at its last position. */
static void
test_position (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long ();

  reader_fixture_write (fixture, "long.html", text);
  reader_fixture_write (fixture, "short.html", HEAD "<p>Short</p>\n");
  reader_fixture_open_library_with_marks (fixture);
  reader_fixture_show (fixture, "long.html");
  reader_fixture_assert_says (fixture, "String (window.scrollY)", "0");
  g_assert_true (reader_fixture_says (
      fixture,
      "(() => { const p = [...document.querySelectorAll ('p')].find (x => x.textContent.includes (' 60.'));"
      " window.scrollBy ({ top: p.getBoundingClientRect ().top - 11, behavior: 'instant' }); return ''; })()",
      ""));
  wait_until (is_left (fixture, "long.html"));
  reader_fixture_show (fixture, "short.html");
  reader_fixture_show (fixture, "long.html");
  wait_until (reader_fixture_says (fixture, TOP_60, "true"));

  /* An invalid position is ignored, and never run as a script. */
  reader_fixture_show (fixture, "short.html");
  bs_library_set_position (fixture->library, "long.html", "'); document.title = 'ran'; ('", 0.5);
  wait_until (is_left (fixture, "long.html"));
  reader_fixture_show (fixture, "long.html");
  reader_fixture_pass_time (300);
  reader_fixture_assert_says (fixture, "document.title", "An article");
  reader_fixture_assert_says (fixture, "String (window.scrollY)", "0");
}

/* A bar that appears above the page keeps the current position visible. */
static void
test_end (ReaderFixture *fixture, gconstpointer data)
{
  static const char at_end[] =
      "String (window.scrollY + window.innerHeight > document.documentElement.scrollHeight - 2)";
  g_autofree char *text = make_long ();
  g_autofree char *nothing = NULL;
  g_autofree char *tall = NULL;

  reader_fixture_write (fixture, "long.html", text);
  reader_fixture_write (fixture, "short.html", HEAD "<p>Short</p>\n");
  reader_fixture_open_library_with_marks (fixture);
  gtk_widget_set_margin_top (GTK_WIDGET (fixture->reader), 46);
  reader_fixture_show (fixture, "long.html");
  nothing = reader_fixture_evaluate (fixture, "window.scrollTo ({ top: 1e6, behavior: 'instant' }); ''");
  reader_fixture_assert_says (fixture, at_end, "true");
  wait_until (is_left_between (fixture, "long.html", 0.99, 1.01));

  reader_fixture_show (fixture, "short.html");
  gtk_widget_set_margin_top (GTK_WIDGET (fixture->reader), 0);
  reader_fixture_show (fixture, "long.html");
  wait_until (reader_fixture_says (fixture, at_end, "true"));
  tall = reader_fixture_evaluate (fixture, "String (window.innerHeight)");
  gtk_widget_set_margin_top (GTK_WIDGET (fixture->reader), 46);
  wait_until (!reader_fixture_says (fixture, "String (window.innerHeight)", tall));
  wait_until (reader_fixture_says (fixture, at_end, "true"));
}

static void
test_header_links (ReaderFixture *fixture, gconstpointer data)
{
  Told told = { 0 };

  show_text (fixture, "<p>Text</p>");
  listen (fixture, &told);
  reader_fixture_follow_action (fixture, "tag", "A%20%26%2FB");
  wait_until (told.tag != NULL);
  g_assert_cmpstr (told.tag, ==, "A &/B");
  reader_fixture_follow_action (fixture, "source", "%E6%96%B0%E6%B5%AA");
  wait_until (told.source != NULL);
  g_assert_cmpstr (told.source, ==, "新浪");
  reader_fixture_follow_action (fixture, "file", "");
  wait_until (told.n_files == 1);
  clear (&told);

  /* As they are in the page itself. */
  told = (Told){ 0 };
  reader_fixture_write (fixture, "tagged.html", "---\ntitle: T\ntags: [A & B]\nauthor: C/D\n---\n<p>Text</p>\n");
  reader_fixture_show (fixture, "tagged.html");
  reader_fixture_assert_says (fixture, "document.querySelector ('.bs-tag').click (); ''", "");
  wait_until (told.tag != NULL);
  g_assert_cmpstr (told.tag, ==, "A & B");
  reader_fixture_assert_says (fixture, "document.querySelector ('.bs-source').click (); ''", "");
  wait_until (told.source != NULL);
  g_assert_cmpstr (told.source, ==, "C/D");
  clear (&told);
}

static gboolean
open_link_cb (BsReader *reader, const char *uri, gpointer user_data)
{
  return TRUE;
}

/* Nothing in an article is an action, however its address is written and whatever let it in. */
static void
test_no_orders (ReaderFixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = {
    "/&#9;/file/",
    "//file/",
    "/&#10;/tag/x",
    "broadsheet://file/",
    "broadsheet://tag/x",
    "\\\\file/",
    "BROADSHEET://file/",
    "/\\file/",
    "/.//file/",
    "..//file/",
    "/&#13;\\file/",
    "///file/",
    "broad&#9;sheet:file",
    "broadsheet:/file/",
    "broadsheet:///file/",
    "broadsheet://category/x",
    "broadsheet://source/x",
  };
  g_autoptr (GString) text = g_string_new ("<p>Text</p>\n");
  Told told = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_string_append_printf (text, "<p><a class=\"x\" href=\"%s\">a</a></p>\n", addresses[i]);
  show_text (fixture, text->str);
  listen (fixture, &told);
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-link", G_CALLBACK (open_link_cb), NULL);
  reader_fixture_assert_says (fixture,
                              "String ([...document.querySelectorAll ('main a')].filter (a => "
                              "/^broadsheet:/.test (a.href) && !/^broadsheet:..article\\//.test (a.href)).length)",
                              "0");
  reader_fixture_assert_says (fixture, "document.querySelectorAll ('main a').forEach (a => a.click ()); ''", "");
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *unescaped = NULL;
      g_autoptr (GString) address = g_string_new (addresses[i]);

      g_string_replace (address, "&#9;", "\\t", 0);
      g_string_replace (address, "&#10;", "\\n", 0);
      g_string_replace (address, "&#13;", "\\r", 0);
      reader_fixture_follow (fixture, address->str);
    }
  /* A working action follows all of them. */
  reader_fixture_follow_action (fixture, "source", "last");
  wait_until (told.source != NULL);
  g_assert_cmpstr (told.source, ==, "last");
  g_assert_null (told.tag);
  g_assert_cmpuint (told.n_files, ==, 0);
  clear (&told);
}

static void
test_enlarged (ReaderFixture *fixture, gconstpointer data)
{
  reader_fixture_write_picture (fixture->root, "a.png");
  show_text (fixture, "<p>Text</p><img src=\"a.png\">");
  wait_until (reader_fixture_says (fixture, "String (document.querySelector ('img').naturalWidth)", "30"));
  reader_fixture_assert_says (
      fixture, "document.querySelector ('img').click (); String (document.querySelector ('dialog').open)", "true");
  reader_fixture_assert_says (fixture, "document.querySelector ('dialog').click (); 'done'", "done");
  wait_until (reader_fixture_says (fixture, "String (document.querySelector ('dialog'))", "null"));
}

/* An extremely deep or long body is shown in part, and the window does not wait for it. */
static void
test_too_large (ReaderFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) deep = g_string_new (HEAD "<div>Start</div>");
  g_autoptr (GString) huge = g_string_new (HEAD);

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<div>");
  g_string_append (deep, "Bottom");
  while (huge->len < 50 * 1024 * 1024)
    g_string_append (huge, "<p>All work and no play makes a dull text, and one that is very long besides.</p>\n");
  reader_fixture_write (fixture, "deep.html", deep->str);
  reader_fixture_write (fixture, "huge.html", huge->str);
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "deep.html");
  reader_fixture_assert_says (
      fixture, "String (document.body.textContent.includes ('Start') && document.body.textContent.includes ('Bottom'))",
      "true");
  reader_fixture_show (fixture, "huge.html");
  reader_fixture_assert_says (
      fixture,
      "String (document.querySelector ('.bs-notice a').getAttribute ('href').startsWith ('broadsheet://file/'))",
      "true");
}

#define add(path, function)                                                                                            \
  g_test_add ("/broadsheet/reader-page/" path, ReaderFixture, NULL, reader_fixture_set_up, function,                   \
              reader_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  add ("find", test_find);
  add ("find-step", test_find_step);
  add ("found", test_found);
  add ("math", test_math);
  add ("footnote", test_footnote);
  add ("wide", test_wide);
  add ("look", test_look);
  add ("large-text", test_large_text);
  add ("languages", test_languages);
  add ("original", test_original);
  add ("original-stays", test_original_stays);
  add ("read", test_read);
  add ("position", test_position);
  add ("end", test_end);
  add ("header-links", test_header_links);
  add ("no-orders", test_no_orders);
  add ("enlarged", test_enlarged);
  add ("too-large", test_too_large);

  return g_test_run ();
}
