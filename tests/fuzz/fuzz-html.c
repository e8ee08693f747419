/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/format/body/html.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *html = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (html);
  g_autofree char *text = bs_html_to_text (html, length);
  g_autofree char *title = bs_html_find_title (html, length);
  g_autofree char *decoded = bs_html_decode_entities (html, length);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (title == NULL || g_utf8_validate (title, -1, NULL));
  g_assert_true (g_utf8_validate (decoded, -1, NULL));
  return 0;
}
