/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/format/body/html-token.h"
#include "page/sanitiser.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static BsDocument *
make_document (void)
{
  static BsDocument document;
  const char *text = "---\ntitle: T\n---\n";

  if (document.article == NULL)
    {
      document.site = bs_site_detect ("/nonexistent");
      document.article = bs_article_read ("a.md", BS_SITE_HEXO, text, strlen (text));
    }
  return &document;
}

static void
assert_attribute_is_safe (const BsHtmlTokenAttribute *attribute)
{
  g_autofree char *name = g_ascii_strdown (attribute->name, attribute->name_length);
  g_autofree char *value = g_strndup (attribute->value, attribute->value_length);

  g_assert_false (g_str_has_prefix (name, "on"));
  g_assert_cmpstr (name, !=, "style");
  if (g_str_equal (name, "src"))
    g_assert_true (g_str_has_prefix (value, "broadsheet://picture/"));
  if (g_str_equal (name, "href"))
    g_assert_false (
        g_regex_match_simple ("^[\\s[:cntrl:]]*(javascript|data|vbscript|file)\\s*:", value, G_REGEX_CASELESS, 0));
}

/* The output has no element and no attribute that could do anything. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const allowed =
      " a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup "
      "dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 hr i img ins "
      "kbd li mark ol p pre q rb rp rt rtc ruby s samp section small span strong sub summary "
      "sup table tbody td tfoot th thead time tr u ul var wbr "
      "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace "
      "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none ";
  g_autofree char *html = g_utf8_make_valid ((const char *) data, size);
  g_autofree char *clean = bs_sanitise (make_document (), html, strlen (html));
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  bs_html_tokenizer_init (&tokenizer, clean, strlen (clean));
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      BsHtmlTokenAttribute attribute;
      gsize position = 0;
      g_autofree char *name = g_strdup_printf (" %s ", token.name);

      g_assert_true (token.kind != BS_HTML_TOKEN_COMMENT && token.kind != BS_HTML_TOKEN_RAW);
      if (token.kind == BS_HTML_TOKEN_TEXT)
        continue;
      g_assert_nonnull (strstr (allowed, name));
      while (token.kind == BS_HTML_TOKEN_START && bs_html_token_next_attribute (&token, &position, &attribute))
        assert_attribute_is_safe (&attribute);
    }
  return 0;
}
