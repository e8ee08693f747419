/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "gumbo-text.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"
#include "model/format/body/html.h"

/* The text of an article comes from a tag tokenizer, which is faster than an HTML5 parser. It is compared with such a
 * parser: the same words in the same order, and the same blocks. */

static char *
read_quickly (const char *html, gsize length)
{
  g_autofree char *text = bs_html_to_text (html, length);

  return gumbo_text_normalize (text);
}

static char *
read_fully (const char *html, gsize length)
{
  g_autofree char *text = gumbo_text_read (html, length);

  return gumbo_text_normalize (text);
}

static void
assert_same (const char *html, gsize length, const char *name)
{
  g_autofree char *quick = read_quickly (html, length);
  g_autofree char *full = read_fully (html, length);

  if (strcmp (quick, full) != 0)
    {
      gsize i = 0;

      while (quick[i] == full[i])
        i++;
      i -= MIN (i, 40);
      g_test_message ("%s: %.*s", name, (int) length, html);
      g_test_message ("not the same from here: %.80s", quick + i);
      g_test_message ("where a parser says: %.80s", full + i);
    }
  g_assert_cmpstr (quick, ==, full);
}

static const char *const rules[] = {
  "a<b>b</b>c",
  "<p>a<p>b</p>c",
  "<div>a<span> b</span><div>c</div>d</div>",
  "a<br>b<br/>c",
  "<ul><li>a<li>b <b>c</b></ul>d",
  "<table><tr><td>a<td>b<tr><th>c</table>",
  "<table><caption>a</caption><thead><tr><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
  "<dl><dt>a<dd>b<dt>c</dl>",
  "a<script>b</script><style>c</style>d<!-- e -->f",
  "<template>a</template>b<noscript>c</noscript>d",
  "a &amp; b &#20013;&#x56fd; &nbsp; &copy; &notanentity; &AMP",
  "a &lt;b&gt; c < d > e",
  "<h1>a</h1><h2>b</h2>c",
  "<p hidden>a</p>b<span hidden>c</span>d",
  "<svg><text>a</text></svg>b<math><mi>c</mi></math>d",
  "<button>a</button>b<select><option>c</select>d<textarea>e</textarea>f",
  "a<img alt='b'>c<hr>d",
  "<section><article><header>a</header>b<footer>c</footer></article></section>",
  "<blockquote>a<p>b</blockquote>c",
  "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
  "<b><i>a</b>b</i>c",
  "<p>　　一</p>\n<p>　　二　三</p>",
  "<a href='x>y'>a</a><a href=\"<p>\">b</a>",
  "<figure><img><figcaption>a</figcaption></figure>",
  "</p>a</span>b",
  "<table>a<tr><td>b</table>",
  "a<!DOCTYPE html>b<?x y?>c",
  "<pre>\na\n\n b<b>\nc</b>\n</pre>d",
  "a<p",
  "a<",
  "",
};

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    assert_same (rules[i], strlen (rules[i]), "rule");
}

/* Known differences, with both results, so that a change is noticed. */
static const struct
{
  const char *html;
  const char *quick;
  const char *full;
} differences[] = {
  /* A parser moves misplaced content in a table before the table; we leave it where it is. */
  { "<table><tr>a<td>b</table>", "a b", "a\nb" },
  { "<table><tr><td>b</td></tr>a</table>", "b\na", "a\nb" },
  /* A cell ends the paragraph inside it, which is a block. */
  { "<table><tr><td><p>a<td>b</table>", "a b", "a\nb" },
  /* A parser ignores the end tag of a block that was not opened. */
  { "a</div>b", "a\nb", "ab" },
};

static void
test_differences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      const char *html = differences[i].html;
      g_autofree char *quick = read_quickly (html, strlen (html));
      g_autofree char *full = read_fully (html, strlen (html));

      g_test_message ("%s", html);
      g_assert_cmpstr (quick, ==, differences[i].quick);
      g_assert_cmpstr (full, ==, differences[i].full);
    }
}

#define PICK(rand, list) ((list)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (list))])

static const char *const words[] = {
  "中国", "经济，", "word",     "two words", "&amp;", "&#123;", "　　段",
  " ",    "\n",     "3 &lt; 4", "x&nbsp;y",  "“引”",  "𠀀",     "<!-- c -->",
};
static const char *const inlines[] = {
  "b", "i", "a", "span", "em", "strong", "font", "code", "u", "sub", "custom-tag"
};
static const char *const blocks[] = { "div", "p",  "h2",    "section", "blockquote",
                                      "ul",  "ol", "table", "article", "center" };
static const char *const pieces[] = {
  "<br>",
  "<br/>",
  "<img src='a.png' alt='x'>",
  "<hr>",
  "<script>if (a < b) c ();</script>",
  "<style>p{}</style>",
  "<svg><text>x</text></svg>",
  "<span hidden>x</span>",
  "<wbr>",
  "<iframe src=x>y</iframe>",
};

static void write_blocks (GString *html, GRand *rand, guint depth);

static void
write_inline (GString *html, GRand *rand, guint depth)
{
  for (gint32 n = g_rand_int_range (rand, 1, 6); n > 0; n--)
    {
      gint32 kind = g_rand_int_range (rand, 0, 10);

      if (kind < 6 || depth > 6)
        g_string_append (html, PICK (rand, words));
      else if (kind < 7)
        g_string_append (html, PICK (rand, pieces));
      else
        {
          const char *name = PICK (rand, inlines);

          /* A parser ends a link at the start of another link inside it. */
          g_string_append_printf (html, "<%s class=\"x\" title='<p>'>", name);
          write_inline (html, rand, depth + 1);
          g_string_append_printf (html, "</%s>", name);
        }
    }
}

static void
write_items (GString *html, GRand *rand, guint depth, const char *open, const char *close)
{
  for (gint32 n = g_rand_int_range (rand, 1, 4); n > 0; n--)
    {
      g_string_append (html, open);
      if (g_rand_boolean (rand))
        write_inline (html, rand, depth + 1);
      else
        write_blocks (html, rand, depth + 1);
      /* An end tag that may be omitted. */
      if (g_rand_int_range (rand, 0, 3) > 0)
        g_string_append (html, close);
    }
}

static void
write_blocks (GString *html, GRand *rand, guint depth)
{
  gboolean is_open = FALSE;

  for (gint32 n = g_rand_int_range (rand, 1, 5); n > 0; n--)
    {
      const char *name = PICK (rand, blocks);

      if (depth > 5 || g_rand_int_range (rand, 0, 4) == 0)
        {
          write_inline (html, rand, depth + 1);
          continue;
        }
      g_string_append_printf (html, "<%s>", name);
      if (g_str_equal (name, "ul") || g_str_equal (name, "ol"))
        write_items (html, rand, depth, "<li>", "</li>");
      else if (g_str_equal (name, "table"))
        {
          for (gint32 rows = g_rand_int_range (rand, 1, 4); rows > 0; rows--)
            {
              g_string_append (html, "<tr>");
              write_items (html, rand, depth, "<td>", "</td>");
              g_string_append (html, "</tr>\n");
            }
        }
      else if (g_str_equal (name, "p") || g_str_equal (name, "h2"))
        write_inline (html, rand, depth + 1);
      else
        write_blocks (html, rand, depth + 1);
      if (g_str_equal (name, "p") && g_rand_boolean (rand))
        is_open = TRUE;
      else
        g_string_append_printf (html, "</%s>", name);
    }
  if (is_open)
    g_string_append (html, "</p>");
}

static void
test_generated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2205);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autofree char *name = g_strdup_printf ("generated %u", i);

      write_blocks (html, rand, 0);
      assert_same (html->str, html->len, name);
    }
}

/* The bodies of all articles in @folder, as HTML, whatever their kind. */
static guint
read_folder (const char *folder, const char *const *known)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      g_autoptr (BsArticle) article = NULL;
      g_auto (BsText) text = BS_TEXT_INIT;
      gsize length;

      if (g_strv_contains (known, name) || !g_file_get_contents (path, &bytes, &length, NULL))
        continue;
      bs_text_decode (&text, bytes, length, NULL);
      article = bs_article_read_text_in_site (name, name, BS_SITE_HEXO, text.data, text.length, NULL);
      assert_same (text.data + article->body_start, text.length - article->body_start, name);
      n++;
    }
  return n;
}

static void
test_fixtures (void)
{
  static const char *const known[] = { NULL };
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "traps", NULL);

  g_assert_cmpuint (read_folder (folder, known), >, 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/html-text/rules", test_rules);
  g_test_add_func ("/broadsheet/html-text/differences", test_differences);
  g_test_add_func ("/broadsheet/html-text/generated", test_generated);
  g_test_add_func ("/broadsheet/html-text/fixtures", test_fixtures);
  return g_test_run ();
}
