/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "page/page.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A whole file as on disk; the first byte selects its kind. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { "a.md", "a.html", "a.txt" };
  g_autoptr (BsSite) site = NULL;
  const char *name;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autofree char *page = NULL;
  g_autofree char *original = NULL;
  g_autofree char *markdown = NULL;
  g_autofree char *text = NULL;
  BsDocument document = { .text = BS_TEXT_INIT };

  if (size == 0)
    return 0;
  bs_text_decode (&document.text, (const char *) data + 1, size - 1, problems);
  site = bs_site_detect ("/nonexistent");
  name = names[data[0] % G_N_ELEMENTS (names)];
  article = bs_article_read_text_in_site (name, name, BS_SITE_HEXO, document.text.data, document.text.length, problems);
  document.site = site;
  document.article = article;
  page = bs_page_render (&document);
  original = bs_page_render_with_token (&document, TRUE, "token");
  markdown = bs_page_render_markdown (&document);
  text = bs_page_render_text (&document);
  bs_text_clear (&document.text);
  g_assert_true (g_utf8_validate (page, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_utf8_validate (original, -1, NULL));
  g_assert_true (g_utf8_validate (markdown, -1, NULL));
  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (original, "<script"));
  return 0;
}
