/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "model/format/body/body-text.h"

static void
assert_excerpt (BsBodyKind kind, const char *body, guint max_chars, const char *expected)
{
  g_autofree char *excerpt = bs_body_excerpt (kind, body, strlen (body), max_chars);

  g_assert_cmpstr (excerpt, ==, expected);
}

static void
assert_text (BsBodyKind kind, const char *body, const char *expected)
{
  g_autofree char *text = bs_body_to_text (kind, body, strlen (body));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text (BS_BODY_HTML, "<p>a</p><p>{% raw %}b{% endraw %}</p>", "a\nb");
  assert_text (BS_BODY_MARKDOWN, "a\n\n{% codeblock %}\nb < c\n{% endcodeblock %}\n", "a\nb < c");
  assert_text (BS_BODY_TEXT, "a <b>\n\n  {% c %}\n", "a <b>\n\n  {% c %}\n");
}

static void
test_excerpt_more (void)
{
  assert_excerpt (BS_BODY_MARKDOWN, "Before.\n\n<!-- more -->\n\nBehind.", 100, "Before.");
  assert_excerpt (BS_BODY_MARKDOWN, "Before.\n\n<!--MORE-->\n\nBehind.", 100, "Before.");
  assert_excerpt (BS_BODY_HTML, "<p>Before.</p><!--  More  --><p>Behind.</p>", 100, "Before.");
  assert_excerpt (BS_BODY_MARKDOWN, "<!-- more -->\n\nBehind.", 100, "Behind.");
}

static void
test_excerpt_words (void)
{
  assert_excerpt (BS_BODY_MARKDOWN, "one two three four", 100, "one two three four");
  assert_excerpt (BS_BODY_MARKDOWN, "one two three four", 18, "one two three four");
  assert_excerpt (BS_BODY_MARKDOWN, "one two three four", 10, "one two…");
  assert_excerpt (BS_BODY_MARKDOWN, "one, two", 6, "one…");
  assert_excerpt (BS_BODY_MARKDOWN, "unbreakable", 5, "unbre…");
}

static void
test_excerpt_han (void)
{
  assert_excerpt (BS_BODY_HTML, "<p>　　如何破解中小企业数字化转型之难</p><p>　　第二</p>", 6, "如何破解中小…");
  assert_excerpt (BS_BODY_HTML, "<p>　　一</p>\n\n<p>　　二</p>", 60, "一 二");
}

static void
test_excerpt_skips_title (void)
{
  assert_excerpt (BS_BODY_MARKDOWN, "# The title\n\nThe words.", 100, "The words.");
  assert_excerpt (BS_BODY_MARKDOWN, "# Only a title", 100, "Only a title");
}

static void
test_excerpt_empty (void)
{
  assert_excerpt (BS_BODY_MARKDOWN, "", 100, "");
  assert_excerpt (BS_BODY_HTML, "<img src=x>", 100, "");
  assert_excerpt (BS_BODY_TEXT, "\n\n  a\n b", 100, "a b");
}

/* Some articles start with more CSS than the usual source of an excerpt. */
static void
test_excerpt_behind_styles (void)
{
  g_autoptr (GString) body = g_string_new ("<style>");

  for (guint i = 0; i < 8000; i++)
    g_string_append (body, ".a{b:c} ");
  g_string_append (body, "</style><p>Words</p>");
  assert_excerpt (BS_BODY_HTML, body->str, 100, "Words");
}

/* The examined part ends inside a character. */
static void
test_excerpt_is_valid (void)
{
  for (guint shift = 0; shift < 3; shift++)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      g_autofree char *excerpt = NULL;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (body, 'x');
      for (guint i = 0; i < 20000; i++)
        g_string_append (body, "文");
      excerpt = bs_body_excerpt (BS_BODY_TEXT, body->str, body->len, 100000);
      g_assert_true (g_utf8_validate (excerpt, -1, NULL));
      g_assert_null (strstr (excerpt, "\xef\xbf\xbd"));
    }
}

static void
test_titles (void)
{
  g_autofree char *html = bs_body_find_title (BS_BODY_HTML, "<h1>a</h1>", 10);
  g_autofree char *markdown = bs_body_find_title (BS_BODY_MARKDOWN, "# b", 3);

  g_assert_cmpstr (html, ==, "a");
  g_assert_cmpstr (markdown, ==, "b");
  g_assert_null (bs_body_find_title (BS_BODY_TEXT, "# c", 3));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/body-text/text", test_text);
  g_test_add_func ("/broadsheet/body-text/excerpt-more", test_excerpt_more);
  g_test_add_func ("/broadsheet/body-text/excerpt-words", test_excerpt_words);
  g_test_add_func ("/broadsheet/body-text/excerpt-han", test_excerpt_han);
  g_test_add_func ("/broadsheet/body-text/excerpt-skips-title", test_excerpt_skips_title);
  g_test_add_func ("/broadsheet/body-text/excerpt-empty", test_excerpt_empty);
  g_test_add_func ("/broadsheet/body-text/excerpt-behind-styles", test_excerpt_behind_styles);
  g_test_add_func ("/broadsheet/body-text/excerpt-is-valid", test_excerpt_is_valid);
  g_test_add_func ("/broadsheet/body-text/titles", test_titles);
  return g_test_run ();
}
