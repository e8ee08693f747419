/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/format/body/body-text.h"
#include "model/format/body/markdown.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *markdown = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (markdown);
  g_autofree char *text = bs_markdown_read (BS_BODY_MARKDOWN, markdown, length, NULL);
  g_autofree char *html =
      bs_markdown_to_html (size % 2 == 0 ? BS_BODY_MARKDOWN : BS_BODY_MARKDOWN_BREAKS, markdown, length);
  g_autofree char *title = bs_markdown_find_title (markdown, length);
  g_autofree char *excerpt = bs_body_excerpt (BS_BODY_MARKDOWN, markdown, length, 80);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (html);
  g_assert_true (title == NULL || (*title != '\0' && g_utf8_validate (title, -1, NULL)));
  g_assert_true (g_utf8_validate (excerpt, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (excerpt, -1), <=, 81);
  return 0;
}
